import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type CachedAnnuaireOptions,
  createCachedAnnuaire,
} from '../../src/adapters/cache/cached-annuaire.ts'
import { createLru } from '../../src/adapters/cache/lru.ts'
import { failure, success, type Result } from '../../src/application/failure.ts'
import { findOne } from '../../src/application/find-one.ts'
import { createMonotonic } from '../../src/application/monotonic.ts'
import type {
  Annuaire,
  Cle,
  LookupOptions,
  Memo,
  SharedCache,
  Trouve,
} from '../../src/application/ports.ts'

const DAY = 86_400

const rpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })

/** A source whose answers a test decides, one look-up at a time. */
const createSource = () => {
  const lookUps: { cles: readonly Cle[]; options: LookupOptions }[] = []
  /** `seconds` go by; `setSeconds` is how far the clock of the day was set meanwhile. */
  const clock = {
    seconds: 0,
    setSeconds: 0,
    now: () => new Date(Date.UTC(2026, 10, 23) + (clock.seconds + clock.setSeconds) * 1000),
    nowMs: () => clock.seconds * 1000,
  }
  const source = {
    lookUps,
    clock,
    answer: (cle: Cle): Result<Trouve> | Promise<Result<Trouve>> => source.found(cle),
    found: ({ valeur }: Cle): Result<Trouve> =>
      success({
        professionnel: { rpps: valeur, nom: 'N', prenom: null, civilite: null, exercices: [] },
        provenance: [
          {
            nom: 'fhir',
            etat: 'direct',
            donneesDu: null,
            interrogeeLe: clock.now().toISOString(),
          },
        ],
      }),
  }
  const findMany = async (cles: readonly Cle[], options: LookupOptions = {}) => {
    lookUps.push({ cles, options })
    return Promise.all(cles.map(async (cle) => source.answer(cle)))
  }
  const annuaire: Annuaire = {
    nom: 'fhir',
    findMany,
    etats: () => [],
  }
  return { source, annuaire, clock }
}

const setUp = (settings: Partial<CachedAnnuaireOptions> = {}) => {
  const { source, annuaire, clock } = createSource()
  const cached = createCachedAnnuaire(annuaire, {
    clock,
    nowMs: clock.nowMs,
    ttlSeconds: 3600,
    perimeSeconds: DAY,
    max: 100,
    ...settings,
  })
  return { source, cached, clock }
}

const down = failure('unavailable', 'fhir', 'HTTP 503', 3)
const absent = failure('not-found', 'fhir', 'no such practitioner')
const etat = (result: Result<Trouve> | undefined) =>
  result?.ok ? result.value.provenance.map((one) => one.etat).join() : result?.failure.kind

describe('an answer', () => {
  test('is direct at first, then fresh without a look-up until its time is over', async () => {
    const { source, cached, clock } = setUp()
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
    clock.seconds = 3599
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
    expect(source.lookUps).toHaveLength(1)
    clock.seconds = 3601
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
    expect(source.lookUps).toHaveLength(2)
  })

  test('that is fresh keeps the instant of its look-up', async () => {
    const { cached, clock } = setUp()
    await findOne(cached, rpps('1'))
    clock.seconds = 60
    const result = await findOne(cached, rpps('1'))
    expect(result.ok && result.value.provenance[0]).toMatchObject({
      etat: 'cache',
      interrogeeLe: '2026-11-23T00:00:00.000Z',
    })
  })

  test.each(['unavailable', 'timeout', 'refused', 'quota', 'invalid-response'] as const)(
    'that is too old stands in, marked, when the source fails: %s',
    async (kind) => {
      const { source, cached, clock } = setUp()
      await findOne(cached, rpps('1'))
      clock.seconds = 7200
      source.answer = () => failure(kind, 'fhir', 'in trouble')
      const result = await findOne(cached, rpps('1'))
      expect(result.ok && result.value.provenance).toEqual([
        {
          nom: 'fhir',
          etat: 'perime',
          donneesDu: null,
          interrogeeLe: '2026-11-23T00:00:00.000Z',
        },
      ])
      expect(source.lookUps).toHaveLength(2)
      source.answer = source.found
      expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
    },
  )

  test('is forgotten after both times, and a failure is then a failure', async () => {
    const { source, cached, clock } = setUp()
    await findOne(cached, rpps('1'))
    clock.seconds = 3600 + DAY + 1
    source.answer = () => down
    expect(await findOne(cached, rpps('1'))).toEqual(down)
  })

  test('is never kept over 30 days, whatever the configuration', async () => {
    const { source, cached, clock } = setUp({ ttlSeconds: 365 * DAY, perimeSeconds: 365 * DAY })
    await findOne(cached, rpps('1'))
    clock.seconds = 30 * DAY - 1
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
    clock.seconds = 30 * DAY + 1
    source.answer = () => down
    expect(await findOne(cached, rpps('1'))).toEqual(down)
  })

  test('with no time to be fresh is always asked, and stands in all the same', async () => {
    const { source, cached } = setUp({ ttlSeconds: 0 })
    await findOne(cached, rpps('1'))
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
    source.answer = () => down
    expect(etat(await findOne(cached, rpps('1')))).toBe('perime')
  })

  test('is not kept at all when both times are nothing', async () => {
    const { source, cached } = setUp({ ttlSeconds: 0, perimeSeconds: 0 })
    await findOne(cached, rpps('1'))
    source.answer = () => down
    expect(await findOne(cached, rpps('1'))).toEqual(down)
  })

  test('of a card is kept apart from that of an RPPS with the same digits', async () => {
    const { source, cached } = setUp()
    await findOne(cached, rpps('3199001000'))
    await findOne(cached, { type: 'CARTE', valeur: '3199001000' })
    expect(source.lookUps).toHaveLength(2)
  })

  test('gives way to newer ones when the cache is full', async () => {
    const { source, cached } = setUp({ max: 2 })
    for (const valeur of ['1', '2', '3', '3', '1']) await findOne(cached, rpps(valeur))
    expect(source.lookUps).toHaveLength(4)
  })
})

