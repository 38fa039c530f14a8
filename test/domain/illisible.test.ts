import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { type Ressource, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createFhir } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import { nomenclatures } from '../../src/domain/nomenclatures/index.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import type { Verification } from '../../src/domain/verification.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  site,
  situation,
  verify,
} from '../support/construire.ts'
import { findOne } from '../../src/application/find-one.ts'

/** Alerts that say of something that it cannot be read: they stand for one that read it. */
const ILLISIBLES = ['CATEGORIE_ILLISIBLE', 'IDENTIFIANT_ILLISIBLE', 'RADIOLOGIE_INCONNUE']

const codesOf = (list: readonly { code: string }[]): string =>
  list.map(({ code }) => code).join(' ')

/** What replacing one code of the data by one that nobody knows did to an answer, and must not. */
const wrongs = (before: Verification, after: Verification): string[] => {
  const found: string[] = []
  for (const one of before.situations) {
    const then = after.situations.find(({ cle }) => cle === one.cle)
    if (then === undefined) {
      found.push('a situation is gone')
      continue
    }
    const codes = ({ alertes }: typeof one) => alertes.map(({ code }) => code)
    if (one.issue === 'a_verifier' && then.issue !== 'a_verifier') {
      found.push(`a question (${codesOf(one.verifications)}) became ${then.issue}`)
    }
    if (one.issue !== then.issue && [one.issue, then.issue].every((i) => i !== 'a_verifier')) {
      found.push(`${one.issue} became ${then.issue}`)
    }
    // Where a question blocks, the question is what must be said.
    if (one.issue !== then.issue || one.issue === 'a_verifier') continue
    const lost = codes(one).filter((code) => !codes(then).includes(code))
    if (lost.length > 0 && !codes(then).some((code) => ILLISIBLES.includes(code))) {
      found.push(`alerts are gone: ${lost.join(' ')}`)
    }
  }
  const isSaid = after.situations.some(({ alertes }) =>
    alertes.some(({ code }) => ILLISIBLES.includes(code)),
  )
  if (before.issue === 'a_choisir' && !isSaid && !after.issue.startsWith('a_')) {
    found.push(`a choice became ${after.issue}`)
  }
  return found
}

const judge = (person: Professionnel, jour: string): Verification =>
  verify({ ...person }, { jour, numero: person.rpps })

