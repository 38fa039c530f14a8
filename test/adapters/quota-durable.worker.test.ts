import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import {
  createQuotaDurable,
  type PasserelleDistante,
  type Ticket,
} from '../../src/adapters/quota/quota-durable.ts'
import type { Quota, QuotaGrant } from '../../src/application/ports.ts'
import { arrivalsAt, createIsolat, liaisons } from '../support/isolat.ts'

const PER_SECOND = 17
/** Of the object in tests: ANNUAIRE_TIMEOUT_MS of vitest.config.ts. */
const CALL_MAX_MS = 2000

const keepAlive = (work: Promise<unknown>) => void work

/** An object of its own for each test, asked as an isolate asks it. */
const createQuota = (name: string): Quota & { stub: PasserelleDistante } => {
  const stub = liaisons.QUOTA.get(liaisons.QUOTA.idFromName(name))
  const warn = (what: string) => {
    throw new Error(what)
  }
  return { stub, ...createQuotaDurable({ connect: () => stub, keepAlive, warn }) }
}

const single = { priority: 'single', patienceMs: 10_000 } as const
const lot = { priority: 'lot', patienceMs: 10_000 } as const

/** What a grant came to: its kind, and how long after `startMs`. */
const timed = async (name: string, startMs: number, grant: Promise<QuotaGrant>) => {
  const given = await grant
  if (given.ok) given.received()
  return { name, ok: given.ok, atMs: performance.now() - startMs }
}

/** Most instants in any window of one second. */
const busiestSecond = (instants: readonly number[]): number =>
  Math.max(
    0,
    ...instants.map((from) => instants.filter((t) => t >= from && t < from + 1000).length),
  )

test('200 requests at once, from four isolates: the directory never sees more than 17 a second', async () => {
  const host = 'quota'
  const isolates = Array.from({ length: 4 }, () =>
    createIsolat(host, { ANNUAIRE_TIMEOUT_MS: '20000' }),
  )
  const asked = Array.from({ length: 200 }, async (_, i) =>
    // One in ten is somebody: two calls; the others are nobody: one.
    isolates[i % 4]?.ask(rppsOf(i % 10 === 0 ? i / 10 : 1000 + i), `2001:db8:1:${i}::1`),
  )
  const statuses = (await Promise.all(asked)).map((response) => response?.status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.filter((status) => status === 404)).toHaveLength(180)
  const arrivals = await arrivalsAt(host)
  expect(arrivals).toHaveLength(220)
  expect(busiestSecond(arrivals)).toBeLessThanOrEqual(PER_SECOND)
  // As fast as that allows, the way of each call included.
  expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeLessThan(20_000)
}, 60_000)

