import { FAITS, type Faits } from '../faits/faits.ts'
import type { SituationLue } from '../faits/read-faits.ts'
import type { Classe, Couloir, IssueSituation, Role } from '../verification.ts'
import type { CodeAlerte } from './alertes.ts'
import { regleOf, regles } from './index.ts'
import type { CodeQuestion } from './questions.ts'
import type { Attendu } from '../valeurs.ts'
import { type Champ, isInForce, type Regle } from './rule.ts'

/** A question raised by a rule; `champ` = where the next request can answer it, if it can. */
export type QuestionPosee = { code: CodeQuestion; bloquante: boolean; champ: Champ | null }

/** An identifier chosen by a rule; `porteur` says where in the structure it was read. */
export type Choix = { porteur: Attendu; valeur: string }

/** Who orders, under what; only for the issue `commande`. */
export type Ordre = {
  role: Role
  choix: Choix
  alternatives: (Choix & { si: string })[]
}

/** The judgement of one situation: from it alone the answer, its explanation and its questions are made. */
export type Jugement = {
  /** Non-null = the situation does not count, and by which rule. */
  ecart: { motif: 'terminee' | 'remplacant'; regle: Regle } | null
  issue: IssueSituation
  classe: Classe
  couloir: Couloir | null
  ordre: Ordre | null
  /** The identifier that the deciding rule calls for; null = it orders nothing. */
  attendu: Attendu | null
  /** The rules that applied, most decisive first. */
  chemin: Regle[]
  questions: QuestionPosee[]
  alertes: CodeAlerte[]
}

const identifiantManquant = regleOf('identifiant-manquant')

type Test = readonly [keyof Faits, readonly string[]]
type Compiled = { regle: Regle; tests: readonly Test[] }

/** The order of a path: what decides most comes first. */
const NATURES = { ecart: 0, reserve: 1, principe: 2, decision: 3, classement: 4, precision: 5 }

/** The rules that can hold for each class, in the order of a path: a fifth of the book each. */
const byClasse = new Map<Faits['classe'], readonly Compiled[]>()

const rulesFor = (classe: Faits['classe']): readonly Compiled[] => {
  const known = byClasse.get(classe)
  if (known !== undefined) return known
  const compiled = regles
    .filter(({ alors, quand }) => {
      return alors.nature !== 'principe' && (quand.classe?.includes(classe) ?? true)
    })
    .toSorted((a, b) => NATURES[a.alors.nature] - NATURES[b.alors.nature])
    .map((regle) => {
      const { classe: _, ...others } = regle.quand
      return { regle, tests: Object.entries(others) as unknown as Test[] }
    })
  byClasse.set(classe, compiled)
  return compiled
}

const holds = (tests: readonly Test[], faits: Faits): boolean => {
  for (const [fait, values] of tests) if (!values.includes(faits[fait])) return false
  return true
}

/** The rules that hold for these facts on that day, most decisive first. */
export const applicableRules = (faits: Faits, jour: string): Regle[] => {
  const found: Regle[] = []
  for (const { regle, tests } of rulesFor(faits.classe)) {
    if (holds(tests, faits) && isInForce(regle, jour)) found.push(regle)
  }
  return found
}

type Ordonne = Extract<Regle['alors'], { issue: 'commande' }>

/** The identifiers that the order calls for; null = the one to order under is unknown. */
const choose = (
  { role, identifiant, alternatives }: Ordonne,
  valeurs: SituationLue['valeurs'],
): Ordre | null => {
  const valeur = valeurs[identifiant]
  if (valeur === null) return null
  const known: Ordre['alternatives'] = []
  for (const { identifiant: porteur, si } of alternatives) {
    const autre = valeurs[porteur]
    if (autre !== null && autre !== valeur) known.push({ porteur, valeur: autre, si })
  }
  return { role, choix: { porteur: identifiant, valeur }, alternatives: known }
}

/** The fact that an answer in a field of the request settles. */
const FAIT_OF_CHAMP: { [C in Champ]?: keyof Faits } = {
  'contexte.ris': 'ris',
  'contexte.systemeInformation': 'systemeInformation',
}

/** Who orders, under what, or what must be asked first: what an answer may change. */
const outcomeOf = ({ faits, valeurs }: SituationLue, jour: string): string => {
  const asked: string[] = []
  let outcome = ''
  for (const { alors } of applicableRules(faits, jour)) {
    if (alors.nature === 'reserve') asked.push(...alors.questions)
    if (alors.nature !== 'decision') continue
    const ordre = alors.issue === 'commande' ? choose(alors, valeurs) : null
    if (alors.issue === 'a_verifier') asked.push(...alors.questions)
    else if (alors.issue === 'commande' && ordre === null) {
      asked.push(...(alors.siInconnu ?? ['H05']))
    }
    outcome = alors.issue
    for (const { porteur, valeur } of ordre === null ? [] : [ordre.choix, ...ordre.alternatives]) {
      outcome += ` ${porteur} ${valeur}`
    }
  }
  return asked.length > 0 ? asked.toSorted().join(' ') : outcome
}

