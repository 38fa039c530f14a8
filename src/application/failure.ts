/**
 * Upstream trouble as a value. "Nobody there" (`not-found`) and "the directory did not answer"
 * (all the others) can never be taken for each other.
 */
export type SourceFailureKind =
  | 'not-found'
  | 'unavailable'
  | 'timeout'
  | 'refused'
  | 'quota'
  | 'invalid-response'

export type SourceFailure = {
  kind: SourceFailureKind
  /** Name of the source that failed. */
  source: string
  /** In our own fixed words, for who debugs: never an upstream's text, a number or a key. */
  reason: string
  /** Seconds after which asking again makes sense; absent = unknown. */
  retryAfterSeconds?: number
}

/** What was found, or why nothing can be said. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: SourceFailure }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })

export const failure = (
  kind: SourceFailureKind,
  source: string,
  reason: string,
  retryAfterSeconds?: number,
): { ok: false; failure: SourceFailure } => ({
  ok: false,
  failure: {
    kind,
    source,
    reason,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  },
})
