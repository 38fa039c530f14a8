import {
  DECISIONS,
  type Document,
  EXIGENCES_SAS,
  FORMULAIRE_F413,
  GUIDES_MES_HABILITATIONS,
  WEBINAIRE,
} from '../sources.ts'
import type { ConsigneFiche } from '../verification.ts'

/**
 * The forms of an order as they are printed: fields, limits, sentences, each with its source. The
 * limits are those of the fields of the PDF of the F413 (March 2024).
 */

export type ChampImprime = {
  section: string
  libelle: string
  /** The field takes exactly so many characters; left out = it says nothing. */
  longueur?: number
  /** What the paper says beside the field, or what a refusal was seen for. */
  note?: string
}

const A_LA_MAIN = 'À la main.'
const DIX_CHIFFRES = '10 chiffres, sans espace ni +33.'
const CARTE = '10 chiffres.'

/** Of each field its code, in the order of the paper. */
export const CHAMPS = {
  denomination: { section: '3.1', libelle: 'Dénomination de la structure' },
  finess: { section: '3.1', libelle: 'FINESS', longueur: 9 },
  siret: { section: '3.1', libelle: 'N° SIRET', longueur: 14 },
  'rpps-rang': { section: '3.1', libelle: 'RPPS rang, ligne 1', longueur: 14 },
  qualite: { section: '3.2', libelle: 'Êtes-vous le' },
  'signataire-nom': { section: '3.2', libelle: 'Nom du signataire' },
  'signataire-prenom': { section: '3.2', libelle: 'Prénom(s) du signataire' },
  'signataire-telephone': { section: '3.2', libelle: 'Téléphone', note: DIX_CHIFFRES },
  'signataire-email': {
    section: '3.2',
    libelle: 'Email professionnel',
    note: 'De préférence une boîte générique.',
  },
  'signataire-carte': {
    section: '3.2',
    libelle: 'N° de carte du signataire',
    longueur: 10,
    note: `${CARTE} Elle doit être active.`,
  },
  'at-carte': {
    section: '4.1',
    libelle: 'Administrateur technique : n° de carte',
    longueur: 10,
    note: `${CARTE} La dernière en date, active.`,
  },
  'at-nom': { section: '4.1', libelle: 'Nom figurant sur la carte' },
  'at-prenom': { section: '4.1', libelle: 'Prénom figurant sur la carte' },
  'at-telephone': { section: '4.1', libelle: 'Téléphone', note: DIX_CHIFFRES },
  'at-email': {
    section: '4.1',
    libelle: 'Email professionnel',
    note: 'Les avis d’expiration y arrivent : de préférence une boîte générique.',
  },
  usage: { section: '4.2', libelle: 'Précisions sur l’usage des certificats et sur votre projet' },
  editeur: { section: '4.2', libelle: 'Éditeur de la solution' },
  solution: { section: '4.2', libelle: 'Solution utilisée' },
  'certificat-org': {
    section: '4.3',
    libelle: 'Case « Certificat ORG (Personne morale) usage AUTH_CLI, SIGN, CONF »',
  },
  'certificat-serveur': {
    section: '4.3',
    libelle: 'Case « Certificat logiciel SERVEUR usage SSL_SERVEUR »',
  },
  domaine: {
    section: '4.3',
    libelle: 'Certificat pour le nom de domaine suivant',
    note: 'Ou l’autre ligne, « restreint au serveur suivant ».',
  },
  conditions: {
    section: 'Fin',
    libelle: 'Deux cases : conditions générales lues, informations exactes',
    note: A_LA_MAIN,
  },
  date: { section: 'Fin', libelle: 'Date', note: `${A_LA_MAIN} jj/mm/aaaa.` },
  signature: {
    section: 'Fin',
    libelle: 'Signature du représentant légal ou du mandataire ou titulaire',
    note: `${A_LA_MAIN} L’administrateur technique ne signe pas.`,
  },
  cachet: {
    section: 'Fin',
    libelle: 'Cachet de la structure',
    note: 'Il doit porter la dénomination écrite plus haut : sinon la demande est rejetée.',
  },
} as const satisfies Record<string, ChampImprime>
export type CodeChamp = keyof typeof CHAMPS

/** What any way of ordering for an officine must say; the fields of its own form are not published. */
export const CHAMPS_BON_DE_COMMANDE: readonly CodeChamp[] = [
  'denomination',
  'finess',
  'usage',
  'editeur',
  'solution',
  'certificat-org',
  'certificat-serveur',
  'domaine',
]

