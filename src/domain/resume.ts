import type { Commande, IssueGlobale, SituationJugee } from './verification.ts'

const TYPES = {
  RPPS: 'le RPPS',
  CARTE: 'la carte',
  RPPS_RANG: 'le RPPS rang',
  SIRET: 'le SIRET',
  SIREN: 'le SIREN',
  FINESS_EG: 'le FINESS géographique',
  FINESS_EJ: 'le FINESS juridique',
} as const

const nameCommanditaire = (
  { commanditaire: { role, nom, rpps } }: Commande,
  rppsPropre: string,
): string => {
  switch (role) {
    case 'professionnel':
      if (rpps !== rppsPropre) return `le titulaire du cabinet, RPPS ${rpps},`
      return nom === null
        ? 'le praticien lui-même, titulaire du cabinet,'
        : `${nom}, titulaire du cabinet,`
    case 'societe':
      return nom === null ? 'la société d’exercice' : `la société d’exercice ${nom}`
    case 'etablissement':
      return nom ?? 'l’établissement'
  }
}

const nameNumber = (count: number): string =>
  ['', 'Une', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six'][count] ?? String(count)

export type ResumeDonnees = {
  issue: IssueGlobale
  rpps: string
  situations: readonly SituationJugee[]
  /** How many situations were set aside. */
  ecartees: number
  commandes: readonly Commande[]
}

/** The answer in one French sentence that a support agent can read aloud. */
export const summarize = (donnees: ResumeDonnees): string => {
  const { issue, rpps, situations, ecartees, commandes } = donnees
  switch (issue) {
    case 'decide': {
      const [commande] = commandes
      if (commande === undefined) throw new Error('decide without a commande')
      const { type, valeur } = commande.identifiant
      const choix = commande.alternatives.length > 0 ? ', sauf cas prévu par les alternatives' : ''
      return `C’est ${nameCommanditaire(commande, rpps)} qui commande, sous ${TYPES[type]} ${valeur}${choix}.`
    }
    case 'a_choisir':
      return `${nameNumber(situations.length)} situations d’exercice en cours ne mènent pas à la même réponse : dites d’abord dans laquelle le logiciel est utilisé.`
    case 'a_verifier': {
      const asked = situations
        .flatMap(({ verifications }) => verifications)
        .find(({ bloquante }) => bloquante)
      if (asked === undefined) throw new Error('a_verifier without a question')
      return `On ne peut pas encore dire qui commande. ${asked.question}`
    }
    case 'sans_certificat':
      return 'Aucun certificat n’est à commander : la carte CPS suffit.'
    case 'sans_activite':
      return ecartees === 0
        ? 'L’Annuaire ne montre aucune situation d’exercice pour ce praticien : il n’y a rien à commander pour lui.'
        : 'L’Annuaire ne montre pour ce praticien que des activités terminées ou des remplacements : il n’y a rien à commander pour lui.'
  }
}
