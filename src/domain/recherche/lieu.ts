import { once } from '../once.ts'
import { fold, foldWords } from './fold.ts'
import { DEPARTEMENTS } from './departements.ts'

/** Where to look: what is not null must hold; a name may be that of a commune or of a département. */
export type LieuCherche = {
  codePostal: string | null
  /** Code: 30, 2A, 974. */
  departement: string | null
  /** As `foldCommune` makes it. */
  commune: string | null
  /** The département that has the name of `commune`. */
  ouDepartement: string | null
}

const SAINTS: Readonly<Record<string, string>> = { ST: 'SAINT', STE: 'SAINTE' }

/** A commune as it is compared: ST is SAINT, no CEDEX with its number, Paris 8 for « 8e arrondissement ». */
export const foldCommune = (commune: string): string =>
  foldWords(commune)
    .map((word) => SAINTS[word] ?? word)
    .filter((word) => word !== 'ARRONDISSEMENT')
    .map((word) => /^0*(\d+)(?:E|ER|EME)?$/.exec(word)?.[1] ?? word)
    .join(' ')
    .replace(/ ?\bCEDEX\b(?: \d+)?/, '')

/** Invented places lie in 99, which is no département. */
const CODES = new Set([...Object.keys(DEPARTEMENTS), '99'])
const parNom = once(
  () => new Map(Object.entries(DEPARTEMENTS).map(([code, nom]) => [fold(nom), code])),
)

/** Postcodes of Guadeloupe, whose collectivités these no longer are. */
const ANTILLES: Readonly<Record<string, string>> = { '97133': '977', '97150': '978' }

/** Corsica has one prefix: 200, 201 and, for the CEDEX of Ajaccio, 207 lie in the south. */
const readCorse = (codePostal: string): string => (/^20[017]/.test(codePostal) ? '2A' : '2B')

/** The code of the département of a postcode; null = it is none, or that of no place of ours. */
export const departementOf = (codePostal: string | null): string | null => {
  if (codePostal === null || !/^\d{5}$/.test(codePostal)) return null
  const code = codePostal.startsWith('20')
    ? readCorse(codePostal)
    : (ANTILLES[codePostal] ?? codePostal.slice(0, /^9[78]/.test(codePostal) ? 3 : 2))
  return CODES.has(code) ? code : null
}

/** A place as typed: a commune, a postcode (with its commune or not), a département; null = none of them. */
export const readLieu = (text: string): LieuCherche | null => {
  const words = foldWords(text)
  const joined = words.join(' ')
  const nulle = { codePostal: null, departement: null, commune: null, ouDepartement: null }
  if (CODES.has(joined)) return { ...nulle, departement: joined }
  const codePostal = words.find((word) => /^\d{5}$/.test(word)) ?? null
  const commune = foldCommune(words.filter((word) => word !== codePostal).join(' '))
  const isNamed = /\p{L}{2}/u.test(commune) || commune === 'Y'
  if (codePostal === null && !isNamed) return null
  if (commune !== '' && !isNamed) return null
  return {
    ...nulle,
    codePostal,
    commune: commune === '' ? null : commune,
    ouDepartement: codePostal === null ? (parNom().get(joined) ?? null) : null,
  }
}

/** Whether an address lies there: the commune is the one named, or begins with its words. */
export const isAtLieu = (
  adresse: { codePostal: string | null; commune: string | null } | null,
  lieu: LieuCherche,
): boolean => {
  if (adresse === null) return false
  const departement = departementOf(adresse.codePostal)
  if (lieu.codePostal !== null && adresse.codePostal !== lieu.codePostal) return false
  if (lieu.departement !== null && departement !== lieu.departement) return false
  if (lieu.commune === null) return true
  const commune = foldCommune(adresse.commune ?? '')
  return (
    commune === lieu.commune ||
    commune.startsWith(`${lieu.commune} `) ||
    (lieu.ouDepartement !== null && departement === lieu.ouDepartement)
  )
}
