import { areDigits, type IdentifiantType } from './identifiants.ts'

/** What a person typed or pasted, down to its digits, before they are read as a number of a type. */

/** Why a number is refused. */
export type SaisieRefusee = {
  ok: false
  /**
   * `vide`: no digit; `caractere`: something else than digits and separators; `separateur`: digits
   * after a separator that may be none of the number’s; `arrondi`: rounded by a spreadsheet;
   * `etiquette`: the label before it names another type; `longueur`: no such number has this length;
   * `cle`: wrong check digit; `type`: its type must be said, as it may be of two, or a card of a
   * length that must be said to be one.
   */
  code: 'vide' | 'caractere' | 'separateur' | 'arrondi' | 'etiquette' | 'longueur' | 'cle' | 'type'
  /** The digits read, '' when there are too many. Possibly a card number: never log it. */
  compris: string
  /** A French sentence for the person who typed; it quotes at most the first four digits. */
  detail: string
}

/** What the label before a number can name. */
export type Etiquette = IdentifiantType | 'ADELI'

export type SaisieLue = {
  ok: true
  /** Digits, and with `corse` the A or B of a Corsican FINESS. */
  compris: string
  /** Types that the label before the number names; empty = none. */
  etiquettes: readonly Etiquette[]
}

/** Above this a text is not a number with separators: it is refused unread. */
const SAISIE_MAX = 64

/** Invisible characters that a copy brings along: they separate nothing. */
const isInvisible = (unit: number): boolean =>
  unit === 0xad || // soft hyphen
  unit === 0x061c || // Arabic letter mark
  unit === 0x180e ||
  (unit >= 0x200b && unit <= 0x200f) || // zero-width and direction marks
  (unit >= 0x202a && unit <= 0x202e) || // direction marks
  (unit >= 0x2060 && unit <= 0x206f) || // word joiner, direction isolates
  unit === 0xfeff // byte order mark

const isSpace = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  unit === 0x85 ||
  unit === 0xa0 || // no-break space
  unit === 0x1680 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x2028 || // line end
  unit === 0x2029 ||
  unit === 0x202f || // narrow no-break space
  unit === 0x205f ||
  unit === 0x3000

const isDash = (unit: number): boolean =>
  unit === 0x2d || // -
  (unit >= 0x2010 && unit <= 0x2015) ||
  unit === 0x2212 || // minus
  unit === 0xfe58 ||
  unit === 0xfe63 ||
  unit === 0xff0d

const POINTS = '.\u00b7\u2024\u2027\ufe52\uff0e'
const VIRGULES = ',\u066b\ufe50\uff0c'
const GUILLEMETS = '"\'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\uff02'

const isAround = (unit: number): boolean =>
  isSpace(unit) || isInvisible(unit) || GUILLEMETS.includes(String.fromCharCode(unit))

/** Where the text begins and ends once what stands around it is set aside. */
const findInside = (saisie: string): { start: number; end: number } => {
  let start = 0
  let end = saisie.length
  const isAt = (at: number): boolean => at < end && isAround(saisie.charCodeAt(at))
  while (isAt(start) || (saisie[start] === '=' && isAt(start + 1))) start++
  while (end > start && isAround(saisie.charCodeAt(end - 1))) end--
  return { start, end }
}

/**
 * A text without what spreadsheets and copies put around it: white space, quotation marks, an
 * apostrophe before it, `="…"`.
 */
export const unwrap = (saisie: string): string => {
  const { start, end } = findInside(saisie)
  return saisie.slice(start, end)
}

/** '11 chiffres compris (1099…)': enough to recognise what was typed, too little to identify. */
export const describeCompris = (compris: string): string => {
  const unite = areDigits(compris, 0, compris.length) ? 'chiffre' : 'caractère'
  const pluriel = compris.length > 1 ? 's' : ''
  const debut = compris.length > 4 ? `${compris.slice(0, 4)}…` : compris
  return `${compris.length} ${unite}${pluriel} compris (${debut})`
}

const FINESS: readonly Etiquette[] = ['FINESS_EG', 'FINESS_EJ']

