import { nameIdentifiant, nameType } from '../mots/libelles.ts'
import { say } from '../mots/mots.ts'
import { sayCommanditaire } from '../mots/noms.ts'
import { readDAbord } from '../rules/questions.ts'
import type { Alternative, Commande, IssueGlobale } from '../verification.ts'
import type { SituationLueEtJugee } from './commandes.ts'

const OU_DU_SITE = {
  FINESS_EG: 'du site concerné',
  FINESS_EJ: 'de l’entité juridique concernée',
} as const

/** What else is admitted, and when; several of one kind are said together. */
const nameAlternatives = (alternatives: readonly Alternative[]): string => {
  const [first, ...others] = alternatives
  if (first === undefined) return ''
  const { identifiant, si } = first
  if (others.length === 0) return `, ou sous ${nameIdentifiant(identifiant)} ${si}`
  const { type } = identifiant
  const ou = type === 'FINESS_EG' || type === 'FINESS_EJ' ? ` ${OU_DU_SITE[type]}` : ''
  const conditions = [...new Set(alternatives.map((alternative) => alternative.si))].join(' ou ')
  return `, ou sous ${nameType(type)}${ou} ${conditions}`
}

const NUMBERS = ['', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']

const nameCount = (count: number): string => NUMBERS[count] ?? String(count)

/** What must be done or known first, of the question that holds an order back. */
const sumUpWaiting = (judged: readonly SituationLueEtJugee[]): string => {
  const [first] = judged.flatMap(({ jugement, sujet }) =>
    jugement.questions
      .filter(({ bloquante }) => bloquante)
      .map(({ code }) => ({ code, sujet }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  )
  if (first === undefined) throw new Error('a_verifier without a question')
  const portee =
    judged.length === 1
      ? 'On ne peut pas encore commander'
      : `On ne peut encore commander dans aucune des ${nameCount(judged.length)} situations`
  return `${portee} : il faut d’abord ${say(readDAbord(first.code), first.sujet)}.`
}

export type ResumeDonnees = {
  issue: IssueGlobale
  rpps: string
  /** The situations retained. */
  judged: readonly SituationLueEtJugee[]
  /** How many situations were set aside. */
  ecartees: number
  commandes: readonly Commande[]
  /** What part of the practitioner's activity was asked about. */
  portee: 'tout' | 'carte' | 'situation'
}

const SANS_ACTIVITE = {
  tout: 'L’Annuaire ne montre pour ce praticien que des activités terminées ou des remplacements : il n’y a rien à commander pour lui.',
  carte:
    'L’Annuaire ne montre, pour la profession de cette carte, que des activités terminées ou des remplacements : il n’y a rien à commander.',
  situation:
    'La situation demandée est terminée, ou n’est qu’un remplacement : il n’y a rien à commander pour elle.',
} as const

/** The answer in one French sentence that a support agent can read aloud. */
export const summarize = (donnees: ResumeDonnees): string => {
  const { issue, rpps, judged, ecartees, commandes, portee } = donnees
  switch (issue) {
    case 'decide': {
      const [commande] = commandes
      if (commande === undefined) throw new Error('decide without a commande')
      const { identifiant, alternatives } = commande
      const classes = judged.map(({ sujet }) => sujet.faits.classe)
      return `C’est ${sayCommanditaire(commande, rpps, classes)} qui commande, sous ${nameIdentifiant(identifiant)}${nameAlternatives(alternatives)}.`
    }
    case 'a_choisir':
      return `Ce praticien a ${nameCount(judged.length)} situations d’exercice en cours, qui ne mènent pas à la même réponse : il faut d’abord savoir dans laquelle le logiciel est utilisé.`
    case 'a_verifier':
      return sumUpWaiting(judged)
    case 'sans_certificat':
      return 'Aucun certificat n’est à commander : la carte CPS suffit.'
    case 'sans_activite':
      return ecartees === 0
        ? 'L’Annuaire ne montre aucune situation d’exercice pour ce praticien : il n’y a rien à commander pour lui.'
        : SANS_ACTIVITE[portee]
  }
}
