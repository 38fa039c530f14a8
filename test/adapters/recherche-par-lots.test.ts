import { describe, expect, test } from 'vitest'
import {
  createParLots,
  type Demande,
  followable,
  toBatches,
} from '../../src/adapters/annuaires/fhir/recherche.ts'
import { failure, type Result, success } from '../../src/application/failure.ts'

const BASE = 'https://annuaire.invalid/fhir'

type Page = { entries?: object[]; next?: string; total?: number; remarque?: boolean }
const bundle = ({ entries = [], next, total, remarque = false }: Page): Result<unknown> =>
  success({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [
      ...entries,
      ...(remarque ? [{ resourceType: 'OperationOutcome', issue: [{ severity: 'warning' }] }] : []),
    ].map((resource) => ({ resource })),
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
  })
const one = (id: string, more: object = {}) => ({ resourceType: 'Organization', id, ...more })
const odd = (id: string) => one(id, { name: 3 })
const role = (id: string) => ({ resourceType: 'PractitionerRole', id })

const INCLUDE = { _include: 'Organization:partof' }
const parId =
  (parameters: Demande['parameters'] = {}, withIds = false) =>
  (values: readonly string[]): Demande => ({
    type: 'Organization',
    parameters: { _id: values, ...parameters },
    ...(withIds ? { ids: values } : {}),
  })

type Asked = { search: string; values: string[] }

/** Searches by lots, answered so: the ids found (`*` = one that cannot be read), or the failure. */
const run = async (
  values: readonly string[],
  answer: (asked: Asked) => Result<unknown> | Promise<Result<unknown>>,
  { demande = parId(), valuesMax }: { demande?: ReturnType<typeof parId>; valuesMax?: number } = {},
) => {
  const searches: string[] = []
  const parLots = createParLots('fhir', BASE, async (url) => {
    const search = decodeURIComponent(url.slice(BASE.length + 1))
    searches.push(search)
    return answer({ search, values: (/_id=([^&]*)/.exec(search)?.[1] ?? '').split(',') })
  })
  const parts = await parLots(
    values,
    demande,
    ({ entries, rejets }, batch) =>
      entries.some(({ id }) => id === 'nonsense')
        ? failure('invalid-response', 'fhir', 'nonsense')
        : success([
            ...entries.map(({ id }) => id),
            ...rejets.map(({ id }) => `*${id}`),
            batch.length,
          ]),
    valuesMax,
  )
  return {
    searches,
    parts: parts.map(({ values: asked, result }) => [
      asked.join(),
      result.ok ? result.value.slice(0, -1).join() : result.failure.reason,
    ]),
  }
}
const only = async (pages: Record<string, Page>, demande = parId()) => {
  const { searches, parts } = await run(
    ['a'],
    ({ search }) => bundle(pages[search.split('?')[1] ?? ''] ?? pages['first'] ?? {}),
    { demande },
  )
  return { outcome: parts[0]?.[1], calls: searches.length }
}

describe('the pages of one search', () => {
  const next = (n: number) => `${BASE}/_page?n=${n}`

  test('are put together, each resource once, one that cannot be read too', async () => {
    const pages = {
      first: { entries: [one('a')], next: next(1), total: 3 },
      'n=1': { next: '?n=2' },
      'n=2': { entries: [one('a'), one('b'), odd('c')] },
    }
    expect(await only(pages)).toEqual({ outcome: 'a,b,*c', calls: 3 })
  })

  test.each<[string, Record<string, Page>, string, number]>([
    ['elsewhere', { first: { next: 'https://autre.invalid/fhir/x' } }, 'next link to elsewhere', 1],
    [
      'round in a circle',
      { first: { next: next(1) }, 'n=1': { next: next(1) } },
      'paging in a circle',
      2,
    ],
    [
      'without end',
      Object.fromEntries(
        ['first', ...Array.from({ length: 12 }, (_, i) => `n=${i}`)].map((key, i) => [
          key,
          { next: next(i) },
        ]),
      ),
      'too many pages',
      10,
    ],
  ])('that lead %s are no answer', async (_, pages, outcome, calls) => {
    expect(await only(pages)).toEqual({ outcome, calls })
  })

  test('are ten at most', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 10 }, (_, i): [string, Page] => [
        i === 0 ? 'first' : `n=${i}`,
        i === 9 ? { entries: [one('a')] } : { next: next(i + 1) },
      ]),
    )
    expect(await only(pages)).toEqual({ outcome: 'a', calls: 10 })
  })

  test('have 20,000 entries at most, those of all the searches together', async () => {
    const of = async (count: number) => {
      const entries = Array.from({ length: count }, () => one('a'))
      return (await run(['a', 'b'], () => bundle({ entries }), { valuesMax: 1 })).parts
    }
    expect((await of(10_000)).map(([, outcome]) => outcome)).toEqual(['a', 'a'])
    expect((await of(10_001)).map(([, outcome]) => outcome)).toContain('too many entries')
  })
})

