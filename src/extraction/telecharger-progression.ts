const MO = 1_000_000
const LINE_EVERY_MS = 5000
const BAR_EVERY_MS = 100
const BAR_WIDTH = 24

const toMo = (octets: number): string => (octets / MO).toFixed(octets < 10 * MO ? 1 : 0)

const toDuree = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`

const toBar = (part: number): string => {
  const full = Math.floor(part * BAR_WIDTH)
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}]`
}

type Out = { write(text: string): unknown; isTTY?: boolean; columns?: number }

/**
 * Shows how far a download has come: a bar that redraws itself on a terminal, elsewhere a line every
 * few seconds. `event` writes a line that stays; `clear` takes the bar away.
 */
export const createProgression = (out: Out, nowMs: () => number = Date.now) => {
  const isTerminal = out.isTTY === true
  let current: { nom: string; startMs: number; startOctets: number } | null = null
  let shownMs = 0
  let isDrawn = false

  const clear = () => {
    if (isDrawn) out.write('\r\u001b[K')
    isDrawn = false
  }

  return {
    clear,

    progress(nom: string, recus: number, total: number | null): void {
      const now = nowMs()
      if (current?.nom !== nom || recus < current.startOctets) {
        current = { nom, startMs: now, startOctets: recus }
        shownMs = now
      }
      const isEnd = recus === total
      if (!isEnd && now - shownMs < (isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return
      if (isEnd && !isTerminal) return
      shownMs = now
      const seconds = (now - current.startMs) / 1000
      const speed = seconds > 0 ? (recus - current.startOctets) / seconds : 0
      const rest =
        total === null || speed === 0 ? '' : `, reste ${toDuree((total - recus) / speed)}`
      const size =
        total === null
          ? `${toMo(recus)} Mo`
          : `${Math.floor((100 * recus) / total)} % (${toMo(recus)} sur ${toMo(total)} Mo)`
      const text = `${size}, ${toMo(speed)} Mo/s${rest}`
      if (!isTerminal) {
        out.write(`${nom} : ${text}\n`)
        return
      }
      const bar = total === null || total === 0 ? '' : `${toBar(recus / total)} `
      clear()
      out.write(`${nom} ${bar}${text}`.slice(0, (out.columns ?? 80) - 1))
      isDrawn = true
    },

    event(texte: string): void {
      clear()
      out.write(`${texte}\n`)
    },
  }
}
