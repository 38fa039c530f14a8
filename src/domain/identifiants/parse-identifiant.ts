import {
  ADELI_REMPLACE,
  describeAutre,
  isCorsican,
  STRUCTURE_AILLEURS,
} from './formes-identifiant.ts'
import {
  FORMES,
  hasRppsRangKey,
  type IdentifiantCanonique,
  type IdentifiantType,
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
import { describeCompris, type Etiquette, type SaisieRefusee, readSaisie } from './read-saisie.ts'

/** What a person typed, read as a number: of which type it is, its length and its key checked. */

/** What was typed, read: the canonical value and perhaps a French sentence of warning, or why not. */
export type IdentifiantLu =
  | (IdentifiantCanonique & { ok: true; avertissement: string | null })
  | SaisieRefusee

/** A refusal that begins with what was understood; `phrase` is one more sentence, '' = none. */
export const refuseCompris = (
  code: SaisieRefusee['code'],
  compris: string,
  suite: string,
  phrase = '',
): SaisieRefusee => ({
  ok: false,
  code,
  compris,
  detail: `${describeCompris(compris)}${suite}${phrase === '' ? '' : ` ${phrase}`}`,
})

export const LUHN_FAUX = 'la clé de contrôle (formule de Luhn) est fausse'
const LA_POSTE_FAUX =
  'pour un SIRET de La Poste, ni la clé de Luhn ni la somme des chiffres (multiple de 5) n’est juste'

/** Of nine digits that are no FINESS. */
export const PEUT_ETRE_AM =
  'C’est peut-être le n° Assurance Maladie, que l’ANS ne publie pas et sous lequel on ne commande rien.'

/** Refuses `valeur`, the part of `compris` that should have been canonical: its length or its key. */
const refuseValeur = (type: IdentifiantType, compris: string, valeur: string): SaisieRefusee => {
  const { nom, longueur, longueurs } = FORMES[type]
  if (valeur.length !== longueur) {
    return refuseCompris('longueur', compris, ` : un ${nom} en a ${longueurs}.`)
  }
  const motif = type === 'SIRET' && isLaPoste(valeur) ? LA_POSTE_FAUX : LUHN_FAUX
  const suite = type.startsWith('FINESS') && /^\d{9}$/.test(valeur) ? ` ${PEUT_ETRE_AM}` : ''
  return refuseCompris('cle', compris, `, lus comme un ${nom} : ${motif}.${suite}`)
}

/** The RPPS inside 8 + RPPS (an IDNPS); any other text as it is. */
const withoutIdnpsPrefix = (compris: string): string =>
  compris.length === 12 && compris.startsWith('8') ? compris.slice(1) : compris

/** The identifier inside a Struct_IdNat of that type; any other text as it is. */
const withoutPrefix = (type: IdentifiantType, compris: string): string => {
  const { prefixe, longueur } = FORMES[type]
  if (prefixe === null) return type === 'RPPS' ? withoutIdnpsPrefix(compris) : compris
  const isPrefixed = compris.length === longueur + 1 && compris.startsWith(prefixe)
  return isPrefixed ? compris.slice(1) : compris
}

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

/** Gives its type to what was understood. */
export const identify = (type: IdentifiantType, compris: string): IdentifiantLu => {
  const valeur = withoutPrefix(type, compris)
  switch (type) {
    case 'RPPS':
      if (!isRpps(valeur)) break
      return { ok: true, type, valeur, avertissement: null }
    case 'CARTE':
      if (!isNumeroCarte(valeur)) break
      return { ok: true, type, valeur, avertissement: warnCarte(valeur) }
    case 'RPPS_RANG':
      if (!isRppsRang(valeur)) break
      return { ok: true, type, valeur, avertissement: warnRppsRang(valeur) }
    case 'SIRET':
      if (!isSiret(valeur)) break
      return { ok: true, type, valeur, avertissement: null }
    case 'SIREN':
      if (!isSiren(valeur)) break
      return { ok: true, type, valeur, avertissement: null }
    default: // FINESS_EG, FINESS_EJ
      if (!isFiness(valeur)) break
      return { ok: true, type, valeur, avertissement: null }
  }
  return refuseValeur(type, compris, valeur)
}

const nameEtiquettes = (etiquettes: readonly Etiquette[]): string => {
  const noms = etiquettes.map((etiquette) =>
    etiquette === 'ADELI' ? 'numéro ADELI' : FORMES[etiquette].nom,
  )
  return [...new Set(noms)].join(' ou ')
}

/** The label before the number names none of the types that it can have here. */
export const refuseEtiquette = (
  compris: string,
  etiquettes: readonly Etiquette[],
  attendu: string,
  phrase = '',
): SaisieRefusee => {
  const adeli = etiquettes.includes('ADELI') ? `, ${ADELI_REMPLACE}` : ''
  const suite = `, annoncés comme ${nameEtiquettes(etiquettes)}${adeli} : ${attendu}.`
  return refuseCompris('etiquette', compris, suite, phrase)
}

/**
 * Reads an identifier whose type is known, as a person types or pastes it. An IDNPS gives its RPPS,
 * a Struct_IdNat of that type the identifier in it. A label of another type is an error. A RPPS rang
 * with an unexpected key and a card of an unusual length pass with a warning.
 */
export const parseIdentifiant = (type: IdentifiantType, saisie: string): IdentifiantLu => {
  const lue = readSaisie(saisie, type === 'FINESS_EG' || type === 'FINESS_EJ')
  if (!lue.ok) return lue
  const { compris, etiquettes } = lue
  if (etiquettes.length > 0 && !etiquettes.includes(type)) {
    return refuseEtiquette(compris, etiquettes, `un ${FORMES[type].nom} est attendu`)
  }
  return identify(type, compris)
}

/** Read as the type that was said or recognised; refused, it says what it looks like. */
const identifyNumero = (type: 'RPPS' | 'CARTE', compris: string): IdentifiantLu => {
  const lecture = identify(type, compris)
  const autre = describeAutre(compris)
  if (lecture.ok || lecture.code !== 'longueur' || autre === '') return lecture
  return { ...lecture, detail: `${lecture.detail} ${autre}` }
}

const refuseNumero = (compris: string): SaisieRefusee => {
  const autre = describeAutre(compris)
  const rpps = `un RPPS en a ${FORMES.RPPS.longueurs}`
  return compris.length === 12
    ? refuseCompris('type', compris, ` : ${rpps} ; si c’est une carte, il faut le préciser.`, autre)
    : refuseCompris('longueur', compris, ` : ${rpps}, un numéro de carte de 8 à 10.`, autre)
}

const NUMERO_TYPES = { rpps: 'RPPS', carte: 'CARTE' } as const

/**
 * Reads the number of a practitioner: a RPPS, an IDNPS or a card number. When neither `type` nor a
 * label says which, 11 digits, or 12 beginning with 8, are a RPPS (a wrong key is an error: never
 * read again as a card), 8 to 10 digits a card, anything else an error that says what it looks like.
 */
export const parseNumero = (saisie: string, type?: 'rpps' | 'carte'): IdentifiantLu => {
  const lue = readSaisie(saisie, true)
  if (!lue.ok) return lue
  const { compris, etiquettes } = lue
  if (isCorsican(compris)) {
    const suite = ' : un RPPS ou une carte n’a que des chiffres.'
    return refuseCompris('caractere', compris, suite, describeAutre(compris))
  }
  const possible = type === undefined ? (['RPPS', 'CARTE'] as const) : [NUMERO_TYPES[type]]
  const types =
    etiquettes.length === 0 ? possible : possible.filter((one) => etiquettes.includes(one))
  const [first, second] = types
  if (first === undefined) {
    const attendu = possible.map((one) => `un ${FORMES[one].nom}`).join(' ou ')
    const isStructure = etiquettes.some((one) => one !== 'ADELI' && FORMES[one].prefixe !== null)
    const phrase = isStructure ? STRUCTURE_AILLEURS : ''
    return refuseEtiquette(compris, etiquettes, `${attendu} est attendu`, phrase)
  }
  if (second === undefined) return identifyNumero(first, compris)
  const { length } = compris
  if (length === 11 || (length === 12 && compris.startsWith('8'))) return identify('RPPS', compris)
  if (length >= 8 && length <= 10) return identify('CARTE', compris)
  return refuseNumero(compris)
}
