import {
  areDigits,
  FORMES,
  hasDigits,
  hasRppsRangKey,
  type IdentifiantType,
  isFiness,
  isRpps,
  isRppsRang,
  isSiren,
  isSiret,
  rppsRangTitulaire,
} from './identifiants.ts'

/** What a number of no stated type looks like, by its length, its prefix and its key. */

export type FormeStructure = {
  types: readonly [IdentifiantType, ...IdentifiantType[]]
  /** With its article: « un FINESS ». */
  nom: string
}

const formeOf = (...types: FormeStructure['types']): FormeStructure => ({
  types,
  nom: `un ${FORMES[types[0]].nom}`,
})
const FINESS = formeOf('FINESS_EG', 'FINESS_EJ')
const SIREN = formeOf('SIREN')
const SIRET = formeOf('SIRET')
const RPPS_RANG = formeOf('RPPS_RANG')

/** What begins as a RPPS rang does, with a RPPS whose key holds. */
const isRppsRangLike = (valeur: string): boolean =>
  isRppsRang(valeur) && /^1[01]/.test(valeur) && isRpps(rppsRangTitulaire(valeur))

/**
 * A RPPS rang whose order number is 00 passes for a SIRET too. When both hold, a SIRET is expected
 * to begin with a SIREN and to count its establishments from 1, a RPPS rang to end with its key.
 */
const findFormesOf14 = (valeur: string): FormeStructure[] => {
  if (!isRppsRangLike(valeur)) return isSiret(valeur) ? [SIRET] : []
  if (!isSiret(valeur)) return [RPPS_RANG]
  const isLikeSiret = isSiren(valeur.slice(0, 9)) && valeur.slice(9, 13) !== '0000'
  if (isLikeSiret === hasRppsRangKey(valeur)) return [SIRET, RPPS_RANG]
  return [isLikeSiret ? SIRET : RPPS_RANG]
}

/**
 * The identifiers of a structure that a number can be, alone or behind the prefix of a Struct_IdNat;
 * none when no key holds. Nine digits with a right key are a FINESS as well as a SIREN.
 */
export const findFormes = (compris: string): FormeStructure[] => {
  const reste = compris.slice(1)
  switch (compris.length) {
    case 9:
      return [...(isFiness(compris) ? [FINESS] : []), ...(isSiren(compris) ? [SIREN] : [])]
    case 10:
      if (compris.startsWith('1') && isFiness(reste)) return [FINESS]
      return compris.startsWith('2') && isSiren(reste) ? [SIREN] : []
    case 14:
      return findFormesOf14(compris)
    case 15:
      if (compris.startsWith('3') && isSiret(reste)) return [SIRET]
      return compris.startsWith('4') && isRppsRang(reste) ? [RPPS_RANG] : []
    default:
      return []
  }
}

/** « un SIRET ou un RPPS rang »; '' = none. */
export const nameFormes = (formes: readonly FormeStructure[]): string =>
  formes.map(({ nom }) => nom).join(' ou ')

/** Whether a letter stands in it: a Corsican FINESS, with or without its prefix, or nothing. */
export const isCorsican = (compris: string): boolean => !areDigits(compris, 0, compris.length)

/** Nine digits, or ten with the 0 that stands before them in an IDNPS. */
const isAdeliLike = (compris: string): boolean =>
  hasDigits(compris, 9) || (hasDigits(compris, 10) && compris.startsWith('0'))

/** Eleven digits behind the 0 of a Struct_IdNat. */
export const isAdeliRangLike = (compris: string): boolean =>
  hasDigits(compris, 12) && compris.startsWith('0')

export const ADELI_REMPLACE = 'que l’Annuaire a remplacé par le RPPS'
const ADELI = `Ce numéro ressemble à un numéro ADELI, ${ADELI_REMPLACE}.`
/** A rang ADELI, after « c’est la longueur de ». */
export const ADELI_RANG = 'l’identifiant d’un cabinet tiré d’un numéro ADELI, qui n’a plus cours'

const AILLEURS =
  'se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé »'
export const STRUCTURE_AILLEURS = `L’identifiant d’une structure ${AILLEURS}.`

/**
 * What a number that is no RPPS, and no card or one that no directory knows, looks like, and where
 * that goes; '' = nothing that its form tells.
 */
export const describeAutre = (compris: string): string => {
  const { length } = compris
  const formes = nameFormes(findFormes(compris))
  if (formes !== '' && (length >= 14 || isCorsican(compris))) {
    return `C’est ${formes}, qui ${AILLEURS}.`
  }
  if (length === 14) return `C’est la longueur d’un SIRET ou d’un RPPS rang, qui ${AILLEURS}.`
  if (isAdeliRangLike(compris)) return `C’est la longueur de ${ADELI_RANG}.`
  const adeli = isAdeliLike(compris) ? [ADELI] : []
  const structure = formes === '' ? [] : [`Si c’est ${formes}, il ${AILLEURS}.`]
  return [...adeli, ...structure].join(' ')
}
