import { monotonicMs } from '../../application/monotonic.ts'
import { unlessAborted } from '../http-client/look-up.ts'

export type InFlightOptions<T> = {
  /**
   * Longest wait for a look-up that somebody else began, and the age past which it is not joined:
   * on Workers it may be dead.
   */
  maxMs: number
  /** The value of a key for whoever stops waiting before it is known, by choice or by `maxMs`. */
  abandoned: (key: string, byChoice: boolean) => T
  /** Given each look-up that begins: on Workers it ends with its request otherwise. */
  keepAlive?: (work: Promise<unknown>) => void
}

export type Passager = { signal?: AbortSignal | undefined; priority?: 'single' | 'lot' | undefined }

/** Look-ups under way, by key; several keys may share one. */
export type InFlight<T> = {
  /**
   * Waits for the look-up of this key; undefined = none is under way, or only that of a lot, which
   * would be too long for a single request.
   */
  join(key: string, passager: Passager): Promise<T> | undefined
  /**
   * Starts one look-up for some keys and makes it joinable until it ends. `lookUp` gets a signal
   * that aborts when nobody waits any more, and answers one value per key, in order.
   */
  start(
    keys: readonly string[],
    passager: Passager,
    lookUp: (signal: AbortSignal) => Promise<readonly T[]>,
  ): Promise<T>[]
}

/** What a look-up may take to say itself that its time is over. */
const GRACE_MS = 1000

type Vol<T> = {
  startedMs: number
  priority: 'single' | 'lot'
  waiters: number
  done: boolean
  controller: AbortController
  values: Map<string, Promise<T>>
}

/**
 * One look-up for all who ask the same at once. It belongs to nobody: a caller that gives up leaves
 * the others theirs, and the look-up is aborted when the last one has given up.
 */
export const createInFlight = <T>({
  maxMs,
  abandoned,
  keepAlive,
}: InFlightOptions<T>): InFlight<T> => {
  const underWay = new Map<string, Vol<T>>()

  const leftMs = (vol: Vol<T>) => vol.startedMs + maxMs - monotonicMs()

  const forget = (vol: Vol<T>) => {
    for (const key of vol.values.keys()) if (underWay.get(key) === vol) underWay.delete(key)
  }

  const wait = async (
    vol: Vol<T>,
    key: string,
    value: Promise<T>,
    patienceMs: number,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const patience = new AbortController()
    const stop = () => patience.abort()
    const timer = setTimeout(stop, patienceMs)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    vol.waiters += 1
    try {
      return await unlessAborted(value, patience.signal, () =>
        abandoned(key, signal?.aborted ?? false),
      )
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      vol.waiters -= 1
      if (vol.waiters === 0 && !vol.done) {
        forget(vol)
        vol.controller.abort()
      }
    }
  }

  return {
    join(key, { signal, priority = 'single' }) {
      const vol = underWay.get(key)
      const value = vol?.values.get(key)
      if (!vol || !value || leftMs(vol) <= 0) return undefined
      if (priority === 'single' && vol.priority === 'lot') return undefined
      return wait(vol, key, value, Math.min(maxMs, leftMs(vol) + GRACE_MS), signal)
    },

    start(keys, { signal, priority = 'single' }, lookUp) {
      const vol: Vol<T> = {
        startedMs: monotonicMs(),
        priority,
        waiters: 0,
        done: false,
        controller: new AbortController(),
        values: new Map(),
      }
      const answers = lookUp(vol.controller.signal).finally(() => {
        vol.done = true
        forget(vol)
      })
      keepAlive?.(answers.catch(() => {}))
      return keys.map((key, index) => {
        const value = answers.then((all) => all[index] as T)
        vol.values.set(key, value)
        underWay.set(key, vol)
        return wait(vol, key, value, maxMs + GRACE_MS, signal)
      })
    },
  }
}
