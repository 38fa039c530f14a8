import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel'
import { failure, success, type Result } from '../../application/failure.ts'
import type { Quota } from '../../application/ports.ts'
import { drop, readBody } from './http-body.ts'
import {
  callTimeout,
  failureOfStatus,
  failureOfThrow,
  invalidResponse,
  type CallFailure,
} from './http-failure.ts'
import { cutShort, sleep, unlessAborted, type LookUp } from './look-up.ts'

/** The platform's fetch, or undici's with a pool; its answer is read here only. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type HttpClientOptions = {
  /** Name of the source, for its failures. */
  source: string
  fetch: Fetch
  quota: Quota
  /** Sent with every call, a key for instance: never on a redirect, in a reason or in a log. */
  headers: Readonly<Record<string, string>>
  /** One call, its whole answer included. */
  timeoutMs: number
  /** Longest pause that the source can ask for; default no limit but that of `Retry-After`. */
  maxPauseMs?: number
  /** Bytes of one answer after decompression; default 8 MiB. */
  maxAnswerBytes?: number
  /** First and longest wait before trying again, before jitter; default 150 and 1000. */
  retryDelayMs?: { initial: number; max: number }
}

export type HttpClient = {
  /**
   * GET, read as JSON of unknown shape. Every try takes its turn in the quota; two more tries, with
   * growing and random waits, after 429, 502, 503, 504, a reset or a timeout only. `Retry-After`
   * pauses the source for everybody; who cannot wait that long gets the failure at once. Settles
   * as soon as `lookUp.signal` aborts. The failures are those of `SourceFailure`, never `not-found`.
   */
  getJson(url: string, lookUp: LookUp): Promise<Result<unknown>>
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024
const RETRIES = 2

type Attempt = { ok: true; value: unknown } | CallFailure

/** The only caller of fetch. */
export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  const { source, fetch, quota, timeoutMs } = options
  const maxAnswerBytes = options.maxAnswerBytes ?? MAX_ANSWER_BYTES
  const { initial, max } = options.retryDelayMs ?? { initial: 150, max: 1000 }
  const backoff = new ExponentialBackoff({ initialDelay: initial, maxDelay: max })
  // The waits are ours: those of a policy would outlive the look-up.
  const retries = retry(
    handleWhenResult((result) => !(result as Attempt).ok && (result as CallFailure).again),
    { maxAttempts: RETRIES },
  )

  const exchange = async (
    url: string,
    lookUp: LookUp,
    signal: AbortSignal,
    received: () => void,
  ): Promise<Attempt> => {
    const headers = { accept: 'application/fhir+json, application/json', ...options.headers }
    const response = await fetch(url, { headers, redirect: 'manual', signal })
    received()
    const contentType = response.headers.get('content-type') ?? ''
    const refused =
      failureOfStatus(source, response.status, response.headers) ??
      (/html|xml/i.test(contentType) ? invalidResponse(source, 'not JSON') : null)
    if (refused) {
      drop(response)
      return refused
    }
    const body = await readBody(response, maxAnswerBytes, lookUp.takeBytes)
    return body.ok ? parse(source, body.text) : invalidResponse(source, body.reason)
  }

  /** One try, from its turn in the quota to its last byte. */
  const attempt = async (url: string, lookUp: LookUp, before: Attempt | null): Promise<Attempt> => {
    const remainingMs = lookUp.remainingMs()
    const grant = await quota.acquire({
      priority: lookUp.priority,
      patienceMs: Math.max(remainingMs - timeoutMs, remainingMs / 2),
      signal: lookUp.signal,
    })
    if (!grant.ok) {
      if (before && !before.ok) return { ...before, again: false }
      lookUp.throttled = true
      const reason = 'no call left in our quota'
      return { ...failure('quota', source, reason, grant.retryAfterSeconds), ...NEVER_AGAIN }
    }
    const call = new AbortController()
    const stop = () => call.abort()
    const timer = setTimeout(stop, timeoutMs)
    lookUp.signal.addEventListener('abort', stop, { once: true })
    try {
      return await unlessAborted(
        exchange(url, lookUp, call.signal, grant.received),
        call.signal,
        () => callTimeout(source),
      )
    } catch (error) {
      return call.signal.aborted ? callTimeout(source) : failureOfThrow(source, error)
    } finally {
      clearTimeout(timer)
      lookUp.signal.removeEventListener('abort', stop)
      call.abort()
      grant.received()
    }
  }

  return {
    async getJson(url, lookUp) {
      let last: Attempt | null = null
      let wait: ReturnType<typeof backoff.next> | null = null
      const giveUp = (): Attempt =>
        last && !last.ok && !lookUp.abandoned()
          ? last
          : { ...cutShort(source, lookUp), ...NEVER_AGAIN }
      const answer = await unlessAborted(
        retries.execute(async () => {
          if (last) {
            wait = wait ? wait.next(undefined) : backoff.next()
            await sleep(wait.duration, lookUp.signal)
          }
          if (lookUp.signal.aborted) return { ...giveUp(), again: false }
          last = await attempt(url, lookUp, last)
          if (!last.ok && last.pauseMs > 0) {
            quota.pause(Math.min(last.pauseMs, options.maxPauseMs ?? Number.POSITIVE_INFINITY))
          }
          return last
        }, lookUp.signal),
        lookUp.signal,
        giveUp,
      )
      return answer.ok ? success(answer.value) : { ok: false, failure: answer.failure }
    },
  }
}

const NEVER_AGAIN = { again: false, pauseMs: 0 }

const parse = (source: string, text: string): Attempt => {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return invalidResponse(source, 'not JSON')
  }
}
