import type { Nomenclature } from '../domain/nomenclatures/nomenclature.ts'
import { fold } from './colonnes.ts'

/**
 * The code of a published label, for a row that has no other: a remplaçant known by his label alone
 * must not be taken for somebody who orders. undefined = no label of the table, or one of two codes;
 * the label then stands in the place of the code, where the rules see a code that they do not know.
 */
export const codeByLibelle = ({
  concepts,
}: Nomenclature): ((libelle: string) => string | undefined) => {
  const codes = new Map<string, string | undefined>()
  for (const { code, libelle } of concepts) {
    const key = fold(libelle)
    codes.set(key, codes.has(key) ? undefined : code)
  }
  return (libelle) => codes.get(fold(libelle))
}
