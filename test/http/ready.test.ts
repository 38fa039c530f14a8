import { describe, expect, test } from 'vitest'
import type { EtatSource } from '../../src/application/etat-source.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { createService, INSTANT, RPPS } from '../support/service.ts'

const etat = (nom: string, indisponible?: string): EtatSource => ({
  nom,
  dernierSucces: null,
  donneesDu: null,
  erreursDerniereHeure: {},
  quotaRestant: null,
  disjoncteur: null,
  ...(indisponible === undefined ? {} : { indisponible }),
})

const createReady = (etats: EtatSource[], isLeaving = false) =>
  createService({
    annuaire: { ...createFictif({ now: () => INSTANT }), etats: () => etats },
    platform: { isLeaving: () => isLeaving },
  })

describe('/ready', () => {
  test.each<[string, EtatSource[]]>([
    ['the only source is usable', [etat('fhir')]],
    ['one of two is', [etat('fhir', 'Au repos.'), etat('extraction')]],
  ])('is 200 when %s', async (_, etats) => {
    const response = await createReady(etats).get('/ready')
    expect([response.status, await response.json()]).toEqual([200, { statut: 'pret', raisons: [] }])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('is 503 with the reason of each source when none is usable', async () => {
    const etats = [etat('fhir', 'Au repos.'), etat('extraction', 'Disparue.')]
    const response = await createReady(etats).get('/ready')
    expect([response.status, await response.json()]).toEqual([
      503,
      { statut: 'indisponible', raisons: ['fhir : Au repos.', 'extraction : Disparue.'] },
    ])
  })

  test('is 503 while the process leaves, and everything else is answered', async () => {
    const { get } = createReady([etat('fhir')], true)
    const response = await get('/ready')
    expect([response.status, await response.json()]).toEqual([
      503,
      { statut: 'arret', raisons: ['Le service s’arrête.'] },
    ])
    expect((await get(`/v1/verifications/${RPPS}`)).status).toBe(200)
  })

  test('asks no directory, takes any Accept, and needs neither key nor a place in the limit', async () => {
    const fictif = createFictif({ now: () => INSTANT })
    const asked: unknown[] = []
    const { get } = createService({
      env: { API_KEYS: '0'.repeat(64), LIMITE_PAR_MINUTE: '1' },
      annuaire: {
        ...fictif,
        findMany: (cles) => {
          asked.push(cles)
          return fictif.findMany(cles)
        },
      },
    })
    for (const accept of ['text/html', 'image/png', 'application/json']) {
      // oxlint-disable-next-line no-await-in-loop -- more often than the limit allows
      expect((await get('/ready', { accept })).status).toBe(200)
    }
    expect(asked).toEqual([])
  })
})

test('probes are logged only when they tell of trouble', async () => {
  const well = createReady([etat('fhir')])
  await well.get('/ready')
  await well.get('/health')
  expect(well.logs).toEqual([])
  const ill = createReady([etat('fhir', 'Au repos.')])
  await ill.get('/ready')
  await ill.get('/health')
  expect(ill.logs.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { route: '/ready', status: 503 },
  ])
})