describe('what was announced', () => {
  const include = parId(INCLUDE, true)

  test.each<[string, Page, string]>([
    ['and came', { entries: [one('a')], total: 1 }, 'a'],
    ['and cannot all be read', { entries: [odd('a')], total: 1 }, '*a'],
    [
      'and came without ids',
      {
        entries: [
          { ...odd('a'), id: null },
          { ...odd('b'), id: null },
        ],
        total: 2,
      },
      '*null,*null',
    ],
    ['and is less than came', { entries: [one('a'), one('b')], total: 1 }, 'a,b'],
    ['and did not all come', { entries: [one('a')], total: 2 }, 'fewer than announced'],
    ['and came as something else', { entries: [role('r')], total: 1 }, 'fewer than announced'],
    ['as nothing', { total: 0 }, ''],
    ['as nothing, with a remark', { total: 0, remarque: true }, ''],
    ['not at all', { entries: [one('a')] }, 'a'],
    ['not at all, with a remark', { entries: [one('a')], remarque: true }, 'a'],
    [
      'not at all, and nothing but a remark',
      { remarque: true },
      'OperationOutcome instead of resources',
    ],
  ])('%s', async (_, first, outcome) => {
    expect(await only({ first })).toEqual({ outcome, calls: 1 })
  })

  test('is counted on every page, a remark on one of them too', async () => {
    const pages = (second: Page) => ({ first: { next: '?n=1', remarque: true }, 'n=1': second })
    expect((await only(pages({}))).outcome).toBe('OperationOutcome instead of resources')
    expect((await only(pages({ total: 0 }))).outcome).toBe('')
    expect((await only(pages({ entries: [one('a')], total: 2 }))).outcome).toBe(
      'fewer than announced',
    )
    expect((await only(pages({ entries: [one('a')], total: 1 }))).outcome).toBe('a')
  })

  /** The answer with what is included, then the one without. */
  const twice = (first: Page, alone: Page) =>
    only({ first: alone, '_id=a&_include=Organization:partof': first }, include)

  test('with what is included may count that too: asked alone, the same came', async () => {
    const first = { entries: [one('a'), one('ej')], total: 2 }
    expect(await twice(first, { entries: [one('a')], total: 1 })).toEqual({
      outcome: 'a,ej',
      calls: 2,
    })
    expect(await twice(first, { entries: [one('a')] })).toEqual({ outcome: 'a,ej', calls: 2 })
  })

  test.each<[string, Page, Page, string, number]>([
    [
      'fewer came of what was asked',
      { entries: [one('ej'), one('x')], total: 2 },
      { entries: [one('a')], total: 1 },
      'fewer than announced',
      2,
    ],
    [
      'the other one is cut too',
      { entries: [one('a'), one('ej')], total: 2 },
      { entries: [one('a')], total: 2 },
      'fewer than announced',
      2,
    ],
    [
      'more than all that came',
      { entries: [one('a'), one('ej')], total: 3 },
      {},
      'fewer than announced',
      1,
    ],
    [
      'no more than what came once, and more than was asked for',
      { entries: [one('ej'), one('x'), one('y')], total: 2 },
      {},
      'fewer than announced',
      1,
    ],
    [
      'as many as came with the repeated ones',
      { entries: [one('a'), one('ej'), one('ej')], total: 3 },
      { entries: [one('a')] },
      'a,ej',
      2,
    ],
  ])('with what is included: %s', async (_, first, alone, outcome, calls) => {
    expect(await twice(first, alone)).toEqual({ outcome, calls })
  })
})

