import Papa from 'papaparse'
import type { Probleme } from '../../application/probleme.ts'
import type { Separateur } from '../formats/cellules.ts'
import { quote } from '../quote.ts'

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

export type TableauRead = { ok: true; tableau: Tableau } | { ok: false; probleme: Probleme }

const SEPARATEURS: readonly Separateur[] = [',', ';', '\t']

/** Every row is written again with as many: a header of nothing but separators must not be one. */
const MAX_COLONNES = 256

const refuse = (detail: string): TableauRead => ({
  ok: false,
  probleme: { code: 'requete_invalide', detail },
})

/** « Numéro », « NUMERO » and « numero » are one name. */
const fold = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()

const isNumero = (name: string): boolean => fold(name) === 'numero'

const readHeader = (text: string, delimiter: Separateur): string[] =>
  Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: 1 }).data[0] ?? []

/** The separator with which the header has a column « numero »; the comma when it is alone. */
const findSeparateur = (text: string): Separateur | undefined =>
  SEPARATEURS.find((separateur) => readHeader(text, separateur).some(isNumero))

const REFUS_ENTETE =
  'La première ligne du CSV doit nommer une colonne « numero » ; les autres colonnes sont rendues telles quelles.'

/**
 * A CSV with a header, its separator found by the column « numero ». Rows may be shorter than the
 * header, or say that they are longer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const readCsv = (csv: string): TableauRead => {
  const text = csv.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const separateur = findSeparateur(text)
  if (separateur === undefined) {
    const recu = text.slice(0, 200).split('\n', 1)[0] ?? ''
    return refuse(`${REFUS_ENTETE} Reçu : ${quote(recu)}.`)
  }
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separateur, newline: '\n' })
  const [error] = errors.filter(({ type }) => type === 'Quotes')
  if (error !== undefined) {
    const ligne = error.row === undefined ? '' : ` à la ligne ${error.row + 1}`
    return refuse(`Les guillemets du CSV ne se referment pas bien${ligne}.`)
  }
  const [header = [], ...body] = data
  const at = header.findIndex(isNumero)
  if (header.findLastIndex(isNumero) !== at) return refuse('Deux colonnes s’appellent « numero ».')
  if (header.length > MAX_COLONNES) {
    return refuse(`Le CSV a ${header.length} colonnes : ${MAX_COLONNES} au plus sont acceptées.`)
  }
  const rangees: Rangee[] = []
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue
    rangees.push({
      ligne: index + 2,
      numero: cells[at] ?? '',
      autres: cells.slice(0, header.length).toSpliced(at, 1),
      deborde: cells.slice(header.length).some((cell) => cell.trim() !== ''),
    })
  }
  return { ok: true, tableau: { separateur, colonnes: header.toSpliced(at, 1), rangees } }
}
