import * as z from 'zod'
import { Usage } from './demande.ts'
import { IDENTIFIANT_TYPES } from './identifiants/identifiants.ts'
import { objet } from './objet.ts'
import { Adresse, Jour } from './situation-exercice.ts'

/**
 * The answer of one verification: the single source of the types and of the API description.
 * `null` = unknown or not applicable, as each field says.
 */

const texteOuNull = z.string().nullable()
const jourOuNull = Jour.nullable()

/** A code of a NOS table; `libelle` null = the code is not in the table we hold. */
export const Code = objet('Un code des nomenclatures des objets de santé (NOS).', {
  code: z.string().describe('Le code, comme l’Annuaire le donne.'),
  libelle: texteOuNull.describe(
    'Son libellé ; null si le code n’est pas dans la table connue du service.',
  ),
})
export type Code = z.infer<typeof Code>
const codeOuNull = Code.nullable()

export const IssueGlobale = z
  .enum(['decide', 'a_choisir', 'a_verifier', 'sans_certificat', 'sans_activite'])
  .describe('L’issue de l’ensemble (voir Verification.issue).')
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

export const Alerte = objet('À lire avant de commander ; ne change pas la réponse.', {
  code: z.string().describe('Code stable.'),
  texte: z.string().describe('Phrase pour une personne.'),
})
export type Alerte = z.infer<typeof Alerte>

/** A question only a human can answer; `bloquante` = no commande without the answer. */
export const PointAVerifier = objet('Une question à laquelle une personne doit répondre.', {
  code: z
    .string()
    .regex(/^H\d\d$/)
    .describe('Code stable, de H01 à H25.'),
  question: z.string().describe('La question.'),
  bloquante: z.boolean().describe('Vrai : pas de commande avant d’avoir la réponse.'),
})
export type PointAVerifier = z.infer<typeof PointAVerifier>

export const CarteVue = objet('Une carte du professionnel.', {
  numero: z.string().describe('Numéro de la carte.'),
  type: texteOuNull.describe('CPS, CPF, CPE ou CPA ; null si la source ne le dit pas.'),
  debut: jourOuNull.describe('Premier jour de validité.'),
  fin: jourOuNull.describe('Dernier jour de validité.'),
  etat: z
    .enum(['valide', 'expiree', 'pas-encore-valide', 'opposee', 'inconnu'])
    .describe('État au jour jugé. « inconnu » : la source ne donne pas les dates.'),
  plusRecente: z.boolean().describe('Vrai pour la dernière carte de sa profession.'),
})
export type CarteVue = z.infer<typeof CarteVue>

export const StructureVue = objet(
  'La structure où le professionnel exerce. null : la source ne le dit pas.',
  {
    raisonSociale: texteOuNull.describe('Raison sociale.'),
    enseigne: texteOuNull.describe('Enseigne commerciale.'),
    nature: z
      .enum(['EG', 'EJ'])
      .nullable()
      .describe('EG : entité géographique (un site). EJ : entité juridique.'),
    secteurActivite: codeOuNull.describe('Secteur d’activité (table R02).'),
    categorieEtablissement: codeOuNull.describe('Catégorie d’établissement (table R66).'),
    statutJuridique: codeOuNull.describe('Statut juridique (table R72), à défaut celui de son EJ.'),
    identifiants: objet('Identifiants connus de la structure.', {
      finessEg: texteOuNull.describe('FINESS géographique, 9 caractères.'),
      finessEj: texteOuNull.describe('FINESS juridique, à défaut celui de son EJ.'),
      siret: texteOuNull.describe('SIRET, 14 chiffres.'),
      siren: texteOuNull.describe('SIREN, 9 chiffres.'),
      rppsRang: texteOuNull.describe(
        'RPPS rang, 14 chiffres comme un SIRET : ne pas les confondre.',
      ),
    }),
    adresse: Adresse.nullable().describe('Adresse de la structure.'),
    fermeture: jourOuNull.describe('Jour de fermeture.'),
  },
)
export type StructureVue = z.infer<typeof StructureVue>

