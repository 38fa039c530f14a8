import * as z from 'zod'
import { IDENTIFIANT_TYPES } from './identifiants/identifiants.ts'
import { Adresse, Jour } from './situation-exercice.ts'

/**
 * The request and the answer of one verification: the single source of the types, of the
 * validation and of the API description. `null` = unknown or not applicable, as each field says.
 */

export const USAGES = [
  'dmp',
  'insi-auto',
  'insi-manu',
  'mssante-bal',
  'mssante-operateur',
  'psc',
  'ror',
] as const
export const Usage = z.enum(USAGES)
export type Usage = z.infer<typeof Usage>

/** Facts the Annuaire does not hold. A field left out is unknown. */
export const Contexte = z.strictObject({
  /** Software solutions that call the teleservices directly. */
  solutions: z.int().min(1).max(100).optional(),
  /** Instances of each solution. */
  instances: z.int().min(1).max(1000).optional(),
  systemeInformation: z.enum(['commun', 'par-site']).optional(),
  ris: z.enum(['unique', 'par-site']).optional(),
  groupement: z.boolean().optional(),
  /** FINESS EG of a laboratory's main site. */
  sitePrincipal: z.string().max(64).optional(),
  certificatSouhaite: z.boolean().optional(),
  /** H13: the side of an établissement that the directory does not establish. */
  statut: z.enum(['public', 'prive']).optional(),
  /** H04: in one's own name, or for a société d'exercice. */
  exercice: z.enum(['nom-propre', 'societe']).optional(),
  /** H19: whose the software of a maison de santé without FINESS is. */
  logiciel: z.enum(['structure', 'praticien']).optional(),
  /** H22: the SIRET, where the directory gives the SIREN alone. */
  siret: z.string().max(64).optional(),
})
export type Contexte = z.infer<typeof Contexte>

const saisieNom = z.string().trim().min(1).max(200)

/** Body of `POST /v1/verifications`. Numbers are as typed: they are read and checked afterwards. */
export const DemandeVerification = z.strictObject({
  numero: z.string().max(200),
  type: z.enum(['rpps', 'carte']).optional(),
  date: Jour.optional(),
  /** Named twice, a usage counts once. */
  usages: z.array(Usage).max(100).optional(),
  situation: z.string().min(1).max(64).optional(),
  contexte: Contexte.optional(),
  identifiantEnvisage: z
    .strictObject({ type: z.enum(IDENTIFIANT_TYPES).optional(), valeur: z.string().max(200) })
    .optional(),
  administrateurTechnique: z
    .strictObject({ carte: z.string().max(200), nom: saisieNom, prenom: saisieNom })
    .optional(),
})
export type DemandeVerification = z.infer<typeof DemandeVerification>
/** All of it but the number. */
export type DemandeOptions = Omit<DemandeVerification, 'numero'>

/** A code of a NOS table; `libelle` null = the code is not in the table we hold. */
export const Code = z.strictObject({ code: z.string(), libelle: z.string().nullable() })
export type Code = z.infer<typeof Code>

export const IssueGlobale = z.enum([
  'decide',
  'a_choisir',
  'a_verifier',
  'sans_certificat',
  'sans_activite',
])
export type IssueGlobale = z.infer<typeof IssueGlobale>
export const IssueSituation = z.enum(['commande', 'sans_certificat', 'a_verifier'])
export type IssueSituation = z.infer<typeof IssueSituation>
export const Classe = z.enum(['cabinet', 'societe', 'etablissement', 'indeterminee'])
export type Classe = z.infer<typeof Classe>
export const Couloir = z.enum([
  'hopital',
  'medico-social',
  'officine',
  'biologie',
  'radiologie',
  'ville',
])
export type Couloir = z.infer<typeof Couloir>

export const Alerte = z.strictObject({ code: z.string(), texte: z.string() })
export type Alerte = z.infer<typeof Alerte>

/** A question only a human can answer; `bloquante` = no commande without the answer. */
export const PointAVerifier = z.strictObject({
  code: z.string().regex(/^H\d\d$/),
  question: z.string(),
  bloquante: z.boolean(),
})
export type PointAVerifier = z.infer<typeof PointAVerifier>

export const CarteVue = z.strictObject({
  numero: z.string(),
  type: z.string().nullable(),
  debut: Jour.nullable(),
  fin: Jour.nullable(),
  etat: z.enum(['valide', 'expiree', 'pas-encore-valide', 'opposee', 'inconnu']),
  /** The latest of its profession. */
  plusRecente: z.boolean(),
})
export type CarteVue = z.infer<typeof CarteVue>

