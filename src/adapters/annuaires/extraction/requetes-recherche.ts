import { FIN_DE_NOM } from '../../../domain/recherche/index-rows.ts'
import type { LieuCherche } from '../../../domain/recherche/lieu.ts'
import { type Question, toPartages } from '../../../domain/recherche/question.ts'
import { RESULTATS_MAX } from '../../../domain/recherche/select.ts'
import { type Requete, toRequetes } from './base.ts'
import { COLONNES_STRUCTURE, type LigneStructure } from './requetes.ts'

/**
 * The statements of a search. Each reads one range of an index in its order and stops at a bound,
 * whatever the names are: a beginning of two letters costs no more than a rare name.
 */

/** Above whatever a key holds. */
const FIN = '\u{10FFFF}'

/** Rows that one statement looks at. */
export const LUES_MAX = 20_000
/** Rows that one statement gives: one more than answers, with four activities each. */
export const DONNEES_MAX = (RESULTATS_MAX + 1) * 4
/** Ways to part the words in a name and a first name; with more words only the general search is made. */
const PARTAGES_MAX = 12

/** Values of one statement, in their order. */
class Params {
  readonly values: string[] = []
  add(value: string): string {
    this.values.push(value)
    return `?${this.values.length}`
  }
}

const inRange = (column: string, start: string, params: Params): string =>
  `${column} >= ${params.add(start)} AND ${column} < ${params.add(start + FIN)}`

/** The places meant, each way by an index of `lieu`. */
const atLieu = (column: string, lieu: LieuCherche, params: Params): string => {
  const { codePostal, departement, commune, ouDepartement } = lieu
  const conditions = [
    codePostal === null ? [] : `code_postal = ${params.add(codePostal)}`,
    departement === null ? [] : `departement = ${params.add(departement)}`,
  ].flat()
  const named =
    commune === null
      ? [conditions]
      : [
          [...conditions, `commune = ${params.add(commune)}`],
          [...conditions, inRange('commune', `${commune} `, params)],
          ...(ouDepartement === null ? [] : [[`departement = ${params.add(ouDepartement)}`]]),
        ]
  const ids = named.map((all) => `SELECT id FROM lieu WHERE ${all.join(' AND ')}`)
  return `${column} IN (${ids.join(' UNION ALL ')})`
}

/** Whoever has a row that could not be read may work anywhere, as anything. */
const DES_INCOMPLETS = "rpps IN (SELECT CAST(valeur AS INTEGER) FROM incomplet WHERE type = 'RPPS')"

/** What else must hold of a key that begins with the first of these words. */
const toFilters = (
  { lieu, profession }: Question,
  autres: readonly string[],
  params: Params,
): string[] => [
  ...autres.map((mot) => `instr(' ' || cle, ${params.add(` ${mot}`)}) > 0`),
  ...(profession === null ? [] : [`(profession = ${params.add(profession)} OR ${DES_INCOMPLETS})`]),
  ...(lieu === null ? [] : [`(${atLieu('lieu', lieu, params)} OR ${DES_INCOMPLETS})`]),
]

const where = (filters: readonly string[]): string =>
  filters.length === 0 ? '' : ` WHERE ${filters.join(' AND ')}`

export type LigneNom = { readonly rpps: string; readonly cle: string }
export type LigneNombre = { readonly n: number }

const inNoms = (
  question: Question,
  sorte: 0 | 1,
  start: string,
  autres: readonly string[],
): Requete<LigneNom> => {
  const params = new Params()
  const range = inRange('cle', start, params)
  const filters = where(toFilters(question, autres, params))
  return {
    sql: `SELECT printf('%011d', rpps) AS rpps, cle FROM (
      SELECT cle, rpps, lieu, profession FROM nom WHERE sorte = ${sorte} AND ${range}
      ORDER BY cle, rpps LIMIT ${LUES_MAX})${filters} LIMIT ${DONNEES_MAX}`,
    params: params.values,
  }
}

/** Those of a whole name, with the beginning of the first name: the best answers. */
export const entiers = (question: Question): Requete<LigneNom>[] => {
  const partages = question.lectures.flatMap(toPartages)
  if (partages.length > PARTAGES_MAX) return []
  return partages.map(([nom, prenom]) =>
    inNoms(question, 0, nom + FIN_DE_NOM + (prenom === '' ? '' : ` ${prenom}`), []),
  )
}

/** Everybody of whom one word begins so, and who has the others. */
export const parMot = (
  question: Question,
  mot: string,
  mots: readonly string[],
): Requete<LigneNom>[] => {
  const autres = mots.filter((other) => other !== mot)
  return [inNoms(question, 0, mot, autres), inNoms(question, 1, mot, autres)]
}

/** Up to here words are told apart by how rare they are. */
export const RARES_MAX = 2000

const countIn = (from: string, column: string, start: string, max: number) => {
  const params = new Params()
  const range = inRange(column, start, params)
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} ${range} LIMIT ${max + 1})`
  return { sql, params: params.values } satisfies Requete<LigneNombre>
}

/** How many keys begin with a word, of each sort; one more than `max` for any larger number. */
export const compterNoms = (mot: string, max = RARES_MAX): Requete<LigneNombre>[] =>
  [0, 1].map((sorte) => countIn(`nom WHERE sorte = ${sorte} AND`, 'cle', mot, max))

/** How many structures have a word that begins so; likewise. */
export const compterStructures = (mot: string, max = RARES_MAX): Requete<LigneNombre>[] => [
  countIn('mot_structure WHERE', 'mot', mot, max),
]

/** Descriptions of structures that one statement gives: several may be of one structure. */
export const STRUCTURES_MAX = 200

export type LigneIdStructure = { readonly id: number; readonly secteur: string | null }

/** The structures one word of which begins so, and that have the others. */
export const structuresParMot = (
  question: Question,
  mot: string,
  mots: readonly string[],
): Requete<LigneIdStructure> => {
  const params = new Params()
  const range = inRange('mot', mot, params)
  const { lieu } = question
  const place = lieu === null ? '' : ` WHERE ${atLieu('lieu', lieu, params)}`
  const autres = mots
    .filter((other) => other !== mot)
    .map((other) => `instr(' ' || n.cle, ${params.add(` ${other}`)}) > 0`)
  return {
    sql: `SELECT n.id, n.secteur FROM (
      SELECT structure FROM (
        SELECT structure, lieu FROM mot_structure WHERE ${range} LIMIT ${LUES_MAX})${place}) AS m
      CROSS JOIN nom_structure AS n ON n.id = m.structure${where(autres)} LIMIT ${STRUCTURES_MAX}`,
    params: params.values,
  }
}

/** Structures by their ids. */
export const structuresDe = (ids: readonly string[]) =>
  toRequetes<LigneStructure & { readonly id: number }>(
    `SELECT id, ${COLONNES_STRUCTURE.join(', ')} FROM structure WHERE id IN (@)`,
    ids,
  )
