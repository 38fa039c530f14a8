import { print } from '../../terminal.ts'
import { LigneVive, type Sortie, toBarre, toDuree } from '../barre.ts'

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