const situationFields = {
  id: texteOuNull.describe('Identifiant d’activité ; null si la source n’en donne pas.'),
  /**
   * Names the situation in `demande.situation`: the id where there is one, else made of what the
   * source says of it, the same after the next import.
   */
  cle: z
    .string()
    .describe(
      'Nomme la situation dans la demande : l’identifiant d’activité, sinon une clé stable.',
    ),
  genreActivite: codeOuNull.describe('Genre d’activité (table R22).'),
  modeExercice: codeOuNull.describe('Mode d’exercice (table R23).'),
  typeActiviteLiberale: codeOuNull.describe('Type d’activité libérale (table R24).'),
  fonction: codeOuNull.describe('Fonction (table R21).'),
  debut: jourOuNull.describe('Début de l’activité ; l’API publique ne le donne jamais.'),
  fin: jourOuNull.describe('Fin de l’activité ; l’API publique ne la donne jamais.'),
  structure: StructureVue.nullable().describe('La structure ; null si la situation n’en a pas.'),
}
export const SituationVue = z
  .strictObject(situationFields)
  .describe('Une situation d’exercice, comme l’Annuaire la donne.')
export type SituationVue = z.infer<typeof SituationVue>

export const SituationJugee = objet('Une situation d’exercice retenue, et ce qui s’ensuit.', {
  ...situationFields,
  classe: Classe.describe('Sorte de commanditaire que la structure peut être.'),
  couloir: Couloir.nullable().describe('Couloir du Ségur ; null s’il n’est pas établi.'),
  issue: IssueSituation.describe(
    'commande : quelqu’un commande. sans_certificat : la carte CPS suffit. a_verifier : une personne doit répondre d’abord.',
  ),
  commande: texteOuNull.describe('id dans « commandes » ; null s’il n’y a pas de commande.'),
  regles: z.array(z.string()).describe('Règles appliquées, la plus décisive d’abord.'),
  pourquoi: z.array(z.string()).describe('Phrases : le fait constaté, et ce qui s’ensuit.'),
  verifications: z.array(PointAVerifier).describe('Questions à poser à une personne.'),
  alertes: z.array(Alerte).describe('Alertes sur cette situation.'),
})
export type SituationJugee = z.infer<typeof SituationJugee>

export const SituationEcartee = objet('Une situation d’exercice qui ne compte pas.', {
  situation: SituationVue.describe('La situation.'),
  motif: z.enum(['terminee', 'remplacant']).describe('Pourquoi elle ne compte pas.'),
  texte: z.string().describe('Phrase pour une personne.'),
  regle: z.string().describe('Règle qui l’écarte.'),
})
export type SituationEcartee = z.infer<typeof SituationEcartee>

/** A value never travels without its type: a RPPS rang has 14 digits, like a SIRET. */
export const Identifiant = objet('Un identifiant, toujours avec son type.', {
  type: z.enum(IDENTIFIANT_TYPES).describe('Type de l’identifiant.'),
  valeur: z.string().describe('Chiffres et lettres, sans espace.'),
  structIdNat: texteOuNull.describe(
    'Identifiant national de structure, préfixé, comme le certificat le porte ; null pour une personne.',
  ),
})
export type Identifiant = z.infer<typeof Identifiant>

export const Alternative = objet('Un autre identifiant, admis sous condition.', {
  identifiant: Identifiant.describe('L’identifiant.'),
  si: z.string().describe('La condition.'),
})
export type Alternative = z.infer<typeof Alternative>

export const Confiance = z.enum(['source', 'deduite', 'source_posterieure'])
export type Confiance = z.infer<typeof Confiance>

/** Where a rule stands: a document, and the slide or section of it. */
export const SourceCitee = objet('Où la règle est écrite.', {
  document: z.string().describe('Document.'),
  repere: z.string().describe('Diapositive ou section.'),
  date: texteOuNull.describe('Date du document.'),
  url: texteOuNull.describe('Son adresse, si elle est connue.'),
})
export type SourceCitee = z.infer<typeof SourceCitee>

export const RegleCitee = objet('Une règle appliquée.', {
  id: z.string().describe('Identifiant stable : GET /v1/regles/{id}.'),
  titre: z.string().describe('Titre de la règle.'),
  confiance: Confiance.describe(
    'source : écrite dans le document cité. source_posterieure : dans un document plus récent. deduite : notre décision.',
  ),
  source: SourceCitee.describe('Où elle est écrite.'),
})
export type RegleCitee = z.infer<typeof RegleCitee>

