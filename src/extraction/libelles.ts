import { specialiteOrdinale } from '../domain/nomenclatures/index.ts'
import type { Nomenclature } from '../domain/nomenclatures/nomenclature.ts'
import { MiseDeCote, toCode, toText } from './cellules.ts'
import { at, fold } from './colonnes.ts'

/** « Radio-diagnostic (SM) » of a table, where the files have « Radio-diagnostic ». */
const SUFFIXE = / \([A-Z/]+\)$/

/** The code of a label; undefined = no label of the table, or one of two codes. */
const codeByLibelle = (
  { concepts }: Nomenclature,
  autres: Readonly<Record<string, string>> = {},
): ((libelle: string) => string | undefined) => {
  const codes = new Map<string, string | undefined>()
  for (const { code, libelle } of concepts) {
    for (const key of new Set([libelle, libelle.replace(SUFFIXE, '')].map(fold))) {
      codes.set(key, codes.has(key) ? undefined : code)
    }
  }
  for (const [libelle, code] of Object.entries(autres)) codes.set(fold(libelle), code)
  return (libelle) => codes.get(fold(libelle))
}

/**
 * Reads a code of a row, for a row without code that of its published label: what a label alone says
 * must not be taken for nothing. A label of no table stands in the place of the code, where the rules
 * see a code that they do not know. `autres`: labels of the files that the table words otherwise.
 */
export const createLireCode = (
  place: number,
  libelle: number,
  table: Nomenclature,
  autres: Readonly<Record<string, string>> = {},
): ((cells: readonly string[]) => string) => {
  const codeOf = codeByLibelle(table, autres)
  return (cells) => {
    const code = toCode(at(cells, place))
    if (code !== null) return code
    const label = at(cells, libelle)
    return label === '' ? '' : (codeOf(label) ?? label)
  }
}

/** The type of a savoir-faire of R38. */
const SPECIALITE = 'S'

const specialiteByLibelle = codeByLibelle(specialiteOrdinale)

/** A label in the place of a code: its spaces must not end it. */
const toUnbroken = (libelle: string): string => (toText(libelle) ?? '').replaceAll(' ', '\u00a0')

/**
 * A savoir-faire as the database keeps it, `type:code`; null = the cells say nothing of one. Without
 * code, the label tells that of a specialty, and stands in the place of any other.
 *
 * @throws MiseDeCote when it cannot be one: a specialty unread must not become "no specialty".
 */
export const toSavoirFaire = (type: string, code: string, libelle: string): string | null => {
  const typeLu = toCode(type) ?? ''
  const specialite = ['', SPECIALITE].includes(typeLu) ? specialiteByLibelle(libelle) : undefined
  const codeLu = toCode(code) ?? specialite ?? toUnbroken(libelle)
  if (/[ :]/.test(typeLu) || codeLu.includes(' ')) throw new MiseDeCote('savoir-faire illisible')
  return typeLu === '' && codeLu === '' ? null : `${typeLu}:${codeLu}`
}

/**
 * A set of savoir-faire with one more, separated by one space, in alphabetical order. What a row
 * gives without type and another one with it is the same.
 */
export const addToSet = (ensemble: string, savoirFaire: string): string => {
  const all = new Set([...ensemble.split(' ').filter(Boolean), savoirFaire])
  const typed = new Set([...all].filter((one) => !one.startsWith(':')).map(withoutType))
  return [...all]
    .filter((one) => !(one.startsWith(':') && typed.has(withoutType(one))))
    .toSorted()
    .join(' ')
}

const withoutType = (savoirFaire: string): string => savoirFaire.slice(savoirFaire.indexOf(':'))
