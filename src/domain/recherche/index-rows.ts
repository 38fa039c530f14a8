import { foldNom, glueWords } from './fold.ts'

/** What a database writes so that people are found in it by name. */

/** Behind a whole name: below any letter, so that it comes before longer ones. */
export const FIN_DE_NOM = ','

/** Characters of a key; no name comes near it. */
const CLE_MAX = 200

export type EntreeNom = {
  /** 0 begins with the name, 1 with another word. */
  sorte: 0 | 1
  cle: string
}

/**
 * The keys of one person: `NOM, PRENOM`, then each other word with all the rest behind it. Whichever
 * word a search begins with, the others are read in the same key.
 */
export const toEntreesNom = (nom: string | null, prenom: string | null): EntreeNom[] => {
  const plie = foldNom(nom, prenom)
  const entrees: EntreeNom[] = []
  const add = (sorte: 0 | 1, words: readonly string[]) =>
    entrees.push({ sorte, cle: words.join(' ').slice(0, CLE_MAX) })
  const begun = new Set<string>()
  for (const words of new Set([plie.nom, glueWords(plie.nom)])) {
    const [first] = words
    if (first === undefined) continue
    begun.add(first)
    const autres = plie.mots.filter((mot) => !words.includes(mot) && !plie.prenom.includes(mot))
    add(0, [words.join(' ') + FIN_DE_NOM, ...plie.prenom, ...autres])
  }
  for (const mot of plie.mots) {
    if (!begun.has(mot)) add(1, [mot, ...plie.mots.filter((other) => other !== mot)])
  }
  return entrees
}