export const Certificat = objet('Des certificats à commander.', {
  type: z.enum(['ORG_AUTH_CLI', 'ORG_SIGN', 'SERV_SSL']).describe('Type de certificat IGC-Santé.'),
  usages: z.array(Usage).describe('Usages que le certificat sert.'),
  cn: texteOuNull.describe('Nom commun imposé (INSi seulement) ; null : aucun.'),
  quantite: z.int().min(1).describe('Combien en commander.'),
})
export type Certificat = z.infer<typeof Certificat>

export const Etape = objet('Une étape de la commande.', {
  code: z.string().describe('Code stable.'),
  texte: z.string().describe('Ce qu’il faut faire.'),
  url: texteOuNull.describe('Où le faire, si l’adresse est connue.'),
  verifie: z.boolean().describe('Faux : les données publiques ne permettent pas de le prouver.'),
})
export type Etape = z.infer<typeof Etape>

/** Where the value of a field comes from; `a-completer` = only the caller knows it. */
export const ORIGINES = ['annuaire', 'demande', 'a-completer'] as const

export const ChampFiche = objet('Un champ du formulaire.', {
  code: z.string().describe('Code stable.'),
  section: texteOuNull.describe(
    'Sa section sur le papier ; null si le formulaire n’est pas connu.',
  ),
  libelle: z.string().describe('Son nom.'),
  valeur: texteOuNull.describe('Ce qu’il faut y porter ; null : à compléter.'),
  origine: z
    .enum(ORIGINES)
    .describe(
      'annuaire : d’après l’Annuaire. demande : d’après la demande. a-completer : l’appelant seul le sait.',
    ),
  modele: texteOuNull.describe(
    'Une proposition pour un champ à compléter : ce qui est entre crochets reste à écrire.',
  ),
  note: texteOuNull.describe('À savoir pour ce champ.'),
})
export type ChampFiche = z.infer<typeof ChampFiche>

export const ConsigneFiche = objet('Ce qu’il faut savoir pour remplir et envoyer le formulaire.', {
  code: z.string().describe('Code stable.'),
  texte: z.string().describe('Phrase pour une personne.'),
  source: SourceCitee.describe('Où c’est écrit.'),
})
export type ConsigneFiche = z.infer<typeof ConsigneFiche>

/** A field that must stay empty is not in it: of FINESS, SIRET and RPPS rang, one is. */
export const Fiche = objet('La commande comme le formulaire la veut, champ par champ.', {
  formulaire: z
    .enum(['F413', 'bon-de-commande-segur'])
    .describe('F413 : formulaire de l’ANS, mars 2024. bon-de-commande-segur : pour une officine.'),
  champs: z
    .array(ChampFiche)
    .describe('Dans l’ordre du papier ; un champ à laisser vide n’y est pas.'),
  consignes: z.array(ConsigneFiche).describe('Qui signe, où envoyer, ce qui n’est pas connu.'),
})
export type Fiche = z.infer<typeof Fiche>

export const Role = z.enum(['professionnel', 'societe', 'etablissement'])
export type Role = z.infer<typeof Role>

export const Commanditaire = objet('Qui commande.', {
  role: Role.describe('En quelle qualité.'),
  nom: texteOuNull.describe(
    'Son nom ; null si la source ne le donne pas, ou si plusieurs structures portent l’identifiant.',
  ),
  rpps: texteOuNull.describe('RPPS du titulaire d’un cabinet ; null sinon.'),
  noms: z
    .array(z.string())
    .describe('Tous les noms vus sous cet identifiant, par ordre alphabétique.'),
})
export type Commanditaire = z.infer<typeof Commanditaire>

