import type { LotResultat } from '../../application/lot.ts'
import type { Probleme } from '../../application/probleme.ts'
import type { Synthese } from '../../domain/lot.ts'
import { BOM, toCsv } from '../formats/cellules.ts'
import { toXlsx, XLSX_TYPE } from '../formats/classeur.ts'
import { COLONNES, CSV_TYPE, toRows } from '../formats/csv.ts'
import { json } from '../formats/json.ts'
import { ERREUR_INTERNE, toProblemJson } from '../reply/problem.ts'
import type { LotRecu } from './read-lot.ts'

/** A piece of an answer: text, or its UTF-8 bytes. */
export type Piece = string | Uint8Array<ArrayBuffer>

/** Writes one lot, piece by piece, in the order of its results. */
export type Writer = {
  begin: string
  resultats(batch: readonly LotResultat[]): Piece[]
  end(synthese: Synthese): Piece
  /** In the place of an end when a bug cuts the answer short: so that it never looks whole. */
  broken: string
  /** Whether `broken` says it all; else the connection is cut after it. */
  closesWhenBroken: boolean
}

export type LotFormat = { type: string; createWriter: (lot: LotRecu) => Writer }

/** One result as JSON. */
const toJson = ({ ligne, numero, verdict }: LotResultat): Piece[] => {
  const head = `{"ligne":${ligne},"numero":${JSON.stringify(numero)},"statut":`
  if (verdict.ok) return [`${head}"ok","verification":`, json.render(verdict), '}']
  return [`${head}"erreur","probleme":${JSON.stringify(toProblemJson(verdict.probleme))}}`]
}

const createJsonWriter = (): Writer => {
  let separator = ''
  return {
    begin: '{"resultats":[',
    resultats: (batch) =>
      batch.flatMap((resultat) => {
        const pieces = [separator, ...toJson(resultat)]
        separator = ','
        return pieces
      }),
    end: (synthese) => `],"synthese":${JSON.stringify(synthese)}}`,
    broken: '',
    closesWhenBroken: false,
  }
}

const BROKEN_LINE = `${JSON.stringify({ probleme: toProblemJson(ERREUR_INTERNE) })}\n`

const createNdjsonWriter = (): Writer => ({
  begin: '',
  resultats: (batch) => batch.flatMap((resultat) => [...toJson(resultat), '\n']),
  end: (synthese) => `${JSON.stringify({ synthese })}\n`,
  broken: BROKEN_LINE,
  closesWhenBroken: true,
})

/** A name that no column has yet: what the sender called like one of ours gets « _fourni ». */
const rename = (colonnes: readonly string[]): string[] => {
  const ours = new Set<string>(['ligne', ...COLONNES])
  const theirs = new Set(colonnes.map((colonne) => colonne.trim()))
  return colonnes.map((colonne) => {
    let name = colonne.trim()
    if (!ours.has(name)) return colonne
    while (ours.has(name) || theirs.has(name)) name += '_fourni'
    return name
  })
}

const VIDE = COLONNES.map(() => '')

/** A line without an answer: what is wrong stands where the outcome and the sentence would. */
const toErrorRow = (numero: string, { code, detail }: Probleme): string[] =>
  VIDE.with(COLONNES.indexOf('numero'), numero)
    .with(COLONNES.indexOf('issue'), code)
    .with(COLONNES.indexOf('resume'), detail)

/** `ligne`, the sender's own columns, then ours: theirs never move ours about in a row of names. */
const createTable = ({ tableau }: LotRecu) => {
  const colonnes = rename(tableau?.colonnes ?? [])
  const pad = (cells: readonly string[]): string[] => colonnes.map((_, at) => cells[at] ?? '')
  let index = 0
  return {
    titres: ['ligne', ...colonnes, ...COLONNES],
    erreurInterne: ['', ...pad([]), ...toErrorRow('', ERREUR_INTERNE)],
    toRows: (batch: readonly LotResultat[]): string[][] =>
      batch.flatMap(({ ligne, numero, verdict }) => {
        const autres = pad(tableau?.autres[index++] ?? [])
        const given = numero ?? ''
        const own = verdict.ok
          ? toRows(verdict.verification, given)
          : [toErrorRow(given, verdict.probleme)]
        return own.map((row) => [String(ligne), ...autres, ...row])
      }),
  }
}

const createCsvWriter = (lot: LotRecu): Writer => {
  const separateur = lot.tableau?.separateur ?? ','
  const table = createTable(lot)
  return {
    begin: BOM + toCsv([table.titres], separateur),
    resultats: (batch) => [toCsv(table.toRows(batch), separateur)],
    end: () => '',
    broken: toCsv([table.erreurInterne], separateur),
    closesWhenBroken: false,
  }
}

/** Nothing leaves before the end: how wide a column is stands before its cells. */
const createXlsxWriter = (lot: LotRecu): Writer => {
  const table = createTable(lot)
  const rows = [table.titres]
  return {
    begin: '',
    resultats(batch) {
      rows.push(...table.toRows(batch))
      return []
    },
    end: () => toXlsx(rows),
    broken: '',
    closesWhenBroken: false,
  }
}

/** What a lot is answered in, by media type; the first is the default. */
export const LOT_FORMATS: Readonly<Record<string, LotFormat>> = {
  'application/json': { type: 'application/json', createWriter: createJsonWriter },
  'application/x-ndjson': { type: 'application/x-ndjson', createWriter: createNdjsonWriter },
  'text/csv': { type: CSV_TYPE, createWriter: createCsvWriter },
  [XLSX_TYPE]: { type: XLSX_TYPE, createWriter: createXlsxWriter },
}
