import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import type { Adresse, Professionnel, SituationExercice, Structure } from '../situation-exercice.ts'
import { fold, foldNom, foldWords } from './fold.ts'
import { isAtLieu } from './lieu.ts'
import { isFound, type Question, rankNom } from './question.ts'
import { identifiantOf } from './views.ts'

/** Answers of one search. */
export const RESULTATS_MAX = 20

/** Best first, and whether there may be more. */
export type Selection<T> = { trouves: readonly T[]; tronque: boolean }

const isEnCours = ({ actif }: SituationExercice): boolean => actif !== false

const isThere = (adresse: Adresse | null | undefined, { lieu }: Question): boolean =>
  lieu === null || isAtLieu(adresse ?? null, lieu)

/** Whether the name answers, by itself. */
export const hasNom = (
  question: Question,
  { nom, prenom }: Pick<Professionnel, 'nom' | 'prenom'>,
): boolean => isFound(question, foldNom(nom, prenom).mots)

/** Whether one exercice is of the profession, and has an activity at the place, when these are asked. */
export const hasExercice = (question: Question, { exercices }: Professionnel): boolean =>
  exercices.some(
    ({ professions, situations }) =>
      (question.profession === null || professions.includes(question.profession)) &&
      (question.lieu === null ||
        situations.some((one) => isEnCours(one) && isThere(one.structure?.adresse, question))),
  )

/** By a key; each value is worked out once. */
const sortBy = <T>(values: readonly T[], keyOf: (value: T) => string): T[] =>
  values
    .map((value) => ({ value, key: keyOf(value) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ value }) => value)

/** Between the parts of a key: below whatever stands in them. */
const SEP = '\u0000'

/** By how well the name answers, then alphabetically, homonyms by RPPS. */
export const sortByNom = <T extends Pick<Professionnel, 'rpps' | 'nom' | 'prenom'>>(
  question: Question,
  found: readonly T[],
): T[] =>
  sortBy(found, ({ rpps, nom, prenom }) => {
    const plie = foldNom(nom, prenom)
    const name = [plie.nom.join(' '), plie.prenom.join(' ')]
    return [rankNom(question, plie), ...name, rpps].join(SEP)
  })

/** Those who answer, among all. */
export const selectProfessionnels = (
  question: Question,
  all: readonly Professionnel[],
): Selection<Professionnel> => {
  const found = all.filter((one) => hasNom(question, one) && hasExercice(question, one))
  return {
    trouves: sortByNom(question, found).slice(0, RESULTATS_MAX),
    tronque: found.length > RESULTATS_MAX,
  }
}

/** The words by which a structure is found. */
export const motsStructure = ({
  raisonSociale,
  enseigne,
}: Pick<Structure, 'raisonSociale' | 'enseigne'>): string[] => [
  ...new Set([...foldWords(raisonSociale ?? ''), ...foldWords(enseigne ?? '')]),
]

const rankStructure = ({ lectures }: Question, structure: Structure): number => {
  const names = [fold(structure.raisonSociale ?? ''), fold(structure.enseigne ?? '')]
  const asked = lectures.map((words) => words.join(' '))
  if (asked.some((one) => names.includes(one))) return 0
  return asked.some((one) => names.some((name) => name.startsWith(one))) ? 1 : 2
}

/** What makes of two descriptions one structure. */
const keyOf = (structure: Structure): string => {
  const identifiant = identifiantOf(structure)
  const { raisonSociale, enseigne, adresse } = structure
  return identifiant === null
    ? JSON.stringify([raisonSociale, enseigne, adresse])
    : `${identifiant.type} ${identifiant.valeur}`
}

/** Those that answer, among all descriptions; one described twice counts once. */
export const selectStructures = (
  question: Question,
  all: readonly Structure[],
): Selection<Structure> => {
  const found = all.filter(
    (one) =>
      isCherchee(one.secteurActivite) &&
      isThere(one.adresse, question) &&
      isFound(question, motsStructure(one)),
  )
  const sorted = sortBy(found, (one) =>
    [
      rankStructure(question, one),
      fold(one.raisonSociale ?? one.enseigne ?? ''),
      fold(one.adresse?.commune ?? ''),
      keyOf(one),
    ].join(SEP),
  )
  const trouves = [...Map.groupBy(sorted, keyOf).values()].flatMap(([best]) => best ?? [])
  return { trouves: trouves.slice(0, RESULTATS_MAX), tronque: trouves.length > RESULTATS_MAX }
}

/**
 * A cabinet individuel bears the name of its titulaire, who is found instead; of all structures it
 * is the most frequent, and would hide the others.
 */
export const isCherchee = (secteurActivite: CodeRecu): boolean => secteurActivite !== 'SA07'

/** The structures of activities under way. */
export const structuresOf = (professionnels: readonly Professionnel[]): Structure[] =>
  professionnels.flatMap(({ exercices }) =>
    exercices.flatMap(({ situations }) =>
      situations.filter(isEnCours).flatMap(({ structure }) => structure ?? []),
    ),
  )
