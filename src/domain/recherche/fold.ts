import { cleanText } from '../texte.ts'

/**
 * Names as they are compared. What the import writes and what a search asks for come from the same
 * functions: whoever has a name is found by it however it is typed.
 */

const LETTRES: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ẞ: 'SS',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
}
const A_REMPLACER = /[œŒæÆßẞøØłŁđĐ]/g
const SEULEMENT = /^[A-Z]+$/
const ASCII = /^[ -~]+$/

/** A word of digits and letters alone: whatever else stands in a name parts its words. */
const MOT = /[\p{L}\p{N}]+/gu

/** The words of a text, folded: no accent, upper case, apostrophes, hyphens and dots as spaces. */
export const foldWords = (text: string): string[] => {
  if (SEULEMENT.test(text)) return [text]
  if (ASCII.test(text)) return text.toUpperCase().match(/[A-Z0-9]+/g) ?? []
  const plain = cleanText(text)
    // Before the decomposition: that of « ŉ » brings an apostrophe, that of « ﬁ » two letters.
    .replace(A_REMPLACER, (lettre) => LETTRES[lettre] ?? lettre)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // « ʼ » is a letter for Unicode, and an apostrophe in names.
    .replace(/[\u02B0-\u02FF]/g, ' ')
    .toUpperCase()
  return plain.match(MOT) ?? []
}

/** The same on one line, one space between the words. */
export const fold = (text: string): string => foldWords(text).join(' ')

/** Words that people write apart from the next one or glued to it: LE GOFF, LEGOFF. */
const PARTICULES: ReadonlySet<string> = new Set(
  'DE DU DES LE LA LES DA DI DEL DELLA DOS EL AL ABD BEN VAN VON DER DEN TEN MAC MC SAINT SAINTE'.split(
    ' ',
  ),
)

/** D’HERVE and N’GUYEN are glued too: one letter alone is what an apostrophe leaves. */
const isGlued = (word: string): boolean => word.length === 1 || PARTICULES.has(word)

/** The words with each run of particles glued to the word behind it; the same list when there is none. */
export const glueWords = (words: readonly string[]): readonly string[] => {
  if (!words.some((word, i) => i < words.length - 1 && isGlued(word))) return words
  const glued: string[] = []
  let start = ''
  for (const [i, word] of words.entries()) {
    start += word
    if (i < words.length - 1 && isGlued(word)) continue
    glued.push(start)
    start = ''
  }
  return glued
}

/** Every word by which these words are found: themselves, and what particles make of them. */
export const indexedWords = (words: readonly string[]): string[] => {
  const glued = glueWords(words)
  if (glued === words) return [...words]
  const all = [...words]
  for (let i = 0; i < words.length; i++) {
    // DELATOUR and LATOUR, of DE LA TOUR.
    const [first = ''] = glueWords(words.slice(i))
    if (!all.includes(first)) all.push(first)
  }
  return all
}

/** A name as it is looked for. */
export type NomPlie = {
  nom: readonly string[]
  prenom: readonly string[]
  /** Every word by which it is found, each once. */
  mots: readonly string[]
}

/** Words of one name; nobody has more. */
const MOTS_MAX = 16

export const foldNom = (nom: string | null, prenom: string | null): NomPlie => {
  const nomPlie = foldWords(nom ?? '').slice(0, MOTS_MAX)
  const prenomPlie = foldWords(prenom ?? '').slice(0, MOTS_MAX)
  const mots = new Set([...indexedWords(nomPlie), ...indexedWords(prenomPlie)])
  return { nom: nomPlie, prenom: prenomPlie, mots: [...mots] }
}
