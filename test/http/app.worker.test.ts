import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import worker from '../../src/worker.ts'

const ENV = { ANNUAIRE: 'fictif', LIMITE_PAR_MINUTE: '3' }

const ask = async (path: string, init: RequestInit = {}, env: Record<string, unknown> = ENV) =>
  worker.fetch(new Request(`https://service.example${path}`, init), env)

const logs: string[] = []
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    logs.push(line)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Each caller counts apart. */
const from = (address: string) => ({ headers: { 'cf-connecting-ip': address } })

test('a bad configuration answers erreur_interne; the log says why, the answer does not', async () => {
  const response = await ask('/health', { headers: { 'x-request-id': 'w-1' } }, { PORT: 'abc' })
  expect(response.status).toBe(500)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('x-request-id')).toBe('w-1')
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ code: 'erreur_interne', instance: 'w-1' })
  expect(body).not.toContain('PORT')
  expect(logs.join()).toContain('PORT')
})

test('a source without its binding is refused: its calls would be counted nowhere', async () => {
  const env = { ANNUAIRE: 'fhir', ESANTE_API_KEY: 'cle-de-demonstration' }
  expect((await ask('/v1/verifications/10999001000', {}, env)).status).toBe(500)
  expect(logs.join()).toContain('QUOTA : la liaison manque')
})

test('the same service runs in a Worker: health, a verification, a problem', async () => {
  expect(await (await ask('/health')).json()).toMatchObject({ statut: 'ok' })

  const verification = await ask('/v1/verifications/10999001000', from('192.0.2.1'))
  expect(verification.status).toBe(200)
  expect(await verification.json()).toMatchObject({ issue: 'decide', fictif: true })

  const posted = await ask('/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': '192.0.2.2' },
    body: JSON.stringify({ numero: '3199001000' }),
  })
  expect(await posted.json()).toMatchObject({ professionnel: { rpps: '10999001000' } })

  const unknown = await ask('/v1/verifications/10999001992', from('192.0.2.3'))
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toMatchObject({ code: 'professionnel_inconnu' })
})

test('a body that is too large is cut in a Worker too', async () => {
  const response = await ask('/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': '192.0.2.4' },
    body: ' '.repeat(70_000),
  })
  expect(response.status).toBe(413)
})

test('callers are told apart by CF-Connecting-IP', async () => {
  const statusOf = async (address: string) => (await ask('/', from(address))).status
  const statuses: number[] = []
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let i = 0; i < 4; i++) statuses.push(await statusOf('198.51.100.1'))
  expect(statuses).toEqual([200, 200, 200, 429])
  expect(await statusOf('198.51.100.2')).toBe(200)
})
