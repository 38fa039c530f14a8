import fc from 'fast-check'

/* Data as outside may send it by mistake or on purpose: for the readers of such data. */

const more = Number(
  (globalThis as { process?: { env: Record<string, string> } }).process?.env['FUZZ'],
)

/** Runs of a property: as many as said, or `FUZZ` of them; then time enough for those. */
export const runsOf = (inTheGate: number): { numRuns: number; timeout: number } =>
  more > 0 ? { numRuns: more, timeout: 3_600_000 } : { numRuns: inTheGate, timeout: 60_000 }

const NUMEROS = ['10999001000', '3199001000', '991000043', '10999001307', '810999001000']
const PIEGES = [
  '',
  ' ',
  '\0',
  '\uD83D',
  '\uFEFF',
  '\u202E',
  '%',
  '%00',
  '%E0%A4%A',
  '..',
  '/',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '-1',
  '1e309',
  '0x10',
  '9007199254740993',
  '=1+1',
  '<script>',
  ']]>',
  '&#0;',
  "'; DROP TABLE nom; --",
  'NEAR(*)"',
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  'é'.repeat(300),
  '1'.repeat(5000),
  'a b '.repeat(2000),
]

/** Any text: of any characters, one that has done harm elsewhere, or an invented number. */
export const texte: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...PIEGES),
  fc.constantFrom(...NUMEROS),
)

/** Any JSON value, keys that an object has by itself among them. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  texte,
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1e308, 1.5, [], {}, [null], [[]]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(JSON.parse('{"__proto__":{"a":1},"constructor":[]}') as unknown),
)

type Chemin = (string | number)[]

const isNode = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null

/** Where every value of a JSON value stands; the whole is left out. */
export const chemins = (value: unknown, to: Chemin = []): Chemin[] =>
  !isNode(value)
    ? []
    : Object.entries(value).flatMap(([key, item]) => {
        const here = [...to, Array.isArray(value) ? Number(key) : key]
        return [here, ...chemins(item, here)]
      })

/** What may be done to one value within a whole. */
export type Geste = { ou: number; quoi: 'oter' | 'doubler' | 'liste' | 'mettre'; valeur: unknown }

export const geste: fc.Arbitrary<Geste> = fc.record({
  ou: fc.nat(),
  quoi: fc.constantFrom('oter', 'doubler', 'liste', 'mettre', 'mettre'),
  valeur: json,
})

const applyAt = (value: unknown, [key, ...rest]: Chemin, { quoi, valeur }: Geste): unknown => {
  const copy: unknown = structuredClone(value)
  if (!isNode(copy) || key === undefined) return copy
  const node = copy as Record<string | number, unknown>
  if (rest.length > 0) {
    node[key] = applyAt(node[key], rest, { ou: 0, quoi, valeur })
  } else if (quoi === 'mettre') node[key] = valeur
  else if (quoi === 'liste') node[key] = [node[key]]
  else if (quoi === 'doubler') node[key] = [node[key], node[key]].flat()
  else if (Array.isArray(copy)) copy.splice(Number(key), 1)
  else delete node[key]
  return copy
}

/** The value with each gesture done to it in turn, where `keep` (left out: anywhere) lets it. */
export const abimer = (
  value: unknown,
  gestes: readonly Geste[],
  keep: (chemin: Chemin) => boolean = () => true,
): unknown =>
  gestes.reduce((whole, one) => {
    const all = chemins(whole).filter(keep)
    const chemin = all[one.ou % all.length]
    return chemin === undefined ? whole : applyAt(whole, chemin, one)
  }, value)

/** Every list of a value in another order, told by a seed; one under a name not free stays. */
export const battre = (
  value: unknown,
  seed: number,
  isFree: (nom: string) => boolean = () => true,
): unknown => {
  let state = seed
  const next = (max: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % max
  }
  if (Array.isArray(value)) {
    const list = value.map((item) => battre(item, next(2 ** 31), isFree))
    for (let i = list.length - 1; i > 0; i--) {
      const j = next(i + 1)
      ;[list[i], list[j]] = [list[j], list[i]]
    }
    return list
  }
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isFree(key) ? battre(item, next(2 ** 31), isFree) : item,
    ]),
  )
}
