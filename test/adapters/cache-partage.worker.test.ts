import { describe, expect, test } from 'vitest'
import { carteOf, finessOf, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import type { KvNamespace } from '../../src/adapters/workers/liaisons.ts'
import { arrivalsAt, breakDown, createIsolat, liaisons, readKv } from '../support/isolat.ts'

const DAY = 86_400

type Corps = {
  code?: string
  professionnel?: { rpps: string }
  sources?: { etat: string; interrogeeLe: string }[]
}

/** Asks, and gives what tells where the answer comes from. */
const stateOf = async (response: Promise<Response>) => {
  const { code, sources } = (await (await response).json()) as Corps
  return code ?? sources?.[0]?.etat
}

/** The two of them share nothing but the bindings. */
const createTwo = (host: string, settings: Record<string, string> = {}) =>
  [createIsolat(host, settings), createIsolat(host, settings)] as const

/** Writes end after the answer has left. */
const expectKv = async (count: number) => {
  const patience = { timeout: 10_000 }
  await expect.poll(async () => Object.keys(await readKv()).length, patience).toBe(count)
}

const clearKv = async () => {
  await Promise.all(Object.keys(await readKv()).map((name) => liaisons.CACHE.delete(name)))
}

describe('an answer that one isolate learned', () => {
  test('is fresh for another without a look-up, with the instant of its own', async () => {
    const [one, two] = createTwo('partage')
    const first = (await (await one.ask(rppsOf(0))).json()) as Corps
    await expectKv(1)
    two.clock.aheadMs = 60_000
    const second = (await (await two.ask(rppsOf(0))).json()) as Corps
    expect(second.sources).toEqual([{ ...first.sources?.[0], etat: 'cache' }])
    expect(await arrivalsAt('partage')).toHaveLength(2)
    await clearKv()
  })

  test('about a structure is shared as well', async () => {
    const [one, two] = createTwo('structures')
    const ask = ({ app }: typeof one) =>
      Promise.resolve(
        app.request(`/v1/structures/${finessOf(0)}`, { headers: { 'cf-connecting-ip': '::1' } }),
      )
    expect(await stateOf(ask(one))).toBe('direct')
    await expectKv(1)
    expect(await stateOf(ask(two))).toBe('cache')
    expect(await arrivalsAt('structures')).toHaveLength(1)
    await clearKv()
  })

  test('that is older stands in for a failure alone, marked', async () => {
    const host = 'perime'
    const [one, two] = createTwo(host)
    const first = (await (await one.ask(rppsOf(1))).json()) as Corps
    await expectKv(1)
    two.clock.aheadMs = 2 * 3600_000
    await breakDown(host, 503)
    const stale = (await (await two.ask(rppsOf(1))).json()) as Corps
    expect(stale.sources).toEqual([{ ...first.sources?.[0], etat: 'perime' }])
    await breakDown(host, null)
    expect(await stateOf(two.ask(rppsOf(1)))).toBe('direct')
    await clearKv()
  })

  test('is forgotten after both times, whoever learned it', async () => {
    const host = 'oubli'
    const [one, two] = createTwo(host)
    await one.ask(rppsOf(2))
    await expectKv(1)
    await breakDown(host, 503)
    two.clock.aheadMs = (3600 + DAY) * 1000 + 1000
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('annuaire_indisponible')
    await clearKv()
  })

  test('read just before its end is not kept longer for having been read', async () => {
    const host = 'age'
    const [one, two] = createTwo(host)
    await one.ask(rppsOf(2))
    await expectKv(1)
    await breakDown(host, 503)
    two.clock.aheadMs = (3600 + DAY) * 1000 - 60_000
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('perime')
    await clearKv()
    two.clock.aheadMs += 120_000
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('annuaire_indisponible')
  })

  test.each([
    ['back by two hours', -2],
    ['back by a year', -24 * 365],
  ])('kept at an instant to come, for a clock set %s, is asked for anew', async (_, hours) => {
    const host = `avance${hours}`
    const [one, two] = createTwo(host)
    await one.ask(rppsOf(2))
    await expectKv(1)
    two.clock.aheadMs = hours * 3_600_000
    await breakDown(host, 503)
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('annuaire_indisponible')
    await breakDown(host, null)
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('direct')
    expect(await stateOf(two.ask(rppsOf(2)))).toBe('cache')
    await clearKv()
  })

  test('whose clock is then set back is as old as before for itself', async () => {
    const host = 'recul'
    const [one] = createTwo(host, { CACHE_TTL_S: '1' })
    await one.ask(rppsOf(2))
    one.clock.aheadMs = -2 * 3_600_000
    await new Promise((resolve) => setTimeout(resolve, 1050))
    await breakDown(host, 503)
    expect(await stateOf(one.ask(rppsOf(2)))).toBe('perime')
    await breakDown(host, null)
    await expectKv(1)
    await clearKv()
  })

  test('expires by itself, thirty days at most, and shows no number by its name', async () => {
    const [one] = createTwo('noms', { CACHE_TTL_S: String(90 * DAY), CACHE_PERIME_S: '0' })
    await one.ask(rppsOf(3))
    const card = { numero: carteOf(3) }
    await one.app.request('/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(card),
    })
    await expectKv(2)
    for (const [name, { value, expiration }] of Object.entries(await readKv())) {
      expect(name).toMatch(/^annuaire:fhir:\d+:[0-9a-f]{64}$/)
      expect(name).not.toContain(rppsOf(3))
      expect(name).not.toContain(carteOf(3))
      expect(expiration - Date.now() / 1000).toBeLessThanOrEqual(30 * DAY)
      expect(expiration - Date.now() / 1000).toBeGreaterThan(29 * DAY)
      expect(value).toContain(rppsOf(3))
    }
    await clearKv()
  })

  test('is kept under another name when the key of the directory is another', async () => {
    const host = 'secret'
    const [one] = createTwo(host)
    await one.ask(rppsOf(4))
    await expectKv(1)
    const other = createIsolat(host, { ESANTE_API_KEY: 'une-autre-cle' })
    await other.ask(rppsOf(4))
    await expectKv(2)
    await clearKv()
  })

  test('is not written when it would be kept for less than KV can', async () => {
    const [one] = createTwo('bref', { CACHE_TTL_S: '30', CACHE_PERIME_S: '29' })
    expect(await stateOf(one.ask(rppsOf(5)))).toBe('direct')
    expect(await stateOf(one.ask(rppsOf(5)))).toBe('cache')
    await expectKv(0)
  })
})

