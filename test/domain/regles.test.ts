import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Faits, FAITS } from '../../src/domain/faits/faits.ts'
import { say } from '../../src/domain/mots/mots.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { applicableRules } from '../../src/domain/rules/engine.ts'
import {
  findRegle,
  regles,
  reglesInForce,
  REGLEMENT_VERSION,
} from '../../src/domain/rules/index.ts'
import { dateOf, FAMILLES, REFERENCES } from '../../src/domain/references.ts'
import { VERSIONS } from '../../src/domain/rules/versions.ts'
import { renderDecisions } from '../docs/tableau-decisions.ts'
import { D_ABORD, QUESTIONS } from '../../src/domain/rules/questions.ts'
import { evaluate } from '../../src/domain/rules/rule.ts'
import { RegleVue, toRegleVue } from '../../src/domain/reponse/regle-vue.ts'
import { readFaits } from '../../src/domain/faits/read/read-faits.ts'
import { exercice, RPPS, situation } from '../support/construire.ts'
import { renderRegles } from '../docs/tableau-regles.ts'

const evaluated = regles.filter(({ alors }) => alors.nature !== 'principe')

/** A day inside each period between two changes of the rules. */
const DAYS = (() => {
  const bounds = new Set(['2022-12-15', '2026-11-23'])
  for (const { depuis, jusqua } of regles) {
    if (depuis !== null) bounds.add(depuis)
    if (jusqua !== null) bounds.add(jusqua)
  }
  return [...bounds].toSorted()
})()

test('ids are unique and can be found', () => {
  expect(new Set(regles.map(({ id }) => id)).size).toBe(regles.length)
  for (const regle of regles) expect(findRegle(regle.id)).toBe(regle)
  expect(findRegle('nulle-part')).toBeUndefined()
})

test.each(regles.map((regle) => [regle.id, regle] as const))(
  '%s is cited, dated in order and shown by its schema',
  (_, regle) => {
    expect(regle.source.document.titre).not.toBe('')
    expect(regle.source.repere).not.toBe('')
    expect(regle.ref.length).toBeGreaterThan(0)
    if (regle.depuis !== null && regle.jusqua !== null) {
      expect(regle.depuis <= regle.jusqua).toBe(true)
    }
    expect(RegleVue.parse(toRegleVue(regle))).toBeDefined()
  },
)

describe.each(evaluated.map((regle) => [regle.id, regle] as const))('%s', (_, regle) => {
  test('has an example of when it applies and of when it does not', () => {
    const wanted = regle.exemples.map(({ attendu }) => attendu)
    expect(wanted).toContain('oui')
    expect(wanted).toContain('non')
  })
  test.each(regle.exemples)('holds for its example $faits: $attendu', ({ faits, attendu }) => {
    expect(evaluate(regle, faits)).toBe(attendu)
  })
})

test('a fact left out makes a rule unknown, never refused', () => {
  for (const regle of evaluated) expect(evaluate(regle, {})).toBe('inconnu')
})

test('rules only look at facts and values that exist', () => {
  for (const { quand } of regles) {
    for (const [fait, values] of Object.entries(quand)) {
      const known: readonly string[] = FAITS[fait as keyof Faits]
      expect(known).toBeDefined()
      for (const value of values) expect(known).toContain(value)
    }
  }
})

test('every sentence of the book can be said of a situation that has nothing', () => {
  const empty = situation({ debut: null })
  const lue = readFaits(RPPS, exercice({ professions: [], savoirFaire: [] }), empty, {
    jour: '2026-11-23',
    usages: [],
    contexte: {},
  })
  const sujet = {
    exercice: exercice(),
    situation: empty,
    jour: '2026-11-23',
    attendu: null,
    ...lue,
  }
  const sentences = [
    ...regles.map(({ pourquoi }) => pourquoi),
    ...Object.values(QUESTIONS),
    ...Object.values(ALERTES),
  ]
  for (const sentence of sentences) expect(say(sentence, sujet)).not.toMatch(/[{}]/)
  expect(() => say('{inconnu}', sujet)).toThrow('unknown word')
})

const product = (facts: (keyof Faits)[], visit: (faits: Faits) => void): void => {
  const faits: Record<string, string> = {}
  for (const [fait, values] of Object.entries(FAITS)) faits[fait] = values[0]
  const fill = (depth: number): void => {
    const fait = facts[depth]
    if (fait === undefined) return visit(faits as Faits)
    for (const value of FAITS[fait]) {
      faits[fait] = value
      fill(depth + 1)
    }
  }
  fill(0)
}