/** A sheet of the F413 has so many lines for a RPPS rang; further ones go to a second sheet. */
export const RANGS_PAR_FORMULAIRE = 4

/** A longer denomination was seen cut in the DN of a certificate in production. */
export const DENOMINATION_MAX = 40

const consigne = (
  code: string,
  texte: string,
  { titre, date, url }: Document,
  repere: string,
): ConsigneFiche => Object.freeze({ code, texte, source: { document: titre, repere, date, url } })

const VERSION = consigne(
  'VERSION',
  'Formulaire F413 de mars 2024 : nous n’en connaissons pas de plus récent, vérifiez-le avant de l’envoyer.',
  FORMULAIRE_F413,
  'Index des formulaires',
)
const CONTRAT = consigne(
  'CONTRAT',
  'Le contrat d’adhésion avec l’ANS doit être signé avant. Signe le responsable légal, ou son mandataire, avec une carte active.',
  FORMULAIRE_F413,
  '§ 1 et 2',
)
const CONTRAT_SOCIETE = consigne(
  'CONTRAT',
  'Il n’est publié ni si une société d’exercice signe en « titulaire de structure libérale », ni si elle doit avoir un contrat d’adhésion : demandez à l’ANS.',
  DECISIONS,
  'H21',
)
const SANS_CONTRAT = consigne(
  'CONTRAT',
  'Le titulaire de structure libérale signe lui-même, avec sa carte active, sans contrat d’adhésion.',
  FORMULAIRE_F413,
  '§ 1 et 2',
)
const QUATRE_ADMINISTRATEURS = consigne(
  'ADMINISTRATEURS',
  'Le formulaire prend jusqu’à quatre administrateurs techniques ; cette fiche en porte un.',
  FORMULAIRE_F413,
  '§ 4.1',
)
const ENVOI = consigne(
  'ENVOI',
  'Signé, daté et cacheté, il s’envoie par courriel à monserviceclient.certificats@esante.gouv.fr. Aucune pièce jointe n’est demandée.',
  FORMULAIRE_F413,
  'Envoi de la demande',
)
const AUTRE_VOIE = consigne(
  'MES_HABILITATIONS',
  'Autre voie : le portail mesHabilitations (e-CPS ou carte). Préparez l’identifiant de la structure, et de chaque administrateur technique le n° de carte ou l’identifiant national et l’email, les types de certificats et les domaines. Nous n’avons pas pu lire son écran de désignation, ni les champs du formulaire en ligne.',
  GUIDES_MES_HABILITATIONS,
  'Gérer les délégués',
)
const BON_DE_COMMANDE = consigne(
  'BON_DE_COMMANDE',
  'La demande de l’officine passe par le bon de commande Ségur, non par le F413. Ni ses champs ni qui le signe ne sont publiés : voici ce que l’Annuaire et la demande disent. Vérifiez qu’une campagne Ségur est en cours.',
  WEBINAIRE,
  'Règles pour les professionnels libéraux',
)

/** What each kind of orderer must know, in the order in which it is needed. */
export const CONSIGNES = {
  cabinet: [VERSION, SANS_CONTRAT, QUATRE_ADMINISTRATEURS, ENVOI, AUTRE_VOIE],
  societe: [VERSION, CONTRAT_SOCIETE, QUATRE_ADMINISTRATEURS, ENVOI, AUTRE_VOIE],
  etablissement: [VERSION, CONTRAT, QUATRE_ADMINISTRATEURS, ENVOI, AUTRE_VOIE],
  officine: [BON_DE_COMMANDE, AUTRE_VOIE],
} as const

/** Several orders of one titulaire. */
export const consigneRangs = (texte: string): ConsigneFiche =>
  consigne('RANGS', texte, FORMULAIRE_F413, '§ 3.1')

/** The paper has no field for the name that INSi wants. */
export const consigneCn = (noms: string): ConsigneFiche =>
  consigne(
    'CN',
    `Le formulaire n’a pas de champ pour le nom du certificat (CN) : l’administrateur technique le saisit sur la plateforme, exactement ${noms}.`,
    FORMULAIRE_F413,
    '§ 4.3',
  )

/** A name that certificates may not hold whole. */
export const consigneDenomination = (longueur: number): ConsigneFiche =>
  consigne(
    'DENOMINATION_LONGUE',
    `La dénomination a ${longueur} caractères : un certificat de production n’en porte que ${DENOMINATION_MAX}, elle peut y être coupée. Écrivez-la entière ici.`,
    EXIGENCES_SAS,
    'DN d’un certificat de production',
  )