export const StructureVue = z.strictObject({
  raisonSociale: z.string().nullable(),
  enseigne: z.string().nullable(),
  nature: z.enum(['EG', 'EJ']).nullable(),
  secteurActivite: Code.nullable(),
  categorieEtablissement: Code.nullable(),
  /** The structure's, else its EJ's. */
  statutJuridique: Code.nullable(),
  identifiants: z.strictObject({
    finessEg: z.string().nullable(),
    /** The structure's own, else that of its EJ. */
    finessEj: z.string().nullable(),
    siret: z.string().nullable(),
    siren: z.string().nullable(),
    rppsRang: z.string().nullable(),
  }),
  adresse: Adresse.nullable(),
  fermeture: Jour.nullable(),
})
export type StructureVue = z.infer<typeof StructureVue>

const situationFields = {
  /** Identifiant d'activité; null when the source has none. */
  id: z.string().nullable(),
  /**
   * Names the situation in `demande.situation`: the id where there is one, else made of what the
   * source says of it, the same after the next import.
   */
  cle: z.string(),
  genreActivite: Code.nullable(),
  modeExercice: Code.nullable(),
  typeActiviteLiberale: Code.nullable(),
  fonction: Code.nullable(),
  debut: Jour.nullable(),
  fin: Jour.nullable(),
  structure: StructureVue.nullable(),
}
export const SituationVue = z.strictObject(situationFields)
export type SituationVue = z.infer<typeof SituationVue>

export const SituationJugee = z.strictObject({
  ...situationFields,
  classe: Classe,
  couloir: Couloir.nullable(),
  issue: IssueSituation,
  /** Id in `commandes`; null unless `issue` is `commande`. */
  commande: z.string().nullable(),
  /** Ids of the rules that applied, most decisive first. */
  regles: z.array(z.string()),
  pourquoi: z.array(z.string()),
  verifications: z.array(PointAVerifier),
  alertes: z.array(Alerte),
})
export type SituationJugee = z.infer<typeof SituationJugee>

export const SituationEcartee = z.strictObject({
  situation: SituationVue,
  motif: z.enum(['terminee', 'remplacant']),
  texte: z.string(),
  regle: z.string(),
})
export type SituationEcartee = z.infer<typeof SituationEcartee>

/** A value never travels without its type: a RPPS rang has 14 digits, like a SIRET. */
export const Identifiant = z.strictObject({
  type: z.enum(IDENTIFIANT_TYPES),
  valeur: z.string(),
  /** Prefixed national id of the structure, as the certificate carries it; null for a person. */
  structIdNat: z.string().nullable(),
})
export type Identifiant = z.infer<typeof Identifiant>

export const Alternative = z.strictObject({ identifiant: Identifiant, si: z.string() })
export type Alternative = z.infer<typeof Alternative>

export const Confiance = z.enum(['source', 'deduite', 'source_posterieure'])
export type Confiance = z.infer<typeof Confiance>

/** Where a rule stands: a document, and the slide or section of it. */
export const SourceCitee = z.strictObject({
  document: z.string(),
  repere: z.string(),
  date: z.string().nullable(),
  url: z.string().nullable(),
})
export type SourceCitee = z.infer<typeof SourceCitee>

export const RegleCitee = z.strictObject({
  id: z.string(),
  titre: z.string(),
  confiance: Confiance,
  source: SourceCitee,
})
export type RegleCitee = z.infer<typeof RegleCitee>

export const Certificat = z.strictObject({
  type: z.enum(['ORG_AUTH_CLI', 'ORG_SIGN', 'SERV_SSL']),
  usages: z.array(Usage),
  /** Set for INSi alone; null = no naming rule. */
  cn: z.string().nullable(),
  quantite: z.int().min(1),
})
export type Certificat = z.infer<typeof Certificat>

export const Etape = z.strictObject({
  code: z.string(),
  texte: z.string(),
  url: z.string().nullable(),
  /** What open data cannot prove stays false. */
  verifie: z.boolean(),
})
export type Etape = z.infer<typeof Etape>

export const Role = z.enum(['professionnel', 'societe', 'etablissement'])
export type Role = z.infer<typeof Role>

