/** One line every so often where nobody watches. */
const LINE_EVERY_MS = 5000
const BAR_EVERY_MS = 100
const BAR_LENGTH = 24

const number = (value: number): string => Math.round(value).toLocaleString('fr-FR')

const duration = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

export type Sortie = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** Shows how far a long work is, and lets it be broken off. */
export class Avancement {
  readonly #sortie: Sortie
  readonly #signal: AbortSignal
  #etape = ''
  #total: number | null = null
  #done = 0
  #rows = 0
  #since = 0
  #shown = 0

  constructor(sortie: Sortie, signal: AbortSignal) {
    this.#sortie = sortie
    this.#signal = signal
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
    this.#shown = this.#since
    if (this.#sortie.isTTY !== true) this.#sortie.write(`${etape}…\n`)
    else this.#show()
  }

  add(rows: number, done: number): void {
    this.#rows += rows
    this.#done += done
    const every = this.#sortie.isTTY === true ? BAR_EVERY_MS : LINE_EVERY_MS
    if (performance.now() - this.#shown >= every) this.#show()
  }

  end(): void {
    if (this.#etape !== '' && this.#sortie.isTTY === true) this.#sortie.write('\r\u001B[K')
    this.#etape = ''
  }

  #show(): void {
    this.#shown = performance.now()
    const seconds = (this.#shown - this.#since) / 1000
    const part =
      this.#total === null || this.#total === 0 ? null : Math.min(1, this.#done / this.#total)
    const parts = [this.#etape]
    if (part !== null) {
      const filled = Math.round(part * BAR_LENGTH)
      if (this.#sortie.isTTY === true) {
        parts.push('█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled))
      }
      parts.push(`${Math.floor(part * 100)} %`)
    }
    if (this.#rows > 0) parts.push(`${number(this.#rows / Math.max(seconds, 0.1))} lignes/s`)
    if (part !== null && part > 0.02) {
      parts.push(`encore ${duration((seconds / part) * (1 - part))}`)
    }
    const line = parts.join('  ')
    if (this.#sortie.isTTY === true) {
      this.#sortie.write(`\r${line.slice(0, (this.#sortie.columns ?? 80) - 1)}\u001B[K`)
    } else this.#sortie.write(`${line}\n`)
  }
}
