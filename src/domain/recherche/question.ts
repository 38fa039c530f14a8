import type { DemandeRecherche } from './demande-recherche.ts'
import { fold, foldWords, glueWords, type NomPlie } from './fold.ts'
import { type LieuCherche, readLieu } from './lieu.ts'

/** What is looked for, read once for every directory. */
export type Question = {
  quoi: 'professionnel' | 'structure'
  /** The text as typed, for a directory that folds it in its own way. */
  texte: string
  /** Each a way to read the text: all its words, and the same with particles glued. Never empty. */
  lectures: readonly (readonly string[])[]
  lieu: LieuCherche | null
  /** Code of TRE_G15. */
  profession: string | null
}

/** Before a name, and of none: « Dr Granite ». */
const TITRES: ReadonlySet<string> = new Set(
  'DR DOCTEUR PR PROFESSEUR MME MADAME MLLE MONSIEUR'.split(' '),
)

/** The words of a person's name, whatever their case. */
export const withoutTitre = (words: readonly string[]): readonly string[] =>
  words.length > 1 && TITRES.has(fold(words[0] ?? '')) ? words.slice(1) : words

const unique = (words: readonly string[]): string[] => [...new Set(words)]

/** `demande` has passed its schema. */
export const toQuestion = (demande: DemandeRecherche): Question => {
  const { texte, lieu, profession, quoi = 'professionnel' } = demande
  const all = foldWords(texte)
  const words = quoi === 'structure' ? all : withoutTitre(all)
  const glued = glueWords(words)
  return {
    quoi,
    texte,
    lectures: (glued === words ? [words] : [words, glued]).map(unique),
    lieu: lieu === undefined ? null : readLieu(lieu),
    profession: profession ?? null,
  }
}

/** Whether every word of one reading begins a word of the name. */
export const isFound = ({ lectures }: Question, mots: readonly string[]): boolean =>
  lectures.some((words) => words.every((word) => mots.some((mot) => mot.startsWith(word))))

/** How well a name answers, 0 the best. */
export type Rang = 0 | 1 | 2 | 3

/** Each way to take the words for a name and a first name, in either order; the second may be empty. */
export const toPartages = (words: readonly string[]): readonly (readonly [string, string])[] => {
  const partages = new Map<string, readonly [string, string]>()
  for (let i = 1; i <= words.length; i++) {
    const [first, second] = [words.slice(0, i).join(' '), words.slice(i).join(' ')]
    partages.set(`${first},${second}`, [first, second])
    if (second !== '') partages.set(`${second},${first}`, [second, first])
  }
  return [...partages.values()]
}

/**
 * The whole name and first name; the whole name and the beginning of the first name; the beginning of
 * the name; another word.
 */
export const rankNom = ({ lectures }: Question, { nom, prenom }: NomPlie): Rang => {
  const noms = new Set([nom.join(' '), glueWords(nom).join(' ')])
  const prenomPlie = prenom.join(' ')
  let best: Rang = 3
  for (const [n, p] of lectures.flatMap(toPartages)) {
    if (noms.has(n) && prenomPlie.startsWith(p)) {
      if (prenomPlie === p) return 0
      best = 1
    } else if (best === 3 && [...noms].some((one) => one.startsWith(n))) best = 2
  }
  return best
}