describe('"nobody there"', () => {
  test('is kept briefly', async () => {
    const { source, cached, clock } = setUp()
    source.answer = () => absent
    await findOne(cached, rpps('1'))
    clock.seconds = 59
    expect(await findOne(cached, rpps('1'))).toEqual(absent)
    expect(source.lookUps).toHaveLength(1)
    clock.seconds = 61
    source.answer = source.found
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
    source.answer = () => absent
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
  })

  test('replaces an older answer, and never stands in for a failure', async () => {
    const { source, cached, clock } = setUp()
    await findOne(cached, rpps('1'))
    clock.seconds = 4000
    source.answer = () => absent
    expect(await findOne(cached, rpps('1'))).toEqual(absent)
    clock.seconds = 4100
    source.answer = () => down
    expect(await findOne(cached, rpps('1'))).toEqual(down)
  })
})

describe('when the clock of the day is set', () => {
  const HOURS = 3600

  test.each([-10 * 365 * DAY, -2 * HOURS, -1, 0, 1])(
    'by %i s, an answer is as old as it is',
    async (setSeconds) => {
      const { source, cached, clock } = setUp()
      await findOne(cached, rpps('1'))
      clock.setSeconds = setSeconds
      clock.seconds = 3590
      expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
      clock.seconds = 3600
      source.answer = () => down
      expect(etat(await findOne(cached, rpps('1')))).toBe('perime')
      clock.seconds = 3600 + DAY
      expect(await findOne(cached, rpps('1'))).toEqual(down)
    },
  )

  test('back by two hours, somebody newly registered is nobody for a minute only', async () => {
    const { source, cached, clock } = setUp()
    source.answer = () => absent
    await findOne(cached, rpps('1'))
    clock.setSeconds = -2 * HOURS
    source.answer = source.found
    clock.seconds = 59
    expect(await findOne(cached, rpps('1'))).toEqual(absent)
    clock.seconds = 60
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
  })

  test('back and right again, an answer is as old as it is', async () => {
    const { source, cached, clock } = setUp()
    clock.setSeconds = -5 * HOURS
    await findOne(cached, rpps('1'))
    clock.setSeconds = -7 * HOURS
    clock.seconds = 1800
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
    clock.seconds = 3601
    source.answer = () => down
    expect(etat(await findOne(cached, rpps('1')))).toBe('perime')
  })

  test('back by less than its age, what it left in the shared memory makes it no younger', async () => {
    const kept = new Map<string, Memo>()
    const shared: SharedCache = {
      read: async (cles) => cles.map(({ valeur }) => kept.get(valeur) ?? null),
      write: (entries) => {
        for (const { cle, memo } of entries) if (memo) kept.set(cle.valeur, memo)
      },
    }
    const { source, cached, clock } = setUp({ shared })
    await findOne(cached, rpps('1'))
    expect(kept.size).toBe(1)
    clock.setSeconds = -1800
    clock.seconds = 3601
    source.answer = () => down
    expect(etat(await findOne(cached, rpps('1')))).toBe('perime')
    // What another process learned since then is newer.
    source.answer = source.found
    const found = source.found(rpps('1'))
    if (found.ok) kept.set('1', { trouve: found.value, keptMs: clock.now().getTime() })
    clock.seconds += 60
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
  })

  test('forward, as after the machine has slept, what is kept is that much older', async () => {
    const { source, cached, clock } = setUp()
    await findOne(cached, rpps('1'))
    source.answer = () => absent
    await findOne(cached, rpps('2'))
    clock.setSeconds = 2 * HOURS
    source.answer = () => down
    expect(etat(await findOne(cached, rpps('1')))).toBe('perime')
    expect(await findOne(cached, rpps('2'))).toEqual(down)
    clock.setSeconds = 3 * DAY
    expect(await findOne(cached, rpps('1'))).toEqual(down)
    source.answer = source.found
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
  })
})

