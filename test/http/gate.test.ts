import { describe, expect, test } from 'vitest'
import { toCaller } from '../../src/http/gate/rate-limit.ts'
import {
  CARTE,
  createFailing,
  createService,
  createThrowing,
  INSTANT,
  RPPS,
  sha256,
} from '../support/service.ts'

const PATH = `/v1/verifications/${RPPS}`
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

describe('X-Request-Id', () => {
  const { get } = createService()

  test.each(['abc', 'A.b_c-9', 'x'.repeat(64)])('%s is kept', async (id) => {
    const response = await get('/health', { 'x-request-id': id })
    expect(response.headers.get('x-request-id')).toBe(id)
  })

  test.each(['', 'a b', 'é', '<b>', 'x'.repeat(65), 'a,b'])('%s is replaced', async (id) => {
    const response = await get('/health', { 'x-request-id': encodeURI(id) })
    expect(response.headers.get('x-request-id')).toMatch(UUID)
  })

  test('is on every answer, and new each time', async () => {
    const responses = await Promise.all(['/', '/x', PATH, PATH].map((path) => get(path)))
    const ids = responses.map(({ headers }) => headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(UUID)
  })
})

test.each([
  '10999001000',
  '10999-001-000',
  'a3.199.001_000',
  'lot-3199001000',
  // As long as identifiers of machines, and a number in it.
  '0000010999001000',
  '1099-9001-0000-0001',
  'a10999001000bcde',
  '00000000000000000000010999001000',
  '..',
  '-',
])('the request id %s, which may be a number of somebody, stays out of the log', async (id) => {
  const { get, logs } = createService()
  const response = await get('/health', { 'x-request-id': id })
  expect(response.headers.get('x-request-id')).not.toBe(id)
  expect(logs.join()).not.toContain(id === '-' ? '"id":"-"' : id)
})

test.each([
  '4bf92f3577b34da6a3ce929d0e0e4736',
  'a0000000000000000000000123456789',
  '00000000-1111-2222-3333-123456789012',
  '0af7651916cd43dd',
  'essai-42',
  '2026-11-2',
])('the request id %s of a machine is kept', async (id) => {
  const response = await createService().get('/health', { 'x-request-id': id })
  expect(response.headers.get('x-request-id')).toBe(id)
})

test('every answer has the security headers', async () => {
  const { get } = createService()
  for (const path of ['/', PATH, '/health', '/x', '/style.css', '/script.js']) {
    // oxlint-disable-next-line no-await-in-loop -- five requests in order
    const { headers } = await get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  }
})

const AUTRE = await sha256('autre')
const ESSAI = await sha256('cle-d-essai')

describe('API keys', () => {
  const API_KEYS = `${AUTRE}, ${ESSAI.toUpperCase()}`
  const { get, post, logs } = createService({ env: { API_KEYS } })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

  test.each<Record<string, string>>([
    {},
    bearer('fausse'),
    bearer(''),
    bearer(AUTRE),
    { authorization: 'Basic YXV0cmU=' },
    { authorization: 'autre' },
    { 'x-api-key': 'autre' },
  ])('%j is refused', async (headers) => {
    for (const response of [await get(PATH, headers), await post({ numero: RPPS }, headers)]) {
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toContain('Bearer')
      // oxlint-disable-next-line no-await-in-loop -- two answers
      expect(await response.json()).toMatchObject({ code: 'cle_invalide', status: 401 })
    }
  })

  test.each(['autre', 'cle-d-essai'])('%s is accepted', async (key) => {
    expect((await get(PATH, bearer(key))).status).toBe(200)
    expect((await get('/sources', { authorization: `bearer  ${key}` })).status).toBe(200)
  })

  test('/health and the pages need none', async () => {
    for (const path of ['/health', '/', '/numeros-fictifs', '/style.css']) {
      // oxlint-disable-next-line no-await-in-loop -- four requests in order
      expect((await get(path)).status).toBe(200)
    }
  })

  test('no key is ever logged', () => {
    expect(logs.join()).not.toMatch(new RegExp(`autre|essai|fausse|${AUTRE}`))
  })
})

describe('ADRESSE_ENTETE', () => {
  const create = (peer: string | null, env: Record<string, string> = {}) =>
    createService({
      env: { LIMITE_PAR_MINUTE: '1', ADRESSE_ENTETE: 'X-Real-IP', ...env },
      platform: { peerAddress: () => peer },
    })
  /** The statuses of two requests, each said to come from elsewhere: 429 = the header is ignored. */
  const askTwice = async ({ get }: ReturnType<typeof create>): Promise<number[]> => {
    const first = await get(PATH, { 'x-real-ip': '192.0.2.1' })
    const second = await get(PATH, { 'x-real-ip': '198.51.100.1' })
    return [first.status, second.status]
  }
  const MANDATAIRES = '10.1.0.0/16, 2001:db8:1::/48, 192.0.2.7'

  test.each([
    ['127.0.0.1', {}],
    ['127.9.9.9', {}],
    ['::1', {}],
    ['::ffff:127.0.0.1', {}],
    ['10.1.2.3', { MANDATAIRES }],
    ['::ffff:10.1.2.3', { MANDATAIRES }],
    ['2001:db8:1:9::5', { MANDATAIRES }],
    ['192.0.2.7', { MANDATAIRES }],
  ])('is believed of %s, %j', async (peer, env) => {
    expect(await askTwice(create(peer, env))).toEqual([200, 200])
  })

  test.each([
    ['10.1.2.3', {}],
    ['::2', {}],
    [null, {}],
    ['127.0.0.1', { MANDATAIRES }],
    ['10.2.0.1', { MANDATAIRES }],
    ['2001:db8:2::1', { MANDATAIRES }],
    ['192.0.2.8', { MANDATAIRES }],
  ])('is ignored of %s, %j', async (peer, env) => {
    expect(await askTwice(create(peer, env))).toEqual([200, 429])
  })

  test('is counted by the address of a proxy that writes none', async () => {
    const { get } = create('127.0.0.1')
    expect((await get(PATH)).status).toBe(200)
    expect((await get(PATH)).status).toBe(429)
    expect((await get(PATH, { 'x-real-ip': '192.0.2.1' })).status).toBe(200)
  })
})

describe('the limit of requests', () => {
  const address = (value: string) => ({ 'x-real-ip': value })
  /** `pass` lets time pass; `setClock` moves the clock alone, as when it is put right. */
  const createLimited = (env: Record<string, string> = {}) => {
    let now = 0
    let clockMs = INSTANT.getTime()
    const service = createService({
      env: { LIMITE_PAR_MINUTE: '3', ADRESSE_ENTETE: 'X-Real-IP', ...env },
      platform: { clock: { now: () => new Date(clockMs) }, nowMs: () => now },
    })
    return {
      ...service,
      pass: (ms: number) => (now += ms),
      setClock: (ms: number) => (clockMs += ms),
    }
  }

  test('tells what is left, then refuses until the minute is over', async () => {
    const { get, pass } = createLimited()
    const first = await get(PATH, address('192.0.2.1'))
    expect(Object.fromEntries(first.headers)).toMatchObject({
      ratelimit: '"minute";r=2;t=60',
      'ratelimit-policy': '"minute";q=3;w=60',
    })
    expect(first.headers.has('ratelimit-limit')).toBe(false)
    await get('/x', address('192.0.2.1'))
    await get(PATH, address('192.0.2.1'))
    pass(20_500)
    const refused = await get(PATH, address('192.0.2.1'))
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '40',
      ratelimit: '"minute";r=0;t=40',
      'ratelimit-policy': '"minute";q=3;w=60',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '40',
    })
    expect(await refused.json()).toMatchObject({ code: 'trop_de_requetes', status: 429 })
    pass(39_500)
    expect((await get(PATH, address('192.0.2.1'))).status).toBe(200)
  })

  test.each([-3_600_000, 3_600_000])('is not moved by a clock set %i ms off', async (ms) => {
    const { get, pass, setClock } = createLimited()
    await exhaust(get, {})
    setClock(ms)
    expect((await get(PATH)).headers.get('retry-after')).toBe('60')
    pass(60_000)
    expect((await get(PATH)).status).toBe(200)
  })

  const exhaust = async (
    get: (path: string, headers?: Record<string, string>) => Promise<Response>,
    headers: Record<string, string>,
  ) => {
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await get(PATH, headers)).status),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  }

  test('is counted apart for each address, and once for a whole IPv6 network', async () => {
    const { get } = createLimited()
    await exhaust(get, address('2001:db8:1:2::1'))
    expect((await get(PATH, address('2001:db8:1:2:ffff::9'))).status).toBe(429)
    expect((await get(PATH, address('2001:db8:1:3::1'))).status).toBe(200)
    expect((await get(PATH, address('192.0.2.9'))).status).toBe(200)
  })

  test('trusts only what the proxy itself saw', async () => {
    const { get } = createLimited()
    await exhaust(get, address('198.51.100.1, 192.0.2.7'))
    expect((await get(PATH, address('203.0.113.5, 192.0.2.7'))).status).toBe(429)
    expect((await get(PATH, address('192.0.2.7, 203.0.113.5'))).status).toBe(200)
  })

  test('is one for all those without an address', async () => {
    const { get } = createLimited()
    await exhaust(get, {})
    expect((await get(PATH, address('<inconnue>'))).status).toBe(429)
  })

  test('is counted by key where keys are asked for', async () => {
    const keys = await Promise.all(['a', 'b'].map(sha256))
    const { get } = createLimited({ API_KEYS: keys.join() })
    const as = (key: string) => ({ authorization: `Bearer ${key}`, ...address('192.0.2.1') })
    await exhaust(get, as('a'))
    expect((await get(PATH, as('b'))).status).toBe(200)
    await exhaust(get, as('wrong'))
  })

  test('does not hold for /health', async () => {
    const { get } = createLimited()
    await exhaust(get, {})
    const response = await get('/health')
    expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null])
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:1::1', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4'],
    ['unknown', 'inconnu'],
    ['', 'inconnu'],
    [null, 'inconnu'],
  ])('%s stands for %s', (typed, caller) => {
    expect(toCaller(typed)).toBe(caller)
  })
})

