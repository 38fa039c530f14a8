import { expect, test } from 'vitest'
import {
  type AnnuairesSettings,
  createAnnuaires,
  createSources,
} from '../../src/adapters/annuaires/index.ts'
import { findOne } from '../../src/application/find-one.ts'

const asked: string[] = []
const settings = (more: Partial<AnnuairesSettings> = {}): AnnuairesSettings => ({
  clock: { now: () => new Date('2026-11-23T09:00:00Z') },
  fetch: async (url) => {
    asked.push(url)
    return Response.json({ resourceType: 'Bundle', type: 'searchset', total: 0 })
  },
  fhir: {
    baseUrl: 'https://annuaire.invalid/fhir',
    apiKey: 'cle',
    timeoutMs: 1000,
    breakerSeconds: 0,
    quotaPerSecond: 100,
  },
  fictifs: true,
  cache: { ttlSeconds: 60, perimeSeconds: 60, max: 10 },
  openExtraction: () => ({
    query: () => Promise.reject(new Error('no database in this test')),
    meta: () => null,
    avertissement: () => null,
    indisponible: () => null,
  }),
  extractionAgeMaxDays: 30,
  ...more,
})
const GRANITE = { type: 'RPPS', valeur: '10999001000' } as const

test('are asked by their names, in that order; one that is none, or has no settings, stops the start', () => {
  expect(createAnnuaires(['fhir', 'extraction'], settings()).nom).toBe('fhir,extraction')
  expect(createAnnuaires(['fictif'], settings()).nom).toBe('fictif')
  expect(() => createAnnuaires(['annuaire'], settings())).toThrow(RangeError)
  expect(() => createAnnuaires(['fhir'], settings({ fhir: null }))).toThrow(RangeError)
  expect(() => createAnnuaires([], settings())).toThrow(RangeError)
})

test.each([
  [['fhir'], true, 'found'],
  [['fhir'], false, 'not-found'],
  [['fictif'], true, 'found'],
  [['fictif'], false, 'found'],
  // Beside a real one the invented person is answered all the same, and the real one is not asked.
  [['fhir', 'fictif'], true, 'found'],
  [['fhir', 'fictif'], false, 'not-found'],
])('%o, with the fictitious numbers beside it: %s', async (noms, fictifs, expected) => {
  asked.length = 0
  const result = await findOne(createAnnuaires(noms, settings({ fictifs })), GRANITE)
  expect(result.ok ? 'found' : result.failure.kind).toBe(expected)
  expect(asked.length > 0).toBe(expected === 'not-found')
})

test('those over a network are asked alone, and directly', async () => {
  const sources = createSources(['fictif', 'fhir', 'extraction', 'annuaire'], settings())
  expect(sources.map(({ nom }) => nom)).toEqual(['fhir', 'extraction'])
  asked.length = 0
  await sources[0]?.findMany([GRANITE])
  await sources[0]?.findMany([GRANITE])
  expect(asked).toHaveLength(2)
})
