import type { IdentifiantType } from './identifiants.ts'
import { readStatutJuridique } from './faits.ts'
import type { SituationExercice, Structure } from './situation-exercice.ts'
import type { Commande, CONTROLE_MOTIFS, Controle, IssueGlobale } from './verification.ts'

export type IdentifiantEnvisage = { type: IdentifiantType; valeur: string }

type Motif = (typeof CONTROLE_MOTIFS)[number]

const TEXTES: Record<Motif, string> = {
  conforme: 'C’est bien l’identifiant sous lequel commander.',
  alternative_admise:
    'Cet identifiant est admis à une condition : lisez l’alternative correspondante.',
  activite_terminee:
    'Cet identifiant est celui d’une structure où le praticien n’a plus d’activité à compter.',
  scm_non_reconnue:
    'C’est l’identifiant d’une SCM, qui n’est pas reconnue : chaque titulaire commande sous le RPPS rang de son cabinet.',
  certificat_inutile: 'Aucun certificat n’est nécessaire : la carte CPS suffit.',
  a_verifier: 'On ne peut pas se prononcer avant d’avoir répondu aux questions.',
  demande_en_liberal:
    'C’est une demande en libéral, alors que la structure commande sous son propre identifiant.',
  siret_au_lieu_de_rpps_rang:
    'C’est un SIRET ou un SIREN, alors que le cabinet commande sous son RPPS rang.',
  siret_au_lieu_de_finess:
    'C’est un SIRET ou un SIREN, alors que la structure commande sous son FINESS.',
  eg_au_lieu_de_ej: 'C’est le FINESS géographique, alors qu’il faut le FINESS juridique.',
  ej_au_lieu_de_eg: 'C’est le FINESS juridique, alors qu’il faut le FINESS géographique.',
  groupement_sans_identifiant:
    'Un groupement ne commande pas pour ses membres : chaque entité juridique commande sous le sien.',
  identifiant_inconnu: 'L’Annuaire ne porte pas cet identifiant pour ce praticien.',
}

const holds = (ids: Structure['identifiants'], { type, valeur }: IdentifiantEnvisage): boolean => {
  switch (type) {
    case 'RPPS_RANG':
      return ids.rppsRang?.valeur === valeur
    case 'SIRET':
      return ids.siret === valeur
    case 'SIREN':
      return ids.siren === valeur
    case 'FINESS_EG':
      return ids.finessEg === valeur
    case 'FINESS_EJ':
      return ids.finessEj === valeur
    case 'RPPS':
    case 'CARTE':
      return false
  }
}

const isOf = (structure: Structure | null, envisage: IdentifiantEnvisage): boolean =>
  structure !== null &&
  (holds(structure.identifiants, envisage) ||
    (structure.partOf !== null && holds(structure.partOf.identifiants, envisage)))

const SCM = '79'

/** A SCM, or a structure whose EJ is one when it is the EJ's identifier that is meant. */
const isScm = (structure: Structure | null, envisage: IdentifiantEnvisage): boolean => {
  if (structure === null) return false
  if (readStatutJuridique(structure) === SCM) return isOf(structure, envisage)
  const { partOf } = structure
  return partOf?.statutJuridique === SCM && holds(partOf.identifiants, envisage)
}

export type ControleDonnees = {
  issue: IssueGlobale
  commandes: readonly Commande[]
  /** The retained situations, each with the id of its order. */
  retenues: readonly { situation: SituationExercice; commande: string | null }[]
  ecartees: readonly SituationExercice[]
  groupement: boolean
}

const same = (a: IdentifiantEnvisage, b: IdentifiantEnvisage): boolean =>
  a.type === b.type && a.valeur === b.valeur

const findMotif = (envisage: IdentifiantEnvisage, donnees: ControleDonnees): Motif => {
  const { issue, commandes, retenues, ecartees } = donnees
  if (commandes.some(({ identifiant }) => same(identifiant, envisage))) return 'conforme'
  if (commandes.some((c) => c.alternatives.some((a) => same(a.identifiant, envisage)))) {
    return 'alternative_admise'
  }
  const ofRetained = retenues.filter(({ situation }) => isOf(situation.structure, envisage))
  if (ofRetained.length === 0 && ecartees.some((s) => isOf(s.structure, envisage))) {
    return 'activite_terminee'
  }
  if (ofRetained.some(({ situation }) => isScm(situation.structure, envisage))) {
    return 'scm_non_reconnue'
  }
  if (issue === 'sans_certificat') return 'certificat_inutile'
  if (issue === 'a_verifier') return 'a_verifier'

  // With several orders, those of the structure that bears the identifier say what was wanted.
  const concerned = commandes.filter(({ id }) => ofRetained.some((r) => r.commande === id))
  const wanted = concerned.length > 0 ? concerned : commandes
  const wants = (...types: IdentifiantType[]): boolean =>
    wanted.some(({ identifiant }) => types.includes(identifiant.type))
  switch (envisage.type) {
    case 'RPPS':
    case 'CARTE':
    case 'RPPS_RANG':
      if (wanted.some(({ commanditaire }) => commanditaire.role !== 'professionnel')) {
        return 'demande_en_liberal'
      }
      break
    case 'SIRET':
    case 'SIREN':
      if (wants('RPPS_RANG')) return 'siret_au_lieu_de_rpps_rang'
      if (wants('FINESS_EG', 'FINESS_EJ')) return 'siret_au_lieu_de_finess'
      break
    case 'FINESS_EG':
      if (concerned.length > 0 && wants('FINESS_EJ')) return 'eg_au_lieu_de_ej'
      break
    case 'FINESS_EJ':
      if (concerned.length > 0 && wants('FINESS_EG')) return 'ej_au_lieu_de_eg'
      break
  }
  return donnees.groupement ? 'groupement_sans_identifiant' : 'identifiant_inconnu'
}

/** Whether an identifier somebody used or means to use is the right one, and what is wrong with it. */
export const checkIdentifiant = (
  envisage: IdentifiantEnvisage,
  donnees: ControleDonnees,
): Controle => {
  const motif = findMotif(envisage, donnees)
  const conforme =
    motif === 'conforme' || motif === 'alternative_admise'
      ? true
      : motif === 'a_verifier'
        ? null
        : false
  const attendus = donnees.commandes
    .map(({ identifiant }) => `${identifiant.type.replace('_', ' ')} ${identifiant.valeur}`)
    .join(' ou ')
  const suite = conforme === false && attendus !== '' ? ` Attendu : ${attendus}.` : ''
  return { conforme, motif, texte: TEXTES[motif] + suite }
}
