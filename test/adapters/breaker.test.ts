import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createBreaker, type LookUpVerdict } from '../../src/adapters/http-client/breaker.ts'
import { createMonotonic, monotonicMs } from '../../src/application/monotonic.ts'

const REST_MS = 5000

/** A breaker with a clock of our own; a look-up's value is its verdict, `refused <n>` a refusal. */
const setUp = (options: { restMs?: number; nowMs?: () => number } = {}) => {
  const clock = { ms: 0 }
  const breaker = createBreaker({
    restMs: REST_MS,
    probeMaxMs: 60_000,
    nowMs: () => clock.ms,
    ...options,
  })
  const probes: boolean[] = []
  const refused = (seconds: number) => `refused ${seconds}`
  const run = (verdict: LookUpVerdict) =>
    breaker.run<string>(async (probe) => {
      probes.push(probe)
      return { verdict, value: verdict }
    }, refused)
  const runAll = async (...verdicts: LookUpVerdict[]) => {
    for (const verdict of verdicts) await run(verdict)
  }
  const fail = (times: number) => runAll(...Array<LookUpVerdict>(times).fill('failed'))
  /** A look-up that ends when told to. */
  const begin = () => {
    const { promise, resolve, reject } = Promise.withResolvers<LookUpVerdict>()
    const ended = breaker.run<string>(async (probe) => {
      probes.push(probe)
      const verdict = await promise
      return { verdict, value: verdict }
    }, refused)
    const end = (verdict: LookUpVerdict) => {
      resolve(verdict)
      return ended
    }
    return { end, crash: reject, ended }
  }
  return { clock, breaker, probes, run, runAll, fail, begin }
}

describe('closed', () => {
  test('it opens at the fifth failed look-up in a row, and not before', async () => {
    const { breaker, run, fail } = setUp()
    await fail(4)
    expect(breaker.etat()).toBe('ferme')
    await fail(1)
    expect(breaker.etat()).toBe('ouvert')
    expect(await run('answered')).toBe('refused 5')
  })

  test('an answer ends a run of failures', async () => {
    const { breaker, runAll, fail } = setUp()
    await fail(4)
    await runAll('answered')
    await fail(4)
    expect(breaker.etat()).toBe('ferme')
  })

  test.each(['nonsense', 'unknown'] as const)(
    '%s neither lengthens nor ends a run',
    async (verdict) => {
      const { breaker, runAll, fail } = setUp()
      await fail(4)
      await runAll(verdict, verdict, verdict)
      expect(breaker.etat()).toBe('ferme')
      await fail(1)
      expect(breaker.etat()).toBe('ouvert')
    },
  )

  test('a throw passes through and counts for nothing', async () => {
    const { breaker, begin, fail } = setUp()
    await fail(4)
    const bug = begin()
    bug.crash(new Error('bug'))
    await expect(bug.ended).rejects.toThrow('bug')
    expect(breaker.etat()).toBe('ferme')
    await fail(1)
    expect(breaker.etat()).toBe('ouvert')
  })

  test('with no rest to give it never opens', async () => {
    const { breaker, fail, run, probes } = setUp({ restMs: 0 })
    await fail(20)
    expect(await run('answered')).toBe('answered')
    expect(breaker.etat()).toBe('ferme')
    expect(probes).not.toContain(true)
  })
})

