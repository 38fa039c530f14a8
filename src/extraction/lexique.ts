import { toCode } from './cellules.ts'

/** Between the cells of a key; no cell holds it. */
const SEPARATOR = '\u0000'

/** Numbers lists of codes. Keeps copies: a slice would keep its whole chunk of the file alive. */
export class Lexique {
  readonly listes: (readonly (string | null)[])[] = []
  readonly #numeros = new Map<string, number>()

  /** Cells as they stand in the file; those that say the same have the same number. */
  add(cells: readonly string[]): number {
    const key = cells.join(SEPARATOR)
    const known = this.#numeros.get(key)
    if (known !== undefined) return known
    const liste = cells.map(toCode).map((code) => code && Buffer.from(code).toString())
    const read = liste.map((code) => code ?? '').join(SEPARATOR)
    let numero = this.#numeros.get(read)
    if (numero === undefined) {
      numero = this.listes.push(liste) - 1
      this.#numeros.set(read, numero)
    }
    this.#numeros.set(Buffer.from(key).toString(), numero)
    return numero
  }
}
