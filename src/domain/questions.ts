import { USAGE_LIBELLES } from './libelles.ts'
import { secteurActivite } from './nomenclatures/index.ts'
import { QUESTIONS } from './rules/questions.ts'
import type { Champ } from './rules/rule.ts'
import type { SituationLueEtJugee } from './commandes.ts'
import { readSites } from './valeurs.ts'
import type { Commande, IssueGlobale, Question, Usage } from './verification.ts'

const choix = (...options: [string, string][]): Question['options'] =>
  options.map(([valeur, libelle]) => ({ valeur, libelle }))

const TEXTE_RIS =
  'Un seul RIS sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ?'
const TEXTE_SI =
  'Un seul système d’information sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ?'

const whichSituation = (judged: readonly SituationLueEtJugee[]): Question => ({
  code: 'H07',
  champ: 'situation',
  texte: QUESTIONS.H07,
  options: judged.flatMap(({ sujet: { situation } }) => {
    const { id, structure } = situation
    if (id === null) return []
    const nom = structure?.raisonSociale ?? structure?.enseigne ?? 'Structure sans nom'
    const secteur = secteurActivite.label(structure?.secteurActivite ?? null)?.libelle ?? null
    const details = [secteur, structure?.adresse?.commune ?? null].filter((part) => part !== null)
    const libelle = details.length === 0 ? nom : `${nom} (${details.join(', ')})`
    return [{ valeur: id, libelle }]
  }),
})

const whichSite = ({ sujet: { situation, jour } }: SituationLueEtJugee): Question => ({
  code: 'H14',
  champ: 'contexte.sitePrincipal',
  texte: QUESTIONS.H14,
  options: (situation.structure === null ? [] : (readSites(situation.structure, jour) ?? [])).map(
    ({ finessEg, raisonSociale }) => ({ valeur: finessEg, libelle: raisonSociale ?? finessEg }),
  ),
})

const toQuestion = (
  champ: Champ | null,
  code: string,
  judged: SituationLueEtJugee,
): Question | null => {
  if (champ === 'contexte.ris') {
    const options = choix(['unique', 'Un seul RIS'], ['par-site', 'Un RIS par site'])
    return { code, champ, texte: TEXTE_RIS, options }
  }
  if (champ === 'contexte.systemeInformation') {
    const options = choix(['commun', 'Un seul système'], ['par-site', 'Un système par site'])
    return { code, champ, texte: TEXTE_SI, options }
  }
  return champ === 'contexte.sitePrincipal' ? whichSite(judged) : null
}

const whichUsages = (): Question => ({
  code: 'USAGES',
  champ: 'usages',
  texte: 'À quoi le logiciel servira-t-il ?',
  options: choix(...Object.entries(USAGE_LIBELLES)),
})

/** The questions that the next request can answer, each field once. */
export const listQuestions = (
  issue: IssueGlobale,
  judged: readonly SituationLueEtJugee[],
  commandes: readonly Commande[],
  usages: readonly Usage[],
): Question[] => {
  const questions: Question[] = []
  if (issue === 'a_choisir') {
    const question = whichSituation(judged)
    // Without any identifiant d'activité, the request has no way to answer.
    if (question.options.length > 0) questions.push(question)
  }
  for (const item of judged) {
    for (const { code, champ } of item.jugement.questions) {
      const question = toQuestion(champ, code, item)
      if (question === null) continue
      const known = questions.find((other) => other.champ === question.champ)
      if (known === undefined) questions.push(question)
      else if (champ === 'contexte.sitePrincipal') {
        const isNew = ({ valeur }: Question['options'][number]): boolean =>
          !known.options.some((option) => option.valeur === valeur)
        known.options.push(...question.options.filter(isNew))
      }
    }
  }
  if (commandes.length > 0 && usages.length === 0) questions.push(whichUsages())
  return questions
}
