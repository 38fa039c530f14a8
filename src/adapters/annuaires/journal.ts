import type { SourceFailureKind } from '../../application/failure.ts'
import { monotonicMs } from '../../application/monotonic.ts'
import type { EtatSource } from '../../application/etat-source.ts'
import type { Clock } from '../../application/ports.ts'

type Kinds = Partial<Record<SourceFailureKind, number>>

export type Journal = {
  success(): void
  failure(kind: SourceFailureKind): void
  read(): Pick<EtatSource, 'dernierSucces' | 'erreursDerniereHeure'>
}

const MINUTE_MS = 60_000
const KEPT_MINUTES = 60

/**
 * What a source remembers of its look-ups for `GET /sources`: the last success, and the failures of
 * the last hour counted by the minute. In the memory of this process; no number, no name.
 */
export const createJournal = (clock: Clock, nowMs: () => number = monotonicMs): Journal => {
  const minutes = new Map<number, Kinds>()
  let lastSuccess: Date | null = null

  const forget = (minute: number) => {
    for (const kept of minutes.keys()) if (kept <= minute - KEPT_MINUTES) minutes.delete(kept)
  }

  return {
    success() {
      lastSuccess = clock.now()
    },

    failure(kind) {
      const minute = Math.floor(nowMs() / MINUTE_MS)
      forget(minute)
      const kinds = minutes.get(minute) ?? {}
      kinds[kind] = (kinds[kind] ?? 0) + 1
      minutes.set(minute, kinds)
    },

    read() {
      forget(Math.floor(nowMs() / MINUTE_MS))
      const erreursDerniereHeure: Record<string, number> = {}
      for (const kinds of minutes.values()) {
        for (const [kind, count] of Object.entries(kinds)) {
          erreursDerniereHeure[kind] = (erreursDerniereHeure[kind] ?? 0) + count
        }
      }
      return {
        dernierSucces: lastSuccess?.toISOString() ?? null,
        erreursDerniereHeure,
      }
    },
  }
}
