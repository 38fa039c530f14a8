import { USAGE_LIBELLES } from '../mots/libelles.ts'
import { nomStructure, STRUCTURE_SANS_NOM } from '../mots/noms.ts'
import { secteurActivite } from '../nomenclatures/index.ts'
import { QUESTIONS } from '../rules/questions.ts'
import type { SituationLueEtJugee } from './commandes.ts'
import { readSites } from '../faits/read/sites.ts'
import type { ChampQuestion, Commande, IssueGlobale, Question } from '../verification.ts'
import type { SituationExercice } from '../situation-exercice.ts'
import type { Demande } from './demande.ts'

type Option = { valeur: string; libelle: string }

const choix = (...options: [string, string][]): Option[] =>
  options.map(([valeur, libelle]) => ({ valeur, libelle }))

const TEXTE_RIS =
  'Un seul RIS sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ?'
const TEXTE_SI =
  'Un seul système d’information sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ?'

/** What the request can answer, as fixed choices. */
const CHOIX: { [C in ChampQuestion]?: { texte: string; options: Option[] } } = {
  'contexte.ris': {
    texte: TEXTE_RIS,
    options: choix(['unique', 'Un seul RIS'], ['par-site', 'Un RIS par site']),
  },
  'contexte.systemeInformation': {
    texte: TEXTE_SI,
    options: choix(['commun', 'Un seul système'], ['par-site', 'Un système par site']),
  },
  'contexte.statut': {
    texte: 'L’établissement est-il public ou privé, d’après son statut juridique ?',
    options: choix(['public', 'Public'], ['prive', 'Privé']),
  },
  'contexte.exercice': {
    texte: 'Le praticien exerce-t-il en son nom propre ou pour une société d’exercice ?',
    options: choix(
      ['nom-propre', 'En son nom propre'],
      ['societe', 'Pour une société d’exercice (SEL ou SCP)'],
    ),
  },
  'contexte.logiciel': {
    texte: 'À qui est le logiciel : à la maison de santé, ou au praticien ?',
    options: choix(['structure', 'À la maison de santé'], ['praticien', 'Au praticien']),
  },
  'contexte.siret': {
    texte: 'Quel est le SIRET de la société ? L’Annuaire ne donne que son SIREN.',
    options: [],
  },
  'contexte.praticien': {
    texte: 'Qui utilise le logiciel dans cette structure ?',
    options: choix(
      ['radiologue', 'Un radiologue libéral'],
      ['medecin', 'Un autre médecin libéral'],
      ['autre', 'Quelqu’un d’autre : une autre profession, ou un médecin salarié'],
    ),
  },
  usages: {
    texte: 'À quoi le logiciel servira-t-il ?',
    options: choix(...Object.entries(USAGE_LIBELLES)),
  },
}

const nameSituation = ({ structure }: SituationExercice): string => {
  const nom = nomStructure(structure) ?? STRUCTURE_SANS_NOM
  const secteur = secteurActivite.label(structure?.secteurActivite ?? null)?.libelle ?? null
  const details = [secteur, structure?.adresse?.commune ?? null].filter((part) => part !== null)
  return details.length === 0 ? nom : `${nom} (${details.join(', ')})`
}

const listSites = ({ situation, jour }: SituationLueEtJugee['sujet']): Option[] =>
  (situation.structure === null ? [] : (readSites(situation.structure, jour) ?? [])).map(
    ({ finessEg, raisonSociale }) => ({ valeur: finessEg, libelle: raisonSociale ?? finessEg }),
  )

/** The request with that answer in its field. */
const withAnswer = (
  demande: Donnees['demande'],
  champ: ChampQuestion,
  valeur: string,
): Partial<Demande> => {
  if (champ === 'situation') return { situation: valeur }
  return { contexte: { ...demande.contexte, [champ.replace('contexte.', '')]: valeur } }
}

type Alors = NonNullable<Question['options'][number]['alors']>

type Donnees = {
  issue: IssueGlobale
  judged: readonly SituationLueEtJugee[]
  commandes: readonly Commande[]
  demande: Pick<Demande, 'usages' | 'contexte'>
  /** What the request would come to with a change. */
  lead: (change: Partial<Demande>) => Alors
}

/** Where an answer leads costs a judgement: it is worked out for who reads it, once. */
const toLeading = (option: Option, lead: () => Alors): Question['options'][number] => {
  let known: Alors | null = null
  return {
    ...option,
    get alors() {
      return (known ??= lead())
    },
  }
}

/** The questions that the next request can answer, each field once. */
export const listQuestions = (donnees: Donnees): Question[] => {
  const { issue, judged, commandes, demande, lead } = donnees
  const asked = new Map<ChampQuestion, { code: string; texte: string; options: Option[] }>()
  const ask = (champ: ChampQuestion, code: string, texte: string, options: Option[]): void => {
    const question = asked.get(champ) ?? { code, texte, options: [] }
    for (const option of options) {
      if (question.options.some(({ valeur }) => valeur === option.valeur)) continue
      question.options.push(option)
    }
    asked.set(champ, question)
  }

  if (issue === 'a_choisir') {
    const options = judged.map(({ cle, sujet }) => ({
      valeur: cle,
      libelle: nameSituation(sujet.situation),
    }))
    ask('situation', 'H07', QUESTIONS.H07, options)
  }
  for (const { jugement, sujet } of judged) {
    for (const { code, champ } of jugement.questions) {
      if (champ === 'contexte.sitePrincipal') ask(champ, code, QUESTIONS.H14, listSites(sujet))
      else if (champ !== null) {
        const { texte, options } = CHOIX[champ] as { texte: string; options: Option[] }
        ask(champ, code, texte, options)
      }
    }
  }
  if (commandes.length > 0 && demande.usages.length === 0 && CHOIX.usages !== undefined) {
    ask('usages', 'USAGES', CHOIX.usages.texte, CHOIX.usages.options)
  }
  return [...asked].map(([champ, { code, texte, options }]) => ({
    code,
    champ,
    texte,
    multiple: champ === 'usages',
    options: options.map((option) =>
      champ === 'usages'
        ? { ...option, alors: null }
        : toLeading(option, () => lead(withAnswer(demande, champ, option.valeur))),
    ),
  }))
}
