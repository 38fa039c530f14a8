import { parseNumero } from '../../domain/lire-identifiant.ts'
import type { DemandeOptions } from '../../domain/verification.ts'
import { readCsv } from './read-csv.ts'
import { checkCount, type LotRead, LECTURES, toLigne } from './read-lot.ts'

/** What may be a number, however it was typed. */
const CANDIDAT = /^[\d\s.\u2010-\u2015-]+$/
const SEPARATEURS = /[;,\t|]/

const countDigits = (text: string): number => text.replace(/\D/g, '').length

const isCandidat = (cell: string): boolean => CANDIDAT.test(cell) && countDigits(cell) >= 8

const isRpps = (cell: string): boolean => {
  const read = parseNumero(cell)
  return read.ok && read.type === 'RPPS'
}

/** Two numbers with only a space between are two; the groups of one number are shorter. */
const splitSpaces = (cell: string): string[] => {
  const parts = cell.split(/\s+/)
  return parts.every((part) => countDigits(part) >= 8) ? parts : [cell]
}

const AUTOUR = /["'’«»\s]/

/** Without white space and quotation marks around. A loop: `[…]+$` takes ages on a long blank. */
const clean = (cell: string): string => {
  let start = 0
  let end = cell.length
  while (start < end && AUTOUR.test(cell.charAt(start))) start++
  while (end > start && AUTOUR.test(cell.charAt(end - 1))) end--
  return cell.slice(start, end)
}

/**
 * The numbers of one line. Of a row of a table, its valid RPPS alone, since a telephone number looks
 * like a card; else everything that may be a number, when nothing else is there; else the line as it
 * is, to be refused as such.
 */
const readLine = (line: string): string[] => {
  const cells = line
    .split(SEPARATEURS)
    .map(clean)
    .filter((cell) => cell !== '')
    .flatMap(splitSpaces)
  const rpps = cells.filter(isRpps)
  if (rpps.length > 0) return rpps
  return cells.length > 0 && cells.every(isCandidat) ? cells : [clean(line)]
}

/** A table with a column « numero », its separator found. */
const hasHeader = (text: string): boolean => {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1)
  return SEPARATEURS.test(first) && readCsv(first).ok
}

/**
 * Numbers as people paste them: one a line, several with a separator, a column or some rows of a
 * spreadsheet. A table with a column « numero » is read as the CSV that it is. A first line without
 * any digit is a title. `ligne` is that of the text, from 1.
 */
export const readCollage = (text: string, options: DemandeOptions, max: number): LotRead => {
  const table = LECTURES['text/csv']
  if (table !== undefined && hasHeader(text)) return table.read(text.trimStart(), options, max)
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((contenu, index) => ({ ligne: index + 1, contenu }))
    .filter(({ contenu }) => clean(contenu) !== '')
  if (lines[0] !== undefined && !/\d/.test(lines[0].contenu)) lines.shift()
  const numeros = lines.flatMap(({ ligne, contenu }) =>
    readLine(contenu).map((numero) => ({ ligne, numero })),
  )
  const refused = checkCount(numeros.length, max)
  if (refused !== null) return refused
  const lignes = numeros.map(({ ligne, numero }) => toLigne(ligne, numero, options))
  return { ok: true, lot: { lignes, tableau: { separateur: ';', colonnes: [], autres: [] } } }
}
