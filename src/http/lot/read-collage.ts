import { type IdentifiantLu, parseNumero } from '../../domain/identifiants/parse-identifiant.ts'
import { unwrap } from '../../domain/identifiants/read-saisie.ts'
import type { DemandeOptions } from '../../domain/demande.ts'
import { readEntete, readSep } from './read-csv.ts'
import { readLignes, unifyLineEnds, type Vides } from './read-lignes.ts'
import { checkCount, type LotRead, readTable, toLigne } from './read-lot.ts'

/** The fewest digits of a number. */
const CHIFFRES_MIN = 8

const hasEnoughDigits = (text: string): boolean => {
  let count = 0
  for (let i = 0; i < text.length && count < CHIFFRES_MIN; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 48 && unit <= 57) count++
  }
  return count === CHIFFRES_MIN
}

/** Cells of one line that are looked at: a row of a table, or all numbers of a lot with others. */
const cellulesMax = (max: number): number => 256 + 10 * max

/** A number, right or wrong, and nothing else. */
const isCandidat = (lecture: IdentifiantLu): boolean =>
  lecture.ok || (lecture.code !== 'caractere' && lecture.compris.length >= CHIFFRES_MIN)

/** A RPPS, or one with a digit mistyped: the RPPS given so far begin with 1. */
const isLikeRpps = (lecture: IdentifiantLu): boolean =>
  lecture.ok
    ? lecture.type === 'RPPS'
    : lecture.code === 'cle' && /^8?1\d{10}$/.test(lecture.compris)

/** A line of nothing but these is blank: what a spreadsheet leaves of its empty rows. */
const VIDES: Vides = { units: new Set(Array.from(';,|"\'', (c) => c.charCodeAt(0))), quoted: false }

/** Cells with something in them, from their first character on. */
const CELLULES = /[^;,\t|\s][^;,\t|]*/g

/** Two numbers with only a space between are two; the groups of one number are shorter. */
const splitSpaces = (cell: string): string[] => {
  const parts: string[] = []
  for (const [part] of cell.matchAll(/\S+/g)) {
    if (!hasEnoughDigits(part)) return [cell]
    parts.push(part)
  }
  return parts
}

/** Everything on a line that has the digits of a number, and whether something else stands there. */
function* readCells(
  line: string,
): Generator<{ cell: string; lecture: IdentifiantLu } | null, undefined> {
  for (const [raw] of line.matchAll(CELLULES)) {
    const cell = unwrap(raw)
    if (!hasEnoughDigits(cell)) {
      if (cell !== '') yield null
      continue
    }
    for (const part of splitSpaces(cell)) yield { cell: part, lecture: parseNumero(part) }
  }
}

/**
 * The numbers of one line, one more than `max` when there are more. A line that is one number is
 * that number. Of a row of a table with a valid RPPS, its RPPS alone, mistyped ones too, since a
 * telephone number looks like a card; else everything that may be a number, when nothing else is
 * there; else the line as it is, to be refused as such.
 */
const readLine = (contenu: string, max: number): string[] => {
  const line = unwrap(contenu)
  const whole = parseNumero(line)
  if (whole.ok) return [line]
  const rpps: string[] = []
  const candidats: string[] = []
  let hasRpps = false
  let other = false
  let seen = 0
  for (const read of readCells(line)) {
    if (++seen > cellulesMax(max)) return [line]
    if (read === null || !isCandidat(read.lecture)) {
      other = true
      continue
    }
    candidats.push(read.cell)
    if (isLikeRpps(read.lecture)) rpps.push(read.cell)
    if (read.lecture.ok && read.lecture.type === 'RPPS') hasRpps = true
    if (rpps.length > max || candidats.length > max) break
  }
  if (hasRpps) return rpps
  return other || candidats.length === 0 ? [line] : candidats
}

/** Every number of a text, as it comes, with the line that it stands on. */
function* readNumeros(
  text: string,
  max: number,
): Generator<{ ligne: number; numero: string }, undefined> {
  let isFirst = true
  for (const { ligne, contenu } of readLignes(text, VIDES)) {
    if (isFirst && readSep(contenu) !== null) continue
    const isTitle = isFirst && !/\d/.test(contenu)
    isFirst = false
    if (isTitle) continue
    for (const numero of readLine(contenu, max)) yield { ligne, numero }
  }
}

/**
 * Numbers as people paste them: one a line, several with a separator, a column or some rows of a
 * spreadsheet. A table with a column « numero » is read as the CSV that it is. A first line without
 * any digit is a title. `ligne` is that of the text, from 1.
 */
export const readCollage = (colle: string, options: DemandeOptions, max: number): LotRead => {
  const text = unifyLineEnds(colle)
  const entete = readEntete(text)
  if (entete.ok && entete.colonnes.length > 1) return readTable(entete, options, max)
  const numeros = readNumeros(text, max)
    .take(max + 1)
    .toArray()
  const refused = checkCount(numeros.length, max)
  if (refused !== null) return refused
  const lignes = numeros.map(({ ligne, numero }) => toLigne(ligne, numero, options))
  return { ok: true, lot: { lignes, tableau: { separateur: ';', colonnes: [], autres: [] } } }
}
