import Papa from 'papaparse'
import { cleanLines } from '../../domain/texte.ts'

/** What begins a formula in a spreadsheet, their wide and small forms included. */
const FORMULE = new Set('=+-@＝＋－＠﹦﹢﹣﹫−')

/** What begins a cell for a spreadsheet that takes another separator than ours. */
const SEPARATEURS = new Set(',;\t\r\n')

/** Skipped before a formula: a spreadsheet may trim it, or take the quote for its own. */
const TRANSPARENT = /[\s\p{Cf}"]/u

const SUSPECT = /[=+\-@＝＋－＠﹦﹢﹣﹫−\t\r\n]/

/**
 * A clean cell that no spreadsheet takes for a formula, whichever separator it reads the file with:
 * an apostrophe stands before what could begin one. Ordinary text stays as it is.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const toCellule = (received: string): string => {
  const text = cleanLines(received)
  if (!SUSPECT.test(text)) return text
  let safe = /^[\t\r\n]/.test(text) ? "'" : ''
  let atStart = true
  for (const character of text) {
    if (atStart && FORMULE.has(character)) safe += "'"
    atStart = SEPARATEURS.has(character) || (atStart && TRANSPARENT.test(character))
    safe += character
  }
  return safe
}

/** For a spreadsheet that would else read UTF-8 as its local code page. */
export const BOM = '\uFEFF'

export type Separateur = ',' | ';' | '\t'

/**
 * Rows as CSV, each with its line end (CRLF); every cell is made safe.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const toCsv = (rows: readonly (readonly string[])[], separateur: Separateur): string => {
  const safe = rows.map((row) => row.map(toCellule))
  return `${Papa.unparse(safe, { delimiter: separateur, newline: '\r\n' })}\r\n`
}