describe('one object for all', () => {
  test('single requests pass before a lot that waits, and the lot goes on', async () => {
    const quotas = [createQuota('juste'), createQuota('juste')]
    const startMs = performance.now()
    const order: string[] = []
    const ask = async (
      name: string,
      quota: Quota | undefined,
      options: typeof single | typeof lot,
    ) => {
      const given = await timed(name, startMs, quota?.acquire(options) as Promise<QuotaGrant>)
      order.push(given.name)
    }
    const lots = Array.from({ length: 40 }, () => ask('lot', quotas[0], lot))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const singles = Array.from({ length: 10 }, () => ask('single', quotas[1], single))
    await Promise.all([...lots, ...singles])
    const lastSingle = order.lastIndexOf('single')
    expect(order.slice(lastSingle).filter((name) => name === 'lot').length).toBeGreaterThan(8)
    expect(order.slice(0, lastSingle).filter((name) => name === 'lot').length).toBeGreaterThan(14)
  }, 20_000)

  test('a place of which nothing more is heard is free again after the longest call', async () => {
    const quota = createQuota('muet')
    await Promise.all(Array.from({ length: PER_SECOND }, () => quota.acquire(single)))
    expect(await quota.remaining()).toBe(0)
    const startMs = performance.now()
    expect((await quota.acquire(single)).ok).toBe(true)
    const waitedMs = performance.now() - startMs
    expect(waitedMs).toBeGreaterThan(CALL_MAX_MS)
    expect(waitedMs).toBeLessThan(CALL_MAX_MS + 3000)
  }, 20_000)

  test('who gives up leaves the queue to the next', async () => {
    const quota = createQuota('abandon')
    const startMs = performance.now()
    const given = Array.from({ length: PER_SECOND }, () =>
      timed('first', startMs, quota.acquire(single)),
    )
    await Promise.all(given)
    const controller = new AbortController()
    const gone = Array.from({ length: 2 * PER_SECOND }, () =>
      quota.acquire({ ...single, signal: controller.signal }),
    )
    const next = timed('next', startMs, quota.acquire(single))
    controller.abort()
    expect((await Promise.all(gone)).filter(({ ok }) => ok)).toEqual([])
    expect((await next).atMs).toBeLessThan(2500)
  })

  test('a wait longer than the patience is refused at once, a pause too', async () => {
    const quota = createQuota('patience')
    quota.pause(60_000)
    await expect.poll(() => quota.remaining()).toBe(0)
    const startMs = performance.now()
    expect(await quota.acquire(single)).toEqual({ ok: false, retryAfterSeconds: 60 })
    expect(performance.now() - startMs).toBeLessThan(1000)
  })

  test('started anew right after calls, it waits until the directory has forgotten them', async () => {
    const quota = createQuota('redemarre')
    const startMs = performance.now()
    const before = Array.from({ length: PER_SECOND }, () =>
      timed('before', startMs, quota.acquire(single)),
    )
    const lastMs = Math.max(...(await Promise.all(before)).map(({ atMs }) => atMs))
    await evictDurableObject(quota.stub)
    const { ok, atMs } = await timed('after', startMs, quota.acquire(single))
    expect(ok).toBe(true)
    expect(atMs - lastMs).toBeGreaterThanOrEqual(1000)
    expect(atMs - lastMs).toBeLessThan(5000)
  })

  test.each([-2, 2])(
    'started anew after its clock was set by %i hours, it waits two seconds at most',
    async (hours) => {
      const quota = createQuota(`horloge${hours}`)
      expect((await quota.acquire(single)).ok).toBe(true)
      await runInDurableObject(quota.stub, (_, { storage }) =>
        storage.put('dernier-appel', Date.now() - hours * 3_600_000),
      )
      await evictDurableObject(quota.stub)
      const startMs = performance.now()
      const { ok, atMs } = await timed('after', startMs, quota.acquire(single))
      expect(ok).toBe(true)
      expect(atMs).toBeLessThan(5000)
      if (hours < 0) expect(atMs).toBeGreaterThanOrEqual(2000)
    },
  )
})

describe('an object that cannot be reached', () => {
  const unreachable = (acquire: PasserelleDistante['acquire']) => ({
    idFromName: () => 'id',
    get: (): PasserelleDistante => ({
      acquire,
      release: () => Promise.reject(new Error('unreachable')),
      pause: () => Promise.reject(new Error('unreachable')),
      remaining: () => Promise.reject(new Error('unreachable')),
    }),
  })

  test.each<[what: string, acquire: PasserelleDistante['acquire']]>([
    ['refuses', () => Promise.reject(new Error('Durable Object reset SECRET-10999001000'))],
    ['never answers', () => new Promise(() => {})],
    [
      'throws',
      () => {
        throw new Error('no such object')
      },
    ],
  ])('%s: 503, when to come back, and no call to the directory', async (what, acquire) => {
    const host = `ferme-${what.length}`
    const isolat = createIsolat(
      host,
      { ANNUAIRE_TIMEOUT_MS: '800' },
      { QUOTA: unreachable(acquire), CACHE: undefined as never },
    )
    const response = await isolat.ask(rppsOf(0))
    expect(response.status).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await response.json()).toMatchObject({ code: 'annuaire_indisponible' })
    expect(await arrivalsAt(host)).toEqual([])
    const sources = await (await isolat.app.request('/sources')).json()
    expect(sources).toMatchObject({ sources: [{ quotaRestant: null, disjoncteur: 'ferme' }] })
    expect(isolat.logs.join()).toContain('quota injoignable')
    expect(isolat.logs.join()).not.toContain('SECRET')
  })

  test('and hangs is given up long before a queue that is as slow', async () => {
    const hangs = (): Promise<never> => new Promise(() => {})
    const createSlow = (remaining: PasserelleDistante['remaining']) => {
      const acquire = () =>
        new Promise<Ticket>((resolve) => setTimeout(resolve, 9000, { ok: true }))
      const stub = { acquire, remaining, release: () => {}, pause: () => {} }
      return createQuotaDurable({ connect: () => stub, keepAlive, warn: () => {} })
    }
    const patient = { priority: 'single', patienceMs: 16_000 } as const
    const grants = [hangs, async () => 0].map((remaining) => createSlow(remaining).acquire(patient))
    expect((await Promise.all(grants)).map(({ ok }) => ok)).toEqual([false, true])
  })
})
