import type { LotLigne } from '../../application/lot.ts'
import type { Probleme } from '../../application/probleme.ts'
import { findOptionFault } from '../../application/read-demande.ts'
import { cleanLines } from '../../domain/texte.ts'
import type { DemandeOptions } from '../../domain/demande.ts'
import { parseDemande, parseDemandeLot } from '../../application/parse-demande.ts'
import type { Separateur } from '../formats/cellules.ts'
import { XLSX_TYPE } from '../formats/classeur.ts'
import { decodeBody } from '../request/body.ts'
import { parseJsonStrict } from '../request/json-strict.ts'
import { type Entete, type Rangee, readEntete, readRangees, type Tableau } from './read-csv.ts'
import { readFeuille } from './read-feuille.ts'
import { readLignes } from './read-lignes.ts'

/** A lot as it was sent. */
export type LotRecu = {
  lignes: LotLigne[]
  /**
   * What the sender's own table has besides the numbers, to be given back with the results; `autres`
   * line by line, some shorter than `colonnes`.
   */
  tableau: { separateur: Separateur; colonnes: string[]; autres: string[][] } | null
}

export type LotRead = { ok: true; lot: LotRecu } | { ok: false; probleme: Probleme }

/** Reads a body; more than `max` lines are refused before any of them is looked at. */
type Reader = (text: string, options: DemandeOptions, max: number) => LotRead

const refuse = (code: Probleme['code'], detail: string): { ok: false; probleme: Probleme } => ({
  ok: false,
  probleme: { code, detail },
})

/**
 * A lot that is empty, or over the limit; null = neither. `count` is that of the lines seen: one more
 * than `max` is enough to be over it.
 */
export const checkCount = (
  count: number,
  max: number,
): { ok: false; probleme: Probleme } | null => {
  if (count === 0) return refuse('requete_invalide', 'Le lot est vide : aucun numéro n’y figure.')
  if (count <= max) return null
  const detail = `Le lot compte au moins ${count} lignes : ${max} au plus sont acceptées. Partagez-le.`
  return refuse('lot_trop_grand', detail)
}

/** Numbers are read later: a text of possible length has nothing more to prove here. */
const MAX_NUMERO = 200

/** The number as typed, as far as it can be one and is seen. */
const toNumero = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? cleanLines(value.slice(0, MAX_NUMERO)) : null
}

/** One line of a lot; the number is read later. */
export const toLigne = (ligne: number, numero: unknown, options: DemandeOptions): LotLigne => ({
  ligne,
  numero: toNumero(numero),
  demande:
    typeof numero === 'string' && numero.length <= MAX_NUMERO
      ? { ok: true, demande: { ...options, numero } }
      : parseDemande({ ...options, numero }),
})

/** `{ "numeros": […], …options for all… }`. */
const readJson: Reader = (text, _options, max) => {
  const json = parseJsonStrict(text)
  if (!json.ok) {
    const { ok: _, ...fault } = json
    return { ok: false, probleme: { code: 'requete_invalide', ...fault } }
  }
  const parsed = parseDemandeLot(json.value)
  if (!parsed.ok) return parsed
  const { numeros, options } = parsed
  const refused = checkCount(numeros.length, max)
  if (refused !== null) return refused
  const probleme = findOptionFault(options)
  if (probleme !== null) return { ok: false, probleme }
  const lignes = numeros.map((numero, index) => toLigne(index + 1, numero, options))
  return { ok: true, lot: { lignes, tableau: null } }
}

const readNdjsonLine = (ligne: number, contenu: string): LotLigne => {
  const json = parseJsonStrict(contenu)
  if (!json.ok) {
    const { ok: _, ...fault } = json
    const probleme: Probleme = { code: 'requete_invalide', ...fault }
    return { ligne, numero: null, demande: { ok: false, probleme } }
  }
  const { numero } = (json.value ?? {}) as { numero?: unknown }
  return { ligne, numero: toNumero(numero), demande: parseDemande(json.value) }
}

/** One body of a single verification on each line. */
const readNdjson: Reader = (text, _options, max) => {
  const lines = readLignes(text)
    .take(max + 1)
    .toArray()
  const refused = checkCount(lines.length, max)
  if (refused !== null) return refused
  const lignes = lines.map(({ ligne, contenu }) => readNdjsonLine(ligne, contenu.trim()))
  return { ok: true, lot: { lignes, tableau: null } }
}

/** One number on each line. */
const readText: Reader = (text, options, max) => {
  const lines = readLignes(text)
    .take(max + 1)
    .toArray()
  const refused = checkCount(lines.length, max)
  if (refused !== null) return refused
  const lignes = lines.map(({ ligne, contenu }) => toLigne(ligne, contenu.trim(), options))
  return { ok: true, lot: { lignes, tableau: null } }
}

const DEBORDE: Probleme = {
  code: 'requete_invalide',
  detail:
    'Cette ligne du CSV a plus de cellules que la première n’en nomme : mettez entre guillemets les cellules qui contiennent le séparateur.',
}

const readRangee = ({ ligne, numero, deborde }: Rangee, options: DemandeOptions): LotLigne => {
  const read = toLigne(ligne, numero, options)
  return deborde ? { ...read, demande: { ok: false, probleme: DEBORDE } } : read
}

const toLot = (tableau: Tableau, options: DemandeOptions, max: number): LotRead => {
  const { separateur, colonnes, rangees } = tableau
  const refused = checkCount(rangees.length, max)
  if (refused !== null) return refused
  const lignes = rangees.map((rangee) => readRangee(rangee, options))
  const autres = rangees.map((rangee) => rangee.autres)
  return { ok: true, lot: { lignes, tableau: { separateur, colonnes, autres } } }
}

/** The lot that a table holds, under its header. */
export const readTable = (entete: Entete, options: DemandeOptions, max: number): LotRead => {
  const read = readRangees(entete, max)
  return read.ok ? toLot(read.tableau, options, max) : read
}

/** A table with a column « numero ». */
const readCsv: Reader = (text, options, max) => {
  if (text.trim() === '') return checkCount(0, max) as LotRead
  const entete = readEntete(text)
  return entete.ok ? readTable(entete, options, max) : entete
}

/** The first sheet of a workbook. */
const readXlsx = (bytes: Uint8Array, options: DemandeOptions, max: number): LotRead => {
  const read = readFeuille(bytes, max)
  return read.ok ? toLot(read.feuille.tableau, options, max) : read
}

/** What a lot may be written in as a text; `options`: whether they may stand beside the body, not in it. */
export const LECTURES: Readonly<Record<string, { read: Reader; optionsBeside: boolean }>> = {
  'application/json': { read: readJson, optionsBeside: false },
  'application/x-ndjson': { read: readNdjson, optionsBeside: false },
  'text/csv': { read: readCsv, optionsBeside: true },
  'text/plain': { read: readText, optionsBeside: true },
}

/** Every media type that a lot may be sent in. */
export const TYPES_LOT = [...Object.keys(LECTURES), XLSX_TYPE]

/** Whether the options common to all lines stand in the address: the body has no place for them. */
export const hasOptionsBeside = (mediaType: string): boolean =>
  LECTURES[mediaType]?.optionsBeside ?? true

/** A body of one of `TYPES_LOT`. */
export const readLot = (
  mediaType: string,
  bytes: Uint8Array,
  options: DemandeOptions,
  max: number,
): LotRead => {
  const lecture = LECTURES[mediaType]
  if (lecture === undefined) return readXlsx(bytes, options, max)
  const body = decodeBody(bytes)
  return body.ok ? lecture.read(body.text, options, max) : body
}