describe('CORS', () => {
  const { app, get } = createService({
    env: { CORS_ORIGINES: 'https://a.example, https://b.example' },
  })
  const preflight = (origin: string) =>
    app.request('/v1/verifications', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })

  test('lets the listed origins in', async () => {
    const response = await preflight('https://b.example')
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://b.example')
    expect(response.headers.get('access-control-allow-methods')).toContain('POST')
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization')
    const answer = await get(PATH, { origin: 'https://a.example' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://a.example')
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id')
    expect(answer.headers.get('vary')).toBe('Accept, Origin')
  })

  test('and no other; caches keep the two apart', async () => {
    for (const response of [
      await preflight('https://c.example'),
      await get(PATH, { origin: 'null' }),
      await createService().get(PATH, { origin: 'https://a.example' }),
    ]) {
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect((await get(PATH)).headers.get('vary')).toBe('Accept, Origin')
  })
})

describe('the log', () => {
  test('has one line a request: what was asked for, never of whom', async () => {
    const { get, post, logs } = createService()
    await get(`${PATH}?situation=1019910001`, { 'x-request-id': 'r-1' })
    await post({ numero: CARTE, administrateurTechnique: { carte: CARTE, nom: 'X', prenom: 'Y' } })
    await get(`/v1/verifications/${CARTE}`)
    await get(`/chemin/${RPPS}?nom=GRANITE`)
    const lines = logs.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines[0]).toEqual({
      time: '2026-11-23T09:00:00.000Z',
      id: 'r-1',
      method: 'GET',
      route: '/v1/verifications/{rpps}',
      status: 200,
      ms: expect.any(Number),
      issue: 'decide',
    })
    expect(lines.map(({ route, status, code }) => [route, status, code])).toEqual([
      ['/v1/verifications/{rpps}', 200, undefined],
      ['/v1/verifications', 200, undefined],
      ['/v1/verifications/{rpps}', 422, 'numero_invalide'],
      [null, 404, 'route_inconnue'],
    ])
    expect(logs.join()).not.toMatch(/10999|31990|10199|GRANITE|chemin|nom=/)
  })

  test('keeps to that in trouble too', async () => {
    const failing = createService({ annuaire: createFailing('unavailable') })
    const throwing = createService({ annuaire: createThrowing(`${RPPS} GRANITE\n    at x:1:1`) })
    await failing.get(PATH)
    await throwing.post({ numero: RPPS })
    const logs = [...failing.logs, ...throwing.logs].join()
    expect(logs).toContain('annuaire_indisponible')
    expect(logs).toContain('erreur_interne')
    expect(logs).not.toMatch(/10999|GRANITE|SECRET/)
  })
})
