import { print } from '../terminal.ts'

const LINE_EVERY_MS = 5000
const BAR_EVERY_MS = 100
const BAR_LENGTH = 24

/** Where progress is shown: `isTTY` = a terminal, whose last line may be drawn again. */
export type Sortie = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** `12 s`, or `3 min` from a minute on; rounded up. */
const toDuree = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

/** A bar of 24 characters, filled for `part`, 0 to 1. */
const toBarre = (part: number): string => {
  const filled = Math.round(part * BAR_LENGTH)
  return '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled)
}

/** A line that tells how far a long work is: drawn again on a terminal, elsewhere one every 5 s. */
class LigneVive {
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

const MO = 1_000_000

const toMo = (octets: number): string => (octets / MO).toFixed(octets < 10 * MO ? 1 : 0)

/**
 * Shows how far a download has come. `event` writes a line that stays; `clear` takes the bar away.
 */
export const createProgression = (sortie: Sortie, nowMs = () => performance.now()) => {
  const ligne = new LigneVive(sortie)
  let current: { nom: string; startMs: number; startOctets: number } | null = null

  return {
    clear: () => ligne.clear(),

    progress(nom: string, recus: number, total: number | null): void {
      const now = nowMs()
      if (current?.nom !== nom || recus < current.startOctets) {
        current = { nom, startMs: now, startOctets: recus }
        ligne.start(now)
      }
      const isEnd = recus === total
      if (isEnd ? !ligne.isTerminal : !ligne.isDue(now)) return
      const seconds = (now - current.startMs) / 1000
      const speed = seconds > 0 ? (recus - current.startOctets) / seconds : 0
      const rest =
        total === null || speed === 0 ? '' : `, encore ${toDuree((total - recus) / speed)}`
      const size =
        total === null
          ? `${toMo(recus)} Mo`
          : `${Math.floor((100 * recus) / total)} % (${toMo(recus)} sur ${toMo(total)} Mo)`
      const text = `${size}, ${toMo(speed)} Mo/s${rest}`
      const bar = total === null || total === 0 ? '' : `${toBarre(recus / total)} `
      ligne.show(ligne.isTerminal ? `${nom} ${bar}${text}` : `${nom} : ${text}`, now)
    },

    event(texte: string): void {
      ligne.clear()
      print(sortie, `${texte}\n`)
    },
  }
}
