import { env } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import worker from '../../src/worker.ts'
import {
  arrivalsAt,
  breakDown,
  createIsolat,
  liaisons,
  readKv,
  type Isolat,
} from '../support/isolat.ts'

type Sources = {
  sources: { nom: string; derniereSonde: { le: string; resultat: string } | null }[]
}

const readSources = async (isolat: Isolat) =>
  ((await (await isolat.app.request('/sources')).json()) as Sources).sources

describe('the regular re-check', () => {
  test('made by one isolate, is shown by all, with nobody’s data', async () => {
    const host = 'sonde'
    const one = createIsolat(host)
    const two = createIsolat(host)
    expect(await readSources(two)).toMatchObject([{ nom: 'fhir', derniereSonde: null }])
    await one.recheck()
    expect(await arrivalsAt(host)).toHaveLength(1)
    expect(await readSources(two)).toMatchObject([
      { nom: 'fhir', derniereSonde: { le: expect.stringMatching(/Z$/), resultat: 'repond' } },
    ])
    await breakDown(host, 503)
    await one.recheck()
    expect((await readSources(two))[0]?.derniereSonde?.resultat).toBe('unavailable')
    const kv = await readKv()
    expect(Object.keys(kv)).toEqual(['etat:sources'])
    expect(kv['etat:sources']?.value).not.toMatch(/\d{8,}/)
  })

  test('is what the cron trigger runs, through the quota', async () => {
    const host = 'cron'
    const settings = {
      ...env,
      ANNUAIRE: 'fhir, fictif',
      ANNUAIRE_FHIR_URL: `https://${host}.annuaire.test/fhir/v2`,
      ESANTE_API_KEY: 'cle-de-demonstration',
    }
    await worker.scheduled({}, settings)
    expect(await arrivalsAt(host)).toHaveLength(1)
    const { sources } = (await (
      await worker.fetch(new Request('https://service.example/sources'), settings)
    ).json()) as Sources
    expect(sources.map(({ nom, derniereSonde }) => [nom, derniereSonde?.resultat ?? null])).toEqual(
      [
        ['fhir', 'repond'],
        ['fictif', null],
      ],
    )
  })

  test('of a value that is none of ours shows nothing', async () => {
    await liaisons.CACHE.put('etat:sources', '{"fhir":{"le":"hier"}}', { expirationTtl: 60 })
    expect((await readSources(createIsolat('sonde')))[0]?.derniereSonde).toBeNull()
  })
})

describe('the limit of requests', () => {
  const PER_MINUTE = 120

  test('counts for all isolates together, and never promises more than it knows', async () => {
    const isolates = [createIsolat('limite'), createIsolat('limite')]
    const from = '192.0.2.44'
    const ask = (i: number) =>
      isolates[i % 2]?.app.request('/', { headers: { 'cf-connecting-ip': from } })
    const responses: Response[] = []
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let i = 0; i < 150; i++) responses.push((await ask(i)) as Response)
    const refused = responses.filter(({ status }) => status === 429)
    expect(responses.findIndex(({ status }) => status === 429)).toBe(PER_MINUTE)
    expect(refused).toHaveLength(150 - PER_MINUTE)
    for (const { headers } of refused) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'retry-after': '60',
        ratelimit: '"minute";r=0;t=60',
        'ratelimit-policy': '"minute";q=120;w=60',
        'ratelimit-limit': '120',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '60',
      })
    }
    const first = responses[0]?.headers.get('ratelimit')
    expect(first).toBe('"minute";r=119;t=60')
    const other = await isolates[0]?.app.request('/', {
      headers: { 'cf-connecting-ip': '192.0.2.45' },
    })
    expect(other?.status).toBe(200)
  })

  test('holds in each isolate alone when the shared count fails', async () => {
    const LIMITE = { limit: () => Promise.reject(new Error('down')) }
    const isolat = createIsolat('limite', { LIMITE_PAR_MINUTE: '2' }, { LIMITE })
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      statuses.push((await isolat.app.request('/')).status)
    }
    expect(statuses).toEqual([200, 200, 429])
    expect(isolat.logs.join()).toContain('limite partagée injoignable')
  })
})