describe('in any answer of the directory, one code or one system that nobody knows', () => {
  const BASE = 'https://annuaire.invalid/fhir'
  const clock = { now: () => new Date('2026-11-28T09:00:00Z') }

  let search = createRecherche([], BASE)
  const annuaire = createFhir({
    baseUrl: BASE,
    apiKey: 'x',
    clock,
    quota: createQuotaParSeconde({ callsPerSecond: 1e6, callMaxMs: 1000 }),
    timeoutMs: 1000,
    breakerSeconds: 1,
    fetch: async (url) => {
      const { pathname, searchParams } = new URL(url)
      const { status, body } = search(pathname.replace('/fhir/', ''), searchParams)
      return Response.json(body, { status })
    },
  })

  const lookUp = async (ressources: readonly Ressource[], rpps: string) => {
    search = createRecherche(ressources, BASE)
    const found = await findOne(annuaire, { type: 'RPPS', valeur: rpps })
    // A client that rests after failures would make every change look like nobody.
    expect(found.ok || found.failure.kind !== 'unavailable').toBe(true)
    return found.ok ? found.value.professionnel : null
  }

  const byId = new Map(ressourcesFictives.map((one) => [`${one.resourceType}/${one.id}`, one]))
  const refersTo = (one: Ressource | undefined, name: string): Ressource[] => {
    const reference = (one?.[name] as { reference?: string } | undefined)?.reference ?? ''
    const found = byId.get(reference)
    return found === undefined ? [] : [found]
  }
  /** All that the directory says of one person. */
  const ressourcesOf = (rpps: string): Ressource[] => {
    const all = [...byId.values()]
    const people = all.filter((one) =>
      JSON.stringify(one['identifier'] ?? '').includes(`"${rpps}"`),
    )
    const roles = all.filter((one) => refersTo(one, 'practitioner').some((p) => people.includes(p)))
    const structures = roles.flatMap((role) => refersTo(role, 'organization'))
    const parents = structures.flatMap((one) => refersTo(one, 'partOf'))
    const sites = all.filter((one) => refersTo(one, 'partOf').some((p) => parents.includes(p)))
    return [...new Set([...people, ...roles, ...structures, ...parents, ...sites])]
  }

  const UNKNOWN = [
    'https://terminologie.invalid/cs',
    'https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r999-inconnue',
  ]

  type Change = { what: string; ressources: Ressource[] }

  /** Every way to make one coding of these resources unknown. */
  const changes = (ressources: readonly Ressource[]): Change[] => {
    const found: Change[] = []
    for (const [index, ressource] of ressources.entries()) {
      const text = JSON.stringify(ressource)
      const coding = /\{"system":"([^"]*)","code":"([^"]*)"\}/g
      for (const match of text.matchAll(coding)) {
        const [whole, system = '', code = ''] = match
        for (const [kind, other] of [
          ['code', `{"system":"${system}","code":"ZZ-99"}`],
          ['system', `{"system":"${UNKNOWN[match.index % 2] ?? ''}","code":"${code}"}`],
        ]) {
          const at = match.index
          const changed = text.slice(0, at) + other + text.slice(at + whole.length)
          found.push({
            what: `${kind} of ${ressource.resourceType} ${code}`,
            ressources: ressources.map((one, i) =>
              i === index ? (JSON.parse(changed) as Ressource) : one,
            ),
          })
        }
      }
    }
    return found
  }

  const people = numerosFictifs.filter(({ type, probleme }) => type === 'RPPS' && probleme === null)

  test.each(people.map(({ numero, montre }) => [numero, montre]))('%s %s', async (rpps) => {
    const ressources = ressourcesOf(rpps)
    const known = await lookUp(ressources, rpps)
    if (known === null) throw new Error('nobody')
    const before = ['2022-12-15', '2026-11-28'].map((jour) => [jour, judge(known, jour)] as const)
    const found: string[] = []
    let tried = 0
    for (const { what, ressources: changed } of changes(ressources)) {
      const person = await lookUp(changed, rpps)
      if (person === null) continue
      tried++
      for (const [jour, verification] of before) {
        for (const wrong of wrongs(verification, judge(person, jour))) {
          found.push(`${what} on ${jour}: ${wrong}`)
        }
      }
    }
    expect(found).toEqual([])
    expect(tried).toBeGreaterThan(0)
  })
})

const codeOf = (number: string): fc.Arbitrary<CodeRecu> =>
  fc.option(
    fc.constantFrom(...(nomenclatures.get(number)?.concepts ?? []).map(({ code }) => code)),
    { freq: 8 },
  )

const SECTEURS = 'SA01 SA02 SA03 SA04 SA05 SA07 SA08 SA09 SA17 SA25 SA30 SA33 SA34 SA36 SA52'.split(
  ' ',
)
const ids = (value: string) => fc.constantFrom(value, undefined)

const structures = fc
  .record({
    secteur: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...SECTEURS) }, codeOf('R02')),
    r66: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      fc.constantFrom('500', '355', '141', '242'),
      codeOf('R66'),
    ),
    r72: fc.oneof(
      fc.constantFrom('79', '85', '72', '13', '29', '61', '2200', null),
      codeOf('R400'),
    ),
    F: ids(EG),
    J: ids(EJ),
    S: ids(SIRET),
    N: ids('999000011'),
    K: fc.constantFrom(undefined, rangOf(RPPS), rangOf(AUTRE_RPPS)),
    type: fc.constantFrom('P' as const, 'S' as const, null),
    ej: fc.constantFrom('aucune', 'connue', 'autre', 'fermee'),
    sites: fc.array(
      fc.record({
        eg: fc.constantFrom('990000010', '990000028'),
        type: fc.constantFrom('P' as const, 'S' as const, null),
        actif: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ ej, type, sites, ...ids }) => ({
    ...Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined)),
    typeEtablissement: type,
    parent:
      ej === 'aucune'
        ? null
        : entiteJuridique({
            J: ej === 'autre' ? '990000036' : EJ,
            actif: ej !== 'fermee',
            sites: sites.map(({ eg, actif, ...rest }) =>
              site(eg, { actif, typeEtablissement: rest.type }),
            ),
          }),
  }))

