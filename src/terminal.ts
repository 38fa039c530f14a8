import { cleanLines } from './domain/texte.ts'

/** A stream that may be a terminal. */
export type Sortie = { write(text: string): unknown }

/** Writes lines in which names, paths or arguments stand: none of them moves the terminal. */
export const print = (sortie: Sortie, text: string): void => {
  sortie.write(cleanLines(text))
}
