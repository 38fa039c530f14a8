import { failure } from '../../application/failure.ts'
import { monotonicMs } from '../../application/monotonic.ts'
import type { LookupOptions } from '../../application/ports.ts'

/** What all the calls of one look-up share: the patience, the bytes, the place in the queue. */
export type LookUp = {
  /** Aborts when the caller stops waiting or the total time is used up. */
  readonly signal: AbortSignal
  readonly priority: 'single' | 'lot'
  remainingMs: () => number
  /** Counts bytes read; false = more than a look-up may read. */
  takeBytes: (count: number) => boolean
  /** True once the caller has stopped waiting: what follows says nothing of the source. */
  abandoned: () => boolean
  /** Set when our own quota refused a call: that says nothing of the source either. */
  throttled: boolean
}

export type LookUpLimits = {
  /** Whole time of a look-up, retries and waits included. */
  totalMs: number
  /** Bytes of all its answers together. */
  maxBytes: number
}

/**
 * Runs one look-up within its limits and frees its timer and its listener when it ends. The limits
 * reach `run` as `lookUp.signal`: every wait in it must give way to that signal.
 */
export const runLookUp = async <T>(
  limits: LookUpLimits,
  options: LookupOptions,
  run: (lookUp: LookUp) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  const { signal: caller, priority = 'single' } = options
  const startedMs = monotonicMs()
  let bytes = 0
  const stop = () => controller.abort()
  const timer = setTimeout(stop, limits.totalMs)
  caller?.addEventListener('abort', stop, { once: true })
  if (caller?.aborted) stop()
  try {
    return await run({
      signal: controller.signal,
      priority,
      remainingMs: () => Math.max(0, limits.totalMs - (monotonicMs() - startedMs)),
      takeBytes: (count) => (bytes += count) <= limits.maxBytes,
      abandoned: () => caller?.aborted ?? false,
      throttled: false,
    })
  } finally {
    clearTimeout(timer)
    caller?.removeEventListener('abort', stop)
  }
}

/** The failure of a look-up whose signal has aborted. */
export const cutShort = (source: string, lookUp: LookUp) =>
  failure(
    'timeout',
    source,
    lookUp.abandoned() ? 'the caller stopped waiting' : 'total time of the look-up used up',
  )

/** Waits, less if `signal` aborts; leaves no timer behind. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
  })

/** `promise`, or `otherwise()` as soon as `signal` aborts; a later rejection is swallowed. */
export const unlessAborted = async <T>(
  promise: Promise<T>,
  signal: AbortSignal,
  otherwise: () => T,
): Promise<T> => {
  let onAbort = () => {}
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) resolve()
  })
  try {
    return await Promise.race([promise, aborted.then(otherwise)])
  } finally {
    signal.removeEventListener('abort', onAbort)
    promise.catch(() => {})
  }
}

/** `work`, or null when it fails or takes longer; its reason is lost. */
export const within = async <T>(ms: number, work: () => Promise<T>): Promise<T | null> => {
  try {
    return await unlessAborted<T | null>(work(), AbortSignal.timeout(ms), () => null)
  } catch {
    return null
  }
}
