import { LRUCache } from 'lru-cache'
import type { Cache } from '../../application/ports.ts'

export type LruOptions = {
  /** Entries; the least recently used goes first. */
  max: number
  /** Milliseconds that an entry is kept; 0 = nothing is kept. */
  maxAgeMs: number
  nowMs: () => number
}

const PURGE_EVERY_MS = 60_000

/**
 * Entries in the memory of this process. What is too old is never given, and is removed at the next
 * use of the cache (at most once a minute), used itself or not.
 */
export const createLru = <T extends object>({ max, maxAgeMs, nowMs }: LruOptions): Cache<T> => {
  if (maxAgeMs <= 0) return { get: () => undefined, set: () => {}, delete: () => {} }
  const entries = new LRUCache<string, T>({
    max,
    ttl: maxAgeMs,
    ttlResolution: 0,
    perf: { now: nowMs },
  })
  let purgedMs = nowMs()
  const purge = () => {
    if (nowMs() - purgedMs < PURGE_EVERY_MS) return
    purgedMs = nowMs()
    entries.purgeStale()
  }
  return {
    get(key) {
      purge()
      return entries.get(key)
    },
    set(key, value, ageMs = 0) {
      purge()
      if (ageMs < maxAgeMs) entries.set(key, value, { ttl: maxAgeMs - Math.max(0, ageMs) })
    },
    delete(key) {
      entries.delete(key)
    },
  }
}