describe('"nobody there"', () => {
  test('is in no shared memory, and takes the place of who was there', async () => {
    const host = 'personne'
    const [one, two] = createTwo(host)
    expect(await stateOf(one.ask(rppsOf(4000)))).toBe('professionnel_inconnu')
    await expectKv(0)
    await one.ask(rppsOf(6))
    await expectKv(1)
    await fetch(`https://${host}.annuaire.test/_vider`)
    two.clock.aheadMs = 2 * 3600_000
    expect(await stateOf(two.ask(rppsOf(6)))).toBe('professionnel_inconnu')
    await expectKv(0)
    await breakDown(host, 503)
    const three = createIsolat(host)
    expect(await stateOf(three.ask(rppsOf(6)))).toBe('annuaire_indisponible')
  })
})

describe('what cannot be used is as if it were not there', () => {
  test.each([
    ['another form', (text: string) => text.replace('"professionnel"', '"praticien"')],
    ['a field too many', (text: string) => text.replace('{', '{"v":2,')],
    ['cut', (text: string) => text.slice(0, -1)],
    ['nothing', () => ''],
    ['null', () => 'null'],
  ])('%s', async (_, spoil) => {
    const host = 'forme'
    const [one, two] = createTwo(host)
    await one.ask(rppsOf(7))
    await expectKv(1)
    const [[name, { value }] = ['', { value: '' }]] = Object.entries(await readKv())
    await liaisons.CACHE.put(name, spoil(value), { expirationTtl: 60 })
    expect(await stateOf(two.ask(rppsOf(7)))).toBe('direct')
    await clearKv()
  })

  const broken = (get: () => Promise<never>): KvNamespace => ({
    get,
    put: () => Promise.reject(new Error('KV is down SECRET')),
    delete: () => Promise.reject(new Error('KV is down SECRET')),
  })

  test.each([
    ['fails', () => Promise.reject(new Error('KV is down SECRET'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('a memory that %s: the service goes on without', async (what, get) => {
    const host = `kv-${what.length}`
    const isolat = createIsolat(host, {}, { CACHE: broken(get) })
    expect(await stateOf(isolat.ask(rppsOf(8)))).toBe('direct')
    expect(await stateOf(isolat.ask(rppsOf(8)))).toBe('cache')
    expect(await stateOf(isolat.ask(rppsOf(4002)))).toBe('professionnel_inconnu')
    await breakDown(host, 503)
    // A failure stays one: nobody was ever told of here.
    expect(await stateOf(isolat.ask(rppsOf(9)))).toBe('annuaire_indisponible')
    expect((await isolat.app.request('/sources')).status).toBe(200)
    expect(isolat.logs.join()).toContain('cache partagé illisible')
    expect(isolat.logs.join()).not.toContain('SECRET')
    await breakDown(host, null)
  })
})

test('many numbers at once are read a hundred at a time, asked for once, written a few at once', async () => {
  const host = 'lots'
  const reads: number[] = []
  const atOnce: number[] = []
  let writing = 0
  const write = async (work: Promise<void>): Promise<void> => {
    atOnce.push((writing += 1))
    await work
    writing -= 1
  }
  const counting: KvNamespace = {
    get: ((names: string | string[]) => {
      reads.push(names.length)
      return liaisons.CACHE.get(names as string[])
    }) as KvNamespace['get'],
    put: (...args) => write(liaisons.CACHE.put(...args)),
    delete: (name) => write(liaisons.CACHE.delete(name)),
  }
  const one = createIsolat(host, {}, { CACHE: counting })
  const two = createIsolat(host, {}, { CACHE: counting })
  const numeros = Array.from({ length: 120 }, (_, i) => rppsOf(i))
  const lot = (isolat: typeof one) => isolat.findMany(numeros)
  expect((await lot(one)).filter(({ ok }) => ok)).toHaveLength(60)
  expect(reads).toEqual([100, 20])
  await expectKv(60)
  await expect.poll(() => atOnce.length, { timeout: 10_000 }).toBe(120)
  // A request has six connections, and its calls to the directory need them too.
  expect(Math.max(...atOnce)).toBe(2)
  await breakDown(host, 503)
  // On a busy machine so many may take longer to read than anybody waits for them.
  const found = async () => (await lot(two)).filter(({ ok }) => ok).length
  await expect.poll(found, { timeout: 15_000 }).toBe(60)
  await clearKv()
})