const situations = fc
  .record({
    genreActivite: fc.oneof(fc.constant('GENR01'), codeOf('R22')),
    modeExercice: fc.oneof(fc.constant('L'), codeOf('R23')),
    fonction: fc.oneof(fc.constantFrom('FON-01', 'FON-02', 'FON-48'), codeOf('R21')),
    de: structures,
  })
  .map((input) => situation(input))

const people = fc.record({
  professions: fc.constantFrom<string[]>(['10'], ['10'], ['21'], ['70'], []),
  savoirFaire: fc.constantFrom<string[]>(
    ['SM44'],
    ['SM28'],
    ['SM74'],
    ['SM54'],
    [],
    ['C05'],
    ['SM54', 'C05'],
  ),
  situations: fc.array(situations, { minLength: 1, maxLength: 2 }),
})

/** The paths to every code of a person. */
const pathsOf = (value: unknown, path: string[] = []): string[][] => {
  const CODES =
    /^(secteurActivite|categorieEtablissement|statutJuridique|typeEtablissement|genreActivite|modeExercice|fonction)$/
  if (value === null || typeof value !== 'object') {
    const [parent, last] = path.slice(-2)
    const isCode = CODES.test(last ?? '') || /^(professions|savoirFaire)$/.test(parent ?? '')
    return isCode && value !== null ? [path] : []
  }
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
}

const replaceAt = (person: Professionnel, path: readonly string[], by: unknown): Professionnel => {
  const copy = structuredClone(person)
  let at = copy as unknown as Record<string, never>
  for (const key of path.slice(0, -1)) at = at[key] as never
  ;(at as Record<string, unknown>)[path.at(-1) ?? ''] = by
  return copy
}

test('in random people too, whatever one of their codes becomes', () => {
  fc.assert(
    fc.property(
      people,
      fc.constantFrom('2022-12-15', '2023-06-01', '2026-11-28'),
      (input, jour) => {
        const person = professionnel({
          ...input,
          situations: input.situations.map((one, i) => ({ ...one, id: `101990000${i}` })),
        })
        const before = judge(person, jour)
        for (const path of pathsOf(person)) {
          const isType = path.at(-1) === 'typeEtablissement'
          const values = isType ? ['illisible'] : ['ZZ-99', { illisible: ['X', 'Y'] }]
          const isSpecialite = path.at(-2) === 'savoirFaire' && path.length > 0
          // A reader tells a code that may be a specialty, and that no table holds, as unreadable.
          for (const value of isSpecialite ? [{ illisible: ['ZZ-99'] }] : values) {
            const after = judge(replaceAt(person, path, value), jour)
            expect([path.join('.'), ...wrongs(before, after)]).toEqual([path.join('.')])
          }
        }
      },
    ),
    { numRuns: 500 },
  )
}, 60_000)

test('the order of situations, sites and identifiers decides nothing', () => {
  const shuffled = <T>(list: readonly T[]): T[] => list.toReversed()
  fc.assert(
    fc.property(fc.array(people, { minLength: 1, maxLength: 2 }), (exercices) => {
      const person = professionnel(
        ...exercices.map((input, e) => ({
          ...input,
          situations: input.situations.map((one, i) => ({
            ...one,
            id: e + i === 0 ? null : `10199000${e}${i}`,
          })),
        })),
      )
      const reversed: Professionnel = {
        ...person,
        exercices: shuffled(person.exercices).map((exercice) => ({
          ...exercice,
          savoirFaire: shuffled(exercice.savoirFaire),
          situations: shuffled(exercice.situations).map((one) => ({
            ...one,
            structure:
              one.structure === null
                ? null
                : {
                    ...one.structure,
                    partOf:
                      one.structure.partOf === null
                        ? null
                        : {
                            ...one.structure.partOf,
                            sites: shuffled(one.structure.partOf.sites ?? []),
                          },
                  },
          })),
        })),
      }
      const { professionnel: _, questions: asked, ...got } = judge(person, '2026-11-28')
      const { professionnel: __, questions: askedToo, ...again } = judge(reversed, '2026-11-28')
      expect(again).toEqual(got)
      const choices = (list: Verification['questions']) =>
        list.map(({ options, ...one }) => ({
          ...one,
          options: options.toSorted((a, b) => (a.valeur < b.valeur ? -1 : 1)),
        }))
      expect(choices(askedToo)).toEqual(choices(asked))
    }),
    { numRuns: 500 },
  )
}, 60_000)
