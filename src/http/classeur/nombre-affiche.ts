/** What a number of a workbook is shown as, as far as a list of practitioners needs it. */
export type Affichage =
  | {
      sorte: 'nombre'
      /** Digits before the decimal point at least: zeros lead. */ chiffresMin: number
    }
  | { sorte: 'date' }

/** As it stands in the file: every digit that the spreadsheet keeps. */
export const GENERAL: Affichage = { sorte: 'nombre', chiffresMin: 1 }

/** Built-in formats that are dates or hours; no file says so. */
const isDateInterne = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

/** What a format shows as it is, and its colours and conditions; one left open goes to the end. */
const LITTERAL = /"[^"]*(?:"|$)|\\.|_.|\*.|\[[^\]]*(?:\]|$)/gs

/**
 * How a number format shows a positive number: `code` is that of the workbook, undefined = built in.
 *
 * @see ECMA-376-1, 18.8.30 numFmt
 */
export const readAffichage = (id: number, code: string | undefined): Affichage => {
  if (code === undefined) return isDateInterne(id) ? { sorte: 'date' } : GENERAL
  const format = code.replaceAll(LITTERAL, '').split(';', 1)[0] ?? ''
  if (/^general$/i.test(format.trim())) return GENERAL
  if (/[ymdhs]/i.test(format)) return { sorte: 'date' }
  const entier = format.split(/[.Ee%/]/, 1)[0] ?? ''
  const zero = entier.indexOf('0')
  const places = zero === -1 ? 1 : entier.slice(zero).replaceAll(/[^0#?]/g, '').length
  return { sorte: 'nombre', chiffresMin: Math.max(1, Math.min(places, 15)) }
}

const JOUR_MS = 86_400_000
/** Day 0 of each calendar; that of 1900 counts a 29 February that never was. */
const ORIGINES = { de1900: Date.UTC(1899, 11, 30), de1904: Date.UTC(1904, 0, 1) }

const two = (value: number): string => String(value).padStart(2, '0')

/** « 23/11/2026 », « 23/11/2026 09:30 » or « 09:30 », as French spreadsheets show it. */
const toDate = (serial: number, depuis1904: boolean): string => {
  const origine = depuis1904 ? ORIGINES.de1904 : ORIGINES.de1900
  const date = new Date(origine + Math.round(serial * 86_400) * 1000)
  const heure = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  if (serial < 1) return heure
  const jour = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`
  return date.getTime() % JOUR_MS === 0 ? jour : `${jour} ${heure}`
}

/** The last day that spreadsheets know. */
const DERNIER_JOUR = 2_958_465

/** As XML writes a number: not all that JavaScript takes for one, as `0x1F`. */
const NOMBRE = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i

/**
 * A number as the file writes it (`10999001000`, `1.0999001E10`), as it is shown: whole numbers with
 * all their digits and leading zeros, never in powers of ten. What is no number stays as it is.
 */
export const showNombre = (brut: string, affichage: Affichage, depuis1904: boolean): string => {
  const value = NOMBRE.test(brut) ? Number(brut) : Number.NaN
  if (!Number.isFinite(value)) return brut
  if (affichage.sorte === 'date') {
    return value >= 0 && value <= DERNIER_JOUR ? toDate(value, depuis1904) : brut
  }
  if (!Number.isSafeInteger(value)) return String(value).replace('.', ',')
  const digits = String(Math.abs(value)).padStart(affichage.chiffresMin, '0')
  return value < 0 ? `-${digits}` : digits
}
