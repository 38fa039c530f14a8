import fc from 'fast-check'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import { nomenclatures } from '../../src/domain/nomenclatures/index.ts'
import type { EntiteJuridique, Site, Structure } from '../../src/domain/situation-exercice.ts'
import type { Contexte } from '../../src/domain/demande.ts'
import { AUTRE_RPPS, RPPS, rangOf } from './construire.ts'

/* Random structures. Few numbers, so that they meet under one identifier. */

export const codesOf = (table: string): string[] =>
  (nomenclatures.get(table)?.concepts ?? []).map(({ code }) => code)
export const EGS = ['991000456', '991000464', '2A0990016', '991000457']
export const EJS = ['991000449', '991000472', '991000440']
export const SIRETS = ['99910028200014', '99910028200022', '99900001100018', '99910028200015']
const SIRENS = ['999100282', '999000011']
const RANGS = [rangOf(RPPS), rangOf(RPPS, '01'), rangOf(AUTRE_RPPS), `${RPPS}000`]
export const AVANT = '2019-05-01'
export const APRES = '2030-01-01'

export const often = <T>(...pairs: [number, fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
  fc.oneof(...pairs.map(([weight, arbitrary]) => ({ weight, arbitrary })))
export const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
/** The value, else null. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | null> =>
  often<T | null>([1, fc.constant(null)], [weight, arbitrary])

/** A coded field: absent, of the codes that matter, of the whole table, of no table, unreadable. */
export const coded = (table: string, inconnu: string, ...likely: [number, string[]][]) =>
  often<CodeRecu>(
    [2, fc.constant(null)],
    ...likely.map(([weight, codes]): [number, fc.Arbitrary<CodeRecu>] => [weight, one(...codes)]),
    [3, one(...codesOf(table))],
    [1, fc.constant(inconnu)],
    [1, fc.constant({ illisible: likely[0]?.[1].slice(0, 2) ?? [inconnu] })],
  )

const HOPITAUX = ['SA01', 'SA02', 'SA03', 'SA04', 'SA30', 'SA34', 'SA36']

const secteur = often<CodeRecu>(
  [8, one(...HOPITAUX)],
  [5, one('SA07', 'SA08')],
  [5, one('SA09')],
  [3, one('SA25', 'SA29')],
  [2, one('SA33', 'SA38', 'SA39', 'SA65')],
  [3, one('SA05', 'SA52')],
  [3, coded('R02', 'SA99', [1, ['SA16', 'SA17', 'SA40', 'SA43']])],
)
const categorie = often<CodeRecu>(
  [8, fc.constant(null)],
  [4, coded('R66', '9999', [2, ['500', '242', '640', '202']], [1, ['141', '146', '355', '620']])],
)
const statut = often<CodeRecu>(
  [5, fc.constant(null)],
  [
    6,
    coded(
      'R400',
      '999',
      [1, ['79']],
      [3, ['85', '88', '101', '102']],
      [1, ['29', '30', '66', '89']],
      [1, ['1000', '2000', '2200', '2250', '1210', '3000', '000', '90']],
      [2, ['13', '60', '72', '95']],
    ),
  ],
)

const typeEtablissement = often<Site['typeEtablissement']>(
  [3, fc.constant(null)],
  [2, one('P' as const)],
  [2, one('S' as const)],
  [1, one('illisible' as const)],
)

const actif = often<boolean | null>([8, fc.constant(true)], [1, one(null, false)])
/** The days judged lie between the two last. */
const fermeture = often<string | null>(
  [12, fc.constant(null)],
  [1, one(AVANT, APRES, '2022-12-15', '2023-06-15')],
)

const sites: fc.Arbitrary<Site[] | null> = maybe(
  fc.uniqueArray(
    fc.record({
      finessEg: one(...EGS),
      raisonSociale: fc.constant('SITE'),
      typeEtablissement,
      actif,
      fermeture,
    }),
    { maxLength: 3, selector: ({ finessEg }) => finessEg },
  ),
  2,
)

const identifiants: fc.Arbitrary<Structure['identifiants']> = fc.record({
  finessEg: maybe(one(...EGS), 1),
  finessEj: often<string | null>([3, fc.constant(null)], [1, one(...EJS)]),
  siret: maybe(one(...SIRETS), 2),
  siren: maybe(one(...SIRENS)),
  rppsRang: maybe(
    fc.record({
      valeur: one(...RANGS),
      origine: one('identifiant' as const, 'idnst' as const, 'ancien' as const),
    }),
    2,
  ),
  rppsRangMalforme: often<string | null>([6, fc.constant(null)], [1, one('F754567860')]),
  illisibles: often<string[]>(
    [10, fc.constant([])],
    [1, one(['991000480'], ['2A0990024'], ['99900001100018', '99910028200014'], ['abc'])],
  ),
})

const nue = {
  raisonSociale: maybe(one('STRUCTURE FICTIVE', 'AUTRE STRUCTURE'), 4),
  enseigne: fc.constant(null),
  nature: one('EG' as const, 'EJ' as const, null),
  actif,
  secteurActivite: secteur,
  categorieEtablissement: categorie,
  statutJuridique: statut,
  typeEtablissement,
  adresse: fc.constant(null),
  ouverture: fc.constant(null),
  fermeture,
}

export const entiteJuridique: fc.Arbitrary<EntiteJuridique> = fc.record({
  ...nue,
  nature: fc.constant('EJ' as const),
  identifiants: identifiants.chain((ids) =>
    maybe(one(...EJS), 6).map((finessEj) => ({ ...ids, finessEg: null, finessEj })),
  ),
  sites,
})

export const structure: fc.Arbitrary<Structure> = fc
  .record({
    ...nue,
    identifiants,
    partOf: maybe(entiteJuridique, 2),
    partOfIntrouvable: often([5, fc.constant(false)], [1, fc.constant(true)]),
    sansFiness: often([3, fc.constant(true)], [1, fc.constant(false)]),
    sites: often<Site[] | null>([1, fc.constant(null)], [1, sites]),
  })
  .map(({ sansFiness, ...one }) => ({
    ...one,
    // Cabinets and sociétés have none as a rule.
    identifiants:
      sansFiness && ['SA07', 'SA08', 'SA09'].some((code) => code === one.secteurActivite)
        ? { ...one.identifiants, finessEg: null, finessEj: null }
        : one.identifiants,
    partOfIntrouvable: one.partOf === null && one.partOfIntrouvable,
    // Only an EJ has sites of its own.
    sites: one.partOf === null && one.identifiants.finessEg === null ? one.sites : null,
  }))

/** Left out more often than not. */
const given = <T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  often<T | undefined>([3, fc.constant(undefined)], [weight, arbitrary])

export const contexte: fc.Arbitrary<Contexte> = fc
  .record({
    solutions: given(one(2)),
    instances: given(one(3)),
    systemeInformation: given(one('commun' as const, 'par-site' as const)),
    ris: given(one('unique' as const, 'par-site' as const)),
    groupement: given(fc.boolean()),
    sitePrincipal: given(one(EGS[0], EGS[1], EGS[2])),
    certificatSouhaite: given(fc.boolean()),
    statut: given(one('public' as const, 'prive' as const)),
    exercice: given(one('nom-propre' as const, 'societe' as const), 2),
    logiciel: given(one('structure' as const, 'praticien' as const), 2),
    siret: given(one(SIRETS[0], SIRETS[1], SIRETS[2]), 2),
  })
  .map((fields): Contexte =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  )