export const Commande = objet('Une commande à passer, pour une ou plusieurs situations.', {
  id: z.string().describe('Identifiant dans cette réponse.'),
  commanditaire: Commanditaire.describe('Qui commande.'),
  identifiant: Identifiant.describe('Sous quel identifiant commander.'),
  alternatives: z
    .array(Alternative)
    .describe('Autres identifiants admis, chacun avec sa condition.'),
  situations: z.array(z.string()).describe('Identifiants des situations concernées.'),
  certificats: z
    .array(Certificat)
    .describe('Quoi commander ; vide si la demande ne nomme aucun usage.'),
  regles: z.array(RegleCitee).describe('Règles citées.'),
  etapes: z.array(Etape).describe('Étapes, dans l’ordre.'),
  fiche: Fiche.describe('Quoi porter dans quel champ du formulaire.'),
  alertes: z.array(Alerte).describe('À lire avant de commander.'),
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
export const Controle = objet('Ce que vaut l’identifiant envisagé.', {
  conforme: z.boolean().nullable().describe('null : une question reste ouverte.'),
  motif: z.enum(CONTROLE_MOTIFS).describe('Code stable.'),
  texte: z.string().describe('Phrase pour une personne.'),
})
export type Controle = z.infer<typeof Controle>

export const AvisAdministrateurTechnique = objet(
  'Ce que l’on peut dire de l’administrateur technique.',
  {
    recevable: z
      .boolean()
      .nullable()
      .describe('null : ne se vérifie pas avec les données publiques, demandez à voir la carte.'),
    motifs: z
      .array(
        z.strictObject({
          code: z.string().describe('Code stable.'),
          texte: z.string().describe('Phrase pour une personne.'),
        }),
      )
      .describe('Pourquoi.'),
  },
)
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
  'contexte.praticien',
] as const
export type ChampQuestion = (typeof CHAMPS_QUESTION)[number]

/** A question the next request can answer, in the field `champ`. */
export const Question = objet('Une question à laquelle la demande suivante peut répondre.', {
  code: z.string().describe('Code stable (H07, H10…, USAGES).'),
  champ: z
    .enum(CHAMPS_QUESTION)
    .describe('Champ de la demande où répondre : « situation », « usages », « contexte.… ».'),
  texte: z.string().describe('La question, pour une personne.'),
  multiple: z.boolean().describe('Vrai si plusieurs réponses sont admises.'),
  /** Empty = a free answer. */
  options: z
    .array(
      z.strictObject({
        valeur: z.string().describe('Valeur à envoyer.'),
        libelle: z.string().describe('Ce que l’on montre.'),
        alors: z
          .strictObject({
            issue: IssueGlobale.describe('L’issue, avec cette réponse.'),
            resume: z.string().describe('La phrase, avec cette réponse.'),
          })
          .nullable()
          .describe(
            'Où mène cette réponse ; null si elle ne change ni qui commande, ni sous quel identifiant.',
          ),
      }),
    )
    .describe('Réponses possibles ; vide : réponse libre.'),
})
export type Question = z.infer<typeof Question>

export const SourceInterrogee = objet('Un annuaire qui a servi à répondre.', {
  nom: z.string().describe('Nom de l’annuaire.'),
  etat: z
    .enum(['direct', 'cache', 'perime'])
    .describe(
      'direct : interrogé à l’instant. cache : réponse récente. perime : réponse plus ancienne, faute de mieux.',
    ),
  donneesDu: jourOuNull.describe('Jour des données ; null si l’annuaire ne les date pas.'),
  interrogeeLe: z.iso.datetime().describe('Instant de l’interrogation (UTC).'),
})
export type SourceInterrogee = z.infer<typeof SourceInterrogee>

/** The rule book that judged, and the day it was applied to. */
export const Reglement = objet('Le règlement appliqué.', {
  version: z.string().describe('Version du règlement.'),
  date: Jour.describe('Jour pour lequel il est appliqué.'),
})
export type Reglement = z.infer<typeof Reglement>

export const IssueStructure = z
  .enum(['decide', 'a_verifier', 'sans_certificat'])
  .describe(
    'decide : une commande. a_verifier : une personne doit répondre. sans_certificat : la carte suffit.',
  )
export type IssueStructure = z.infer<typeof IssueStructure>

/** A structure by itself; `etat` null = the directory does not say whether it is open. */
export const StructureDemandee = StructureVue.extend({
  etat: z
    .enum(['ouverte', 'fermee'])
    .nullable()
    .describe('État au jour jugé ; null : l’annuaire ne dit pas si elle est ouverte.'),
}).meta({ description: 'La structure, comme l’Annuaire la montre.' })
export type StructureDemandee = z.infer<typeof StructureDemandee>

/** The answer for a structure asked for itself. */
export const VerificationStructure = objet(
  'Qui commande pour cette structure, sous quel identifiant, et pourquoi.',
  {
    demande: objet('La demande, comme elle a été comprise.', {
      identifiant: Identifiant.describe('L’identifiant compris, avec son type.'),
      date: Jour.describe('Jour jugé.'),
      usages: z.array(Usage).describe('Usages, sans doublon.'),
    }),
    fictif: z.boolean().describe('Vrai pour une structure fictive, faite pour essayer.'),
    structure: StructureDemandee.describe('La structure trouvée.'),
    classe: Classe.describe('Sorte de commanditaire que la structure peut être.'),
    couloir: Couloir.nullable().describe('Couloir du Ségur ; null s’il n’est pas établi.'),
    issue: IssueStructure.describe('À quoi mène la structure.'),
    resume: z.string().describe('Une phrase que l’on peut lire à voix haute.'),
    commandes: z.array(Commande).describe('Ce qu’il y a à commander : une commande, ou aucune.'),
    regles: z.array(z.string()).describe('Règles appliquées, la plus décisive d’abord.'),
    pourquoi: z.array(z.string()).describe('Phrases : le fait constaté, et ce qui s’ensuit.'),
    verifications: z.array(PointAVerifier).describe('Questions à poser à une personne.'),
    controle: Controle.nullable().describe('null sans « identifiantEnvisage » dans la demande.'),
    questions: z
      .array(Question)
      .describe('Questions auxquelles la demande suivante peut répondre.'),
    alertes: z.array(Alerte).describe('À lire avant de commander.'),
    sources: z.array(SourceInterrogee).describe('Annuaires qui ont servi.'),
    reglement: Reglement.describe('Règlement appliqué.'),
  },
)
export type VerificationStructure = z.infer<typeof VerificationStructure>

export const Verification = objet('Qui commande, sous quel identifiant, et pourquoi.', {
  demande: objet('La demande, comme elle a été comprise.', {
    numero: z.string().describe('Numéro compris, sans espace.'),
    type: z.enum(['RPPS', 'CARTE']).describe('Type compris.'),
    date: Jour.describe('Jour jugé.'),
    usages: z.array(Usage).describe('Usages, sans doublon.'),
  }),
  fictif: z.boolean().describe('Vrai pour un numéro fictif, fait pour essayer.'),
  professionnel: objet('Le professionnel.', {
    rpps: z.string().describe('RPPS, 11 chiffres.'),
    nom: texteOuNull.describe('Nom d’exercice.'),
    prenom: texteOuNull.describe('Prénom d’exercice.'),
    civilite: texteOuNull.describe('Civilité, comme l’Annuaire la donne.'),
    professions: z.array(Code).describe('Professions ; vide : non données.'),
    savoirFaire: z.array(Code).describe('Spécialités ; vide : non données.'),
    cartes: z.array(CarteVue).describe('Cartes connues de l’annuaire.'),
  }),
  issue: IssueGlobale.describe(
    'decide : une seule commande. a_choisir : dire où tourne le logiciel. a_verifier : une personne doit répondre. sans_certificat : la carte suffit. sans_activite : aucune situation retenue.',
  ),
  resume: z.string().describe('Une phrase que l’on peut lire à voix haute.'),
  situations: z.array(SituationJugee).describe('Situations retenues, dans un ordre stable.'),
  ecartees: z.array(SituationEcartee).describe('Situations qui ne comptent pas, avec le motif.'),
  commandes: z.array(Commande).describe('Ce qu’il y a à commander, groupé.'),
  controle: Controle.nullable().describe('null sans « identifiantEnvisage » dans la demande.'),
  administrateurTechnique: AvisAdministrateurTechnique.nullable().describe(
    'null sans « administrateurTechnique » dans la demande.',
  ),
  questions: z.array(Question).describe('Questions auxquelles la demande suivante peut répondre.'),
  alertes: z.array(Alerte).describe('Alertes sur l’ensemble.'),
  sources: z.array(SourceInterrogee).describe('Annuaires qui ont servi.'),
  reglement: Reglement.describe('Règlement appliqué.'),
})
export type Verification = z.infer<typeof Verification>
