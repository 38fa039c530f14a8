import { failure, type SourceFailure } from '../../application/failure.ts'

/** One failed call: what it means, whether trying again may help, how long the source wants peace. */
export type CallFailure = {
  ok: false
  failure: SourceFailure
  again: boolean
  pauseMs: number
}

/** Longest `Retry-After` that we believe and repeat. */
const RETRY_AFTER_MAX_SECONDS = 3600
/** The quota of the gateway is counted by the second. */
const PAUSE_WITHOUT_RETRY_AFTER_MS = 1000

const AGAIN_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Seconds asked for by `Retry-After`, as a number or an HTTP date, at most one hour; undefined =
 * none that can be read. A date is counted from the `Date` of the same answer, when it has one: our
 * clock and the source's need not agree.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export const readRetryAfter = (headers: Pick<Headers, 'get'>): number | undefined => {
  const text = headers.get('retry-after')?.trim() ?? ''
  let seconds = Number.NaN
  if (/^\d{1,10}$/.test(text)) seconds = Number(text)
  else if (/^[A-Z][a-z]{2,8},? .* GMT$/.test(text)) {
    const sentMs = Date.parse(headers.get('date') ?? '')
    const fromMs = Number.isNaN(sentMs) ? Date.now() : sentMs
    seconds = Math.max(0, Math.ceil((Date.parse(text) - fromMs) / 1000))
  }
  return Number.isNaN(seconds) ? undefined : Math.min(seconds, RETRY_AFTER_MAX_SECONDS)
}

const refusal = (
  kind: SourceFailure['kind'],
  source: string,
  reason: string,
  again = false,
  retryAfterSeconds?: number,
): CallFailure => ({
  ...failure(kind, source, reason, retryAfterSeconds),
  again,
  pauseMs: (retryAfterSeconds ?? 0) * 1000,
})

/** An answer that the protocol does not foresee; `reason` in our own words. */
export const invalidResponse = (source: string, reason: string): CallFailure =>
  refusal('invalid-response', source, reason)

/** A call that took too long. */
export const callTimeout = (source: string, reason = 'no answer in time'): CallFailure =>
  refusal('timeout', source, reason, true)

/**
 * What a status other than 200 means; null for 200. A 404 is no "nobody there": a search that finds
 * nobody answers 200 with an empty Bundle. Redirects are refused: the key follows none.
 */
export const failureOfStatus = (
  source: string,
  status: number,
  headers: Pick<Headers, 'get'>,
): CallFailure | null => {
  if (status === 200) return null
  const reason = `HTTP ${status}`
  const again = AGAIN_STATUSES.has(status)
  const retryAfter = again ? readRetryAfter(headers) : undefined
  if (status === 429) {
    const answer = refusal('quota', source, reason, again, retryAfter ?? 1)
    return { ...answer, pauseMs: Math.max(answer.pauseMs, PAUSE_WITHOUT_RETRY_AFTER_MS) }
  }
  if (status === 401 || status === 403) return refusal('refused', source, reason)
  if (status === 408) return refusal('timeout', source, reason)
  if (status >= 500 && status <= 599) {
    return refusal('unavailable', source, reason, again, retryAfter)
  }
  return invalidResponse(source, reason)
}

const TIMEOUT_CODES = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ESOCKETTIMEDOUT)$/
const RESET_CODES = /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/
/** Broken HTTP (llhttp) or broken compression (zlib, brotli). */
const NONSENSE_CODES = /^(HPE_|Z_|ERR_BROTLI|ERR__ERROR|UND_ERR_HEADERS_OVERFLOW)/
/** What workerd says of a reset; it gives no code. */
const WORKERD_RESET = /network connection lost/i

/** Error codes along the chain of causes, outermost first. */
const codesOf = (error: unknown): string[] => {
  const codes: string[] = []
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; depth++) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) {
      codes.push(cause.code)
    }
    cause = cause.cause
  }
  return codes
}

/**
 * What an error thrown by fetch, or while reading the answer, means. Its text is never repeated (it
 * may hold the address or the key), only a system code such as `ECONNRESET`. DNS and TLS trouble
 * is not tried again.
 */
export const failureOfThrow = (source: string, error: unknown): CallFailure => {
  const codes = codesOf(error)
  const reason = ['network failure', ...codes.slice(0, 1)].join(' ')
  const has = (pattern: RegExp) => codes.some((code) => pattern.test(code))
  if (has(TIMEOUT_CODES)) return callTimeout(source, reason)
  if (has(NONSENSE_CODES)) return invalidResponse(source, reason)
  const reset = has(RESET_CODES) || (error instanceof Error && WORKERD_RESET.test(error.message))
  return refusal('unavailable', source, reason, reset)
}
