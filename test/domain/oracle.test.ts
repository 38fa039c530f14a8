import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import { formsUnder, nomenclatures, rootOf } from '../../src/domain/nomenclatures/index.ts'
import type {
  Carte,
  Professionnel,
  SituationExercice,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import { USAGES } from '../../src/domain/demande.ts'
import { type Verification } from '../../src/domain/verification.ts'
import {
  RPPS,
  type StructureInput,
  entiteJuridique as construitEj,
  professionnel as construit,
  rangOf,
  situation as construitSituation,
  verify,
} from '../support/construire.ts'
import {
  APRES,
  AVANT,
  codesOf,
  coded,
  contexte,
  EGS,
  EJS,
  entiteJuridique,
  maybe,
  often,
  one,
  SIRETS,
  structure,
} from '../support/au-hasard.ts'
import { createOracle, type Lecture, type LectureGlobale } from './oracle.ts'

/**
 * The service beside the literal reading of the rule book (oracle.ts), over random practitioners.
 * `ORACLE=20000 npx vitest run --project node test/domain/oracle.test.ts` runs that many.
 */

const sets = new Map(
  [...nomenclatures.keys()].map((table) => [table, new Set<string>(codesOf(table))] as const),
)
const oracle = createOracle({
  codes: (table) => sets.get(table) ?? new Set(),
  formes: formsUnder,
  racine: rootOf,
})

/* Random practitioners in random structures. */

const situation: fc.Arbitrary<SituationExercice> = fc
  .record({
    id: fc.constant('1'),
    actif: often<boolean | null>([14, one(true, null)], [1, fc.constant(false)]),
    debut: often<string | null>([12, one(AVANT, null)], [1, one(APRES, '2023-06-15')]),
    fin: often<string | null>(
      [15, fc.constant(null)],
      [1, one(AVANT, APRES, '2022-12-15', '2023-06-15')],
    ),
    genreActivite: often<CodeRecu>(
      [9, one('GENR01')],
      [1, coded('R22', 'GENR77', [1, ['GENR02', 'GENR03', 'GENR07']])],
    ),
    modeExercice: often<CodeRecu>([6, one('L')], [2, coded('R23', 'X', [1, ['S', 'L']])]),
    typeActiviteLiberale: maybe(one('ACT-LIB-03', 'ACT-LIB-06')),
    fonction: often<CodeRecu>(
      [3, one('FON-01', 'FON-02', 'FON-17')],
      [1, coded('R21', 'FON-99', [2, ['FON-48', 'FON-57', 'FON-22', 'FON-60', 'FON-01']])],
    ),
    structure: often<Structure | null>([20, structure], [1, fc.constant(null)]),
    structureIntrouvable: fc.constant(false),
  })
  .chain((situation) =>
    fc.boolean().map((introuvable) => ({
      ...situation,
      structureIntrouvable: situation.structure === null && introuvable,
    })),
  )

/** A change that leaves a structure nearly the same. */
const autre: fc.Arbitrary<(structure: Structure) => Structure> = fc
  .tuple(structure, maybe(entiteJuridique, 3), maybe(one(...SIRETS), 2), fc.nat(3))
  .map(([other, parent, siret, what]) => (same) => {
    const { identifiants } = same
    if (what === 0) return { ...same, partOf: parent, partOfIntrouvable: false, sites: null }
    if (what === 1) return { ...same, identifiants: { ...identifiants, siret } }
    if (what === 2)
      return {
        ...same,
        partOf: other.partOf,
        sites: null,
        identifiants: { ...identifiants, siret },
      }
    return same
  })

const exercice = fc.record({
  actif: often<boolean | null>([20, one(true, null)], [1, fc.constant(false)]),
  professions: often<NonNullable<CodeRecu>[]>(
    [12, fc.constant(['10'])],
    [3, one<NonNullable<CodeRecu>[]>(['21'], ['70'], [], ['99'], [{ illisible: ['10', '21'] }])],
    [1, one(...codesOf('G15')).map((code) => [code])],
  ),
  savoirFaire: often<NonNullable<CodeRecu>[]>(
    [6, fc.constant(['SM44'])],
    [3, one(['SM74'], ['SM37'], ['SM28'], ['SM54', 'SM45'])],
    [4, one<NonNullable<CodeRecu>[]>(['SM26'], ['SM54'], [])],
    [2, fc.array(one(...codesOf('R38')), { maxLength: 3 })],
    [
      2,
      one<NonNullable<CodeRecu>[]>(
        ['SM99'],
        ['SM54', 'SI99'],
        ['CAPA05'],
        [{ illisible: ['44'] }],
        [{ illisible: ['44'] }, 'SM44'],
      ),
    ],
  ),
  cartes: fc.constant<Carte[]>([]),
  situations: often<SituationExercice[]>(
    [3, fc.array(situation, { minLength: 1, maxLength: 1 })],
    [1, fc.array(situation, { minLength: 1, maxLength: 3 })],
    // The same place two or three times, or nearly: what one identifier for two structures needs.
    [
      1,
      fc
        .tuple(situation, fc.array(autre, { minLength: 1, maxLength: 2 }))
        .map(([first, autres]) => [
          first,
          ...autres.map((change) => ({
            ...first,
            structure: first.structure === null ? null : change(first.structure),
          })),
        ]),
    ],
  ),
})

const professionnel: fc.Arbitrary<Professionnel> = fc
  .array(exercice, { minLength: 1, maxLength: 2 })
  .map((exercices) => {
    let id = 1_019_900_000
    return {
      rpps: RPPS,
      nom: 'TESTARD',
      prenom: 'Camille',
      civilite: 'MME',
      exercices: exercices.map((exercice) => ({
        ...exercice,
        situations: exercice.situations.map((situation) => ({ ...situation, id: `${++id}` })),
      })),
    }
  })

type Choix = Pick<Demande, 'jour' | 'usages' | 'contexte'> & { seule: boolean }

const choix: fc.Arbitrary<Choix> = fc.record({
  jour: one(
    '2022-12-15',
    '2022-12-31',
    '2023-01-01',
    '2023-06-15',
    '2023-10-12',
    '2023-10-13',
    '2026-11-28',
  ),
  usages: often<Choix['usages']>([5, fc.constant([])], [1, one(...USAGES).map((usage) => [usage])]),
  contexte,
  seule: often([9, fc.constant(false)], [1, fc.constant(true)]),
})

/* The two readings. */

const toDemande = ({ seule, ...choix }: Choix, personne: Professionnel): Demande => ({
  numero: personne.rpps,
  type: 'RPPS',
  situation: seule ? (personne.exercices[0]?.situations[0]?.id ?? null) : null,
  identifiantEnvisage: null,
  ...choix,
})

const observe = (verification: Verification): LectureGlobale => {
  const situations: Record<string, Lecture> = {}
  for (const one of verification.situations) {
    const commande = verification.commandes.find(({ id }) => id === one.commande)
    const codes = (bloquante: boolean): string[] =>
      [
        ...new Set(
          one.verifications.filter((v) => v.bloquante === bloquante).map(({ code }) => code),
        ),
      ].toSorted()
    situations[one.cle] = {
      retenue: true,
      issue: one.issue,
      identifiant: commande ? `${commande.identifiant.type} ${commande.identifiant.valeur}` : null,
      alternatives: (commande?.alternatives ?? [])
        .map(({ identifiant }) => `${identifiant.type} ${identifiant.valeur}`)
        .toSorted(),
      role: commande?.commanditaire.role ?? null,
      rpps: commande?.commanditaire.rpps ?? null,
      bloquantes: codes(true),
      // Beside a question that blocks, what else is asked is free; the dates are always told of.
      ouvertes: codes(false).filter((code) => commande !== undefined || code === 'H09'),
      classe: one.classe,
      couloir: one.couloir,
    }
  }
  for (const { situation, motif } of verification.ecartees) {
    situations[situation.cle] = {
      retenue: motif,
      issue: null,
      identifiant: null,
      alternatives: [],
      role: null,
      rpps: null,
      bloquantes: [],
      ouvertes: [],
      classe: null,
      couloir: undefined,
    }
  }
  return { issue: verification.issue, situations }
}

type Difference = { id: string; champ: string; attendu: unknown; obtenu: unknown }

const compare = (personne: Professionnel, demande: Demande): Difference[] => {
  const attendu = oracle(personne, demande)
  const obtenu = observe(verify(personne, demande))
  const differences: Difference[] = []
  const situations = personne.exercices.flatMap(({ situations }) => situations)
  for (const situation of situations) {
    const id = situation.id ?? ''
    const [a, o] = [attendu.situations[id], obtenu.situations[id]]
    const found: Difference[] = []
    if (a === undefined || o === undefined) {
      if (a !== o) found.push({ id, champ: 'situation', attendu: a, obtenu: o })
    } else {
      for (const champ of Object.keys(a) as (keyof Lecture)[]) {
        if (champ === 'couloir' && a.couloir === undefined) continue
        if (JSON.stringify(a[champ]) !== JSON.stringify(o[champ])) {
          found.push({ id, champ, attendu: a[champ], obtenu: o[champ] })
        }
      }
    }
    differences.push(...found)
  }
  if (attendu.issue !== obtenu.issue) {
    differences.push({ id: '', champ: 'issue', attendu: attendu.issue, obtenu: obtenu.issue })
  }
  return differences
}

/** What says nothing is left out. */
const brief = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, one: unknown) =>
      one === null || (Array.isArray(one) && one.length === 0) ? undefined : one,
    2,
  ).replaceAll('"', '')