/** Words of a label, folded, and what they name; [] = nothing by themselves. */
const ETIQUETTES = new Map<string, readonly Etiquette[]>([
  ['rpps', ['RPPS']],
  ['idnps', ['RPPS']],
  ['adeli', ['ADELI']],
  ['carte', ['CARTE']],
  ['cps', ['CARTE']],
  ['cpf', ['CARTE']],
  ['cpe', ['CARTE']],
  ['cpa', ['CARTE']],
  ['siret', ['SIRET']],
  ['siren', ['SIREN']],
  ['finess', FINESS],
  ...(
    'n no num numero identifiant id code de du d la le l ou rang structidnat ' +
    'eg et ej geographique juridique entite etablissement structure cabinet ' +
    'professionnel praticien medecin titulaire sante'
  )
    .split(' ')
    .map((mot): [string, readonly Etiquette[]] => [mot, []]),
])

/** What the words before a number name; null = they are no label. */
const findEtiquettes = (mots: readonly string[]): Etiquette[] | null => {
  const noms = new Set<Etiquette>()
  for (const mot of mots) {
    const named = ETIQUETTES.get(mot)
    if (named === undefined) return null
    for (const nom of named) noms.add(nom)
  }
  if (noms.has('RPPS') && mots.includes('rang')) {
    noms.delete('RPPS')
    noms.add('RPPS_RANG')
  }
  if (noms.has('FINESS_EG')) {
    const eg = mots.some((mot) => ['eg', 'et', 'geographique'].includes(mot))
    const ej = mots.some((mot) => ['ej', 'juridique'].includes(mot))
    if (eg !== ej) noms.delete(eg ? 'FINESS_EJ' : 'FINESS_EG')
  }
  return [...noms]
}

