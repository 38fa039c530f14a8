const LINE_EVERY_MS = 5000
const BAR_EVERY_MS = 100
const BAR_LENGTH = 24

/** Where progress is shown: `isTTY` = a terminal, whose last line may be drawn again. */
export type Sortie = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** `12 s`, or `3 min` from a minute on; rounded up. */
export const toDuree = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

/** A bar of 24 characters, filled for `part`, 0 to 1. */
export const toBarre = (part: number): string => {
  const filled = Math.round(part * BAR_LENGTH)
  return '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled)
}

/** A line that tells how far a long work is: drawn again on a terminal, elsewhere one every 5 s. */
export class LigneVive {
  readonly isTerminal: boolean
  readonly #sortie: Sortie
  #shownMs = 0
  #isDrawn = false

  constructor(sortie: Sortie) {
    this.#sortie = sortie
    this.isTerminal = sortie.isTTY === true
  }

  /** From `nowMs` on the time is counted until a line is due. */
  start(nowMs: number): void {
    this.#shownMs = nowMs
  }

  isDue(nowMs: number): boolean {
    return nowMs - this.#shownMs >= (this.isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)
  }

  show(text: string, nowMs: number): void {
    this.#shownMs = nowMs
    if (!this.isTerminal) {
      this.#sortie.write(`${text}\n`)
      return
    }
    this.#sortie.write(`\r${text.slice(0, (this.#sortie.columns ?? 80) - 1)}\u001B[K`)
    this.#isDrawn = true
  }

  /** Takes the line away from a terminal. */
  clear(): void {
    if (this.#isDrawn) this.#sortie.write('\r\u001B[K')
    this.#isDrawn = false
  }
}
