import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { praticiens } from '../../mocks/fixtures/build.ts'
import { createBaseD1, type D1 } from '../../src/adapters/annuaires/extraction/d1.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { missingBindings } from '../../src/adapters/workers/liaisons.ts'
import worker from '../../src/worker.ts'
import {
  type Banc,
  carte,
  contratAnnuaire,
  GRANITE,
  outcomeOf,
  personOf,
  rpps,
} from '../support/contrat-annuaire.ts'
import { contratRecherche } from '../support/contrat-recherche.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { createService } from '../support/service.ts'
import { type Lignes, toInstructions, toLignes } from '../support/extraction-lignes.ts'
import { findOne } from '../../src/application/find-one.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }

const INCOMPLET = '10999900001'
const CARTE_INCOMPLETE = '3199900001'

/** As much of D1 as loads it. */
type D1Complet = Omit<D1, 'prepare'> & {
  prepare(sql: string): { bind(...params: (string | number | null)[]): unknown }
}
const db = (env as { ANNUAIRE_DB: D1Complet }).ANNUAIRE_DB

const load = async (lignes: Lignes): Promise<void> => {
  const jours = { activites: '2026-11-22', cartes: '2026-11-23' }
  const statements = toInstructions(lignes, { jours }).map(({ sql, params }) =>
    db.prepare(sql).bind(...params),
  )
  for (let start = 0; start < statements.length; start += 500) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await db.batch(statements.slice(start, start + 500))
  }
}

describe('the open-data files in D1', () => {
  test('are asked for by their binding', () => {
    expect(missingBindings(['extraction'], {})).toEqual([
      expect.stringMatching(/^ANNUAIRE_DB : la liaison manque et ANNUAIRE comprend extraction/),
    ])
    expect(missingBindings(['extraction'], env as Record<string, unknown>)).toEqual([])
  })

  test('before they are loaded are unavailable, never nobody', async () => {
    const annuaire = createExtraction(createBaseD1(db, 2000), clock)
    expect(outcomeOf(await findOne(annuaire, rpps(GRANITE)))).toBe('unavailable')
  })

  describe('once loaded', () => {
    beforeAll(async () => {
      const fictif = createFictif(clock)
      const people = await Promise.all(praticiens.map(({ qui }) => findOne(fictif, rpps(qui[0]))))
      await load({
        ...toLignes(people.map(personOf)),
        incomplet: [
          { type: 'RPPS', valeur: INCOMPLET },
          { type: 'CARTE', valeur: CARTE_INCOMPLETE },
        ],
      })
    })

    const broken: D1 = {
      ...db,
      prepare: (sql) => db.prepare(`${sql} FROM`),
      batch: (all) => db.batch(all),
    }
    const silent: D1 = { prepare: (sql) => db.prepare(sql), batch: () => new Promise(() => {}) }
    const banc: Banc = {
      annuaire: () => createExtraction(createBaseD1(db, 2000), clock),
      pannes: {
        'a D1 that refuses': {
          annuaire: () => createExtraction(createBaseD1(broken, 2000), clock),
          kind: 'unavailable',
        },
        'a D1 that is silent': {
          annuaire: () => createExtraction(createBaseD1(silent, 50), clock),
          kind: 'timeout',
        },
      },
    }
    contratAnnuaire('extraction', banc)
    contratRecherche({ ...banc, nomSeul: null, structures: null })

    test('a person or a card of which a row is missing is nonsense, not nobody', async () => {
      const annuaire = createExtraction(createBaseD1(db, 2000), clock)
      const results = await annuaire.findMany([rpps(INCOMPLET), carte(CARTE_INCOMPLETE)])
      expect(results.map(outcomeOf)).toEqual(['invalid-response', 'invalid-response'])
    })

    test('hundreds at once keep to what D1 takes', async () => {
      const numeros = Array.from({ length: 500 }, (_, index) => String(10_999_100_000 + index))
      const annuaire = createExtraction(createBaseD1(db, 5000), clock)
      const results = await annuaire.findMany([rpps(GRANITE), ...numeros.map(rpps)])
      expect(results.map(outcomeOf)).toEqual([GRANITE, ...numeros.map(() => 'not-found')])
    })

    test.each([
      ['eight', '2026-11-30T22:59:00Z', 0, undefined],
      [
        'nine',
        '2026-11-30T23:00:00Z',
        1,
        'Des fichiers ont plus de 8 jours : activités du 22/11/2026. Téléchargez et importez ceux du jour.',
      ],
    ])('%s days old: told of from the ninth on', async (_, instant, alertes, avertissement) => {
      const service = createService({
        env: { ANNUAIRE: 'extraction', FICTIFS: 'non' },
        platform: {
          clock: { now: () => new Date(instant) },
          openExtraction: () => createBaseD1(db, 2000),
        },
      })
      const response = await service.post({ numero: GRANITE, date: '2026-11-23' })
      const { commandes } = (await response.json()) as Verification
      expect(commandes).toHaveLength(1)
      const codes = commandes[0]?.alertes.map(({ code }) => code)
      expect(codes?.filter((code) => code === 'DONNEES_ANCIENNES')).toHaveLength(alertes)
      const sources = (await (await service.get('/sources')).json()) as {
        sources: { avertissement?: string }[]
      }
      expect(sources.sources[0]?.avertissement).toBe(avertissement)
    })

    test('answer as the service does', async () => {
      const settings = { ...env, ANNUAIRE: 'extraction', FICTIFS: 'non' }
      const response = await worker.fetch(
        new Request(`https://service.example/v1/verifications/${GRANITE}?date=2026-11-23`),
        settings,
      )
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({
        issue: 'decide',
        commandes: [{ identifiant: { type: 'RPPS_RANG', valeur: '10999001000000' } }],
        sources: [{ nom: 'extraction', etat: 'direct', donneesDu: '2026-11-22' }],
      })
    })
  })
})
