import { describe, expect, test } from 'vitest'
import { createService, RPPS } from '../support/service.ts'

/* Threats of docs/menaces.md that are about every route, and so about the subject of no other test. */

const service = createService({ env: { LIMITE_PAR_MINUTE: '100000', METRIQUES: 'oui' } })

/** An answer of each address that can be read, and one that is nowhere. */
const PARAMS: Record<string, string> = {
  rpps: RPPS,
  code: 'numero_invalide',
  id: 'radiologue-cabinet-de-groupe',
  identifiant: '991000043',
}
const QUERIES: Record<string, string> = {
  '/verifier': `?rpps=${RPPS}`,
  '/rappel.ics': '?fin=2029-11-23',
}
const GETS = [
  ...service.app.routes
    .filter(({ method, path }) => method === 'GET' && !path.includes('*'))
    .map(({ path }) => path.replace(/:(\w+)/g, (_, nom: string) => PARAMS[nom] ?? nom))
    .map((path) => path + (QUERIES[path] ?? '')),
  '/nulle-part',
]
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }

const textOf = async (response: Response): Promise<string> =>
  `${JSON.stringify([...response.headers])}\n${await response.text()}`

test('the addresses that are asked are all there are', () => {
  expect(GETS.length).toBeGreaterThan(30)
  expect(GETS.join()).not.toMatch(/:/)
})

describe.each(GETS)('%s', (path) => {
  test('the host that a caller names stands in no answer', async () => {
    for (const accept of ['text/html', '*/*', 'application/json']) {
      const headers = { accept, host: 'piege.example', 'x-forwarded-host': 'piege.example' }
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const response = await service.get(`http://piege.example${path}`, headers)
      // oxlint-disable-next-line no-await-in-loop
      expect(await textOf(response)).not.toContain('piege')
    }
  })

  test('an answer that depends on Accept says so to caches', async () => {
    const accepts = ['text/html', '*/*', 'application/json', 'application/xml', 'text/csv', 'a/b']
    const answers = await Promise.all(accepts.map((accept) => service.get(path, { accept })))
    const kinds = new Set(answers.map(({ headers }) => headers.get('content-type')))
    for (const { headers } of kinds.size > 1 ? answers : []) {
      const isKept = !/no-store/.test(headers.get('cache-control') ?? '')
      if (isKept) expect(headers.get('vary') ?? '').toContain('Accept')
    }
  })

  test('no answer sets a cookie', async () => {
    const { headers } = await service.get(path, { accept: 'text/html', cookie: 'a=1' })
    expect(headers.get('set-cookie')).toBeNull()
  })
})

test('the host that a caller names stands in no answer to a form either', async () => {
  const response = await service.app.request('http://piege.example/verifier', {
    method: 'POST',
    headers: { ...FORM, host: 'piege.example' },
    body: `numero=${RPPS}`,
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toMatch(/^\/verifier\?/)
  expect(await textOf(response)).not.toContain('piege')
})

test('a line slipped into a reminder is refused', async () => {
  for (const fin of ['2029-11-23%0D%0AATTENDEE:x', '2029-11-23%0A', '%0D%0A2029-11-23']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const response = await service.get(`/rappel.ics?fin=${fin}`)
    expect([fin, response.status]).toEqual([fin, 400])
  }
})
