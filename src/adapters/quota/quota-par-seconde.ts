import { monotonicMs } from '../../application/monotonic.ts'
import type { Quota, QuotaGrant } from '../../application/ports.ts'

export type QuotaParSecondeOptions = {
  /** Calls allowed in any sliding second, at least 1. */
  callsPerSecond: number
  /** Longest time of one call, by which it has ended whatever happens; default 120,000. */
  callMaxMs?: number
  /** Monotonic clock in milliseconds; default `monotonicMs`. */
  nowMs?: () => number
}

type Priority = 'single' | 'lot'

/** A call that counts until `releaseMs`, which is the worst case until `received`. */
type Place = { priority: Priority; startedMs: number; releaseMs: number; received: boolean }

type Waiter = {
  priority: Priority
  deadlineMs: number
  settle(grant: QuotaGrant): void
}

const WINDOW_MS = 1000
/** Timers and clocks of two machines do not tick together. */
const MARGIN_MS = 10
/** A call of which nothing is heard (on Workers its request may be gone) ends its count then. */
const CALL_MAX_MS = 120_000
/** First guess of the time to an answer, for telling how long a wait will be. */
const TRANSIT_GUESS_MS = 150
/** A hang says nothing of the calls to come. */
const TRANSIT_GUESS_MAX_MS = 2000
/** Weight of the latest call in that guess. */
const TRANSIT_WEIGHT = 0.2
/** Singles served in a row while a lot waits: then the lot has its turn. */
const SINGLES_IN_A_ROW = 3
/** On Workers a finished request takes its timers with it, so every waiter also wakes the queue. */
const WAKE_MS = 250

/**
 * At most `callsPerSecond` calls in any sliding second **as the source counts them**: a place is
 * free again one second after the source has surely received the call (its answer has begun, or the
 * call has ended), not one second after we sent it. Uneven network delays cannot squeeze two windows
 * into one, nor can calls held up on the way (a connection that is slow to open, or to be had) leave
 * all together: behind a source that hangs, no more than `callsPerSecond` are under way.
 *
 * Fair: first come first served within a priority; of four places given while both wait, three go
 * to single requests and one to a lot. A lot never holds the last eighth of the places, so that a
 * single request seldom waits behind it. In the memory of one process: on Workers, of one isolate.
 */
