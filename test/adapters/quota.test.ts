import type { ServerResponse } from 'node:http'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { createFhir } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import { findOne } from '../../src/application/find-one.ts'
import { createMonotonic } from '../../src/application/monotonic.ts'
import type { Quota } from '../../src/application/ports.ts'

/** Most instants found in any window of one second. */
const busiestSecond = (instants: readonly number[]): number =>
  Math.max(
    0,
    ...instants.map((from) => instants.filter((t) => t >= from && t < from + 1000).length),
  )

describe('with a clock of our own', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  type Given = { name: string; atMs: number; ok: boolean; retryAfterSeconds?: number }

  /** Asks, and notes what came when; each call is received `transitMs` after its turn came. */
  const ask = async (
    quota: Quota,
    given: Given[],
    name: string,
    options: Partial<Parameters<Quota['acquire']>[0]> & { transitMs?: number } = {},
  ) => {
    const { transitMs = 0, ...rest } = options
    const grant = await quota.acquire({ priority: 'single', patienceMs: 60_000, ...rest })
    given.push({
      name,
      atMs: performance.now(),
      ok: grant.ok,
      ...(grant.ok ? {} : { retryAfterSeconds: grant.retryAfterSeconds }),
    })
    if (grant.ok) setTimeout(grant.received, transitMs)
  }
  const instants = (given: readonly Given[]) => given.filter(({ ok }) => ok).map(({ atMs }) => atMs)

  test('never gives more than the limit in any sliding second, and gives all of it', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 17 })
    const given: Given[] = []
    for (let i = 0; i < 100; i++) {
      void ask(quota, given, `${i}`)
      await vi.advanceTimersByTimeAsync(7)
    }
    await vi.advanceTimersByTimeAsync(6000)
    expect(given).toHaveLength(100)
    expect(busiestSecond(instants(given))).toBe(17)
    expect(Math.max(...instants(given)) - Math.min(...instants(given))).toBeLessThan(5800)
  })

  test('counts a call from when the source has it, however slow the way there', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 2 })
    const given: Given[] = []
    for (const [i, transitMs] of [400, 400, 1, 1].entries()) {
      void ask(quota, given, `${i}`, { transitMs })
    }
    await vi.advanceTimersByTimeAsync(3000)
    const arrivals = instants(given).map((t, i) => t + (i < 2 ? 400 : 1))
    expect(busiestSecond(arrivals)).toBe(2)
  })

  test('behind a source that hangs, no more than the limit are under way', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 5 })
    const given: Given[] = []
    for (let i = 0; i < 20; i++) void ask(quota, given, `${i}`, { transitMs: 20_000 })
    await vi.advanceTimersByTimeAsync(20_900)
    expect(given).toHaveLength(5)
    await vi.advanceTimersByTimeAsync(200)
    expect(given).toHaveLength(10)
  })

  test('a call of which nothing is heard ends its count after the longest time of one', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 5, callMaxMs: 3000 })
    const given: Given[] = []
    for (let i = 0; i < 10; i++) void ask(quota, given, `${i}`, { transitMs: 1e9 })
    await vi.advanceTimersByTimeAsync(3900)
    expect(given).toHaveLength(5)
    await vi.advanceTimersByTimeAsync(500)
    expect(given).toHaveLength(10)
  })

  test('serves first come first, and says how much is left', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 2 })
    const given: Given[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(quota, given, name)
    await vi.advanceTimersByTimeAsync(5)
    expect(quota.remaining()).toBe(0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(given.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(quota.remaining()).toBe(2)
  })

  test('a single request does not wait behind a lot', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 16 })
    const given: Given[] = []
    for (let i = 0; i < 100; i++) void ask(quota, given, `lot ${i}`, { priority: 'lot' })
    await vi.advanceTimersByTimeAsync(100)
    expect(given).toHaveLength(14)
    void ask(quota, given, 'one')
    void ask(quota, given, 'two')
    await vi.advanceTimersByTimeAsync(1)
    expect(given.slice(14).map(({ name }) => name)).toEqual(['one', 'two'])
  })

  test('a lot goes on, a fourth of the places, when singles never stop', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 8 })
    const given: Given[] = []
    for (let i = 0; i < 40; i++) void ask(quota, given, 'lot', { priority: 'lot' })
    for (let i = 0; i < 400; i++) {
      void ask(quota, given, 'single')
      await vi.advanceTimersByTimeAsync(50)
    }
    const count = (name: string) => given.filter((one) => one.name === name).length
    expect(count('lot')).toBeGreaterThanOrEqual(30)
    expect(count('single')).toBeGreaterThan(2 * count('lot'))
    expect(busiestSecond(instants(given))).toBeLessThanOrEqual(8)
  })

  test('a wait that would be too long is refused at once, with when to come back', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 2 })
    const given: Given[] = []
    for (let i = 0; i < 8; i++) void ask(quota, given, `${i}`)
    await vi.advanceTimersByTimeAsync(1)
    void ask(quota, given, 'hurried', { patienceMs: 1500 })
    await vi.advanceTimersByTimeAsync(1)
    expect(given.at(-1)).toMatchObject({ name: 'hurried', ok: false, retryAfterSeconds: 5 })
  })

  test('a wait that turns out too long ends when the patience does', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 1 })
    const given: Given[] = []
    void ask(quota, given, 'first')
    void ask(quota, given, 'lot', { priority: 'lot', patienceMs: 2500 })
    for (let i = 0; i < 3; i++) void ask(quota, given, `single ${i}`)
    await vi.advanceTimersByTimeAsync(2600)
    expect(given.find(({ name }) => name === 'lot')).toMatchObject({ ok: false })
  })

  test('a pause holds everybody, and refuses at once who cannot wait for its end', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 5 })
    const given: Given[] = []
    quota.pause(2000)
    expect(quota.remaining()).toBe(0)
    void ask(quota, given, 'patient')
    void ask(quota, given, 'hurried', { patienceMs: 1000 })
    await vi.advanceTimersByTimeAsync(1)
    expect(given).toEqual([expect.objectContaining({ name: 'hurried', retryAfterSeconds: 2 })])
    await vi.advanceTimersByTimeAsync(2100)
    expect(given.at(-1)).toMatchObject({ name: 'patient', ok: true })
  })

  test('a pause that comes later refuses those already waiting who cannot wait so long', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 1 })
    const given: Given[] = []
    void ask(quota, given, 'first')
    void ask(quota, given, 'waiting', { patienceMs: 3000 })
    await vi.advanceTimersByTimeAsync(1)
    quota.pause(10_000)
    await vi.advanceTimersByTimeAsync(1)
    expect(given.at(-1)).toMatchObject({ name: 'waiting', ok: false, retryAfterSeconds: 10 })
  })

  test('the clock of the day, set back and forward, changes nothing', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 17 })
    const given: Given[] = []
    for (let i = 0; i < 100; i++) {
      const hours = i % 3 === 0 ? -2 : 1
      vi.setSystemTime(Date.now() + hours * 3_600_000)
      void ask(quota, given, `${i}`)
      await vi.advanceTimersByTimeAsync(7)
    }
    await vi.advanceTimersByTimeAsync(6000)
    expect(given).toHaveLength(100)
    expect(busiestSecond(instants(given))).toBe(17)
  })

  test('where there is no other clock, set back it holds nobody for longer', async () => {
    let aheadMs = 0
    const nowMs = createMonotonic(() => performance.now() + aheadMs)
    const quota = createQuotaParSeconde({ callsPerSecond: 5, nowMs })
    const given: Given[] = []
    quota.pause(1000)
    for (let i = 0; i < 10; i++) void ask(quota, given, `${i}`)
    await vi.advanceTimersByTimeAsync(500)
    aheadMs = -7_200_000
    await vi.advanceTimersByTimeAsync(2000)
    expect(given).toHaveLength(10)
    expect(busiestSecond(instants(given))).toBe(5)
  })

  test('an abort gives the place in the queue back and leaves no timer', async () => {
    const quota = createQuotaParSeconde({ callsPerSecond: 1 })
    const given: Given[] = []
    const controller = new AbortController()
    void ask(quota, given, 'first')
    await vi.advanceTimersByTimeAsync(1)
    void ask(quota, given, 'gone', { signal: controller.signal })
    void ask(quota, given, 'next')
    controller.abort()
    await vi.advanceTimersByTimeAsync(1100)
    expect(given.map(({ name, ok }) => [name, ok])).toEqual([
      ['first', true],
      ['gone', false],
      ['next', true],
    ])
    await vi.advanceTimersByTimeAsync(2000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('over real sockets, the source never sees more than the limit in any second', async () => {
  const ressources = createPopulation(60)
  const serveur = await startServeur({ ressources, appelsParSeconde: null, latenceMs: 20 })
  const quota = createQuotaParSeconde({ callsPerSecond: 20 })
  const fhir = createFhir({
    baseUrl: serveur.url,
    apiKey: 'cle-de-demonstration',
    fetch: (url, init) => fetch(url, init),
    clock: { now: () => new Date() },
    quota,
    timeoutMs: 5000,
    breakerSeconds: 5,
  })
  // Broken answers as well, one a search: a retry is a call like any other.
  const broken = new Set<string>()
  serveur.panne = (rang, url) => {
    if (rang % 7 !== 3 || broken.has(url)) return null
    broken.add(url)
    return (_request, response) => response.writeHead(503).end()
  }
  const cle = (index: number) => ({ type: 'RPPS' as const, valeur: rppsOf(index) })
  const results = await Promise.all([
    ...Array.from({ length: 25 }, (_, i) => findOne(fhir, cle(i))),
    fhir.findMany(
      Array.from({ length: 60 }, (_, i) => cle(i)),
      { priority: 'lot' },
    ),
  ])
  await serveur.fermer()
  expect(results.flat().filter((result) => !result.ok)).toEqual([])
  expect(serveur.appels.length).toBeGreaterThan(54)
  expect(busiestSecond(serveur.appels.map(({ recuMs }) => recuMs))).toBeLessThanOrEqual(20)
}, 15_000)

test('calls held up in the pool of connections do not leave together when a hang ends', async () => {
  const serveur = await startServeur({ ressources: [], appelsParSeconde: null })
  const dispatcher = new Agent({ connections: 4 })
  const quota = createQuotaParSeconde({ callsPerSecond: 20 })
  const fhir = createFhir({
    baseUrl: serveur.url,
    apiKey: 'cle-de-demonstration',
    fetch: (url, init) => undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher }),
    clock: { now: () => new Date() },
    quota,
    timeoutMs: 20_000,
    breakerSeconds: 0,
  })
  const held: (() => void)[] = []
  const empty = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: 0 })
  const answer = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(empty)
  serveur.panne = () => (_request, response) => void held.push(() => answer(response))
  const asked = Array.from({ length: 60 }, (_, i) =>
    findOne(fhir, { type: 'RPPS', valeur: rppsOf(i) }),
  )
  // Longer than the three seconds after which a place was once given again.
  await new Promise((resolve) => setTimeout(resolve, 3300))
  expect(serveur.appels).toHaveLength(4)
  serveur.panne = () => (_request, response) => void answer(response)
  for (const release of held) release()
  const results = await Promise.all(asked)
  await serveur.fermer()
  await dispatcher.close()
  expect(results.filter((result) => result.ok || result.failure.kind !== 'not-found')).toEqual([])
  expect(serveur.appels).toHaveLength(60)
  expect(busiestSecond(serveur.appels.map(({ recuMs }) => recuMs))).toBeLessThanOrEqual(20)
}, 15_000)