export const Commanditaire = z.strictObject({
  role: Role,
  /** null = unknown, or several structures bear the identifier. */
  nom: z.string().nullable(),
  /** The titulaire's RPPS for a cabinet; null otherwise. */
  rpps: z.string().nullable(),
  /** Every name seen under the identifier, in alphabetical order. */
  noms: z.array(z.string()),
})
export type Commanditaire = z.infer<typeof Commanditaire>

export const Commande = z.strictObject({
  id: z.string(),
  commanditaire: Commanditaire,
  identifiant: Identifiant,
  alternatives: z.array(Alternative),
  situations: z.array(z.string()),
  certificats: z.array(Certificat),
  regles: z.array(RegleCitee),
  etapes: z.array(Etape),
  alertes: z.array(Alerte),
})
export type Commande = z.infer<typeof Commande>

export const CONTROLE_MOTIFS = [
  'conforme',
  'alternative_admise',
  'activite_terminee',
  'scm_non_reconnue',
  'certificat_inutile',
  'a_verifier',
  'demande_en_liberal',
  'siret_au_lieu_de_rpps_rang',
  'siret_au_lieu_de_finess',
  'eg_au_lieu_de_ej',
  'ej_au_lieu_de_eg',
  'groupement_sans_identifiant',
  'identifiant_inconnu',
] as const
export const Controle = z.strictObject({
  conforme: z.boolean().nullable(),
  motif: z.enum(CONTROLE_MOTIFS),
  texte: z.string(),
})
export type Controle = z.infer<typeof Controle>

export const AvisAdministrateurTechnique = z.strictObject({
  /** null = cannot be checked with what the directory shows. */
  recevable: z.boolean().nullable(),
  motifs: z.array(z.strictObject({ code: z.string(), texte: z.string() })),
})
export type AvisAdministrateurTechnique = z.infer<typeof AvisAdministrateurTechnique>

/** The fields of the next request that a question may be answered in. */
export const CHAMPS_QUESTION = [
  'situation',
  'usages',
  'contexte.ris',
  'contexte.systemeInformation',
  'contexte.sitePrincipal',
  'contexte.statut',
  'contexte.exercice',
  'contexte.logiciel',
  'contexte.siret',
] as const
export type ChampQuestion = (typeof CHAMPS_QUESTION)[number]

/** A question the next request can answer, in the field `champ`. */
export const Question = z.strictObject({
  code: z.string(),
  champ: z.enum(CHAMPS_QUESTION),
  texte: z.string(),
  /** Whether several options may be chosen. */
  multiple: z.boolean(),
  /** Empty = a free answer. */
  options: z.array(
    z.strictObject({
      valeur: z.string(),
      libelle: z.string(),
      /** Where this answer leads; null = it changes neither who orders nor under what. */
      alors: z.strictObject({ issue: IssueGlobale, resume: z.string() }).nullable(),
    }),
  ),
})
export type Question = z.infer<typeof Question>

export const SourceInterrogee = z.strictObject({
  nom: z.string(),
  etat: z.enum(['direct', 'cache', 'perime']),
  donneesDu: Jour.nullable(),
  interrogeeLe: z.iso.datetime(),
})
export type SourceInterrogee = z.infer<typeof SourceInterrogee>

/** The rule book that judged, and the day it was applied to. */
export const Reglement = z.strictObject({ version: z.string(), date: Jour })
export type Reglement = z.infer<typeof Reglement>

export const Verification = z.strictObject({
  demande: z.strictObject({
    numero: z.string(),
    type: z.enum(['RPPS', 'CARTE']),
    date: Jour,
    usages: z.array(Usage),
  }),
  /** True when the number is one of the fictitious ones that the service ships. */
  fictif: z.boolean(),
  professionnel: z.strictObject({
    rpps: z.string(),
    nom: z.string().nullable(),
    prenom: z.string().nullable(),
    civilite: z.string().nullable(),
    professions: z.array(Code),
    savoirFaire: z.array(Code),
    cartes: z.array(CarteVue),
  }),
  issue: IssueGlobale,
  /** One sentence fit to be read aloud. */
  resume: z.string(),
  situations: z.array(SituationJugee),
  ecartees: z.array(SituationEcartee),
  commandes: z.array(Commande),
  controle: Controle.nullable(),
  administrateurTechnique: AvisAdministrateurTechnique.nullable(),
  questions: z.array(Question),
  alertes: z.array(Alerte),
  sources: z.array(SourceInterrogee),
  reglement: Reglement,
})
export type Verification = z.infer<typeof Verification>