const factsOf = (nature: string): (keyof Faits)[] => [
  ...new Set(
    regles
      .filter(({ alors }) => alors.nature === nature)
      .flatMap(({ quand }) => Object.keys(quand) as (keyof Faits)[]),
  ),
]

/** The facts that a decision about that class looks at: no other can change which rule decides. */
const factsOfClasse = (classe: Faits['classe']): (keyof Faits)[] => [
  ...new Set(
    regles
      .filter(({ alors, quand }) => {
        return alors.nature === 'decision' && (quand.classe?.includes(classe) ?? true)
      })
      .flatMap(({ quand }) => Object.keys(quand) as (keyof Faits)[])
      .filter((fait) => fait !== 'classe'),
  ),
]

test('for every product of facts exactly one rule decides, on every day', () => {
  let judged = 0
  const wrong: string[] = []
  for (const classe of FAITS.classe) {
    for (const day of DAYS) {
      product(factsOfClasse(classe), (others) => {
        judged++
        const faits = { ...others, classe }
        const decisions = applicableRules(faits, day).filter(
          ({ alors }) => alors.nature === 'decision',
        )
        if (decisions.length !== 1 && wrong.length < 5) {
          wrong.push(`${decisions.length} on ${day}: ${JSON.stringify(faits)}`)
        }
      })
    }
  }
  expect(wrong).toEqual([])
  expect(judged).toBeGreaterThan(10_000)
})

test('every question that can hold an order back says what must come first', () => {
  const bloquantes = regles.flatMap(({ alors }): readonly string[] => {
    if (alors.nature === 'reserve') return alors.questions
    if (alors.nature !== 'decision') return []
    return alors.issue === 'a_verifier'
      ? alors.questions
      : alors.issue === 'commande'
        ? (alors.siInconnu ?? ['H05'])
        : []
  })
  // An EJ asked for itself under the number of its sites: the engine's own.
  const attendues = [...new Set([...bloquantes, 'H25'])].toSorted()
  expect(Object.keys(D_ABORD).toSorted()).toEqual(attendues)
})

test('at most one rule sets a situation aside, and one classifies each class that has one', () => {
  product(factsOf('ecart'), (faits) => {
    const found = applicableRules(faits, '2026-11-23').filter((r) => r.alors.nature === 'ecart')
    expect(found.length).toBeLessThanOrEqual(1)
  })
  product(['classe'], (faits) => {
    const found = applicableRules(faits, '2026-11-23').filter(
      ({ alors }) => alors.nature === 'classement',
    )
    const without = faits.classe === 'inconnue' || faits.classe === 'sans-regle'
    expect(found).toHaveLength(without ? 0 : 1)
  })
})

test('the rules in force change with the day, and a lapsed rule stays in the book', () => {
  const ids = (day: string): string[] => reglesInForce(day).map(({ id }) => id)
  expect(ids('2022-12-31')).toContain('hopital-prive-avant-2023')
  expect(ids('2023-01-01')).not.toContain('hopital-prive-avant-2023')
  expect(ids('2023-01-01')).toContain('hopital-prive-en-transition')
  expect(ids('2023-10-13')).toContain('hopital-prive-depuis-octobre-2023')
  expect(findRegle('hopital-prive-avant-2023')?.jusqua).toBe('2022-12-31')
})

test('every reference of a rule has its family and its sentence, and every sentence is referred to', () => {
  const refs = [...new Set(regles.flatMap(({ ref }) => ref))].toSorted()
  expect(refs.filter((ref) => !(ref in QUESTIONS) && !(ref in REFERENCES))).toEqual([])
  expect(Object.keys(REFERENCES).filter((code) => !refs.includes(code))).toEqual([])
  for (const code of [...refs, ...Object.keys(QUESTIONS)]) {
    expect(FAMILLES.map(({ lettre }) => lettre)).toContain(code.charAt(0))
  }
  expect(dateOf('P23')).toBe('2026-11-23')
  expect(dateOf('P24')).toBe('2026-11-28')
  expect(dateOf('R03c')).toBeNull()
})

test('the version in force is the first of the list, and each says who gets another answer', () => {
  expect(VERSIONS[0]?.version).toBe(REGLEMENT_VERSION)
  for (const { note, changements } of VERSIONS) {
    expect(note !== null || changements.length > 0).toBe(true)
  }
})

test('docs/decisions/regles.md is what we decided (npm run docs:regles)', () => {
  const url = new URL('../../docs/decisions/regles.md', import.meta.url)
  expect(readFileSync(url, 'utf8')).toBe(renderDecisions())
})

test('docs/regles.md is the book as it stands (npm run docs:regles)', () => {
  expect(readFileSync(new URL('../../docs/regles.md', import.meta.url), 'utf8')).toBe(
    renderRegles(),
  )
})