const check = (runs: number, seed?: number): string | null => {
  const details = fc.check(
    fc.property(professionnel, choix, (personne, one) => {
      return compare(personne, toDemande(one, personne)).length === 0
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  )
  if (details.counterexample === null) return details.failed ? brief(details.errorInstance) : null
  const [personne, one] = details.counterexample
  const demande = toDemande(one, personne)
  return [
    `seed ${details.seed}, after ${details.numRuns} of ${runs}`,
    brief(demande),
    brief(personne.exercices),
    ...compare(personne, demande).map(
      ({ id, champ, attendu, obtenu }) =>
        `${id} ${champ}: text ${JSON.stringify(attendu)}, service ${JSON.stringify(obtenu)}`,
    ),
  ].join('\n')
}

/** Every code of a table, one after the other, where it may count. */
const eachCode = function* (): Generator<[Professionnel, Choix]> {
  const EG = EGS[0] ?? ''
  const parent = construitEj({ J: EJS[0] ?? '' })
  const places: StructureInput[] = [
    { secteur: 'SA01', F: EG, parent },
    { secteur: 'SA04', F: EG, parent },
    { secteur: 'SA30', F: EG, parent },
    { secteur: 'SA08', K: rangOf(RPPS) },
    { secteur: 'SA09', S: SIRETS[0] ?? '' },
    { secteur: 'SA33', F: EG },
    { secteur: 'SA52', F: EG },
  ]
  for (const jour of ['2022-12-15', '2026-11-28']) {
    const choix: Choix = { jour, usages: [], contexte: {}, seule: false }
    const each = (
      de: StructureInput,
      savoirFaire: string[],
      more: Partial<SituationExercice> = {},
    ) =>
      [construit({ savoirFaire, situations: [construitSituation({ de, ...more })] }), choix] as [
        Professionnel,
        Choix,
      ]
    for (const savoirFaire of [['SM44'], ['SM26']]) {
      for (const secteur of codesOf('R02')) {
        yield each({ secteur, F: EG, K: rangOf(RPPS), S: SIRETS[0] ?? '', parent }, savoirFaire)
      }
      for (const place of places) {
        for (const r72 of codesOf('R400')) yield each({ ...place, r72 }, savoirFaire)
        for (const fonction of codesOf('R21')) yield each(place, savoirFaire, { fonction })
        for (const genreActivite of codesOf('R22'))
          yield each(place, savoirFaire, { genreActivite })
        for (const modeExercice of codesOf('R23')) yield each(place, savoirFaire, { modeExercice })
      }
    }
    for (const place of places) {
      for (const code of codesOf('R38')) yield each(place, [code])
    }
    for (const secteur of ['SA01', 'SA08']) {
      for (const r66 of codesOf('R66')) {
        yield each({ secteur, r66, F: EG, K: rangOf(RPPS), parent }, ['SM26'])
      }
    }
  }
}

const MORE = Number(process.env['ORACLE'] ?? 0)

test.runIf(MORE === 0)('the service answers what the text says, two thousand practitioners', () => {
  expect(check(2000, 20_261_128)).toBeNull()
})

test.runIf(MORE === 0)('the service answers what the text says, others each time', () => {
  expect(check(300)).toBeNull()
})

test('every code of every table', () => {
  const found: string[] = []
  for (const [personne, one] of eachCode()) {
    const demande = toDemande(one, personne)
    const differences = compare(personne, demande)
    if (differences.length > 0) found.push(brief({ demande, personne, differences }))
  }
  expect(found).toEqual([])
})

test.runIf(MORE > 0)(
  'the service answers what the text says, as many as asked for',
  { timeout: 3_600_000 },
  () => {
    expect(check(MORE)).toBeNull()
  },
)
