import type * as z from 'zod'

export const IDENTIFIANT_TYPES = [
  'RPPS',
  'CARTE',
  'RPPS_RANG',
  'SIRET',
  'SIREN',
  'FINESS_EG',
  'FINESS_EJ',
] as const

/** A value never travels without its type: a RPPS rang has 14 digits, like a SIRET. */
export type IdentifiantType = (typeof IDENTIFIANT_TYPES)[number]

export type Rpps = string & z.$brand<'Rpps'>
export type NumeroCarte = string & z.$brand<'NumeroCarte'>
export type RppsRang = string & z.$brand<'RppsRang'>
export type Siret = string & z.$brand<'Siret'>
export type Siren = string & z.$brand<'Siren'>
export type Finess = string & z.$brand<'Finess'>

/** True when every character from `start` to `end` is an ASCII digit. */
export const areDigits = (value: string, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) {
    const unit = value.charCodeAt(i)
    if (!(unit >= 48 && unit <= 57)) return false
  }
  return true
}

/** True when the value is exactly so many ASCII digits: a form, whatever its key. */
export const hasDigits = (value: string, length: number): boolean =>
  value.length === length && areDigits(value, 0, length)

/** Luhn sum, modulo 10, of the first `end` characters; `double` says if the last of them doubles. */
const luhnSum = (digits: string, end: number, double: boolean): number => {
  let sum = 0
  for (let i = end - 1; i >= 0; i--) {
    const unit = digits.charCodeAt(i)
    // The only letters that come here are those of a Corsican FINESS: A weighs 1, B weighs 2.
    const digit = unit < 65 ? unit - 48 : unit - 64
    sum += double ? digit * 2 - (digit > 4 ? 9 : 0) : digit
    double = !double
  }
  return sum % 10
}

/** True when the value is made of digits and its last one is the Luhn key of the others. */
export const luhn = (value: string): boolean =>
  value.length > 1 && hasDigits(value, value.length) && luhnSum(value, value.length, false) === 0

/** The digit, '0' to '9', that makes `luhn(digits + key)` true. Only for a string of digits. */
export const luhnKey = (digits: string): string =>
  String((10 - luhnSum(digits, digits.length, true)) % 10)

/**
 * A RPPS: 11 digits, the last one their Luhn key; the leading 8 of an IDNPS is not part of it.
 * For what a person types: a number that a source publishes with a wrong key is still a number.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_G08-TypeIdentifiantPersonne/FHIR/TRE-G08-TypeIdentifiantPersonne
 */
export const isRpps = (value: string): value is Rpps =>
  hasDigits(value, 11) && luhnSum(value, 11, false) === 0

/**
 * The number of a card (CPS, CPF, CPE, CPA): 8 to 12 digits, 10 on every card known. No key.
 *
 * @see https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-smartcard
 */
export const isNumeroCarte = (value: string): value is NumeroCarte =>
  value.length >= 8 && value.length <= 12 && areDigits(value, 0, value.length)

/**
 * A SIREN: 9 digits, the last one their Luhn key.
 *
 * @see https://www.insee.fr/fr/metadonnees/definition/c2047
 */
export const isSiren = (value: string): value is Siren =>
  hasDigits(value, 9) && luhnSum(value, 9, false) === 0

/** True for an establishment of La Poste, whose SIRET may have a sum of digits in the place of a key. */
export const isLaPoste = (siret: string): boolean => siret.startsWith('356000000')

const sumDigits = (digits: string): number => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += digits.charCodeAt(i) - 48
  return sum
}

/**
 * A SIRET: 14 digits, Luhn. The sites of La Poste, its head office excepted, follow another rule:
 * their digits add up to a multiple of 5.
 *
 * @see https://www.insee.fr/fr/metadonnees/definition/c1841
 */
export const isSiret = (value: string): value is Siret =>
  hasDigits(value, 14) &&
  (luhnSum(value, 14, false) === 0 || (isLaPoste(value) && sumDigits(value) % 5 === 0))