describe('open', () => {
  test('a refusal tells what is left of the rest', async () => {
    const { clock, run, fail } = setUp()
    await fail(5)
    clock.ms = 1500
    expect(await run('answered')).toBe('refused 4')
    clock.ms = REST_MS - 1
    expect(await run('answered')).toBe('refused 1')
  })

  test.each([-2, 2])('the clock of the day set by %i hours changes nothing', async (hours) => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { run, fail } = setUp({ nowMs: monotonicMs })
    await fail(5)
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    vi.advanceTimersByTime(REST_MS - 1)
    expect(await run('answered')).toBe('refused 1')
    vi.advanceTimersByTime(1)
    expect(await run('answered')).toBe('answered')
  })

  test('where there is no other clock, set back it makes the rest no longer', async () => {
    let wallMs = 3_600_000
    const { run, fail } = setUp({ nowMs: createMonotonic(() => wallMs) })
    await fail(5)
    wallMs = 0
    expect(await run('answered')).toBe('refused 5')
    wallMs = REST_MS
    expect(await run('answered')).toBe('answered')
  })

  test('never more than the whole rest, even by a clock that goes back', async () => {
    const { clock, run, fail } = setUp()
    clock.ms = 3_600_000
    await fail(5)
    clock.ms = 0
    expect(await run('answered')).toBe('refused 5')
  })

  test('look-ups begun before neither lengthen the rest nor end it', async () => {
    const { clock, breaker, run, fail, begin } = setUp()
    const late = Array.from({ length: 7 }, begin)
    await fail(5)
    clock.ms = 4000
    await Promise.all(late.slice(0, 6).map(({ end }) => end('failed')))
    expect(await run('answered')).toBe('refused 1')
    await late[6]?.end('answered')
    expect(breaker.etat()).toBe('ouvert')
    clock.ms = REST_MS
    expect(await run('answered')).toBe('answered')
    expect(breaker.etat()).toBe('ferme')
  })
})

describe('after the rest', () => {
  const opened = async () => {
    const all = setUp()
    const late = Array.from({ length: 6 }, all.begin)
    await all.fail(5)
    all.clock.ms = REST_MS
    return { ...all, late }
  }

  test('one look-up alone is tried, and its answer closes the circuit', async () => {
    const { breaker, probes, begin, run } = await opened()
    expect(breaker.etat()).toBe('semi-ouvert')
    const probe = begin()
    expect(await Promise.all([run('answered'), run('answered')])).toEqual([
      'refused 1',
      'refused 1',
    ])
    expect(probes.filter(Boolean)).toHaveLength(1)
    expect(await probe.end('answered')).toBe('answered')
    expect(breaker.etat()).toBe('ferme')
    expect(await run('answered')).toBe('answered')
    expect(probes.filter(Boolean)).toHaveLength(1)
  })

  test('late failures of look-ups begun before say nothing while it is tried', async () => {
    const { breaker, begin, run, late } = await opened()
    const probe = begin()
    await Promise.all(late.map(({ end }) => end('failed')))
    expect(breaker.etat()).toBe('semi-ouvert')
    expect(await probe.end('answered')).toBe('answered')
    expect(breaker.etat()).toBe('ferme')
    expect(await run('answered')).toBe('answered')
  })

  test('nor do they once it is closed', async () => {
    const { breaker, run, late } = await opened()
    await run('answered')
    await Promise.all(late.map(({ end }) => end('failed')))
    expect(breaker.etat()).toBe('ferme')
  })

  test.each(['failed', 'unknown'] as const)(
    '%s opens it again, for a whole rest',
    async (verdict) => {
      const { clock, breaker, run } = await opened()
      await run(verdict)
      expect(breaker.etat()).toBe('ouvert')
      expect(await run('answered')).toBe('refused 5')
      clock.ms += REST_MS
      expect(await run('answered')).toBe('answered')
      expect(breaker.etat()).toBe('ferme')
    },
  )

  test('a throw opens it again', async () => {
    const { breaker, begin } = await opened()
    const probe = begin()
    probe.crash(new Error('bug'))
    await expect(probe.ended).rejects.toThrow('bug')
    expect(breaker.etat()).toBe('ouvert')
  })

  test('nonsense closes it: the source is up; the next run begins at nothing', async () => {
    const { breaker, run, fail } = await opened()
    await run('nonsense')
    expect(breaker.etat()).toBe('ferme')
    await fail(4)
    expect(breaker.etat()).toBe('ferme')
  })

  test('one that never ends is forgotten, and says nothing when it ends after all', async () => {
    const { clock, breaker, begin } = await opened()
    const lost = begin()
    clock.ms += 60_000
    const second = begin()
    await lost.end('failed')
    expect(breaker.etat()).toBe('semi-ouvert')
    await second.end('answered')
    expect(breaker.etat()).toBe('ferme')
  })
})
