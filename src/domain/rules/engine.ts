import type { Faits, SituationLue } from '../faits.ts'
import type { Classe, Couloir, IssueSituation, Role } from '../verification.ts'
import type { CodeAlerte } from './alertes.ts'
import { findRegle, regles } from './index.ts'
import type { CodeQuestion } from './questions.ts'
import { type Champ, isInForce, type Porteur, type Regle } from './rule.ts'

/** A question raised by a rule; `champ` = where the next request can answer it, if it can. */
export type QuestionPosee = { code: CodeQuestion; bloquante: boolean; champ: Champ | null }

/** An identifier chosen by a rule; `porteur` says where in the structure it was read. */
export type Choix = { porteur: Porteur; valeur: string }

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
  /** The rules that applied, most decisive first. */
  chemin: Regle[]
  questions: QuestionPosee[]
  alertes: CodeAlerte[]
}

const found = findRegle('identifiant-manquant')
if (found === undefined) throw new Error('rule identifiant-manquant is gone')
const identifiantManquant = found

type Test = readonly [keyof Faits, readonly string[]]
type Compiled = { regle: Regle; tests: readonly Test[] }

const compile = (regle: Regle): Compiled => ({
  regle,
  tests: Object.entries(regle.quand) as unknown as Test[],
})

/** The rules that can hold for each class, so that a judgement reads a fifth of the book. */
const byClasse = new Map<Faits['classe'], Compiled[]>()

const rulesFor = (classe: Faits['classe']): Compiled[] => {
  let found = byClasse.get(classe)
  if (found === undefined) {
    found = regles
      .filter(({ alors, quand }) => {
        return alors.nature !== 'principe' && (quand.classe?.includes(classe) ?? true)
      })
      .map(compile)
    byClasse.set(classe, found)
  }
  return found
}

const holds = ({ tests }: Compiled, faits: Faits): boolean => {
  for (const [fait, values] of tests) if (!values.includes(faits[fait])) return false
  return true
}

/** The rules that hold for these facts on that day, by nature. */
export const applicableRules = (faits: Faits, jour: string): Regle[] => {
  const found: Regle[] = []
  for (const compiled of rulesFor(faits.classe)) {
    if (holds(compiled, faits) && isInForce(compiled.regle, jour)) found.push(compiled.regle)
  }
  return found
}

const NATURES = { ecart: 0, reserve: 1, principe: 2, decision: 3, classement: 4, precision: 5 }

/**
 * Judges one situation on a day, `AAAA-MM-JJ`. Exactly one rule decides; every reserve that holds
 * beats its order, and all of their questions are given.
 *
 * @throws Error when the rule book itself has no decision, or two, for these facts: a bug.
 */
export const judge = ({ faits, valeurs }: SituationLue, jour: string): Jugement => {
  const questions: QuestionPosee[] = []
  const alertes: CodeAlerte[] = []
  const chemin: Regle[] = []
  const forCommande: Regle[] = []
  let ecart: Jugement['ecart'] = null
  let decision: Regle | null = null
  let classe: Classe = 'indeterminee'

  const ask = (code: CodeQuestion, bloquante: boolean, champ: Champ | null = null): void => {
    const asked = questions.find((question) => question.code === code)
    if (asked === undefined) questions.push({ code, bloquante, champ })
    else asked.bloquante ||= bloquante
  }

  for (const regle of applicableRules(faits, jour)) {
    const { alors } = regle
    if (alors.nature === 'decision') {
      if (decision !== null) throw new Error(`two decisions: ${decision.id}, ${regle.id}`)
      decision = regle
    } else if (alors.nature === 'ecart') ecart = { motif: alors.motif, regle }
    else if (alors.nature === 'classement') classe = alors.classe
    else if (alors.nature === 'reserve') for (const code of alors.questions) ask(code, true)
    else if (alors.nature === 'precision') {
      if (alors.commandeSeule === true) {
        forCommande.push(regle)
        continue
      }
      if (alors.question !== undefined) ask(alors.question, false, alors.champ)
      if (alors.alerte !== undefined) alertes.push(alors.alerte)
    }
    chemin.push(regle)
  }
  const conclusion = decision?.alors
  if (decision === null || conclusion?.nature !== 'decision') {
    throw new Error(`no decision for ${JSON.stringify(faits)} on ${jour}`)
  }

  let ordre: Ordre | null = null
  if (conclusion.issue === 'a_verifier') for (const code of conclusion.questions) ask(code, true)
  if (conclusion.issue === 'commande') {
    const { role, identifiant, alternatives, siInconnu = ['H05'] } = conclusion
    const valeur = valeurs[identifiant]
    if (valeur === null) {
      for (const code of siInconnu) ask(code, true)
      if (siInconnu.length > 0) chemin.push(identifiantManquant)
    } else {
      const known: Ordre['alternatives'] = []
      for (const { identifiant: porteur, si } of alternatives) {
        const autre = valeurs[porteur]
        if (autre !== null && autre !== valeur) known.push({ porteur, valeur: autre, si })
      }
      ordre = { role, choix: { porteur: identifiant, valeur }, alternatives: known }
    }
    for (const code of conclusion.questions ?? []) ask(code, false)
  }

  const blocked = questions.some(({ bloquante }) => bloquante)
  if (conclusion.issue === 'commande' && ordre === null && !blocked) {
    throw new Error(`no identifier and no question: ${decision.id}`)
  }
  if (blocked) ordre = null
  if (ordre !== null && conclusion.issue === 'commande') {
    alertes.push(...(conclusion.alertes ?? []))
    for (const regle of forCommande) {
      if (regle.alors.nature !== 'precision') continue
      if (regle.alors.question !== undefined) ask(regle.alors.question, false, regle.alors.champ)
      if (regle.alors.alerte !== undefined) alertes.push(regle.alors.alerte)
      chemin.push(regle)
    }
  }
  chemin.sort((a, b) => NATURES[a.alors.nature] - NATURES[b.alors.nature])
  const issue = blocked || conclusion.issue === 'a_verifier' ? 'a_verifier' : conclusion.issue
  return { ecart, issue, classe, couloir: conclusion.couloir, ordre, chemin, questions, alertes }
}
