import type { EtatSource } from './etat-source.ts'
import type { Juge, Verdict } from './verifier.ts'

/** One request that was answered: no number, no name, no address. */
export type Answered = {
  /** The pattern; null = none takes this path. */
  route: string | null
  /** 499 = who asked hung up. */
  status: number
  ms: number
  code: string | undefined
}

/** Counts what the service does, for whoever runs it. */
export type Metriques = {
  answered(answered: Answered): void
  verdict(verdict: Verdict): void
  /** A lot of so many lines has begun. */
  lot(lignes: number): void
  /** All that was counted, as text, with the state of the sources at this instant. */
  read(etats: readonly EtatSource[]): string
}

/** A judge whose verdicts are counted: lines of a lot that ask the same are one. */
export const withMetriques = (juge: Juge, metriques: Metriques): Juge => ({
  read(demande) {
    const read = juge.read(demande)
    if (!read.ok) metriques.verdict(read)
    return read
  },
  judge(question, found, again) {
    const verdict = juge.judge(question, found, again)
    metriques.verdict(verdict)
    return verdict
  },
})
