/**
 * What `read` tells, in milliseconds, but never going back: a step back counts as no time at all.
 * What had gone by between the last reading and that step is then not counted.
 */
export const createMonotonic = (read: () => number): (() => number) => {
  let lastMs = Number.NEGATIVE_INFINITY
  let lostMs = 0
  return () => {
    const nowMs = read()
    if (nowMs < lastMs) lostMs += lastMs - nowMs
    lastMs = nowMs
    return nowMs + lostMs
  }
}

/**
 * Time for ages and delays within this process, in milliseconds from an instant without meaning. On
 * Node the day's clock may be set meanwhile, this one does not see it. On Workers there is no other
 * clock than that of the day (`performance.timeOrigin` is 0) and it stands still between two inputs
 * or outputs: set forward it makes things older, set back it does nothing.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/performance/
 */
export const monotonicMs = createMonotonic(() => performance.now())
