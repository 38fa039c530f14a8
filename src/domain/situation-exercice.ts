import * as z from 'zod'
import { CodeRecu } from './nomenclatures/code-recu.ts'
import { objet } from './objet.ts'

/**
 * What a directory knows of one practitioner, in the nouns of the MOS. Every adapter maps to this
 * shape; the rules read nothing else. `null` always means "the source does not say", never "no",
 * nor "it says something that cannot be read".
 *
 * @see https://mos.esante.gouv.fr
 */

/** A calendar day, `AAAA-MM-JJ`. */
export const Jour = z.iso.date()

/** Where a RPPS rang was read: its own slot, the national structure id, or the former id. */
export const OrigineRppsRang = z.enum(['identifiant', 'idnst', 'ancien'])

export const IdentifiantsStructure = z.strictObject({
  /** FINESS géographique, 9 characters; the structure's own. */
  finessEg: z.string().nullable(),
  /** FINESS juridique, 9 characters; the structure's own, not its parent's. */
  finessEj: z.string().nullable(),
  /** 14 digits. */
  siret: z.string().nullable(),
  /** 9 digits. */
  siren: z.string().nullable(),
  /** 14 digits: RPPS of the titulaire (11), order number (2), key (1). */
  rppsRang: z.strictObject({ valeur: z.string(), origine: OrigineRppsRang }).nullable(),
  /** What stood in the slot of the RPPS rang without having its form. */
  rppsRangMalforme: z.string().nullable(),
  /** Identifiers whose type cannot be told, or of one type and different: none of them is used. */
  illisibles: z.array(z.string()),
})
export type IdentifiantsStructure = z.infer<typeof IdentifiantsStructure>

export const Adresse = objet('Une adresse postale.', {
  lignes: z.array(z.string()).describe('Lignes de l’adresse.'),
  codePostal: z.string().nullable().describe('Code postal.'),
  commune: z.string().nullable().describe('Commune.'),
})
export type Adresse = z.infer<typeof Adresse>

/** P site principal, S site secondaire; `illisible` = given, and neither of the two for sure. */
const TypeEtablissement = z.enum(['P', 'S', 'illisible'])

const structureFields = {
  raisonSociale: z.string().nullable(),
  enseigne: z.string().nullable(),
  /** EG entité géographique, EJ entité juridique. */
  nature: z.enum(['EG', 'EJ']).nullable(),
  /** False once the directory has stripped the structure; the day of its closing is then unknown. */
  actif: z.boolean().nullable(),
  /** Code of TRE_R02. */
  secteurActivite: CodeRecu,
  /** Code of TRE_R66. */
  categorieEtablissement: CodeRecu,
  /** Code of TRE_R400. */
  statutJuridique: CodeRecu,
  typeEtablissement: TypeEtablissement.nullable(),
  identifiants: IdentifiantsStructure,
  adresse: Adresse.nullable(),
  ouverture: Jour.nullable(),
  fermeture: Jour.nullable(),
}

/** An EG of an EJ, as far as choosing a laboratory's main site, or judging the EJ, needs it. */
export const Site = z.strictObject({
  finessEg: z.string(),
  raisonSociale: z.string().nullable(),
  typeEtablissement: TypeEtablissement.nullable(),
  actif: z.boolean().nullable(),
  fermeture: Jour.nullable(),
  /** Code of TRE_R02; left out = not looked up: only an EJ asked for itself is told by its sites. */
  secteurActivite: CodeRecu.optional(),
  /** Code of TRE_R66; left out as the sector. */
  categorieEtablissement: CodeRecu.optional(),
})
export type Site = z.infer<typeof Site>

export const EntiteJuridique = z.strictObject({
  ...structureFields,
  /** Every EG of this EJ that the directory knows, closed ones too; null = not looked up. */
  sites: z.array(Site).nullable(),
})
export type EntiteJuridique = z.infer<typeof EntiteJuridique>

export const Structure = z.strictObject({
  ...structureFields,
  /** The EJ this EG belongs to; null = none or unknown. */
  partOf: EntiteJuridique.nullable(),
  /** True when the directory refers to an EJ that it does not hold. */
  partOfIntrouvable: z.boolean(),
  /** For a structure that is itself an EJ: its EG; null = not looked up, or not an EJ. */
  sites: z.array(Site).nullable(),
})
export type Structure = z.infer<typeof Structure>

export const SituationExercice = z.strictObject({
  /** Identifiant d'activité, 10 digits in the public API; null when the source has none. */
  id: z.string().nullable(),
  /** False = ended for the directory; null = the source does not say. */
  actif: z.boolean().nullable(),
  /** The public API never gives these two. */
  debut: Jour.nullable(),
  fin: Jour.nullable(),
  /** Code of TRE_R22. */
  genreActivite: CodeRecu,
  /** Code of TRE_R23. */
  modeExercice: CodeRecu,
  /** Code of TRE_R24. */
  typeActiviteLiberale: CodeRecu,
  /** Code of TRE_R21. */
  fonction: CodeRecu,
  /** null = the situation has none, or the directory names one it cannot show. */
  structure: Structure.nullable(),
  /** True when the directory refers to a structure that it does not hold. */
  structureIntrouvable: z.boolean(),
})
export type SituationExercice = z.infer<typeof SituationExercice>

export const Carte = z.strictObject({
  /** 10 digits as a rule, 8 to 12 accepted. */
  numero: z.string(),
  /** Code of TRE_R87: CPS, CPF, CPE (CDE too), CPA (CDA too). */
  type: CodeRecu,
  debut: Jour.nullable(),
  fin: Jour.nullable(),
  /** Day from which the card is opposed; null = not opposed or, in the public API, not given. */
  opposition: Jour.nullable(),
  /** False when the source never gives oppositions: their absence then proves nothing. */
  oppositionConnue: z.boolean(),
})
export type Carte = z.infer<typeof Carte>

/**
 * The exercise of one profession by one person (a FHIR Practitioner). A person with two
 * professions has two, each with its own cards and situations.
 */
export const ExerciceProfessionnel = z.strictObject({
  /** False = closed: the directory keeps only the identifiers. */
  actif: z.boolean().nullable(),
  /** Codes of TRE_G15; empty = not given. */
  professions: z.array(CodeRecu.unwrap()),
  /**
   * Codes of the savoir-faire tables (TRE_R38 and its sisters); empty = not given. What may be a
   * specialty, and is in none of our tables, is `illisible`.
   */
  savoirFaire: z.array(CodeRecu.unwrap()),
  cartes: z.array(Carte),
  situations: z.array(SituationExercice),
})
export type ExerciceProfessionnel = z.infer<typeof ExerciceProfessionnel>

export const Professionnel = z.strictObject({
  /** 11 digits. */
  rpps: z.string(),
  nom: z.string().nullable(),
  prenom: z.string().nullable(),
  /** M, MME. */
  civilite: z.string().nullable(),
  exercices: z.array(ExerciceProfessionnel),
})
export type Professionnel = z.infer<typeof Professionnel>
