import { nameIdentifiant, nameType } from '../mots/libelles.ts'
import { sayCommanditaire } from '../mots/noms.ts'
import type { Alternative, Commande, IssueGlobale, SituationJugee } from '../verification.ts'

/** What else is admitted, and when; several sites of one kind are said together. */
const nameAlternatives = (alternatives: readonly Alternative[]): string => {
  const [first, ...others] = alternatives
  if (first === undefined) return ''
  const { identifiant, si } = first
  return others.length === 0
    ? `, ou sous ${nameIdentifiant(identifiant)} ${si}`
    : `, ou sous ${nameType(identifiant.type)} de chaque site ${si}`
}

const NUMBERS = ['', 'Une', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf']

/** The question itself, without the advice that follows it, to be set after a colon. */
const toClause = (question: string): string => {
  const [first = ''] = question.split(/(?<=[.?!]) /)
  return first.charAt(0).toLowerCase() + first.slice(1)
}

const sumUpWaiting = (situations: ResumeDonnees['situations']): string => {
  const asked = situations
    .flatMap(({ verifications }) => verifications)
    .find(({ bloquante }) => bloquante)
  if (asked === undefined) throw new Error('a_verifier without a question')
  const portee = situations.length === 1 ? '' : ` dans aucune des ${situations.length} situations`
  return `Rien ne peut être commandé pour l’instant${portee} : ${toClause(asked.question)}`
}

export type ResumeDonnees = {
  issue: IssueGlobale
  rpps: string
  situations: readonly Pick<SituationJugee, 'verifications'>[]
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
  const { issue, rpps, situations, ecartees, commandes, portee } = donnees
  switch (issue) {
    case 'decide': {
      const [commande] = commandes
      if (commande === undefined) throw new Error('decide without a commande')
      const { commanditaire, identifiant, alternatives } = commande
      return `C’est ${sayCommanditaire(commanditaire, rpps)} qui commande, sous ${nameIdentifiant(identifiant)}${nameAlternatives(alternatives)}.`
    }
    case 'a_choisir':
      return `${NUMBERS[situations.length] ?? situations.length} situations d’exercice en cours ne mènent pas à la même réponse : dites d’abord dans laquelle le logiciel est utilisé.`
    case 'a_verifier':
      return sumUpWaiting(situations)
    case 'sans_certificat':
      return 'Aucun certificat n’est à commander : la carte CPS suffit.'
    case 'sans_activite':
      return ecartees === 0
        ? 'L’Annuaire ne montre aucune situation d’exercice pour ce praticien : il n’y a rien à commander pour lui.'
        : SANS_ACTIVITE[portee]
  }
}
