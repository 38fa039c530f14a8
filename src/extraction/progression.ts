import { LigneVive, type Sortie, toBarre, toDuree } from './barre.ts'

const number = (value: number): string => Math.round(value).toLocaleString('fr-FR')

/** Shows how far a long work is, and lets it be broken off. */
export class Avancement {
  readonly #sortie: Sortie
  readonly #signal: AbortSignal
  readonly #ligne: LigneVive
  #etape = ''
  #total: number | null = null
  #done = 0
  #rows = 0
  #since = 0

  constructor(sortie: Sortie, signal: AbortSignal) {
    this.#sortie = sortie
    this.#signal = signal
    this.#ligne = new LigneVive(sortie)
  }

  throwIfAborted(): void {
    this.#signal.throwIfAborted()
  }

  /** A new step; `total` in the unit of `add`'s second number, null = unknown. */
  begin(etape: string, total: number | null): void {
    this.end()
    this.#etape = etape
    this.#total = total
    this.#done = 0
    this.#rows = 0
    this.#since = performance.now()
    this.#ligne.start(this.#since)
    if (this.#ligne.isTerminal) this.#show(this.#since)
    else this.#sortie.write(`${etape}…\n`)
  }

  add(rows: number, done: number): void {
    this.#rows += rows
    this.#done += done
    const now = performance.now()
    if (this.#ligne.isDue(now)) this.#show(now)
  }

  end(): void {
    this.#ligne.clear()
  }

  #show(now: number): void {
    const seconds = (now - this.#since) / 1000
    const part =
      this.#total === null || this.#total === 0 ? null : Math.min(1, this.#done / this.#total)
    const parts = [this.#etape]
    if (part !== null) {
      if (this.#ligne.isTerminal) parts.push(toBarre(part))
      parts.push(`${Math.floor(part * 100)} %`)
    }
    if (this.#rows > 0) parts.push(`${number(this.#rows / Math.max(seconds, 0.1))} lignes/s`)
    if (part !== null && part > 0.02) {
      parts.push(`encore ${toDuree((seconds / part) * (1 - part))}`)
    }
    this.#ligne.show(parts.join('  '), now)
  }
}
