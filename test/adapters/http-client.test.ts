import { delay, http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createHttpClient,
  type HttpClientOptions,
} from '../../src/adapters/http-client/http-client.ts'
import { failureOfThrow, readRetryAfter } from '../../src/adapters/http-client/http-failure.ts'
import { runLookUp } from '../../src/adapters/http-client/look-up.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import type { Result } from '../../src/application/failure.ts'
import type { LookupOptions } from '../../src/application/ports.ts'

const URL_ASKED = 'https://annuaire.test/fhir/v2/Practitioner?identifier=1'
const KEY = 'secret-key-of-the-test'
const UPSTREAM = 'TEXT OF THE UPSTREAM'

const network = setupServer()
let calls: Request[] = []
beforeAll(() => network.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  calls = []
  network.resetHandlers()
})
afterAll(() => network.close())

type Answer = Response | Promise<Response>

/** Answers the calls one after the other; the last one again and again. */
const answers = (...list: (() => Answer)[]) => {
  network.use(
    http.get('https://annuaire.test/fhir/v2/*', ({ request }) => {
      calls.push(request)
      return list[Math.min(calls.length, list.length) - 1]?.()
    }),
  )
}

const json = (value: unknown = { resourceType: 'Bundle' }) =>
  HttpResponse.json(value as Record<string, unknown>)
const status = (code: number, headers: Record<string, string> = {}) =>
  new HttpResponse(UPSTREAM, { status: code, headers })

const createClient = (options: Partial<HttpClientOptions> = {}) =>
  createHttpClient({
    source: 'fhir',
    fetch: (url, init) => fetch(url, init),
    quota: createQuotaParSeconde({ callsPerSecond: 1000 }),
    headers: { 'ESANTE-API-KEY': KEY },
    timeoutMs: 100,
    retryDelayMs: { initial: 1, max: 5 },
    ...options,
  })

const ask = (
  options: Partial<HttpClientOptions> & { totalMs?: number; maxBytes?: number } = {},
  lookup: LookupOptions = {},
): Promise<Result<unknown>> => {
  const { totalMs = 1000, maxBytes = 1e9, ...rest } = options
  return runLookUp({ totalMs, maxBytes }, lookup, (lookUp) =>
    createClient(rest).getJson(URL_ASKED, lookUp),
  )
}

const kindOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.kind)

test('reads JSON, sends the key in its header, follows no redirect', async () => {
  answers(() => json({ a: 1 }))
  let init: RequestInit | undefined
  const watched: HttpClientOptions['fetch'] = (url, given) => {
    init = given
    return fetch(url, given)
  }
  expect(await ask({ fetch: watched })).toEqual({ ok: true, value: { a: 1 } })
  expect(calls[0]?.headers.get('ESANTE-API-KEY')).toBe(KEY)
  expect(calls[0]?.headers.get('accept')).toContain('application/fhir+json')
  expect(init?.redirect).toBe('manual')
})

describe('a status', () => {
  test.each([
    [204, 'invalid-response', 1],
    [301, 'invalid-response', 1],
    [302, 'invalid-response', 1],
    [307, 'invalid-response', 1],
    [400, 'invalid-response', 1],
    [401, 'refused', 1],
    [403, 'refused', 1],
    [404, 'invalid-response', 1],
    [408, 'timeout', 1],
    [410, 'invalid-response', 1],
    [412, 'invalid-response', 1],
    [414, 'invalid-response', 1],
    [500, 'unavailable', 1],
    [501, 'unavailable', 1],
    [502, 'unavailable', 3],
    [503, 'unavailable', 3],
    [504, 'unavailable', 3],
  ])('%i is %s after %i calls', async (code, kind, count) => {
    const body = code === 204 ? null : UPSTREAM
    const headers = { location: 'https://elsewhere.test/' }
    answers(() => new HttpResponse(body, { status: code, headers }))
    const result = await ask()
    expect(kindOf(result)).toBe(kind)
    expect(calls).toHaveLength(count)
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`${UPSTREAM}|${KEY}`))
  })

  test('429 pauses the source for a second when it does not say how long', async () => {
    answers(
      () => status(429),
      () => json(),
    )
    const startedMs = performance.now()
    expect(kindOf(await ask({ totalMs: 5000 }))).toBe('ok')
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(990)
    expect(calls).toHaveLength(2)
  })

  test('429 that the caller cannot wait for is a quota failure at once, with the time', async () => {
    answers(() => status(429, { 'retry-after': '120' }))
    const startedMs = performance.now()
    const result = await ask({ totalMs: 2000 })
    expect(result).toEqual({
      ok: false,
      failure: { kind: 'quota', source: 'fhir', reason: 'HTTP 429', retryAfterSeconds: 120 },
    })
    expect(performance.now() - startedMs).toBeLessThan(500)
    expect(calls).toHaveLength(1)
  })

  test('503 with Retry-After is honoured, as a date too', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString()
    answers(() => status(503, { 'retry-after': date }))
    const result = await ask()
    expect(result.ok ? null : result.failure).toMatchObject({ kind: 'unavailable' })
    expect(result.ok ? 0 : result.failure.retryAfterSeconds).toBeGreaterThan(57)
    expect(calls).toHaveLength(1)
  })

  test('a pause is for everybody, and no longer than we can wait', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 1000 })
    answers(
      () => status(429, { 'retry-after': '3600' }),
      () => json(),
    )
    await ask({ quota, maxPauseMs: 300, totalMs: 200 })
    expect(quota.remaining()).toBe(0)
    expect(kindOf(await ask({ quota, totalMs: 100 }))).toBe('quota')
    expect(calls).toHaveLength(1)
    expect(kindOf(await ask({ quota, totalMs: 1000 }))).toBe('ok')
  })

  test('what passes is tried again', async () => {
    answers(
      () => status(502),
      () => status(503),
      () => json({ late: true }),
    )
    expect(await ask()).toEqual({ ok: true, value: { late: true } })
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 23, 9)
  test.each([
    ['0', 0],
    ['7', 7],
    [' 12 ', 12],
    ['99999999', 3600],
    ['Mon, 23 Nov 2026 09:00:30 GMT', 30],
    ['Mon, 23 Nov 2026 08:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    ['Mon, 99 Foo 2026 09:00:30 GMT', undefined],
  ])('%j is %j seconds', (value, seconds) => {
    const headers = new Headers({ date: new Date(now).toUTCString() })
    if (value !== null) headers.set('retry-after', value)
    expect(readRetryAfter(headers)).toBe(seconds)
  })

  test('as a date without that of the answer is counted from our own clock', () => {
    const date = new Date(Date.now() + 60_000).toUTCString()
    const seconds = readRetryAfter(new Headers({ 'retry-after': date }))
    expect(seconds).toBeGreaterThan(57)
    expect(seconds).toBeLessThanOrEqual(60)
  })
})

