import type { Quota, QuotaGrant } from '../../application/ports.ts'
import { unlessAborted, within } from '../http-client/look-up.ts'

/** One turn, as it travels. */
export type Ticket = { ok: true } | { ok: false; retryAfterSeconds: number }

/** The object that counts for everybody, seen from an isolate; see `QuotaPasserelle`. */
export type PasserelleDistante = {
  /** Waits there, `patienceMs` at most; `id` is made by who asks. */
  acquire(id: string, options: { priority: 'single' | 'lot'; patienceMs: number }): Promise<Ticket>
  release(id: string): unknown
  pause(durationMs: number): unknown
  remaining(): Promise<number | null>
}

export type QuotaDurableOptions = {
  /** A new one for each request: what one request opened, another may not use. */
  connect: () => PasserelleDistante
  /** Lets a message leave although nobody waits for it. */
  keepAlive: (work: Promise<unknown>) => void
  /** Tells the log that the object does not answer. */
  warn: (what: string) => void
}

/** The way there and back, in addition to the wait itself; less for who has little time. */
const TRAVEL_MS = 1000
const travelMs = (patienceMs: number): number => Math.min(TRAVEL_MS, patienceMs / 4)
/**
 * Who waits that long for a turn asks whether the object is there at all, and waits that long again
 * for an answer: an object that hangs is told from a long queue.
 */
const PULSE_MS = 3000
/** When to come back to a service that cannot count. */
const RETRY_AFTER_SECONDS = 5

/**
 * The quota of all isolates together. When the object cannot be reached, or does not answer in
 * time, every call is refused: calls that nobody counts could shut everybody out of the source.
 */
export const createQuotaDurable = ({ connect, keepAlive, warn }: QuotaDurableOptions): Quota => {
  const unreachable = (): QuotaGrant => {
    warn('quota injoignable')
    return { ok: false, retryAfterSeconds: RETRY_AFTER_SECONDS }
  }

  /** Sends a message that nobody waits for; lost, the object finds out by itself. */
  const tell = (message: () => unknown): void => {
    keepAlive(
      Promise.resolve()
        .then(message)
        .catch(() => {}),
    )
  }

  return {
    async acquire({ priority, patienceMs, signal }) {
      if (signal?.aborted) return GIVEN_UP
      const patience = new AbortController()
      const stop = () => patience.abort()
      const timer = setTimeout(stop, patienceMs + travelMs(patienceMs))
      let pulse: ReturnType<typeof setTimeout> | undefined
      signal?.addEventListener('abort', stop, { once: true })
      try {
        const quota = connect()
        pulse = setTimeout(() => {
          void answers(quota).then((isThere) => isThere || stop())
        }, PULSE_MS)
        const id = crypto.randomUUID()
        const release = once(() => tell(() => quota.release(id)))
        const ticket = await unlessAborted<Ticket | null>(
          quota.acquire(id, { priority, patienceMs }),
          patience.signal,
          () => null,
        )
        if (ticket !== null) return ticket.ok ? { ok: true, received: release } : ticket
        release()
        return signal?.aborted ? GIVEN_UP : unreachable()
      } catch {
        return unreachable()
      } finally {
        clearTimeout(timer)
        clearTimeout(pulse)
        signal?.removeEventListener('abort', stop)
      }
    },

    pause(durationMs) {
      tell(() => connect().pause(durationMs))
    },

    remaining: () => within(TRAVEL_MS, () => connect().remaining()),
  }
}

/** Whether the object says anything, whatever it is. */
const answers = async (quota: PasserelleDistante): Promise<boolean> =>
  (await within(PULSE_MS, async () => {
    await quota.remaining()
    return true
  })) !== null

const GIVEN_UP: QuotaGrant = { ok: false, retryAfterSeconds: 1 }

const once = (work: () => void): (() => void) => {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
