import Papa from 'papaparse'
import type { Probleme } from '../../application/probleme.ts'
import { parseNumero } from '../../domain/identifiants/parse-identifiant.ts'
import { readClasseur, type RangeeClasseur } from '../classeur/read-classeur.ts'
import { letterOf } from '../formats/classeur.ts'
import { findColonne } from './find-colonne.ts'
import type { Tableau } from './read-csv.ts'

type Refus = { ok: false; probleme: Probleme }

export type FeuilleRead = { ok: true; feuille: Feuille } | Refus

/** The first sheet of a workbook as a table. */
export type Feuille = {
  tableau: Tableau
  /** Where the column of the numbers stands among the others, from 0. */
  at: number
  /** Rank of the row that names the columns, from 1; null = none does. */
  ligneEntete: number | null
}

const refuse = (detail: string): Refus => ({
  ok: false,
  probleme: { code: 'requete_invalide', detail },
})

/** Columns of the longest row. */
const largeurOf = (rangees: readonly RangeeClasseur[]): number =>
  rangees.reduce((most, { cellules }) => Math.max(most, cellules.length), 0)

const AUCUNE =
  'La première ligne de la feuille doit nommer une colonne « numero » ou « N° RPPS » ; sans ce nom, une seule colonne doit contenir des numéros.'

/**
 * The only column that holds numbers: of a RPPS, which has a key, one cell is enough; of a card,
 * which looks like a telephone number or a SIREN, every cell below the first row.
 */
const guessColonne = (rangees: readonly RangeeClasseur[]): { ok: true; at: number } | Refus => {
  const largeur = largeurOf(rangees)
  const rpps: number[] = []
  const cartes: number[] = []
  for (let at = 0; at < largeur; at++) {
    const lues = rangees.map(({ cellules }) => parseNumero(cellules[at] ?? ''))
    if (lues.some((lue) => lue.ok && lue.type === 'RPPS')) rpps.push(at)
    else if (lues.some(({ ok }) => ok) && lues.every(({ ok }, rank) => ok || rank === 0)) {
      cartes.push(at)
    }
  }
  const found = rpps.length > 0 ? rpps : cartes
  const [at, autre] = found
  if (at === undefined) return refuse(AUCUNE)
  if (autre === undefined) return { ok: true, at }
  const detail = `Les colonnes ${letterOf(at)} et ${letterOf(autre)} de la feuille contiennent des numéros : appelez « numero » celle qu’il faut lire.`
  return refuse(detail)
}

/** Rows that may stand above the names of the columns: a title, a date, an address. */
const TITRES_MAX = 10

type Numeros =
  | {
      ok: true
      at: number
      /** Rank of the row that names the columns; -1 = none does. */ entete: number
    }
  | Refus

const hasNumero = ({ cellules }: RangeeClasseur): boolean =>
  cellules.some((cellule) => parseNumero(cellule).ok)

/** Where the numbers are. No row is passed over as a title that may be one of the list. */
const findNumeros = (rangees: readonly RangeeClasseur[]): Numeros => {
  for (const [rank, rangee] of rangees.slice(0, TITRES_MAX + 1).entries()) {
    const nommee = findColonne(rangee.cellules)
    if (!nommee.ok) return refuse(nommee.detail)
    if (nommee.at !== null) return { ok: true, at: nommee.at, entete: rank }
    if (hasNumero(rangee)) break
  }
  const seule = guessColonne(rangees)
  if (!seule.ok) return seule
  // A first row with any digits of a number is one: it would be lost as a header.
  return { ...seule, entete: /\d/.test(rangees[0]?.cellules[seule.at] ?? '') ? -1 : 0 }
}

/**
 * The first sheet of an XLSX workbook as a table: at most `max` rows under its header, and one more
 * when there are more. Fails as `readClasseur` does, or when no column can be told to be that of the
 * numbers.
 */
export const readFeuille = (bytes: Uint8Array, max: number): FeuilleRead => {
  const read = readClasseur(bytes, max + 1 + TITRES_MAX)
  if (!read.ok) return read
  const { rangees } = read
  if (rangees.length === 0) return refuse('La première feuille de ce classeur est vide.')
  const numeros = findNumeros(rangees)
  if (!numeros.ok) return numeros
  const { at, entete } = numeros
  const suite = rangees.slice(entete + 1)
  const largeur = largeurOf(rangees.slice(Math.max(entete, 0)))
  const noms = Array.from({ length: largeur }, (_, i) => rangees[entete]?.cellules[i] ?? '')
  return {
    ok: true,
    feuille: {
      at,
      ligneEntete: rangees[entete]?.ligne ?? null,
      tableau: {
        separateur: ';',
        colonnes: noms.toSpliced(at, 1),
        rangees: suite.slice(0, max + 1).map(({ ligne, cellules }) => ({
          ligne,
          numero: (cellules[at] ?? '').trim(),
          autres: cellules.toSpliced(at, 1),
          deborde: false,
        })),
      },
    },
  }
}

/**
 * The same as a CSV with a column « numero », for who gives it back to be sent again: its rows stand
 * on the lines that they have in the sheet, blank ones between them.
 */
export const toTexte = ({ tableau, at, ligneEntete }: Feuille): string => {
  const noms = tableau.colonnes.toSpliced(at, 0, 'numero')
  const pad = (autres: readonly string[]): string[] =>
    tableau.colonnes.map((_, i) => autres[i] ?? '')
  const lines: string[] = []
  const put = (ligne: number, cells: readonly string[]): void => {
    while (lines.length < ligne - 1) lines.push('')
    lines.push(Papa.unparse([[...cells]], { delimiter: tableau.separateur }))
  }
  const [premiere] = tableau.rangees
  put(ligneEntete ?? Math.max(1, (premiere?.ligne ?? 1) - 1), noms)
  for (const { ligne, numero, autres } of tableau.rangees) {
    put(ligne, pad(autres).toSpliced(at, 0, numero))
  }
  return `${lines.join('\n')}\n`
}