/** The form of a FINESS without its key: 9 digits, the second of them A or B in Corsica. */
export const hasFinessForm = (value: string): boolean => {
  if (value.length !== 9 || !areDigits(value, 0, 1) || !areDigits(value, 2, 9)) return false
  return areDigits(value, 1, 2) || value.startsWith('2A') || value.startsWith('2B')
}

/**
 * A FINESS: 9 characters, Luhn with 1 for A and 2 for B. Nothing in it tells an entité
 * géographique from an entité juridique.
 *
 * @see https://github.com/ansforge/IG-modele-objets-sante/blob/a69b2251a1d4eec37bee3dfe4ebb789c3069ef92/input/fsh/logicals/Structure/EntiteGeographique.fsh
 */
export const isFiness = (value: string): value is Finess =>
  hasFinessForm(value) && luhnSum(value, 9, false) === 0

/**
 * The form of a RPPS rang: 14 digits, namely the RPPS of the titulaire of the cabinet (11), an
 * order number (2) and a key (1). The key is not part of the form: its algorithm is not published.
 *
 * @see https://github.com/ansforge/IG-modele-objets-sante/blob/a69b2251a1d4eec37bee3dfe4ebb789c3069ef92/input/fsh/logicals/Structure/EntiteGeographique.fsh
 */
export const isRppsRang = (value: string): value is RppsRang => hasDigits(value, 14)

/** True when a RPPS rang ends with the Luhn key of its first 11 digits. If not: warn, never refuse. */
export const hasRppsRangKey = (value: string): boolean =>
  isRppsRang(value) && (10 - luhnSum(value, 11, true)) % 10 === value.charCodeAt(13) - 48

/**
 * The RPPS of the titulaire that a RPPS rang begins with, its key unchecked. It may be somebody
 * else than the practitioner who works in the cabinet.
 */
export const rppsRangTitulaire = (rppsRang: string): string => rppsRang.slice(0, 11)

type Forme = {
  nom: string
  /** Number of characters of the canonical value; of a card, the usual one. */
  longueur: number
  /** The lengths that a person may type, in words. */
  longueurs: string
  /** Prefix that makes it a Struct_IdNat (TRE_G07); null for what identifies a person. */
  prefixe: string | null
}

const FINESS: Forme = { nom: 'FINESS', longueur: 9, longueurs: '9', prefixe: '1' }

/** How each type of identifier is named, how long it is, and its prefix as a national identifier. */
export const FORMES: Record<IdentifiantType, Forme> = {
  RPPS: { nom: 'RPPS', longueur: 11, longueurs: '11, ou 12 en commençant par 8', prefixe: null },
  CARTE: { nom: 'numéro de carte', longueur: 10, longueurs: 'de 8 à 12', prefixe: null },
  RPPS_RANG: { nom: 'RPPS rang', longueur: 14, longueurs: '14', prefixe: '4' },
  SIRET: { nom: 'SIRET', longueur: 14, longueurs: '14', prefixe: '3' },
  SIREN: { nom: 'SIREN', longueur: 9, longueurs: '9', prefixe: '2' },
  FINESS_EG: FINESS,
  FINESS_EJ: FINESS,
}

/**
 * The national identifier of a structure (Struct_IdNat, also the OU of its certificates): a prefix,
 * then the identifier. Null for a RPPS and a card, which identify persons.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_G07-TypeIdentifiantStructure/FHIR/TRE-G07-TypeIdentifiantStructure
 */
export const structIdNat = (type: IdentifiantType, valeur: string): string | null => {
  const { prefixe } = FORMES[type]
  return prefixe === null ? null : prefixe + valeur
}

/** An identifier with its type; FINESS is one form for two types. */
export type IdentifiantCanonique =
  | { type: 'RPPS'; valeur: Rpps }
  | { type: 'CARTE'; valeur: NumeroCarte }
  | { type: 'RPPS_RANG'; valeur: RppsRang }
  | { type: 'SIRET'; valeur: Siret }
  | { type: 'SIREN'; valeur: Siren }
  | { type: 'FINESS_EG' | 'FINESS_EJ'; valeur: Finess }
