import type { Answered } from '../../application/metriques.ts'
import type { Clock } from '../../application/ports.ts'
import type { Reply } from '../reply/reply.ts'

/**
 * Who may call a route: `key` with a key where keys are set, `open` anybody, `free` uncounted,
 * `probe` uncounted and left out of the log as long as all is well: probes come every few seconds.
 */
export type Access = 'key' | 'open' | 'free' | 'probe'

/** Whether requests count for the limit of requests. */
export const isCounted = (access: Access): boolean => access === 'key' || access === 'open'

/** What is known of a request when it comes in; `startedAt` in milliseconds of `performance`. */
export type Seen = { route: string | null; access: Access; requestId: string; startedAt: number }

export type ReportDeps = {
  clock: Clock
  /** Writes one line of JSON, given without its line end. */
  log: (line: string) => void
  /** Counts a request; left out = nobody counts. */
  observe?: ((answered: Answered) => void) | undefined
}

/**
 * Tells of each request once it is answered: one line of log, which never holds a number, a name, a
 * key or a query string, and one count. `cause` is for the log alone.
 */
export const createReport =
  ({ clock, log, observe }: ReportDeps) =>
  (request: Request, seen: Seen, reply: Reply, cause: string | undefined): void => {
    const { route, access, requestId, startedAt } = seen
    // Who hung up is no sign of a slow directory.
    const abandoned = reply.code === 'annuaire_delai' && request.signal.aborted
    const status = abandoned ? 499 : reply.status
    const ms = performance.now() - startedAt
    const code = abandoned ? 'abandon' : reply.code
    observe?.({ route, status, ms, code })
    if (access === 'probe' && status === 200) return
    log(
      JSON.stringify({
        time: clock.now().toISOString(),
        id: requestId,
        method: request.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        issue: reply.issue,
        code,
        cause: abandoned ? undefined : cause,
      }),
    )
  }
