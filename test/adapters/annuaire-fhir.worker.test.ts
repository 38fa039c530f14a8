import { expect, test } from 'vitest'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createFhir } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { createCachedAnnuaire } from '../../src/adapters/cache/cached-annuaire.ts'
import type { Fetch } from '../../src/adapters/http-client/http-client.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import { findOne } from '../../src/application/find-one.ts'

const RPPS = '10999001000'
const cle = { type: 'RPPS' as const, valeur: RPPS }
const BASE = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(ressourcesFictives, BASE)
const clock = { now: () => new Date() }

/** The live directory in the Workers runtime, before a fetch that plays the API. */
const setUp = (play: (call: number, url: URL) => Promise<Response> | Response) => {
  let calls = 0
  const fetch: Fetch = async (url) => play(calls++, new URL(url))
  const fhir = createFhir({
    baseUrl: BASE,
    apiKey: 'key',
    fetch,
    clock,
    quota: createQuotaParSeconde({ callsPerSecond: 17 }),
    timeoutMs: 500,
    breakerSeconds: 60,
    retryDelayMs: { initial: 1, max: 5 },
  })
  return createCachedAnnuaire(fhir, { clock, ttlSeconds: 60, perimeSeconds: 60, max: 10 })
}

const answer = ({ pathname, searchParams }: URL): Response =>
  Response.json(rechercher(pathname.slice(new URL(BASE).pathname.length + 1), searchParams).body)

test('answers, after a retry, then from memory', async () => {
  const directory = setUp((call, url) =>
    call === 0 ? new Response('', { status: 503 }) : answer(url),
  )
  const first = await findOne(directory, cle)
  expect(first.ok && first.value.professionnel.rpps).toBe(RPPS)
  const second = await findOne(directory, cle)
  expect(second.ok && second.value.provenance[0]?.etat).toBe('cache')
})

test('ends a hang in time, and a body that is too long', async () => {
  const hung = await findOne(
    setUp(() => new Promise(() => {})),
    cle,
  )
  expect(hung).toMatchObject({ failure: { kind: 'timeout' } })
  const chunk = new Uint8Array(1024 * 1024)
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(chunk),
      }),
    )
  const flooded = await findOne(setUp(endless), cle)
  expect(flooded).toMatchObject({ failure: { kind: 'invalid-response' } })
})

test('waits for its turn', async () => {
  const directory = setUp((_call, url) => answer(url))
  const keys = Array.from({ length: 12 }, (_, i) => ({ ...cle, valeur: `109990099${10 + i}` }))
  const results = await Promise.all([cle, ...keys].map((one) => findOne(directory, one)))
  expect(results[0]?.ok).toBe(true)
  expect(results.slice(1).map((one) => !one.ok && one.failure.kind)).toEqual(
    keys.map(() => 'not-found'),
  )
})
