import type { Cle } from '../application/ports.ts'
import { cleanText } from '../domain/texte.ts'

/** How many rows set aside are shown by their line number. */
const SHOWN = 10

/** The rows of a file that could not be read: numbers and reasons, nothing of the rows. */
export class Rejets {
  total = 0
  /** Those that do not even tell whom they are about. */
  nonAttribuees = 0
  readonly premiers: { ligne: number; motif: string }[] = []

  add(ligne: number, motif: string, isAttribuee = true): void {
    this.total++
    if (!isAttribuee) this.nonAttribuees++
    if (this.premiers.length < SHOWN) this.premiers.push({ ligne, motif })
  }
}

/** What was read of a file. */
export type Lecture = {
  /** Data rows, those set aside included. */
  lignes: number
  rejets: Rejets
  /** Rows about people without RPPS (ADELI): left out, nobody can ask for them. */
  sansRpps: number
  /** Columns that the file lacks, as people know them. */
  absentes: string[]
  /** Moment of the data that the content itself gives; null = it does not. */
  donneesLe: string | null
}

const digits = (cell: string): string => cleanText(cell).replace(/\s+/g, '')

/**
 * Whom a row that cannot be read may be about: the RPPS and, in the file of cards, the card numbers
 * that it names. Its cells may be shifted, so that beside the right columns any cell counts that can
 * be nothing else: an identification nationale (8 and the RPPS), or the 10 digits of a card. One
 * number too many costs its owner a refusal, one too few a wrong answer. Empty = nobody knows.
 */
export const nommesPar = (
  cells: readonly string[],
  { identifiant = -1, numero = -1 }: Partial<Record<string, number>>,
): Cle[] => {
  const rpps = new Set<string>()
  const cartes = new Set<string>()
  for (const [place, cell] of cells.entries()) {
    const text = digits(cell)
    if (/^8\d{11}$/.test(text)) rpps.add(text.slice(1))
    if (place === identifiant && /^\d{11}$/.test(text)) rpps.add(text)
    if (numero === -1) continue
    if (/^\d{10}$/.test(text) || (place === numero && /^\d{8,12}$/.test(text))) cartes.add(text)
  }
  return [
    ...[...rpps].map((valeur) => ({ type: 'RPPS' as const, valeur })),
    ...[...cartes].map((valeur) => ({ type: 'CARTE' as const, valeur })),
  ]
}
