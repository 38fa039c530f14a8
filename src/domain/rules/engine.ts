import type { Faits } from '../faits/faits.ts'
import { declarePraticien } from '../faits/read/read-praticien.ts'
import { PRATICIENS } from '../demande.ts'
import type { Classe, Couloir, IssueSituation, Role } from '../verification.ts'
import type { CodeAlerte } from './alertes.ts'
import { regleOf, regles } from './index.ts'
import type { CodeQuestion } from './questions.ts'
import type { Attendu, SituationLue } from '../faits/valeurs.ts'
import { type Champ, isInForce, type Regle } from './rule.ts'

/** A question raised by a rule; `champ` = where the next request can answer it, if it can. */
export type QuestionPosee = { code: CodeQuestion; bloquante: boolean; champ: Champ | null }

/** An identifier chosen by a rule; `attendu` says where in the structure it was read. */
export type Choix = { attendu: Attendu; valeur: string }

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
const siteADemander = regleOf('site-a-demander')

type Test = readonly [keyof Faits, readonly string[]]
type Compiled = { regle: Regle; tests: readonly Test[] }

/** The order of a path: what decides most comes first. */
const NATURES = { ecart: 0, reserve: 1, principe: 2, decision: 3, classement: 4, precision: 5 }

/** Facts by which the rules are sorted once: they leave a tenth of the book to look at. */
const TRIS = ['classe', 'profil', 'plateau'] as const satisfies readonly (keyof Faits)[]

/** The rules that can hold for these facts, in the order of a path, with the tests that are left. */
const byTri = new Map<string, readonly Compiled[]>()

const rulesFor = (faits: Faits): readonly Compiled[] => {
  const key = `${faits.classe} ${faits.profil} ${faits.plateau}`
  const known = byTri.get(key)
  if (known !== undefined) return known
  const compiled = regles
    .filter(({ alors, quand }) => {
      const canHold = (fait: (typeof TRIS)[number]): boolean =>
        (quand[fait] as readonly string[] | undefined)?.includes(faits[fait]) ?? true
      return alors.nature !== 'principe' && TRIS.every(canHold)
    })
    .toSorted((a, b) => NATURES[a.alors.nature] - NATURES[b.alors.nature])
    .map((regle) => {
      const { classe: _, profil: __, plateau: ___, ...others } = regle.quand
      return { regle, tests: Object.entries(others) as unknown as Test[] }
    })
  byTri.set(key, compiled)
  return compiled
}

/** Whether the tests hold for these facts. */
const holds = (tests: readonly Test[], faits: Faits): boolean => {
  for (const [fait, values] of tests) {
    if (!values.includes(faits[fait])) return false
  }
  return true
}

/** The rules that hold for these facts on that day, most decisive first. */
export const applicableRules = (faits: Faits, jour: string): Regle[] => {
  const found: Regle[] = []
  for (const { regle, tests } of rulesFor(faits)) {
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
  for (const { identifiant: attendu, si } of alternatives) {
    const autre = valeurs[attendu]
    if (autre !== null && autre !== valeur) known.push({ attendu, valeur: autre, si })
  }
  return { role, choix: { attendu: identifiant, valeur }, alternatives: known }
}

/** What is asked when the identifier is unknown: of an EJ that may have sites, which one orders. */
const askMissing = (alors: Ordonne, faits: Faits): readonly CodeQuestion[] =>
  alors.identifiant === 'FINESS_EG' && faits.sitesOuverts !== 'non'
    ? ['H25']
    : (alors.siInconnu ?? ['H05'])

/** What each answer in a field of the request makes of the facts, for questions that may stay open. */
const REPONSES: { [C in Champ]?: readonly Partial<Faits>[] } = {
  'contexte.ris': [{ ris: 'unique' }, { ris: 'par-site' }],
  'contexte.systemeInformation': [
    { systemeInformation: 'commun' },
    { systemeInformation: 'par-site' },
  ],
  'contexte.praticien': PRATICIENS.map((praticien) => declarePraticien(praticien)),
}

/** What a decision comes to: who orders nothing, under what, or what must be asked first. */
const outcomeOf = ({ alors }: Regle, { faits, valeurs }: SituationLue): string => {
  if (alors.nature !== 'decision') return ''
  if (alors.issue !== 'commande') return alors.issue
  const ordre = choose(alors, valeurs)
  if (ordre === null) return askMissing(alors, faits).join(' ')
  let outcome = ordre.choix.attendu + ordre.choix.valeur
  for (const { attendu, valeur } of ordre.alternatives) outcome += ` ${attendu}${valeur}`
  return outcome
}

/** Whether two answers in that field lead to different decisions, the present rule's among them. */
const isWorthAsking = (champ: Champ, decide: Regle, lue: SituationLue, jour: string): boolean => {
  const reponses = REPONSES[champ]
  if (reponses === undefined) return true
  if (!reponses.some((reponse) => Object.keys(reponse).some((fait) => fait in decide.quand))) {
    return false
  }
  let first: string | null = null
  for (const reponse of reponses) {
    const faits = { ...lue.faits, ...reponse }
    const decision = rulesFor(faits).find(
      ({ regle, tests }) =>
        regle.alors.nature === 'decision' && holds(tests, faits) && isInForce(regle, jour),
    )
    if (decision === undefined) continue
    const outcome = outcomeOf(decision.regle, lue)
    if (first !== null && outcome !== first) return true
    first = outcome
  }
  return false
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
  /** Reserved under whatever identifier: namesakes are of the one that is ordered under. */
  let isBlocked = false
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
        isBlocked ||= regle.quand.homonyme === undefined
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
        const missing = ordre === null ? askMissing(alors, faits) : []
        const said = questions.some(({ code }) => code === 'H05')
        if (missing.includes('H05') && !said) chemin.push(identifiantManquant)
        if (missing.includes('H25')) chemin.push(siteADemander)
        for (const code of missing) {
          ask(code, true, code === 'H05' || code === 'H25' ? null : alors.champ)
        }
        for (const code of alors.questions ?? []) ask(code, false)
        break
      }
      case 'classement':
        classe = alors.classe
        break
      case 'precision':
        // Where both answers end alike, or a reserve blocks either, the answer would change nothing.
        if (
          alors.champ !== undefined &&
          (isBlocked || decide === null || !isWorthAsking(alors.champ, decide, lue, jour))
        ) {
          continue
        }
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
  // A decision that a reserve overrules does not explain the answer.
  if (isReserved && decision.issue !== 'a_verifier') chemin.splice(chemin.indexOf(decide), 1)
  const attendu = decision.issue === 'commande' ? decision.identifiant : null
  const { couloir } = decision
  return { ecart, issue, classe, couloir, ordre, attendu, chemin, questions, alertes }
}