/** Whether two answers in that field lead to different outcomes. */
const isWorthAsking = (champ: Champ, lue: SituationLue, jour: string): boolean => {
  const fait = FAIT_OF_CHAMP[champ]
  if (fait === undefined) return true
  const outcomes = FAITS[fait]
    .filter((valeur) => valeur !== 'inconnu')
    .map((valeur) => outcomeOf({ ...lue, faits: { ...lue.faits, [fait]: valeur } }, jour))
  return new Set(outcomes).size > 1
}

/**
 * Judges one situation on a day, `AAAA-MM-JJ`. Exactly one rule decides; every reserve that holds
 * beats its order, and all of their questions are given.
 *
 * @throws Error when the rule book itself has no decision, or two, for these facts: a bug.
 */
export const judge = (lue: SituationLue, jour: string): Jugement => {
  const { faits, valeurs } = lue
  const questions: QuestionPosee[] = []
  const alertes: CodeAlerte[] = []
  const chemin: Regle[] = []
  const forCommande: Regle[] = []
  let ecart: Jugement['ecart'] = null
  let decide: Regle | null = null
  let decision: Extract<Regle['alors'], { nature: 'decision' }> | null = null
  let isReserved = false
  let ordre: Ordre | null = null
  let classe: Classe = 'indeterminee'

  const ask = (code: CodeQuestion, bloquante: boolean, champ: Champ | null = null): void => {
    const asked = questions.find((question) => question.code === code)
    if (asked === undefined) questions.push({ code, bloquante, champ })
    else {
      asked.bloquante ||= bloquante
      asked.champ ??= champ
    }
  }

  for (const regle of applicableRules(faits, jour)) {
    const { alors } = regle
    switch (alors.nature) {
      case 'ecart':
        ecart = { motif: alors.motif, regle }
        break
      case 'reserve':
        isReserved = true
        for (const code of alors.questions) ask(code, true, alors.champ)
        break
      case 'decision': {
        if (decide !== null) throw new Error(`a second decision: ${regle.id}`)
        decide = regle
        decision = alors
        if (alors.issue === 'a_verifier') {
          for (const code of alors.questions) ask(code, true, alors.champ)
        }
        if (alors.issue !== 'commande') break
        ordre = choose(alors, valeurs)
        const missing = ordre === null ? (alors.siInconnu ?? ['H05']) : []
        const said = questions.some(({ code }) => code === 'H05')
        if (missing.includes('H05') && !said) chemin.push(identifiantManquant)
        for (const code of missing) ask(code, true, code === 'H05' ? null : alors.champ)
        for (const code of alors.questions ?? []) ask(code, false)
        break
      }
      case 'classement':
        classe = alors.classe
        break
      case 'precision':
        if (alors.champ !== undefined && !isWorthAsking(alors.champ, lue, jour)) continue
        if (alors.commandeSeule === true) {
          forCommande.push(regle)
          continue
        }
        if (alors.question !== undefined) ask(alors.question, false, alors.champ)
        if (alors.alerte !== undefined) alertes.push(alors.alerte)
        break
      case 'principe':
        break
    }
    chemin.push(regle)
  }
  if (decide === null || decision === null) {
    throw new Error(`no decision for ${JSON.stringify(faits)} on ${jour}`)
  }

  const blocked = questions.some(({ bloquante }) => bloquante)
  const issue = blocked ? 'a_verifier' : decision.issue
  if (issue !== 'commande' || decision.issue !== 'commande') ordre = null
  else if (ordre === null) throw new Error('an order without identifier, and no question')
  else {
    alertes.push(...(decision.alertes ?? []))
    for (const regle of forCommande) {
      if (regle.alors.nature !== 'precision') continue
      if (regle.alors.question !== undefined) ask(regle.alors.question, false, regle.alors.champ)
      if (regle.alors.alerte !== undefined) alertes.push(regle.alors.alerte)
      chemin.push(regle)
    }
  }
  // What a reserve overrules is no reason.
  if (isReserved && decision.issue !== 'a_verifier') chemin.splice(chemin.indexOf(decide), 1)
  const attendu = decision.issue === 'commande' ? decision.identifiant : null
  const { couloir } = decision
  return { ecart, issue, classe, couloir, ordre, attendu, chemin, questions, alertes }
}
