import fc from 'fast-check'
import { USAGES } from '../../src/domain/demande.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type {
  Carte,
  Professionnel,
  SituationExercice,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import {
  APRES,
  AVANT,
  coded,
  codesOf,
  contexte,
  entiteJuridique,
  maybe,
  often,
  one,
  SIRETS,
  structure,
} from './au-hasard.ts'
import { RPPS } from './construire.ts'

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

export const professionnel: fc.Arbitrary<Professionnel> = fc
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

export type Choix = Pick<Demande, 'jour' | 'usages' | 'contexte'> & { seule: boolean }

export const choix: fc.Arbitrary<Choix> = fc.record({
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

export const toDemande = ({ seule, ...choix }: Choix, personne: Professionnel): Demande => ({
  numero: personne.rpps,
  type: 'RPPS',
  situation: seule ? (personne.exercices[0]?.situations[0]?.id ?? null) : null,
  identifiantEnvisage: null,
  ...choix,
})

/** What says nothing is left out. */
export const brief = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, one: unknown) =>
      one === null || (Array.isArray(one) && one.length === 0) ? undefined : one,
    2,
  ).replaceAll('"', '')