describe('a body', () => {
  test.each<[string, () => Answer]>([
    ['truncated', () => new HttpResponse('{"a":')],
    ['empty', () => new HttpResponse('')],
    ['HTML by its type', () => HttpResponse.html('{}')],
    ['XML by its type', () => HttpResponse.xml('<a/>')],
    ['HTML that says it is JSON', () => new HttpResponse('<p>')],
    ['not UTF-8', () => new HttpResponse(new Uint8Array([0x22, 0xff, 0x22]))],
    ['cut inside a character', () => new HttpResponse(new Uint8Array([0x22, 0xc3]))],
  ])('that is %s is no answer', async (_name, answer) => {
    answers(answer)
    expect(kindOf(await ask())).toBe('invalid-response')
    expect(calls).toHaveLength(1)
  })

  test('in several pieces, cut inside a character, is put together', async () => {
    const bytes = new TextEncoder().encode('{"nom":"Éléonore"}')
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    answers(() => new HttpResponse(stream))
    expect(await ask()).toEqual({ ok: true, value: { nom: 'Éléonore' } })
  })

  test('that never ends is given up at the size limit, and its stream let go', async () => {
    let cancelled = false
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024))
      },
      cancel() {
        cancelled = true
      },
    })
    answers(() => new HttpResponse(stream))
    expect(kindOf(await ask({ maxAnswerBytes: 4096 }))).toBe('invalid-response')
    expect(cancelled).toBe(true)
  })

  test('announced too long is not read', async () => {
    answers(() => new HttpResponse('{}', { headers: { 'content-length': '999999' } }))
    expect(kindOf(await ask({ maxAnswerBytes: 4096 }))).toBe('invalid-response')
  })

  test('counts for the whole look-up', async () => {
    answers(() => json({ text: 'x'.repeat(100) }))
    expect(kindOf(await ask({ maxBytes: 50 }))).toBe('invalid-response')
  })
})

