import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finess } from '../../mocks/extraction/fichiers.ts'
import { toDay, toText } from '../../src/extraction/cellules.ts'
import { Cles } from '../../src/extraction/compact.ts'
import { ElementsJson } from '../../src/extraction/elements-json.ts'
import { readLines } from '../../src/extraction/lignes.ts'
import { Avancement } from '../../src/extraction/progression.ts'

function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}
async function* stream(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  yield* pieces(bytes, size)
}

const cut = (text: string, size: number) => {
  const found: [string, unknown][] = []
  const elements = new ElementsJson((list, element) => found.push([list, element]))
  for (const piece of pieces(Buffer.from(text), size)) elements.write(piece)
  return { found, frame: elements.end() }
}

test('a JSON cut anywhere gives the objects of its lists, under their names', () => {
  const world = finess() as Record<'gco' | 'pmej', unknown[]>
  for (const text of [JSON.stringify(world), JSON.stringify(world, null, 2)]) {
    for (const size of [1, 2, 3, 7, 64, 100_000]) {
      const { found, frame } = cut(text, size)
      expect(found).toEqual([
        ...world.gco.map((one) => ['gco', one]),
        ...world.pmej.map((one) => ['pmej', one]),
      ])
      expect(frame).toMatchObject({ generatedAt: '2026-11-23T02:06:22Z', pmej: [0, 0] })
    }
  }
})

test('whatever the objects hold', () => {
  const text = fc.json({ maxDepth: 4 }).map((json) => JSON.parse(json) as unknown)
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), text), { maxLength: 5 }),
      text,
      fc.integer({ min: 1, max: 40 }),
      (list, other, size) => {
        const { found } = cut(JSON.stringify({ a: [other], b: { c: [other] }, list, z: 1 }), size)
        expect(found.filter(([name]) => name === 'list').map(([, element]) => element)).toEqual(
          JSON.parse(JSON.stringify(list)),
        )
      },
    ),
  )
})

test.each(['', '{"pmej":[{"a":1}', '{"pmej":[{"a":}]}', '{"pmej":[{"a":1}{"b":2}]}', '{"x":[}'])(
  'no JSON: %s',
  (text) => {
    expect(() => cut(text, 3)).toThrow(SyntaxError)
  },
)

test.each<[BufferEncoding, string]>([
  ['utf8', '\uFEFFprénom|é|\r\n\r\nzoé|’€|\n'],
  ['utf8', 'a|\nb|'],
  ['latin1', 'prénom|à|\nzoé|'],
])('lines are the same however the stream is cut (%s)', async (encoding, text) => {
  const expected = text.replace('\uFEFF', '').split(/\r?\n/)
  for (const size of [1, 2, 3, 5, 8, 1000]) {
    const lines: unknown[] = []
    let isCut = false
    for await (const { lignes, coupee } of readLines(
      stream(Buffer.from(text, encoding), size),
      'x',
    )) {
      lines.push(...lignes)
      isCut ||= coupee
    }
    if (!isCut) lines.push('')
    expect(lines).toEqual(expected)
    expect(isCut).toBe(!text.endsWith('\n'))
  }
})

test('keys get their number once, and find it again after the table has grown', () => {
  const cles = new Cles(1)
  const known = new Map<string, number>()
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 53 - 1 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (a, b) => {
        const key = `${a} ${b}`
        const number = cles.add(a, b)
        expect(number).toBe(known.get(key) ?? known.size)
        known.set(key, number)
        expect([cles.first(number), cles.second(number)]).toEqual([a, b])
      },
    ),
    { numRuns: 3000 },
  )
  for (const [key, number] of known) {
    const [a, b] = key.split(' ').map(Number)
    expect(cles.add(a as number, b as number)).toBe(number)
  }
})

test.each([
  ['20260228', '2026-02-28'],
  ['2026-02-28T10:11:12Z', '2026-02-28'],
  ['28/02/2026 09:30', '2026-02-28'],
  [' ', null],
])('the day %j', (cell, day) => {
  expect(toDay(cell, 'fin')).toBe(day)
})

test.each(['2026', '29/02/2026', '2026-13-01', '28.02.2026', '2/3/2026', '28/02/2026x'])(
  'no day: %s',
  (cell) => {
    expect(() => toDay(cell, 'fin')).toThrow('date illisible (fin)')
  },
)

test.each([
  ['\u0092', '’'],
  ['a\tb\u0081', 'a b'],
  [' \u00a0 ', null],
  ['Paris 12e  Arrondissement', 'Paris 12e Arrondissement'],
])('the text %j', (cell, text) => {
  expect(toText(cell)).toBe(text)
})

test('progress: a bar that is rewritten on a terminal, plain lines elsewhere', async () => {
  for (const isTTY of [true, false]) {
    let shown = ''
    const sortie = { isTTY, columns: 100, write: (text: string) => (shown += text) }
    const avancement = new Avancement(sortie, new AbortController().signal)
    avancement.begin('Activités', 1000)
    await new Promise((resolve) => setTimeout(resolve, 120))
    avancement.add(50, 500)
    avancement.end()
    if (isTTY) {
      expect(shown).toMatch(/█{12}░{12} {2}50 % {2}\d+ lignes\/s {2}encore 1 s/)
      expect(shown.endsWith('\r\u001B[K')).toBe(true)
    } else expect(shown).toBe('Activités…\n')
  }
})