export const createQuotaParSeconde = (options: QuotaParSecondeOptions): Quota => {
  const limit = Math.max(1, Math.floor(options.callsPerSecond))
  const lotLimit = limit - Math.floor(limit / 8)
  const callMaxMs = options.callMaxMs ?? CALL_MAX_MS
  const nowMs = options.nowMs ?? monotonicMs
  const queues: Record<Priority, Waiter[]> = { single: [], lot: [] }
  let places: Place[] = []
  let transitMs = TRANSIT_GUESS_MS
  let pausedUntilMs = 0
  let singlesInARow = 0
  let wakeTimer: ReturnType<typeof setTimeout> | undefined

  const held = (priority: Priority) =>
    priority === 'lot' ? places.filter((place) => place.priority === 'lot') : places

  const limitOf = (priority: Priority) => (priority === 'lot' ? lotLimit : limit)

  /** When a place will likely be free. */
  const expectedMs = ({ received, startedMs, releaseMs }: Place, now: number): number =>
    received ? releaseMs : Math.min(releaseMs, Math.max(now, startedMs + transitMs) + WINDOW_MS)

  /** Milliseconds until the place number `ahead` (0 = the next one) can be had. */
  const waitMs = (priority: Priority, ahead: number): number => {
    const now = nowMs()
    const releases = [held(priority), places].map((taken, index) => {
      const size = index === 0 ? limitOf(priority) : limit
      const rank = ahead - (size - taken.length)
      if (rank < 0) return 0
      const sorted = taken.map((place) => expectedMs(place, now)).toSorted((a, b) => a - b)
      const release = sorted[rank % size] ?? now + WINDOW_MS
      return release - now + Math.floor(rank / size) * WINDOW_MS
    })
    return Math.max(0, pausedUntilMs - now, ...releases)
  }

  const canStart = (priority: Priority) =>
    places.length < limit && held(priority).length < limitOf(priority)

  const next = (): Waiter | undefined => {
    const single = queues.single[0]
    const lot = queues.lot[0]
    if (lot && canStart('lot') && (!single || singlesInARow >= SINGLES_IN_A_ROW)) return lot
    if (single && canStart('single')) return single
    return undefined
  }

  const take = (priority: Priority): QuotaGrant => {
    const startedMs = nowMs()
    const releaseMs = startedMs + callMaxMs + WINDOW_MS + MARGIN_MS
    const place = { priority, startedMs, releaseMs, received: false }
    places.push(place)
    singlesInARow = priority === 'single' ? singlesInARow + 1 : 0
    const received = () => {
      if (place.received) return
      place.received = true
      const tookMs = Math.min(nowMs() - startedMs, TRANSIT_GUESS_MAX_MS)
      transitMs += TRANSIT_WEIGHT * (tookMs - transitMs)
      place.releaseMs = Math.min(place.releaseMs, nowMs() + WINDOW_MS + MARGIN_MS)
      pump()
    }
    return { ok: true, received }
  }

  const refuse = (ms: number): QuotaGrant => ({
    ok: false,
    retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)),
  })

  const pump = (): void => {
    const now = nowMs()
    places = places.filter((place) => place.releaseMs > now)
    for (const queue of [queues.single, queues.lot]) {
      for (const waiter of queue.slice()) {
        if (waiter.deadlineMs <= now || waiter.deadlineMs < pausedUntilMs) {
          waiter.settle(refuse(waitMs(waiter.priority, 0)))
        }
      }
    }
    if (now >= pausedUntilMs) {
      for (let waiter = next(); waiter; waiter = next()) waiter.settle(take(waiter.priority))
    }
    clearTimeout(wakeTimer)
    const waits = (['single', 'lot'] as const)
      .filter((priority) => queues[priority].length > 0)
      .map((priority) => waitMs(priority, 0))
    if (waits.length > 0) wakeTimer = setTimeout(pump, Math.ceil(Math.min(...waits)) + 1)
  }

  /** Waiters that will be served before a newcomer. */
  const ahead = (priority: Priority): number => {
    const { single, lot } = queues
    return priority === 'single'
      ? single.length + Math.min(lot.length, Math.ceil(single.length / SINGLES_IN_A_ROW))
      : lot.length + Math.min(single.length, SINGLES_IN_A_ROW * (lot.length + 1))
  }

  return {
    acquire({ priority, patienceMs, signal }) {
      if (signal?.aborted) return Promise.resolve(refuse(0))
      pump()
      const queuedMs = waitMs(priority, ahead(priority))
      if (queuedMs > patienceMs) return Promise.resolve(refuse(queuedMs))
      if (queuedMs === 0) return Promise.resolve(take(priority))

      return new Promise((resolve) => {
        const wake = setInterval(pump, WAKE_MS)
        const patience = setTimeout(pump, Math.ceil(patienceMs) + 1)
        const onAbort = () => waiter.settle(refuse(0))
        const waiter: Waiter = {
          priority,
          deadlineMs: nowMs() + patienceMs,
          settle(grant) {
            const queue = queues[priority]
            const index = queue.indexOf(waiter)
            if (index >= 0) queue.splice(index, 1)
            clearInterval(wake)
            clearTimeout(patience)
            signal?.removeEventListener('abort', onAbort)
            if (queues.single.length + queues.lot.length === 0) clearTimeout(wakeTimer)
            resolve(grant)
          },
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        queues[priority].push(waiter)
        pump()
      })
    },

    pause(durationMs) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs() + durationMs)
      pump()
    },

    remaining() {
      const now = nowMs()
      if (now < pausedUntilMs) return 0
      return limit - places.filter((place) => place.releaseMs > now).length
    },
  }
}
