import type { IdentifiantType } from '../identifiants/identifiants.ts'
import type { Usage } from '../demande.ts'
import type { CarteVue, Certificat, Classe, IssueGlobale, IssueSituation } from '../verification.ts'

/** What the codes of an answer are called before people, wherever they are shown. */

export const ISSUES: Record<IssueGlobale, string> = {
  decide: 'Réponse claire',
  sans_certificat: 'Rien à commander',
  a_choisir: 'À choisir',
  a_verifier: 'À vérifier',
  sans_activite: 'Aucune activité',
}

export const ISSUES_SITUATION: Record<IssueSituation, string> = {
  commande: 'Certificat à commander',
  sans_certificat: 'Rien à commander : la carte CPS suffit',
  a_verifier: 'À vérifier d’abord',
}

/** Types of identifiers. */
export const TYPES: Record<IdentifiantType, string> = {
  RPPS: 'RPPS',
  CARTE: 'Carte',
  RPPS_RANG: 'RPPS rang',
  SIRET: 'SIRET',
  SIREN: 'SIREN',
  FINESS_EG: 'FINESS géographique',
  FINESS_EJ: 'FINESS juridique',
}

export const CLASSES: Record<Classe, string> = {
  cabinet: 'cabinet',
  societe: 'société d’exercice',
  etablissement: 'établissement',
  indeterminee: 'nature indéterminée',
}

export const CERTIFICATS: Record<Certificat['type'], string> = {
  ORG_AUTH_CLI: 'ORG AUTH_CLI',
  ORG_SIGN: 'ORG SIGN',
  SERV_SSL: 'SERV SSL',
}

export const USAGE_LIBELLES: Record<Usage, string> = {
  dmp: 'Alimenter le DMP',
  'insi-auto': 'Appeler INSi automatiquement',
  'insi-manu': 'Appeler INSi à la demande d’un utilisateur',
  'mssante-bal': 'Échanger par une boîte MSSanté applicative',
  'mssante-operateur': 'Être opérateur MSSanté',
  psc: 'Être fournisseur de service Pro Santé Connect',
  ror: 'Échanger avec le ROR',
}

export const ETATS_CARTE: Record<CarteVue['etat'], string> = {
  valide: 'valide',
  expiree: 'expirée',
  'pas-encore-valide': 'pas encore valide',
  opposee: 'mise en opposition',
  inconnu: 'état inconnu',
}
