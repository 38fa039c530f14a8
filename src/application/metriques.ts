import { toQuestion, type Question } from '../domain/recherche/question.ts'
import type { EtatSource } from './etat-source.ts'
import type { VerifierLot } from './lot.ts'
import type { Rechercher, RechercheFaite } from './rechercher.ts'
import type { VerdictStructure, VerifierStructure } from './verifier-structure.ts'
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
  structure(verdict: VerdictStructure): void
  /** `quoi`: what was looked for. */
  recherche(quoi: Question['quoi'], faite: RechercheFaite): void
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

/** What is asked of the service besides one practitioner. */
export type Usages = {
  verifierLot: VerifierLot
  verifierStructure: VerifierStructure
  rechercher: Rechercher
}

/** The same, each use counted. */
export const countUsages = (usages: Usages, metriques: Metriques): Usages => ({
  verifierLot(lignes, options) {
    metriques.lot(lignes.length)
    return usages.verifierLot(lignes, options)
  },
  async verifierStructure(demande, options) {
    const verdict = await usages.verifierStructure(demande, options)
    metriques.structure(verdict)
    return verdict
  },
  async rechercher(demande, options) {
    const faite = await usages.rechercher(demande, options)
    metriques.recherche(toQuestion(demande).quoi, faite)
    return faite
  },
})
