import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import worker from '../../src/worker.ts'

const PATH = '/v1/verifications/lot'
const NUMEROS = ['10999001000', '8 10 999 001 000', '10999001001', '10999001703']

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

const ask = async (type: string, accept: string, body: string) =>
  worker.fetch(
    new Request(`https://service.example${PATH}`, {
      method: 'POST',
      headers: { 'content-type': type, accept, 'cf-connecting-ip': '192.0.2.77' },
      body,
    }),
    { ANNUAIRE: 'fictif' },
  )

test('a lot is answered in a Worker: JSON, NDJSON and CSV', async () => {
  const asJson = await ask('application/json', '*/*', JSON.stringify({ numeros: NUMEROS }))
  expect(asJson.status).toBe(200)
  const { resultats, synthese } = (await asJson.json()) as {
    resultats: { statut: string }[]
    synthese: unknown
  }
  expect(resultats.map(({ statut }) => statut)).toEqual(['ok', 'ok', 'erreur', 'ok'])
  expect(synthese).toMatchObject({ total: 4, distincts: 3, erreurs: 1 })

  const asNdjson = await ask('text/plain', 'application/x-ndjson', NUMEROS.join('\n'))
  // The runtime warns when anything but text is read as text.
  const ndjson = new TextDecoder().decode(await asNdjson.arrayBuffer())
  const lines = ndjson.trimEnd().split('\n')
  expect(lines).toHaveLength(5)
  expect(JSON.parse(lines[4] ?? '')).toEqual({ synthese })

  const asCsv = await ask('text/csv', 'text/csv', `numero;nom\n${NUMEROS.join(';=A1\n')};x`)
  const text = await asCsv.text()
  expect(text.split('\r\n')[0]).toMatch(/^\uFEFF?ligne;nom_fourni;numero;rpps;/)
  expect(text).toContain("2;'=A1;10999001000;")
})

test('a reader that leaves a Worker early is no error', async () => {
  const response = await ask('text/plain', 'application/x-ndjson', NUMEROS.join('\n'))
  const reader = response.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
})

test('XML and CSV of one verification are written in a Worker', async () => {
  for (const accept of ['application/xml', 'text/csv']) {
    const request = new Request('https://service.example/v1/verifications/10999001000', {
      headers: { accept, 'cf-connecting-ip': '192.0.2.78' },
    })
    // oxlint-disable-next-line no-await-in-loop -- two requests in order
    const response = await worker.fetch(request, { ANNUAIRE: 'fictif' })
    expect(response.status).toBe(200)
    // oxlint-disable-next-line no-await-in-loop -- two answers in order
    expect(await response.text()).toContain('GRANITE')
  }
})
