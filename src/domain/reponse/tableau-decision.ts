import { type Conditions, FAITS, type Faits } from '../faits/faits.ts'
import { sayInGeneral } from '../mots/mots.ts'
import { QUESTIONS } from '../rules/questions.ts'
import type { Regle } from '../rules/rule.ts'

/** One fact, and which of its values are meant. */
export type Condition = { fait: keyof Faits; valeurs: readonly string[] }

export type Decision = Extract<Regle['alors'], { nature: 'decision' }>

/** A leaf: what decides here, what is decided, and the rules that say it, one at least. */
export type Cas = {
  conditions: Condition[]
  decision: Decision
  /** What must be asked, in words; empty unless the decision is `a_verifier`. */
  aDemander: string[]
  regles: Regle[]
}

/** Who practises, or where: alternatives, each a list of conditions; none = everybody. */
export type Branche = { qui: Condition[][]; cas: Cas[] }

/** Kinds of structure that are decided together. */
export type Groupe = { classes: Faits['classe'][]; branches: Branche[] }

/** What tells the branches of a group apart; any other fact tells the cases of a branch apart. */
const BRANCHES: readonly (keyof Faits)[] = ['profil', 'cote', 'dialyse', 'plateau']

const ORDRE: readonly string[] = [...BRANCHES, ...Object.keys(FAITS)]

const toConditions = (quand: Conditions): Condition[] =>
  Object.entries(quand)
    .map(([fait, valeurs]) => ({ fait: fait as keyof Faits, valeurs }))
    .filter(({ fait, valeurs }) => valeurs.length < FAITS[fait].length)
    .toSorted((a, b) => ORDRE.indexOf(a.fait) - ORDRE.indexOf(b.fait))

/** Two lists that differ in one fact alone, as one list; null when they differ in more. */
const joinConditions = (a: readonly Condition[], b: readonly Condition[]): Condition[] | null => {
  if (a.length !== b.length || a.some(({ fait }, index) => fait !== b[index]?.fait)) return null
  let differences = 0
  const joined = a.map(({ fait, valeurs }, index) => {
    const others = (b[index]?.valeurs ?? []).filter((valeur) => !valeurs.includes(valeur))
    if (others.length > 0 || b[index]?.valeurs.length !== valeurs.length) differences++
    return { fait, valeurs: [...valeurs, ...others] }
  })
  return differences > 1 ? null : joined
}

/** What a reader of the tableau can tell apart. */
const toKey = ({ decision, aDemander }: Cas): string => {
  if (decision.issue !== 'commande') return JSON.stringify([decision.issue, aDemander])
  const { issue, role, identifiant, alternatives, alertes = [] } = decision
  return JSON.stringify([issue, role, identifiant, alternatives, alertes])
}

/** Adds to the first that takes it, else at the end. */
const mergeAll = <T>(items: readonly T[], merge: (into: T, item: T) => boolean): T[] => {
  const kept: T[] = []
  for (const item of items) if (!kept.some((into) => merge(into, item))) kept.push(item)
  return kept
}

const mergeCas = (into: Cas, cas: Cas): boolean => {
  const joined = toKey(into) === toKey(cas) && joinConditions(into.conditions, cas.conditions)
  if (!joined) return false
  into.conditions = joined
  into.regles.push(...cas.regles)
  return true
}

const keyOfCas = (cas: readonly Cas[]): string =>
  JSON.stringify(cas.map((one) => [one.conditions, toKey(one)]))

/** Cases that are alike one by one: their rules go together. */
const addRegles = (into: readonly Cas[], cas: readonly Cas[]): boolean => {
  if (keyOfCas(into) !== keyOfCas(cas)) return false
  for (const [index, one] of into.entries()) one.regles.push(...(cas[index]?.regles ?? []))
  return true
}

const mergeBranche = (into: Branche, { qui, cas }: Branche): boolean => {
  if (!addRegles(into.cas, cas)) return false
  into.qui = mergeAll([...into.qui, ...qui], (a, b) => {
    const joined = joinConditions(a, b)
    if (joined !== null) a.splice(0, a.length, ...joined)
    return joined !== null
  })
  return true
}

const mergeGroupe = (into: Groupe, { classes, branches }: Groupe): boolean => {
  const [a, b] = [into, { branches }].map(({ branches: list }) => list.map(({ qui }) => qui))
  if (JSON.stringify(a) !== JSON.stringify(b)) return false
  if (
    keyOfCas(into.branches.flatMap(({ cas }) => cas)) !==
    keyOfCas(branches.flatMap(({ cas }) => cas))
  ) {
    return false
  }
  for (const [index, { cas }] of into.branches.entries()) {
    addRegles(cas, branches[index]?.cas ?? [])
  }
  into.classes.push(...classes)
  return true
}

const toBranches = (regles: readonly Regle[], classes: readonly Faits['classe'][]): Branche[] => {
  const byQui = new Map<string, Branche>()
  for (const regle of regles) {
    if (regle.alors.nature !== 'decision') continue
    const all = toConditions(regle.quand).filter(
      ({ fait, valeurs }) => fait !== 'classe' || valeurs.length < classes.length,
    )
    const qui = all.filter(({ fait }) => BRANCHES.includes(fait))
    const conditions = all.filter(({ fait }) => !BRANCHES.includes(fait))
    const key = JSON.stringify(qui)
    const branche = byQui.get(key) ?? { qui: [qui], cas: [] }
    const { alors: decision, quand } = regle
    const codes = decision.issue === 'a_verifier' ? decision.questions : []
    const aDemander = codes.map((code) => sayInGeneral(QUESTIONS[code], quand))
    branche.cas.push({ conditions, decision, aDemander, regles: [regle] })
    byQui.set(key, branche)
  }
  const branches = [...byQui.values()]
  for (const branche of branches) branche.cas = mergeAll(branche.cas, mergeCas)
  return mergeAll(branches, mergeBranche)
}

type Ensemble = { classes: Faits['classe'][]; regles: Regle[] }

/** Rules that share a class stand together, those of the same class through a third one too. */
const byClasses = (regles: readonly Regle[]): Ensemble[] => {
  let ensembles: Ensemble[] = []
  for (const regle of regles) {
    const classes = [...(regle.quand.classe ?? FAITS.classe)]
    const meets = (one: Ensemble) => one.classes.some((classe) => classes.includes(classe))
    const met = ensembles.filter(meets)
    ensembles = ensembles.filter((one) => !meets(one))
    ensembles.push({
      classes: FAITS.classe.filter((classe) =>
        [classes, ...met.map((one) => one.classes)].some((list) => list.includes(classe)),
      ),
      regles: [...met.flatMap((one) => one.regles), regle],
    })
  }
  return ensembles
}

const rank = ({ classes }: Groupe): number => FAITS.classe.findIndex((one) => classes.includes(one))

/**
 * The whole decision as one tableau, made from these rules, those in force on a day: kind of
 * structure → who practises, or where → case → what is decided. Every rule that decides stands in
 * exactly one case; cases that read alike stand together.
 */
export const toTableau = (regles: readonly Regle[]): Groupe[] => {
  const decisions = regles.filter(({ alors }) => alors.nature === 'decision')
  const groupes = byClasses(decisions).map((ensemble) => ({
    classes: ensemble.classes,
    branches: toBranches(ensemble.regles, ensemble.classes),
  }))
  return mergeAll(
    groupes.toSorted((a, b) => rank(a) - rank(b)),
    mergeGroupe,
  )
}
