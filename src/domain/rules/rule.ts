import type { Conditions, Faits } from '../faits/faits.ts'
import type { Attendu } from '../faits/valeurs.ts'
import type { ChampQuestion, Classe, Confiance, Couloir, Role } from '../verification.ts'
import type { CodeAlerte } from './alertes.ts'
import type { CodeQuestion } from './questions.ts'
import type { Document } from '../sources.ts'

/** Where the next request can answer a question of a rule. */
export type Champ = Exclude<ChampQuestion, 'situation' | 'usages'>

/** What a rule concludes; `nature` says at which stage of a judgement it speaks. */
export type Conclusion =
  /** The situation does not count. */
  | { nature: 'ecart'; motif: 'terminee' | 'remplacant' }
  /** What kind of party the structure is. */
  | { nature: 'classement'; classe: Classe }
  /** Exactly one of these three holds for any situation on any day. */
  | {
      nature: 'decision'
      issue: 'commande'
      couloir: Couloir
      role: Role
      identifiant: Attendu
      alternatives: readonly { identifiant: Attendu; si: string }[]
      /** Asked when the identifier is unknown; H05 unless a ruling says otherwise. */
      siInconnu?: readonly CodeQuestion[]
      /** Where those of `siInconnu` can be answered. */
      champ?: Champ
      /** Questions that may stay open. */
      questions?: readonly CodeQuestion[]
      alertes?: readonly CodeAlerte[]
    }
  | { nature: 'decision'; issue: 'sans_certificat'; couloir: Couloir }
  | {
      nature: 'decision'
      issue: 'a_verifier'
      couloir: Couloir | null
      questions: readonly CodeQuestion[]
      champ?: Champ
    }
  /** An obstacle: whatever the decision, a human must answer first. */
  | { nature: 'reserve'; questions: readonly CodeQuestion[]; champ?: Champ }
  /** Changes nothing of who orders: a question that may stay open, an alert. */
  | {
      nature: 'precision'
      question?: CodeQuestion
      champ?: Champ
      alerte?: CodeAlerte
      /** Only worth saying when there is something to order. */
      commandeSeule?: true
    }
  /** Says how the answer as a whole is made: it has no conditions to evaluate. */
  | { nature: 'principe' }

/** Facts, some of them left out, and what the rule then is: the tests run them. */
export type Exemple = { faits: Partial<Faits>; attendu: 'oui' | 'non' | 'inconnu' }

/**
 * A rule: what it looks at, what follows, why, and where it is written.
 *
 * `quand` lists for each fact the values it accepts; a fact not named does not matter. `pourquoi`
 * is a French sentence, the observed fact, then what follows, in which `{name}` is a fact of the situation
 * as people read it. `depuis` and `jusqua` are the first and the last day of its validity, both
 * included; null = no bound known.
 */
export type Regle = {
  /** Words, never reused. */
  id: string
  /** Numbers of the rule book it comes from. */
  ref: string[]
  titre: string
  quand: Conditions
  alors: Conclusion
  pourquoi: string
  source: { document: Document; repere: string }
  confiance: Confiance
  depuis: string | null
  jusqua: string | null
  exemples: Exemple[]
}

/** A rule as its file writes it: without bounds unless it has some. */
type Ecrite = Omit<Regle, 'depuis' | 'jusqua'> & Partial<Pick<Regle, 'depuis' | 'jusqua'>>

/** Makes the rule that its file wrote. */
export const regle = (ecrite: Ecrite): Regle => ({ depuis: null, jusqua: null, ...ecrite })

/** True when the rule is in force on that day, `AAAA-MM-JJ`. */
export const isInForce = (regle: Regle, jour: string): boolean =>
  (regle.depuis === null || regle.depuis <= jour) && (regle.jusqua === null || jour <= regle.jusqua)

/**
 * Whether a rule holds for facts of which some may be missing: a missing fact is unknown, so the
 * rule is `non` only if a known fact refuses it.
 */
export const evaluate = (regle: Regle, faits: Partial<Faits>): 'oui' | 'non' | 'inconnu' => {
  let missing = false
  for (const [fait, values] of Object.entries(regle.quand) as [keyof Faits, string[]][]) {
    const value = faits[fait]
    if (value === undefined) missing = true
    else if (!values.includes(value)) return 'non'
  }
  return missing ? 'inconnu' : 'oui'
}
