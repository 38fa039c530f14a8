import type { Nomenclature } from '../domain/nomenclatures/nomenclature.ts'
import { toCode } from './cellules.ts'
import { fold } from './colonnes.ts'
import { at } from './lire-tableau.ts'

/** « Radio-diagnostic (SM) » of a table, where the files have « Radio-diagnostic ». */
const SUFFIXE = / \([A-Z/]+\)$/

/** The code of a label; undefined = no label of the table, or one of two codes. */
export const codeByLibelle = (
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
