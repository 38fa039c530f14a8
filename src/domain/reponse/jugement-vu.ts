import { say } from '../mots/mots.ts'
import { QUESTIONS } from '../rules/questions.ts'
import type { Regle } from '../rules/rule.ts'
import type { SituationJugee } from '../verification.ts'
import { type SituationLueEtJugee, toAlerte } from './commandes.ts'

/** How a path reads: what the structure is, what follows, what holds it back, what else. */
const READING_ORDER = {
  ecart: 0,
  classement: 1,
  decision: 2,
  reserve: 3,
  principe: 4,
  precision: 5,
} as const

const explain = (chemin: readonly Regle[], sujet: SituationLueEtJugee['sujet']): string[] =>
  chemin
    .toSorted((a, b) => READING_ORDER[a.alors.nature] - READING_ORDER[b.alors.nature])
    .map(({ pourquoi }) => say(pourquoi, sujet))

export type JugementVu = Pick<
  SituationJugee,
  'classe' | 'couloir' | 'issue' | 'regles' | 'pourquoi' | 'verifications' | 'alertes'
>

/** A judgement as an answer shows it. */
export const toJugementVu = ({ sujet, jugement }: SituationLueEtJugee): JugementVu => ({
  classe: jugement.classe,
  couloir: jugement.couloir,
  issue: jugement.issue,
  regles: jugement.chemin.map(({ id }) => id),
  pourquoi: explain(jugement.chemin, sujet),
  verifications: jugement.questions
    .map(({ code, bloquante }) => ({ code, question: say(QUESTIONS[code], sujet), bloquante }))
    .toSorted((a, b) => Number(b.bloquante) - Number(a.bloquante) || (a.code < b.code ? -1 : 1)),
  alertes: jugement.alertes.map((code) => toAlerte(code, sujet)),
})
