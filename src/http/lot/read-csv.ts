import Papa from 'papaparse'
import type { Probleme } from '../../application/probleme.ts'
import { unwrap } from '../../domain/identifiants/read-saisie.ts'
import type { Separateur } from '../formats/cellules.ts'
import { quote } from '../../application/quote.ts'
import { findColonne } from './find-colonne.ts'
import { type Debut, findLine, unifyLineEnds, type Vides } from './read-lignes.ts'

/** A table as it was sent: the numbers, and the other columns to be given back. */
export type Tableau = {
  separateur: Separateur
  /** Names of the other columns, as typed. */
  colonnes: string[]
  rangees: Rangee[]
}

/** A row with something in it. */
export type Rangee = {
  /** That of the spreadsheet, the header being 1. */
  ligne: number
  numero: string
  /** The cells of the other columns; a short row has fewer. */
  autres: string[]
  /** Something stands beyond the named columns: a separator in a cell, so that none can be told. */
  deborde: boolean
}

type Refus = { ok: false; probleme: Probleme }

export type TableauRead = { ok: true; tableau: Tableau } | Refus

const SEPARATEURS: readonly Separateur[] = [',', ';', '\t']

/** Every row is written again with as many: a header of nothing but separators must not be one. */
const MAX_COLONNES = 256

/** The longest cell of a spreadsheet, and more than any row of a list has. */
const MAX_RANGEE = 32_768

const refuse = (detail: string): Refus => ({
  ok: false,
  probleme: { code: 'requete_invalide', detail },
})

type RangeeBrute = {
  ok: true
  cells: string[]
  /** Where the text goes on. */
  end: number
}

/**
 * The row that begins at `debut`, and nothing beyond it. In a table separated by tabs, as a
 * spreadsheet copies it, a quotation mark is a character.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
const readRow = (
  text: string,
  { start, ligne }: Debut,
  delimiter: Separateur,
): RangeeBrute | Refus => {
  const seen = text.slice(start, start + MAX_RANGEE)
  const { data, errors, meta } = Papa.parse<string[]>(seen, {
    delimiter,
    newline: '\n',
    preview: 1,
    fastMode: false,
    ...(delimiter === '\t' ? { quoteChar: '' } : {}),
  })
  if (!meta.truncated && start + seen.length < text.length) {
    const detail = `La ligne ${ligne} du CSV dépasse ${MAX_RANGEE} caractères. Un guillemet y est peut-être resté ouvert.`
    return refuse(detail)
  }
  if (errors.some(({ type }) => type === 'Quotes')) {
    return refuse(`Les guillemets du CSV ne se referment pas bien à la ligne ${ligne}.`)
  }
  // The parser drops a byte order mark, which files put one after the other have in the middle.
  const skipped = seen.startsWith('\uFEFF') ? 1 : 0
  return { ok: true, cells: data[0] ?? [], end: start + skipped + meta.cursor }
}

/** A first line that tells a spreadsheet the separator of the rest: it shows no such line. */
const SEP = /^\uFEFF?"?sep=([,;\t])"?$/i

/** The separator that a line `sep=…` tells; null = it is no such line. */
export const readSep = (line: string): Separateur | null =>
  (SEP.exec(line)?.[1] as Separateur | undefined) ?? null

/** What names the columns of a table, and the text that it heads. */
export type Entete = {
  ok: true
  separateur: Separateur
  /** As typed, that of the numbers among them. */
  colonnes: string[]
  /** Rank of the column of the numbers, from 0. */
  at: number
  text: string
  /** Where the rows begin. */
  suite: Debut
}

const REFUS_ENTETE =
  'La première ligne du CSV doit nommer une colonne « numero » ou « N° RPPS » ; les autres colonnes sont rendues telles quelles.'

/** What a row without anything in it may be made of. */
const videsOf = (separateur: Separateur): Vides => ({
  units: new Set([separateur.charCodeAt(0)]),
  quoted: separateur !== '\t',
})

/** The first line, its separator found by the column of the numbers: the comma when it is alone. */
export const readEntete = (csv: string): Entete | Refus => {
  const unified = unifyLineEnds(csv)
  const first = unified.slice(0, unified.indexOf('\n') + 1)
  const told = readSep(first.trimEnd())
  const text = told === null ? unified : unified.slice(first.length)
  for (const separateur of told === null ? SEPARATEURS : [told]) {
    const debut = findLine(text, { start: 0, ligne: 1 }, videsOf(separateur))
    const row = debut === null ? null : readRow(text, debut, separateur)
    if (debut === null || row === null || !row.ok) continue
    const colonnes = row.cells
    const trouvee = findColonne(colonnes)
    if (!trouvee.ok) return refuse(trouvee.detail)
    if (trouvee.at === null) continue
    if (colonnes.length > MAX_COLONNES) {
      return refuse(
        `Le CSV a ${colonnes.length} colonnes : ${MAX_COLONNES} au plus sont acceptées.`,
      )
    }
    const suite = { start: row.end, ligne: debut.ligne + 1 }
    return { ok: true, separateur, colonnes, at: trouvee.at, text, suite }
  }
  const recu = text.trimStart().slice(0, 200).split('\n', 1)[0] ?? ''
  return refuse(`${REFUS_ENTETE} Reçu : ${quote(recu)}.`)
}

const isFilled = (cell: string): boolean => cell.trim() !== ''

const toRangee = (
  cells: readonly string[],
  ligne: number,
  { separateur, colonnes: { length }, at }: Entete,
): Rangee => {
  // A table of one column has no separator: its cell is the whole row, as `3199001000,00`.
  const numero = length === 1 ? cells.join(separateur) : (cells[at] ?? '')
  return {
    ligne,
    numero: unwrap(numero),
    autres: cells.slice(0, length).toSpliced(at, 1),
    deborde: length > 1 && cells.slice(length).some(isFilled),
  }
}

/**
 * The rows under a header: `max` of them, and one more when there are more. They may be shorter than
 * it, or say that they are longer.
 */
export const readRangees = (entete: Entete, max: number): TableauRead => {
  const { text, separateur, colonnes, at } = entete
  const rangees: Rangee[] = []
  const vides = videsOf(separateur)
  let debut = findLine(text, entete.suite, vides)
  while (debut !== null && rangees.length <= max) {
    const row = readRow(text, debut, separateur)
    if (!row.ok) return row
    rangees.push(toRangee(row.cells, debut.ligne, entete))
    debut = findLine(text, { start: row.end, ligne: debut.ligne + 1 }, vides)
  }
  return { ok: true, tableau: { separateur, colonnes: colonnes.toSpliced(at, 1), rangees } }
}
