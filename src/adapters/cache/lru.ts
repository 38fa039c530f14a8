import { LRUCache } from 'lru-cache'
import { monotonicMs } from '../../application/monotonic.ts'
import type { Clock } from '../../application/ports.ts'

export type LruOptions = {
  /** Entries; the least recently used goes first. */
  max: number
  /** Milliseconds that an entry is kept; 0 = nothing is kept. */
  maxAgeMs: number
  clock: Clock
  /** Monotonic clock in milliseconds; default `monotonicMs`. */
  nowMs?: (() => number) | undefined
}

/** What was kept, and how old it is in milliseconds. */
export type Kept<T> = { value: T; ageMs: number }

export type Lru<T> = {
  /** Undefined = not kept (any more). */
  get(key: string): Kept<T> | undefined
  /** `ageMs`: how old the value is already; default 0. */
  set(key: string, value: T, ageMs?: number): void
  delete(key: string): void
  /** Whether nothing is kept. */
  isEmpty(): boolean
}

/** When a value was new, by both clocks. */
type Entry<T> = { value: T; sinceMs: number; wallSinceMs: number }

const PURGE_EVERY_MS = 60_000

/**
 * Entries in the memory of this process. An age is the longer of what two clocks tell: that of the
 * day may be set back, and the monotonic one may stand still while the machine sleeps. What is too
 * old is never given, and is removed at the next use of the cache (at most once a minute), used
 * itself or not.
 */
export const createLru = <T>(options: LruOptions): Lru<T> => {
  const { max, maxAgeMs, clock, nowMs = monotonicMs } = options
  if (maxAgeMs <= 0) {
    return { get: () => undefined, set: () => {}, delete: () => {}, isEmpty: () => true }
  }
  const entries = new LRUCache<string, Entry<T>>({ max })
  const wallMs = () => clock.now().getTime()
  const ageOf = ({ sinceMs, wallSinceMs }: Entry<T>) =>
    Math.max(nowMs() - sinceMs, wallMs() - wallSinceMs)

  let purgedMs = nowMs()
  const purge = () => {
    if (nowMs() - purgedMs < PURGE_EVERY_MS) return
    purgedMs = nowMs()
    entries.rforEach((entry, key) => {
      if (ageOf(entry) >= maxAgeMs) entries.delete(key)
    })
  }
  return {
    get(key) {
      purge()
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      const ageMs = ageOf(entry)
      return ageMs < maxAgeMs ? { value: entry.value, ageMs } : undefined
    },
    set(key, value, ageMs = 0) {
      purge()
      if (ageMs >= maxAgeMs) return
      entries.set(key, { value, sinceMs: nowMs() - ageMs, wallSinceMs: wallMs() - ageMs })
    },
    delete(key) {
      entries.delete(key)
    },
    isEmpty() {
      purge()
      return entries.size === 0
    },
  }
}
