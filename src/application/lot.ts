import type { Synthese } from '../domain/lot.ts'
import type { DemandeVerification } from '../domain/demande.ts'
import type { Result } from './failure.ts'
import type { Annuaire, Cle, Trouve } from './ports.ts'
import type { Probleme } from './probleme.ts'
import { createSynthese } from './synthese.ts'
import type { Juge, Question, Verdict, VerifierOptions } from './verifier.ts'

/** One line of a lot: a request that has passed its schema, or what is wrong with it. */
export type LotLigne = {
  /** Where it stands in what was sent, from 1. */
  ligne: number
  /** The number as typed; null = nothing that could be one. */
  numero: string | null
  demande: { ok: true; demande: DemandeVerification } | { ok: false; probleme: Probleme }
}

/** What one line came to. */
export type LotResultat = { ligne: number; numero: string | null; verdict: Verdict }

/** Results in the order of the lines, some at a time as they come; in the end, what they sum up to. */
export type Lot = AsyncGenerator<readonly LotResultat[], Synthese, undefined>

/**
 * Many practitioners verified, each line for itself: a line that is wrong, unknown, or whose look-up
 * fails spoils no other. Lines that ask the same are judged once. Look-ups run one round ahead of
 * who reads, no further, and give way to single requests; `return()` or `signal` ends them. Lines
 * after an abort fail as `annuaire_delai`. Throws only for a bug.
 */
export type VerifierLot = (lignes: readonly LotLigne[], options?: VerifierOptions) => Lot

/** Lines looked up in one round. */
const ROUND = 200

/** Lines judged and handed over at a time. */
const BATCH = 25

/** A line that was read. Lines that ask the same share one. */
type Asked = {
  question: Question
  /** Whether an earlier round looks it up, or this one. */
  begun: boolean
  /** Lines that still wait for the verdict: it is kept as long as there are any. */
  waiting: number
  verdict: Verdict | null
}
type Ready = LotLigne & { asked: Asked | Probleme }

const isProbleme = (asked: Asked | Probleme): asked is Probleme => 'code' in asked

const readLignes = (juge: Juge, lignes: readonly LotLigne[]) => {
  const byQuestion = new Map<string, Asked>()
  const wrong = new Set<string>()
  const toAsked = ({ numero, demande }: LotLigne): Asked | Probleme => {
    const read = demande.ok ? juge.read(demande.demande) : demande
    if (!read.ok) {
      wrong.add(numero ?? '')
      return read.probleme
    }
    const key = JSON.stringify(read.question)
    let asked = byQuestion.get(key)
    if (asked === undefined) {
      asked = { question: read.question, begun: false, waiting: 0, verdict: null }
      byQuestion.set(key, asked)
    }
    asked.waiting++
    return asked
  }
  const ready = lignes.map((ligne): Ready => ({ ...ligne, asked: toAsked(ligne) }))
  return { ready, distincts: byQuestion.size + wrong.size }
}

const toKey = ({ type, valeur }: Cle): string => `${type} ${valeur}`

type Found = ReadonlyMap<string, Result<Trouve>>

/** One round of look-ups: each key once, and none for what an earlier round looks up. */
const lookUp = async (
  annuaire: Annuaire,
  round: readonly Ready[],
  signal: AbortSignal,
): Promise<Found> => {
  const cles = new Map<string, Cle>()
  for (const { asked } of round) {
    if (isProbleme(asked) || asked.begun) continue
    asked.begun = true
    for (const cle of asked.question.cles) cles.set(toKey(cle), cle)
  }
  if (cles.size === 0) return new Map()
  const results = await annuaire.findMany([...cles.values()], { signal, priority: 'lot' })
  return new Map([...cles.keys()].map((key, index) => [key, results[index] as Result<Trouve>]))
}

const decide = (juge: Juge, asked: Asked | Probleme, found: Found): Verdict => {
  if (isProbleme(asked)) return { ok: false, probleme: asked }
  const { question } = asked
  const verdict =
    asked.verdict ??
    juge.judge(
      question,
      question.cles.map((cle) => found.get(toKey(cle)) as Result<Trouve>),
      asked.waiting > 1,
    )
  asked.waiting--
  asked.verdict = asked.waiting > 0 ? verdict : null
  return verdict
}

/** The lot over the same directory and the same judgement as a single verification. */
export const createVerifierLot = ({
  annuaire,
  juge,
}: {
  annuaire: Annuaire
  juge: Juge
}): VerifierLot =>
  async function* verifierLot(lignes, { signal } = {}) {
    const { ready, distincts } = readLignes(juge, lignes)
    const synthese = createSynthese()
    const controller = new AbortController()
    const both = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal

    const begin = (start: number): Promise<Found> | null => {
      if (start >= ready.length) return null
      const finding = lookUp(annuaire, ready.slice(start, start + ROUND), both)
      // Who stops reading never awaits it; who reads on gets the rejection all the same.
      finding.catch(() => {})
      return finding
    }

    try {
      let finding = begin(0)
      for (let start = 0; finding !== null; start += ROUND) {
        // oxlint-disable-next-line no-await-in-loop -- a round at a time is the point
        const found = await finding
        finding = begin(start + ROUND)
        const end = Math.min(start + ROUND, ready.length)
        for (let i = start; i < end; i += BATCH) {
          yield ready.slice(i, Math.min(i + BATCH, end)).map(({ ligne, numero, asked }) => {
            const verdict = decide(juge, asked, found)
            synthese.add(verdict)
            return { ligne, numero, verdict }
          })
        }
      }
      return synthese.read(distincts)
    } finally {
      controller.abort()
    }
  }

/** A whole lot in memory, for who shows it on one page. */
export const collectLot = async (
  lot: Lot,
): Promise<{ resultats: LotResultat[]; synthese: Synthese }> => {
  const resultats: LotResultat[] = []
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream has no other way
    const next = await lot.next()
    if (next.done === true) return { resultats, synthese: next.value }
    resultats.push(...next.value)
  }
}