test('what is kept tells its age, and is kept no longer than it may be', () => {
  const clock = { seconds: 0, now: () => new Date(clock.seconds * 1000) }
  const nowMs = () => clock.seconds * 1000
  const lru = createLru<string>({ max: 3, maxAgeMs: 90_000, clock, nowMs })
  lru.set('new', 'N')
  lru.set('old', 'O', 89_999)
  lru.set('too old', 'T', 90_000)
  const all = () => ['new', 'old', 'too old'].map((key) => lru.get(key))
  expect(all()).toEqual([{ value: 'N', ageMs: 0 }, { value: 'O', ageMs: 89_999 }, undefined])
  clock.seconds = 60
  expect(all()).toEqual([{ value: 'N', ageMs: 60_000 }, undefined, undefined])
})

describe('the monotonic clock', () => {
  /** What is told after each of these readings. */
  const told = (...readings: number[]) => {
    const rest = [...readings]
    const clock = createMonotonic(() => rest.shift() ?? Number.NaN)
    return readings.map(clock)
  }

  test('tells what it reads as long as that does not go back', () => {
    expect(told(5, 5, 7.5, 1000)).toEqual([5, 5, 7.5, 1000])
  })

  test('stands still where its source is set back, then goes on', () => {
    const HOUR = 3_600_000
    expect(told(3 * HOUR, HOUR, HOUR + 5, HOUR + 10, 0, 20)).toEqual([
      3 * HOUR,
      3 * HOUR,
      3 * HOUR + 5,
      3 * HOUR + 10,
      3 * HOUR + 10,
      3 * HOUR + 30,
    ])
  })
})

test('a failure is not kept', async () => {
  const { source, cached } = setUp()
  source.answer = () => down
  expect(await findOne(cached, rpps('1'))).toEqual(down)
  source.answer = source.found
  expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
})