describe('many values', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `v${100 + i}`)
  const all = ({ values }: Asked) => bundle({ entries: values.map((id) => one(id)) })

  test('are asked for in even lots, in order', async () => {
    expect(toBatches([])).toEqual([])
    expect(toBatches(ids(81)).map(({ length }) => length)).toEqual([27, 27, 27])
    expect(toBatches(ids(81)).flat()).toEqual(ids(81))
    expect(toBatches(ids(40))).toHaveLength(1)
    expect(toBatches(ids(7), 3).map(({ length }) => length)).toEqual([2, 2, 3])
    // 25 values of 40 characters and 24 commas are 1024 characters.
    const long = Array.from({ length: 25 }, (_, i) => String(i).padStart(40, '0'))
    expect(toBatches(long)).toHaveLength(1)
    expect(toBatches([...long, long[0]!])).toHaveLength(2)
    expect(toBatches(['x'.repeat(2000), 'y'])).toHaveLength(2)
  })

  test('are answered lot by lot', async () => {
    const { parts } = await run(ids(5), all, { valuesMax: 2 })
    expect(parts).toEqual([
      ['v100', 'v100'],
      ['v101,v102', 'v101,v102'],
      ['v103,v104', 'v103,v104'],
    ])
  })

  test('of which one spoils the lot fail alone, in a few calls more', async () => {
    const { searches, parts } = await run(ids(8), (asked) =>
      asked.values.includes('v105') ? bundle({ entries: [one('nonsense')] }) : all(asked),
    )
    expect(parts).toEqual([
      ['v100,v101,v102,v103', 'v100,v101,v102,v103'],
      ['v104', 'v104'],
      ['v105', 'nonsense'],
      ['v106,v107', 'v106,v107'],
    ])
    expect(searches).toHaveLength(7)
  })

  test('that are all nonsense are given up after twelve calls more', async () => {
    const { searches } = await run(ids(40), () => bundle({ entries: [one('nonsense')] }))
    expect(searches).toHaveLength(13)
  })

  test('whose paging goes wrong late are left as they are', async () => {
    const late = (pages: number) =>
      run(ids(2), ({ search }) => {
        const n = Number(/n=(\d)/.exec(search)?.[1] ?? 0)
        return n < pages - 1 ? bundle({ next: `${BASE}/_page?n=${n + 1}` }) : success('odd')
      })
    expect((await late(2)).parts).toHaveLength(2)
    expect((await late(3)).parts).toEqual([['v100,v101', 'not a JSON object']])
  })

  test('that cannot be had are left as they are', async () => {
    const { searches, parts } = await run(ids(2), () => failure('unavailable', 'fhir', 'HTTP 500'))
    expect([searches.length, parts]).toEqual([1, [['v100,v101', 'HTTP 500']]])
  })

  test.each(['HTTP 502', 'HTTP 504'])(
    'that are too many for one answer (%s) are halved once',
    async (reason) => {
      const tooBig = (size: number) => (asked: Asked) =>
        asked.values.length >= size ? failure('unavailable', 'fhir', reason) : all(asked)
      expect(await run(ids(4), tooBig(3))).toMatchObject({
        searches: { length: 3 },
        parts: [
          ['v100,v101', 'v100,v101'],
          ['v102,v103', 'v102,v103'],
        ],
      })
      // The first half alone is asked for: the second would fare no better.
      expect(await run(ids(4), tooBig(2))).toMatchObject({
        searches: { length: 2 },
        parts: [['v100,v101,v102,v103', reason]],
      })
      expect(await run(ids(1), tooBig(1))).toMatchObject({ searches: { length: 1 } })
    },
  )

  test('are asked for twelve lots at a time', async () => {
    let under = 0
    let most = 0
    const { parts } = await run(
      ids(30),
      async (asked) => {
        under += 1
        most = Math.max(most, under)
        await new Promise((resolve) => setTimeout(resolve, 1))
        under -= 1
        return all(asked)
      },
      { valuesMax: 1 },
    )
    expect([most, parts.length]).toEqual([12, 30])
    expect(parts.every(([asked, outcome]) => asked === outcome)).toBe(true)
  })
})

test.each<[string, string | null]>([
  ['?n=2', `${BASE}/Organization?n=2`],
  ['/fhir/x#y', `${BASE}/x`],
  ['/autre/x', null],
  ['https://annuaire.invalid/fhirx', null],
  ['https://annuaire.invalid:81/fhir/x', null],
  ['http://annuaire.invalid/fhir/x', null],
  ['https://u@annuaire.invalid/fhir/x', null],
  ['https://:p@annuaire.invalid/fhir/x', null],
  [`${BASE}/..%2fx`, null],
  ['https://', null],
])('a page is followed under the same base alone: %s', (link, expected) => {
  expect(followable(BASE, `${BASE}/Organization?_id=a`, link)).toBe(expected)
})
