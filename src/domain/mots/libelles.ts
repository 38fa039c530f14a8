import type { Attendu } from '../faits/valeurs.ts'
import type { IdentifiantType } from '../identifiants/identifiants.ts'
import type { Regle } from '../rules/rule.ts'
import type { Usage } from '../demande.ts'
import type {
  CarteVue,
  Certificat,
  Classe,
  Confiance,
  IssueGlobale,
  IssueSituation,
  Role,
} from '../verification.ts'

/** What the codes of an answer are called before people, wherever they are shown. */

export const ISSUES: Record<IssueGlobale, string> = {
  decide: 'Commande possible',
  sans_certificat: 'Rien à commander',
  a_choisir: 'À choisir',
  a_verifier: 'À vérifier',
  sans_activite: 'Aucune activité',
}

export const ISSUES_SITUATION: Record<IssueSituation, string> = {
  commande: 'Commande possible',
  sans_certificat: 'Rien à commander : la carte CPS suffit',
  a_verifier: 'À vérifier d’abord',
}

/** Types of identifiers. */
export const TYPES: Record<IdentifiantType | 'FINESS', string> = {
  RPPS: 'RPPS',
  CARTE: 'Carte',
  RPPS_RANG: 'RPPS rang',
  SIRET: 'SIRET',
  SIREN: 'SIREN',
  FINESS: 'FINESS',
  FINESS_EG: 'FINESS géographique',
  FINESS_EJ: 'FINESS juridique',
}

/** What a type of identifier names, for who does not know it by heart. */
const PRECISIONS: Partial<Record<IdentifiantType, string>> = {
  RPPS_RANG: 'identifiant du cabinet, donné par l’Ordre',
  SIRET: 'identifiant INSEE de la société',
  FINESS_EG: 'établissement',
  FINESS_EJ: 'entité juridique',
}

/** « FINESS géographique (établissement) » for `FINESS_EG`. */
export const explainType = (type: IdentifiantType): string => {
  const precision = PRECISIONS[type]
  return precision === undefined ? TYPES[type] : `${TYPES[type]} (${precision})`
}

/** A type within a sentence: « le FINESS juridique ». */
export const nameType = (type: IdentifiantType): string =>
  type === 'CARTE' ? 'la carte' : `le ${TYPES[type]}`

/** An identifier within a sentence: « le FINESS juridique 991000449 ». */
export const nameIdentifiant = (one: { type: IdentifiantType; valeur: string }): string =>
  `${nameType(one.type)} ${one.valeur}`

/** The identifier that a rule calls for, and who has it written in the directory. */
export const ATTENDUS: Record<Attendu, { nom: string; par: string }> = {
  RPPS_RANG: { nom: 'RPPS rang du cabinet', par: 'l’Ordre' },
  SIRET: { nom: 'SIRET de la société', par: 'l’Ordre' },
  FINESS_EG: { nom: TYPES.FINESS_EG, par: 'l’ARS' },
  FINESS_EJ: { nom: TYPES.FINESS_EJ, par: 'l’ARS' },
  SITE_PRINCIPAL: { nom: `${TYPES.FINESS_EG} du site principal`, par: 'l’ARS' },
}

/** What a structure is: after its name, then within a sentence. */
export const CLASSES: Record<Classe, { nom: string; avecArticle: string }> = {
  cabinet: { nom: 'cabinet', avecArticle: 'un cabinet' },
  societe: { nom: 'société d’exercice', avecArticle: 'une société d’exercice' },
  etablissement: { nom: 'établissement', avecArticle: 'un établissement' },
  indeterminee: { nom: 'nature indéterminée', avecArticle: 'une structure indéterminée' },
}

/** What orders: after its name, then within a sentence. */
export const ROLES: Record<Role, { nom: string; avecArticle: string }> = {
  professionnel: { nom: 'titulaire du cabinet', avecArticle: 'le titulaire du cabinet' },
  societe: { nom: 'société d’exercice', avecArticle: 'la société d’exercice' },
  etablissement: { nom: 'établissement', avecArticle: 'l’établissement' },
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

/** How sure a rule is, spelled out: on a label, then as a sentence. */
export const CONFIANCES: Record<Confiance, { court: string; long: string }> = {
  source: { court: 'Écrite', long: 'Écrite dans le document cité.' },
  deduite: {
    court: 'Déduite',
    long: 'Déduite : le document cité ne le dit pas en toutes lettres, c’est notre lecture, la plus sûre pour qui commande.',
  },
  source_posterieure: {
    court: 'Source postérieure',
    long: 'Écrite dans un document plus récent que le webinaire de décembre 2022.',
  },
}

/** Each stage of a judgement, in its order: the title of its rules and what they do. */
export const NATURES: readonly { nature: Regle['alors']['nature']; titre: string; aide: string }[] =
  [
    {
      nature: 'ecart',
      titre: 'Situations qui ne comptent pas',
      aide: 'Une situation écartée n’est pas jugée.',
    },
    {
      nature: 'classement',
      titre: 'Classement de la structure',
      aide: 'Le secteur d’activité dit de quelle sorte de structure il s’agit.',
    },
    {
      nature: 'decision',
      titre: 'Décisions',
      aide: 'Une seule s’applique à une situation, un jour donné.',
    },
    {
      nature: 'reserve',
      titre: 'Réserves',
      aide: 'Quelle que soit la décision, quelqu’un doit répondre avant toute commande.',
    },
    {
      nature: 'precision',
      titre: 'Précisions',
      aide: 'Elles ne changent pas qui commande : une question qui peut rester ouverte, une alerte.',
    },
    {
      nature: 'principe',
      titre: 'Principes',
      aide: 'Ils valent pour toute réponse.',
    },
  ]
