import { expect, test } from 'vitest'
import { organizationsById, practitionersByRpps } from '../mocks/fixtures/index.ts'
import { createFhir } from '../src/adapters/annuaires/fhir/fhir.ts'
import { createCachedAnnuaire } from '../src/adapters/cache/cached-annuaire.ts'
import type { Fetch } from '../src/adapters/http-client/http-client.ts'
import { createQuotaParSeconde } from '../src/adapters/quota/quota-par-seconde.ts'

const RPPS = '10999001000'
const cle = { type: 'RPPS' as const, valeur: RPPS }
const clock = { now: () => new Date() }

/** The live directory in the Workers runtime, before a fetch that plays the API. */
const setUp = (play: (call: number, url: URL) => Promise<Response> | Response) => {
  let calls = 0
  const fetch: Fetch = async (url) => play(calls++, new URL(url))
  const fhir = createFhir({
    baseUrl: 'https://annuaire.test/fhir/v2',
    apiKey: 'key',
    fetch,
    clock,
    quota: createQuotaParSeconde({ callsPerSecond: 17 }),
    timeoutMs: 500,
    disjoncteurSeconds: 60,
    retryDelayMs: { initial: 1, max: 5 },
  })
  return createCachedAnnuaire(fhir, { clock, ttlSeconds: 60, perimeSeconds: 60, max: 10 })
}

const answer = (url: URL): Response =>
  Response.json(
    url.pathname.endsWith('/Practitioner')
      ? practitionersByRpps(url.searchParams.get('identifier')?.split('|')[1] ?? '')
      : organizationsById(url.searchParams.get('_id')?.split(',') ?? []),
  )

test('answers, after a retry, then from memory', async () => {
  const directory = setUp((call, url) =>
    call === 0 ? new Response('', { status: 503 }) : answer(url),
  )
  const first = await directory.find(cle)
  expect(first.ok && first.value.professionnel.rpps).toBe(RPPS)
  const second = await directory.find(cle)
  expect(second.ok && second.value.provenance[0]?.etat).toBe('cache')
})

test('ends a hang in time, and a body that is too long', async () => {
  const hung = await setUp(() => new Promise(() => {})).find(cle)
  expect(hung).toMatchObject({ failure: { kind: 'timeout' } })
  const chunk = new Uint8Array(1024 * 1024)
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(chunk),
      }),
    )
  const flooded = await setUp(endless).find(cle)
  expect(flooded).toMatchObject({ failure: { kind: 'invalid-response' } })
})

test('waits for its turn', async () => {
  const directory = setUp((_call, url) => answer(url))
  const keys = Array.from({ length: 12 }, (_, i) => ({ ...cle, valeur: `109990099${10 + i}` }))
  const results = await Promise.all([cle, ...keys].map((one) => directory.find(one)))
  expect(results[0]?.ok).toBe(true)
  expect(results.slice(1).map((one) => !one.ok && one.failure.kind)).toEqual(
    keys.map(() => 'not-found'),
  )
})
