import { unlessAborted } from '../look-up.ts'

export type VolsOptions<T> = {
  /** Longest wait, and the age past which a look-up is not joined: on Workers it may be dead. */
  maxMs: number
  /** The value of a key for whoever stops waiting before it is known. */
  abandoned: (key: string) => T
}

/** Look-ups under way, by key; several keys may share one. */
export type Vols<T> = {
  /** Waits for the look-up of this key; undefined = none is under way. */
  join(key: string, signal: AbortSignal | undefined): Promise<T> | undefined
  /**
   * Starts one look-up for some keys and makes it joinable until it ends. `lookUp` gets a signal
   * that aborts when nobody waits any more, and answers one value per key, in order.
   */
  start(
    keys: readonly string[],
    signal: AbortSignal | undefined,
    lookUp: (signal: AbortSignal) => Promise<readonly T[]>,
  ): Promise<T>[]
}

type Vol<T> = {
  startedMs: number
  waiters: number
  done: boolean
  controller: AbortController
  values: Map<string, Promise<T>>
}

/**
 * One look-up for all who ask the same at once. It belongs to nobody: a caller that gives up leaves
 * the others theirs, and the look-up is aborted when the last one has given up.
 */
export const createVols = <T>({ maxMs, abandoned }: VolsOptions<T>): Vols<T> => {
  const underWay = new Map<string, Vol<T>>()

  const leftMs = (vol: Vol<T>) => vol.startedMs + maxMs - performance.now()

  const forget = (vol: Vol<T>) => {
    for (const key of vol.values.keys()) if (underWay.get(key) === vol) underWay.delete(key)
  }

  const wait = async (
    vol: Vol<T>,
    key: string,
    value: Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const patience = new AbortController()
    const stop = () => patience.abort()
    const timer = setTimeout(stop, leftMs(vol))
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    vol.waiters += 1
    try {
      return await unlessAborted(value, patience.signal, () => abandoned(key))
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
    join(key, signal) {
      const vol = underWay.get(key)
      const value = vol?.values.get(key)
      return vol && value && leftMs(vol) > 0 ? wait(vol, key, value, signal) : undefined
    },

    start(keys, signal, lookUp) {
      const vol: Vol<T> = {
        startedMs: performance.now(),
        waiters: 0,
        done: false,
        controller: new AbortController(),
        values: new Map(),
      }
      const answers = lookUp(vol.controller.signal).finally(() => {
        vol.done = true
        forget(vol)
      })
      return keys.map((key, index) => {
        const value = answers.then((all) => all[index] as T)
        vol.values.set(key, value)
        underWay.set(key, vol)
        return wait(vol, key, value, signal)
      })
    },
  }
}