describe('time', () => {
  test('a call that takes too long is tried again, then is a timeout', async () => {
    answers(async () => {
      await delay(5000)
      return json()
    })
    const startedMs = performance.now()
    expect(kindOf(await ask({ timeoutMs: 40 }))).toBe('timeout')
    expect(calls).toHaveLength(3)
    expect(performance.now() - startedMs).toBeLessThan(400)
  })

  test('all the tries together keep to the total time', async () => {
    answers(async () => {
      await delay(5000)
      return json()
    })
    const startedMs = performance.now()
    expect(kindOf(await ask({ timeoutMs: 100, totalMs: 150 }))).toBe('timeout')
    expect(performance.now() - startedMs).toBeLessThan(260)
  })

  test('the last trouble is told when the total time ends while waiting to try again', async () => {
    answers(() => status(503))
    const slow = { retryDelayMs: { initial: 5000, max: 5000 }, totalMs: 100 }
    expect(kindOf(await ask(slow))).toBe('unavailable')
  })

  test('a caller that gives up ends the call at once', async () => {
    answers(async () => {
      await delay(5000)
      return json()
    })
    const controller = new AbortController()
    let signal: AbortSignal | null | undefined
    const asked = ask(
      {
        timeoutMs: 3000,
        totalMs: 9000,
        fetch: (url, init) => {
          signal = init.signal
          return fetch(url, init)
        },
      },
      { signal: controller.signal },
    )
    setTimeout(() => controller.abort(), 30)
    const startedMs = performance.now()
    expect(kindOf(await asked)).toBe('timeout')
    expect(performance.now() - startedMs).toBeLessThan(200)
    await delay(1)
    expect(signal?.aborted).toBe(true)
    expect(calls).toHaveLength(1)
  })

  test.each(['the caller', 'the total time'])('no timer outlives %s', async (whose) => {
    vi.useFakeTimers()
    try {
      const controller = new AbortController()
      const answered: number[] = []
      const busy = async () => {
        answered.push(performance.now())
        return new Response('', { status: 503 })
      }
      const retryDelayMs = { initial: 60_000, max: 60_000 }
      const totalMs = whose === 'the caller' ? 90_000 : 500
      const asked = ask({ fetch: busy, retryDelayMs, totalMs }, { signal: controller.signal })
      await vi.advanceTimersByTimeAsync(100)
      expect(answered).toHaveLength(1)
      expect(vi.getTimerCount()).toBeGreaterThan(0)
      if (whose === 'the caller') controller.abort()
      await vi.advanceTimersByTimeAsync(400)
      expect(kindOf(await asked)).toBe(whose === 'the caller' ? 'timeout' : 'unavailable')
      await vi.advanceTimersByTimeAsync(1100)
      expect(vi.getTimerCount()).toBe(0)
      expect(answered).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })

  test('the waits before trying again grow and are random', async () => {
    vi.useFakeTimers()
    try {
      const waits = new Set<number>()
      for (let i = 0; i < 10; i++) {
        const at: number[] = []
        const busy = async () => {
          at.push(performance.now())
          return new Response('', { status: 503 })
        }
        const retryDelayMs = { initial: 200, max: 1000 }
        const asked = ask({ fetch: busy, retryDelayMs, totalMs: 30_000, timeoutMs: 10_000 })
        await vi.advanceTimersByTimeAsync(5000)
        expect(kindOf(await asked)).toBe('unavailable')
        const [first = 0, second = 0, third = 0] = at
        expect(at).toHaveLength(3)
        expect(Math.max(second - first, third - second)).toBeLessThanOrEqual(1010)
        waits.add(second - first).add(third - second)
      }
      expect(waits.size).toBeGreaterThan(5)
    } finally {
      vi.useRealTimers()
    }
  })

  test('a fetch that does not listen to its signal is left behind', async () => {
    const deaf = () => new Promise<Response>(() => {})
    expect(kindOf(await ask({ fetch: deaf, timeoutMs: 20, totalMs: 50 }))).toBe('timeout')
  })
})

describe('an error of the network', () => {
  const broken = (code: string | null, message = `${UPSTREAM} ${KEY}`) => {
    const cause = Object.assign(new Error(message), code === null ? {} : { code })
    return new TypeError('fetch failed', { cause })
  }

  test.each([
    ['ECONNRESET', 'unavailable', true],
    ['EPIPE', 'unavailable', true],
    ['UND_ERR_SOCKET', 'unavailable', true],
    ['ETIMEDOUT', 'timeout', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['ENOTFOUND', 'unavailable', false],
    ['EAI_AGAIN', 'unavailable', false],
    ['ECONNREFUSED', 'unavailable', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unavailable', false],
    ['CERT_HAS_EXPIRED', 'unavailable', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'unavailable', false],
    ['HPE_INVALID_CONSTANT', 'invalid-response', false],
    ['Z_DATA_ERROR', 'invalid-response', false],
    [null, 'unavailable', false],
  ])('%s is %s, tried again: %s', (code, kind, again) => {
    const read = failureOfThrow('fhir', broken(code))
    expect(read).toMatchObject({ failure: { kind }, again })
    expect(JSON.stringify(read)).not.toMatch(new RegExp(`${UPSTREAM}|${KEY}`))
  })

  test('the reset of workerd, which has no code, is tried again', () => {
    expect(failureOfThrow('fhir', new Error('Network connection lost.')).again).toBe(true)
  })

  test('a code that is no code is not repeated', () => {
    const { failure } = failureOfThrow('fhir', broken(`X ${KEY}`))
    expect(failure.reason).toBe('network failure')
  })

  test('what is thrown and is no error is a failure too', async () => {
    // eslint-disable-next-line prefer-promise-reject-errors
    const odd = () => Promise.reject('odd')
    expect(kindOf(await ask({ fetch: odd }))).toBe('unavailable')
  })
})

test('our own quota, when the wait would be too long, is a failure without a call', async () => {
  answers(() => json())
  const quota = createQuotaParSeconde({ callsPerSecond: 1 })
  const [first, second] = await Promise.all([
    ask({ quota, totalMs: 300 }),
    ask({ quota, totalMs: 300 }),
  ])
  expect(kindOf(first)).toBe('ok')
  expect(second).toMatchObject({ failure: { kind: 'quota', retryAfterSeconds: 2 } })
  expect(calls).toHaveLength(1)
})
