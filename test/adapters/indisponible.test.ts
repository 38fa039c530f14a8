import { expect, test } from 'vitest'
import { createPopulation, finessOf, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createService } from '../support/service.ts'

const BASE = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(createPopulation(8), BASE)
let isDown = false

/** The service before a stand-in of the live directory. */
const create = (env: Record<string, string> = {}) =>
  createService({
    env: {
      ANNUAIRE: 'fhir',
      ANNUAIRE_FHIR_URL: BASE,
      ESANTE_API_KEY: 'cle',
      ANNUAIRE_DISJONCTEUR_S: '60',
      ...env,
    },
    platform: {
      fetch: async (url) => {
        if (isDown) return new Response(null, { status: 403 })
        const { pathname, searchParams } = new URL(url)
        return Response.json(rechercher(pathname.slice('/fhir/v2/'.length), searchParams).body)
      },
    },
  })

const breakDown = async ({ get }: ReturnType<typeof create>): Promise<void> => {
  isDown = true
  for (let rang = 1; rang <= 5; rang++) {
    // oxlint-disable-next-line no-await-in-loop -- failures in a row
    expect((await get(`/v1/verifications/${rppsOf(rang)}`)).status).toBe(503)
  }
  isDown = false
}

test('an open breaker without anything in memory: not ready, and /sources says why', async () => {
  const service = create()
  expect((await service.get('/ready')).status).toBe(200)
  await breakDown(service)
  const ready = await service.get('/ready')
  const raison = 'Il est laissé en paix après des échecs de suite, et rien n’est gardé en mémoire.'
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { statut: 'indisponible', raisons: [`fhir : ${raison}`] },
  ])
  const { sources } = (await (await service.get('/sources')).json()) as { sources: unknown[] }
  expect(sources).toMatchObject([{ nom: 'fhir', disjoncteur: 'ouvert', indisponible: raison }])
})

test('an open breaker with an answer in memory: ready, for those whom it holds', async () => {
  const service = create()
  expect((await service.get(`/v1/verifications/${rppsOf(0)}`)).status).toBe(200)
  await breakDown(service)
  expect((await service.get('/ready')).status).toBe(200)
  expect((await service.get(`/v1/verifications/${rppsOf(0)}`)).status).toBe(200)
  const { sources } = (await (await service.get('/sources')).json()) as { sources: object[] }
  expect(sources[0]).not.toHaveProperty('indisponible')
})

test('an open breaker with a structure alone in memory: ready, for whoever asks for it', async () => {
  const service = create()
  expect((await service.get(`/v1/structures/${finessOf(0)}`)).status).toBe(200)
  await breakDown(service)
  expect((await service.get('/ready')).status).toBe(200)
  expect((await service.get(`/v1/structures/${finessOf(0)}`)).status).toBe(200)
})

test('nothing is kept in memory with CACHE_TTL_S=0 and CACHE_PERIME_S=0', async () => {
  const service = create({ CACHE_TTL_S: '0', CACHE_PERIME_S: '0' })
  expect((await service.get(`/v1/verifications/${rppsOf(0)}`)).status).toBe(200)
  await breakDown(service)
  expect((await service.get('/ready')).status).toBe(503)
})
