import {
  FORMES,
  type Identifiant,
  type IdentifiantType,
  areDigits,
  hasRppsRangKey,
  isFiness,
  isLaPoste,
  isNumeroCarte,
  isRpps,
  isRppsRang,
  isSiren,
  isSiret,
  type NumeroCarte,
  type RppsRang,
  rppsRangTitulaire,
} from './identifiants.ts'

/** What a person typed, read as a number: separators set aside, its length and its key checked. */

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