const LETTRES = /\p{L}+/gu
const AVANT = /^[\p{L}\p{M}\p{Cf}\s:.°№#=()/_'’-]*/u

const AUCUNE: readonly Etiquette[] = []

/** The label that the text begins with, and its length; no label is one of length 0. */
const readEtiquette = (text: string): { longueur: number; etiquettes: readonly Etiquette[] } => {
  const [avant = ''] = AVANT.exec(text) ?? []
  // NFKD makes « No » of « № » and « Nº », and takes the accents off.
  const mots = avant.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().match(LETTRES)
  const etiquettes = mots === null ? null : findEtiquettes(mots)
  return etiquettes === null
    ? { longueur: 0, etiquettes: AUCUNE }
    : { longueur: avant.length, etiquettes }
}

/** What is left of a number once a spreadsheet shows it in powers of ten: `1,0999E+10`, `1E+10`. */
const ARRONDI = /(?:^|[^\p{L}\d])\d(?:[.,]\d+\s?E\s?\+?|\s?E\s?\+)\s?\d/iu

const refuseCharacter = (saisie: string, at: number, compris: string): SaisieRefusee => {
  if (ARRONDI.test(saisie)) {
    const detail =
      'Ce n’est plus le numéro entier : votre tableur a arrondi ses derniers chiffres. Reprenez-le à sa source, dans une colonne au format texte.'
    return { ok: false, code: 'arrondi', compris, detail }
  }
  const position = Array.from(saisie.slice(0, at)).length + 1
  const isDigit = /\p{Nd}/u.test(String.fromCodePoint(saisie.codePointAt(at) ?? 0))
  const motif = isDigit
    ? 'est un chiffre d’une autre écriture : seuls les chiffres 0 à 9 sont acceptés'
    : 'n’est ni un chiffre, ni un espace, un point ou un tiret'
  return { ok: false, code: 'caractere', compris, detail: `Le caractère n° ${position} ${motif}.` }
}

const refuseSeparator = (compris: string, motif: string): SaisieRefusee => ({
  ok: false,
  code: 'separateur',
  compris,
  detail: `${describeCompris(compris)} : ${motif}. Écrivez le numéro d’un seul tenant.`,
})

/** A text of digits, spaces, dots and commas, of which the last group may be decimals. */
const DERNIER_GROUPE = /^(.*)([.,]) *(\d+)$/

/** The fewest digits of any number: that many before a dot are a number already. */
const ENTIER_MIN = 8

/**
 * Whether `suite`, behind a point, is what follows a decimal point rather than a part of the number.
 * A comma always is one. A dot is one when it is the only one and zeros alone follow it, or one or
 * two digits, or when what stands before it is one digit, or enough for a number.
 */
const isDecimal = (entier: string, point: string, suite: string): boolean => {
  if (point === ',' || entier.includes(point)) return !entier.includes(point)
  const { length } = entier.replaceAll(' ', '')
  return suite.length <= 2 || length === 1 || length >= ENTIER_MIN || /^0+$/.test(suite)
}

/**
 * The groups as one number. Nothing is glued to what it may not belong to: zeros after a decimal
 * point are dropped (`319900100.0` is 319900100 and `31990010.00` is 31990010, both of which can
 * be cards, and neither is ever 3199001000); other decimals are refused, and so is a digit left
 * alone behind a longer group. A lone digit before the others may be the 8 of an IDNPS, the prefix
 * of a Struct_IdNat or the billions of a card; digits all one by one come from the boxes of a form.
 */
const joinGroupes = (texte: string): string | SaisieRefusee => {
  const compris = texte.replaceAll(/[ .,]/g, '')
  if (compris === '') return { ok: false, code: 'vide', compris, detail: 'Aucun chiffre reçu.' }
  let reste = texte
  const [, entier = '', point = '', suite = ''] = DERNIER_GROUPE.exec(texte) ?? []
  if (point !== '' && isDecimal(entier, point, suite)) {
    if (!/^0+$/.test(suite)) {
      return refuseSeparator(compris, 'ce qui suit le point ou la virgule a l’air de décimales')
    }
    reste = entier
  }
  if (reste.includes(',')) {
    return refuseSeparator(compris, 'une virgule ne sépare pas les chiffres d’un numéro')
  }
  const groupes = reste.split(/[ .]+/)
  const long = groupes.findIndex((groupe) => groupe.length > 1)
  if (long !== -1 && groupes.some((groupe, i) => i > long && groupe.length === 1)) {
    return refuseSeparator(compris, 'un chiffre reste seul après un séparateur')
  }
  return groupes.join('')
}

/** What a character stands for: a digit, a space, a dot, a comma or nothing; null = not allowed. */
const toCanonical = (unit: number): string | null => {
  const character = String.fromCharCode(unit)
  if (unit >= 48 && unit <= 57) return character
  if (isSpace(unit) || isDash(unit)) return ' '
  if (POINTS.includes(character)) return '.'
  if (VIRGULES.includes(character)) return ','
  return isInvisible(unit) ? '' : null
}

/**
 * The digits of what was typed, read as people paste it: quotation marks, an apostrophe and `="…"`
 * around it, a label before it, invisible characters in it, separators (spaces, dots, dashes of
 * every kind) between its groups. With `corse`, the A or B of a Corsican FINESS, behind the
 * prefix 1 too. Anything else is refused.
 */
export const readSaisie = (saisie: string, corse: boolean): SaisieLue | SaisieRefusee => {
  if (saisie.length > SAISIE_MAX) {
    const detail = `Plus de ${SAISIE_MAX} caractères reçus : ce n’est pas un seul numéro.`
    return { ok: false, code: 'longueur', compris: '', detail }
  }
  if (saisie !== '' && areDigits(saisie, 0, saisie.length)) {
    return { ok: true, compris: saisie, etiquettes: AUCUNE }
  }
  const { start, end } = findInside(saisie)
  const { longueur, etiquettes } = readEtiquette(saisie.slice(start, end))
  let texte = ''
  for (let i = start + longueur; i < end; i++) {
    const canonical = toCanonical(saisie.charCodeAt(i))
    if (canonical !== null) texte += canonical
    else if (corse && /^[ab]$/i.test(saisie.charAt(i)) && /^[ .]*1?[ .]*2[ .]*$/.test(texte)) {
      texte += saisie.charAt(i).toUpperCase()
    } else return refuseCharacter(saisie, i, texte.replaceAll(/[ .,]/g, ''))
  }
  const joined = joinGroupes(texte.replace(/^[ .,]+/, '').replace(/[ .,]+$/, ''))
  return typeof joined === 'string' ? { ok: true, compris: joined, etiquettes } : joined
}
