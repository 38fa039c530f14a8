import * as z from 'zod'

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
const areDigits = (value: string, start: number, end: number): boolean => {
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

const isLaPoste = (siret: string): boolean => siret.startsWith('356000000')

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

const FORMES: Record<IdentifiantType, Forme> = {
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

/*
 * Schemas of the canonical forms, for what we ask and for what we emit after a check. Not for what
 * a source publishes: its identifiers may lack a right key and must pass.
 */
export const Rpps = z
  .string()
  .regex(/^\d{11}$/, 'RPPS : 11 chiffres')
  .refine(isRpps, 'RPPS : clé fausse')
  .brand<'Rpps'>()
  .describe('RPPS, 11 chiffres dont une clé de Luhn')
export const NumeroCarte = z
  .string()
  .regex(/^\d{8,12}$/, 'Numéro de carte : 8 à 12 chiffres')
  .brand<'NumeroCarte'>()
  .describe('Numéro de carte CPS, CPF, CPE ou CPA, 8 à 12 chiffres')
export const RppsRang = z
  .string()
  .regex(/^\d{14}$/, 'RPPS rang : 14 chiffres')
  .brand<'RppsRang'>()
  .describe('RPPS rang, 14 chiffres : RPPS du titulaire, numéro d’ordre, clé')
export const Siret = z
  .string()
  .regex(/^\d{14}$/, 'SIRET : 14 chiffres')
  .refine(isSiret, 'SIRET : clé fausse')
  .brand<'Siret'>()
  .describe('SIRET, 14 chiffres')
export const Siren = z
  .string()
  .regex(/^\d{9}$/, 'SIREN : 9 chiffres')
  .refine(isSiren, 'SIREN : clé fausse')
  .brand<'Siren'>()
  .describe('SIREN, 9 chiffres')
export const Finess = z
  .string()
  .regex(/^(\d\d|2A|2B)\d{7}$/, 'FINESS : 9 chiffres, ou 2A, 2B et 7 chiffres')
  .refine(isFiness, 'FINESS : clé fausse')
  .brand<'Finess'>()
  .describe('FINESS géographique ou juridique, 9 caractères')

/** An identifier with its type; FINESS is one form for two types. */
export type Identifiant =
  | { type: 'RPPS'; valeur: Rpps }
  | { type: 'CARTE'; valeur: NumeroCarte }
  | { type: 'RPPS_RANG'; valeur: RppsRang }
  | { type: 'SIRET'; valeur: Siret }
  | { type: 'SIREN'; valeur: Siren }
  | { type: 'FINESS_EG' | 'FINESS_EJ'; valeur: Finess }

/** Why a number is refused. */
export type LectureRefusee = {
  ok: false
  /**
   * `vide`: no digit; `caractere`: something else than digits and separators; `longueur`: no such
   * number has this length; `cle`: wrong check digit; `type`: a card number for all we know, but
   * of a length that must be said to be one.
   */
  code: 'vide' | 'caractere' | 'longueur' | 'cle' | 'type'
  /** The digits read, '' when there are too many. Possibly a card number: never log it. */
  compris: string
  /** A French sentence for the person who typed; it quotes at most the first four digits. */
  detail: string
}

/** What was typed, read: the canonical value and perhaps a French sentence of warning, or why not. */
export type Lecture = (Identifiant & { ok: true; avertissement: string | null }) | LectureRefusee

/** Above this a text is not a number with separators: it is refused unread. */
const SAISIE_MAX = 64

/** White space of every kind, the invisible characters that a copy brings along, dots, dashes. */
const isSeparator = (unit: number): boolean =>
  unit === 0x20 ||
  unit === 0x2d || // -
  unit === 0x2e || // .
  unit === 0xa0 || // no-break space
  (unit >= 0x09 && unit <= 0x0d) ||
  unit === 0x85 ||
  unit === 0xad || // soft hyphen
  unit === 0xb7 || // middle dot
  unit === 0x061c || // Arabic letter mark
  unit === 0x1680 ||
  unit === 0x180e ||
  (unit >= 0x2000 && unit <= 0x2015) || // spaces, zero-width and direction marks, dashes
  (unit >= 0x2028 && unit <= 0x202f) || // line ends, direction marks, narrow no-break space
  (unit >= 0x205f && unit <= 0x206f) || // word joiner, direction isolates
  unit === 0x2212 || // minus
  unit === 0x3000 ||
  unit === 0xfe58 ||
  unit === 0xfe63 ||
  unit === 0xfeff || // byte order mark
  unit === 0xff0d

const isFinessType = (type: IdentifiantType): boolean =>
  type === 'FINESS_EG' || type === 'FINESS_EJ'

/** '11 chiffres compris (1099…)': enough to recognise what was typed, too little to identify. */
const describe = (compris: string, unite: string): string => {
  const pluriel = compris.length > 1 ? 's' : ''
  const debut = compris.length > 4 ? `${compris.slice(0, 4)}…` : compris
  return `${compris.length} ${unite}${pluriel} compris (${debut})`
}

const refuseCharacter = (saisie: string, at: number, compris: string): LectureRefusee => {
  const position = Array.from(saisie.slice(0, at)).length + 1
  const isDigit = /\p{Nd}/u.test(String.fromCodePoint(saisie.codePointAt(at) ?? 0))
  const motif = isDigit
    ? 'est un chiffre d’une autre écriture : seuls les chiffres 0 à 9 sont acceptés'
    : 'n’est ni un chiffre, ni un espace, un point ou un tiret'
  return { ok: false, code: 'caractere', compris, detail: `Le caractère n° ${position} ${motif}.` }
}

/** The digits of what was typed, and with `corse` the A or B that follows a leading 2. */
const normalize = (saisie: string, corse: boolean): string | LectureRefusee => {
  if (saisie.length > SAISIE_MAX) {
    const detail = `Plus de ${SAISIE_MAX} caractères reçus : ce n’est pas un seul numéro.`
    return { ok: false, code: 'longueur', compris: '', detail }
  }
  if (saisie !== '' && areDigits(saisie, 0, saisie.length)) return saisie
  let compris = ''
  for (let i = 0; i < saisie.length; i++) {
    const unit = saisie.charCodeAt(i)
    if (unit >= 48 && unit <= 57) compris += saisie[i]
    else if (isSeparator(unit)) continue
    else if (corse && compris === '2' && (unit === 65 || unit === 97)) compris += 'A'
    else if (corse && compris === '2' && (unit === 66 || unit === 98)) compris += 'B'
    else return refuseCharacter(saisie, i, compris)
  }
  if (compris !== '') return compris
  return { ok: false, code: 'vide', compris, detail: 'Aucun chiffre reçu.' }
}

const LUHN_FAUX = 'la clé de contrôle (formule de Luhn) est fausse'
const LA_POSTE_FAUX =
  'pour un SIRET de La Poste, ni la clé de Luhn ni la somme des chiffres (multiple de 5) n’est juste'

/** Refuses `valeur`, the part of `compris` that should have been canonical: its length or its key. */
const refuse = (type: IdentifiantType, compris: string, valeur = compris): LectureRefusee => {
  const { nom, longueur, longueurs, prefixe } = FORMES[type]
  const lu = describe(compris, isFinessType(type) ? 'caractère' : 'chiffre')
  if (valeur.length === longueur) {
    const motif = type === 'SIRET' && isLaPoste(valeur) ? LA_POSTE_FAUX : LUHN_FAUX
    return { ok: false, code: 'cle', compris, detail: `${lu}, lus comme un ${nom} : ${motif}.` }
  }
  const isPrefixed =
    prefixe !== null && compris.length === longueur + 1 && compris.startsWith(prefixe)
  const conseil = isPrefixed ? `, sans le préfixe ${prefixe}` : ''
  const detail = `${lu} : un ${nom} en a ${longueurs}${conseil}.`
  return { ok: false, code: 'longueur', compris, detail }
}

/** The RPPS inside 8 + RPPS (an IDNPS); any other text as it is. */
const withoutIdnpsPrefix = (compris: string): string =>
  compris.length === 12 && compris.startsWith('8') ? compris.slice(1) : compris

const warnCarte = (carte: NumeroCarte): string | null => {
  if (isRpps(withoutIdnpsPrefix(carte))) return 'Ce numéro de carte a la forme d’un RPPS.'
  if (carte.length !== 10) return 'Les numéros de carte connus ont 10 chiffres.'
  return null
}

const warnRppsRang = (rppsRang: RppsRang): string | null => {
  if (hasRppsRangKey(rppsRang) && isRpps(rppsRangTitulaire(rppsRang))) return null
  if (isSiret(rppsRang)) return 'Ce RPPS rang n’a pas la clé attendue : c’est peut-être un SIRET.'
  return 'Ce RPPS rang n’a pas la clé attendue : à relire.'
}

/** Gives its type to a normalised text. */
const identify = (type: IdentifiantType, compris: string): Lecture => {
  switch (type) {
    case 'RPPS': {
      const valeur = withoutIdnpsPrefix(compris)
      if (!isRpps(valeur)) return refuse(type, compris, valeur)
      return { ok: true, type, valeur, avertissement: null }
    }
    case 'CARTE':
      if (!isNumeroCarte(compris)) return refuse(type, compris)
      return { ok: true, type, valeur: compris, avertissement: warnCarte(compris) }
    case 'RPPS_RANG':
      if (!isRppsRang(compris)) return refuse(type, compris)
      return { ok: true, type, valeur: compris, avertissement: warnRppsRang(compris) }
    case 'SIRET':
      if (!isSiret(compris)) return refuse(type, compris)
      return { ok: true, type, valeur: compris, avertissement: null }
    case 'SIREN':
      if (!isSiren(compris)) return refuse(type, compris)
      return { ok: true, type, valeur: compris, avertissement: null }
    default: // FINESS_EG, FINESS_EJ
      if (!isFiness(compris)) return refuse(type, compris)
      return { ok: true, type, valeur: compris, avertissement: null }
  }
}

/**
 * Reads an identifier whose type is known, as a person types or pastes it: spaces of every kind,
 * dots, dashes and invisible characters are dropped; nothing else is. An IDNPS gives its RPPS.
 * A RPPS rang with an unexpected key and a card of an unusual length pass with a warning.
 */
export const parseIdentifiant = (type: IdentifiantType, saisie: string): Lecture => {
  const compris = normalize(saisie, isFinessType(type))
  return typeof compris === 'string' ? identify(type, compris) : compris
}

/**
 * Reads the number of a practitioner: a RPPS, an IDNPS or a card number. Without `type`, 11 digits,
 * or 12 beginning with 8, are a RPPS (a wrong key is an error: never read again as a card), 8 to
 * 10 digits a card, anything else an error.
 */
export const parseNumero = (saisie: string, type?: 'rpps' | 'carte'): Lecture => {
  if (type === 'rpps') return parseIdentifiant('RPPS', saisie)
  if (type === 'carte') return parseIdentifiant('CARTE', saisie)
  const compris = normalize(saisie, false)
  if (typeof compris !== 'string') return compris
  const { length } = compris
  if (length === 11 || (length === 12 && compris.startsWith('8'))) return identify('RPPS', compris)
  if (length >= 8 && length <= 10) return identify('CARTE', compris)
  const lu = describe(compris, 'chiffre')
  const rpps = `un RPPS en a ${FORMES.RPPS.longueurs}`
  if (length === 12) {
    const detail = `${lu} : ${rpps} ; si c’est une carte, il faut le préciser.`
    return { ok: false, code: 'type', compris, detail }
  }
  const structure = length === 14 ? ' C’est la longueur d’un SIRET ou d’un RPPS rang.' : ''
  const detail = `${lu} : ${rpps}, un numéro de carte de 8 à 10.${structure}`
  return { ok: false, code: 'longueur', compris, detail }
}