describe('many at once', () => {
  /** A source that answers when told to. */
  const held = () => {
    const all = setUp()
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    all.source.answer = (cle) => gate.then(() => all.source.found(cle))
    return { ...all, open: () => open() }
  }

  test('the same number asked by many costs one look-up', async () => {
    const { source, cached, open } = held()
    const asked = Array.from({ length: 50 }, () => findOne(cached, rpps('1')))
    open()
    expect((await Promise.all(asked)).every((result) => result.ok)).toBe(true)
    expect(source.lookUps).toHaveLength(1)
  })

  test('a lot asks only for what is neither known nor being asked, each key once', async () => {
    const { source, cached, open } = held()
    const first = findOne(cached, rpps('2'))
    const lot = cached.findMany(['1', '2', '3', '1'].map(rpps), { priority: 'lot' })
    const second = findOne(cached, rpps('3'), { priority: 'lot' })
    open()
    const found = (await lot).map((result) => result.ok && result.value.professionnel.rpps)
    expect(found).toEqual(['1', '2', '3', '1'])
    expect((await first).ok && (await second).ok).toBe(true)
    expect(source.lookUps.map(({ cles }) => cles.map(({ valeur }) => valeur))).toEqual([
      ['2'],
      ['1', '3'],
    ])
    expect(source.lookUps[1]?.options.priority).toBe('lot')
    await cached.findMany(['1', '2', '3'].map(rpps))
    expect(source.lookUps).toHaveLength(2)
  })

  test('a single request does not wait for the look-up of a lot, but shares with singles', async () => {
    const { source, cached } = setUp()
    const { promise: never } = Promise.withResolvers<Result<Trouve>>()
    source.answer = () => never
    const lot = cached.findMany(['1', '2'].map(rpps), { priority: 'lot' })
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    source.answer = (cle) => gate.then(() => source.found(cle))
    const singles = [
      findOne(cached, rpps('1')),
      cached.findMany([rpps('1')], { priority: 'single' }),
    ]
    const otherLot = cached.findMany(['1', '2'].map(rpps), { priority: 'lot' })
    expect(source.lookUps.map(({ cles }) => cles.map(({ valeur }) => valeur))).toEqual([
      ['1', '2'],
      ['1'],
    ])
    open()
    expect((await Promise.all(singles)).flat().map(etat)).toEqual(['direct', 'direct'])
    // The answer that a single request got is there for all; the lots still wait for number 2.
    expect(etat(await findOne(cached, rpps('1')))).toBe('cache')
    const waiting = Promise.resolve('waiting')
    expect(await Promise.race([lot, otherLot, waiting])).toBe('waiting')
    expect(source.lookUps).toHaveLength(2)
  })

  test('a lot that fails gets what a single request learned meanwhile', async () => {
    const { source, cached } = setUp()
    const { promise, resolve } = Promise.withResolvers<Result<Trouve>>()
    source.answer = () => promise
    const lot = cached.findMany(['1', '2'].map(rpps), { priority: 'lot' })
    source.answer = source.found
    await findOne(cached, rpps('1'))
    resolve(down)
    expect((await lot).map(etat)).toEqual(['cache', 'unavailable'])
  })

  test('a caller that gives up leaves the others their look-up', async () => {
    const { source, cached, open } = held()
    const controller = new AbortController()
    const impatient = findOne(cached, rpps('1'), { signal: controller.signal })
    const patient = findOne(cached, rpps('1'))
    controller.abort()
    expect(await impatient).toMatchObject({
      failure: { kind: 'timeout', reason: 'the caller stopped waiting' },
    })
    expect(source.lookUps[0]?.options.signal?.aborted).toBe(false)
    open()
    expect(etat(await patient)).toBe('direct')
  })

  test('when the last one gives up the look-up is aborted, and the next begins anew', async () => {
    const { source, cached, open } = held()
    const controllers = [new AbortController(), new AbortController()]
    const asked = controllers.map(({ signal }) => findOne(cached, rpps('1'), { signal }))
    for (const controller of controllers) controller.abort()
    await Promise.all(asked)
    expect(source.lookUps[0]?.options.signal?.aborted).toBe(true)
    const next = findOne(cached, rpps('1'))
    open()
    expect(etat(await next)).toBe('direct')
    expect(source.lookUps).toHaveLength(2)
  })

  test('a caller that has already given up costs no look-up', async () => {
    const { source, cached } = setUp()
    expect(etat(await findOne(cached, rpps('1'), { signal: AbortSignal.abort() }))).toBe('timeout')
    expect(source.lookUps).toHaveLength(0)
  })

  describe('a look-up that never ends', () => {
    beforeEach(() => {
      vi.useFakeTimers()
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    const dead = () => {
      const { source, annuaire, clock } = createSource()
      source.answer = () => new Promise(() => {})
      const settings = { clock, ttlSeconds: 10, perimeSeconds: 10, max: 10, waitMaxMs: 3000 }
      const cached = createCachedAnnuaire(annuaire, settings)
      const ended: Record<string, [number, string | undefined]> = {}
      const ask = async (name: string) => {
        const startedMs = performance.now()
        const result = await findOne(cached, rpps('1'))
        const reason = result.ok ? etat(result) : result.failure.reason
        ended[name] = [performance.now() - startedMs, reason]
      }
      return { source, cached, ended, ask }
    }

    test('is waited for no longer than a look-up may last by who joins it, soon or late', async () => {
      const { source, ended, ask } = dead()
      void ask('first')
      void ask('at once')
      await vi.advanceTimersByTimeAsync(500)
      void ask('soon')
      await vi.advanceTimersByTimeAsync(2400)
      void ask('late')
      await vi.advanceTimersByTimeAsync(5000)
      expect(source.lookUps).toHaveLength(1)
      expect(ended['at once']).toEqual([3000, 'waited for too long'])
      expect(ended['soon']).toEqual([3000, 'waited for too long'])
      expect(ended['late']).toEqual([1100, 'waited for too long'])
      // Its own limit comes first; this one has none.
      expect(ended['first']?.[0]).toBe(4000)
      expect(vi.getTimerCount()).toBe(0)
    })

    test('is not joined past its time, and aborted when all have gone', async () => {
      const { source, cached, ask } = dead()
      void ask('first')
      await vi.advanceTimersByTimeAsync(3500)
      source.answer = source.found
      expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
      expect(source.lookUps).toHaveLength(2)
      expect(source.lookUps[0]?.options.signal?.aborted).toBe(false)
      await vi.advanceTimersByTimeAsync(500)
      expect(source.lookUps[0]?.options.signal?.aborted).toBe(true)
    })
  })

  test('a bug in the source reaches every caller as what it is', async () => {
    const { source, cached } = setUp()
    source.answer = () => Promise.reject(new Error('bug'))
    await expect(
      Promise.all([findOne(cached, rpps('1')), findOne(cached, rpps('1'))]),
    ).rejects.toThrow('bug')
    source.answer = source.found
    expect(etat(await findOne(cached, rpps('1')))).toBe('direct')
  })
})
