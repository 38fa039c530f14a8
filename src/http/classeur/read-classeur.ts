import type { Probleme } from '../../application/probleme.ts'
import { ABIME, ClasseurRefuse } from './classeur-refuse.ts'
import { findFeuille, type Parties } from './find-feuille.ts'
import { type Affichage, GENERAL, showNombre } from './nombre-affiche.ts'
import { readStyles, readTextes, unescape } from './read-communs.ts'
import { DECOMPRESSE, readEntree, type Reserve } from './read-zip.ts'
import { readXml } from './read-xml.ts'

/** A row with something in it. */
export type RangeeClasseur = {
  /** Its rank in the sheet, from 1. */
  ligne: number
  /** From column A on; '' = nothing there. */
  cellules: string[]
}

export type ClasseurRead =
  | { ok: true; rangees: RangeeClasseur[] }
  | { ok: false; probleme: Probleme }

/** All parts together, once unpacked: ten times a list of 500 rows and 20 columns. */
const DECOMPRESSE_MAX = 8 * 1024 * 1024

/** Every row is written again with as many. */
const COLONNES_MAX = 256

/** The most characters of one cell, for a spreadsheet. */
const CELLULE_MAX = 32_767

/** A list is kept at the top of its sheet: blank rows are counted, and written again. */
const LIGNE_MAX = 100_000

/** Of « AB12 », 27; that of the cell before and one more when nothing is said. */
const columnOf = (reference: string | undefined, before: number): number => {
  if (reference === undefined) return before + 1
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/i.exec(reference)?.[1]
  if (letters === undefined) throw new ClasseurRefuse(ABIME)
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const rankOf = (text: string | undefined, before: number): number => {
  const rank = text === undefined ? before + 1 : Number(text)
  if (!Number.isInteger(rank) || rank <= before) throw new ClasseurRefuse(ABIME)
  return rank
}

const TROP_BAS = `La liste descend au-delà de la ligne ${LIGNE_MAX} de la feuille. Copiez-la en haut d’un classeur neuf.`
const TROP_LONG = `Une cellule de la feuille contient plus de ${CELLULE_MAX} caractères. Raccourcissez-la, ou ôtez sa colonne.`
const TROP_LARGE = `La feuille a plus de ${COLONNES_MAX} colonnes remplies. Gardez celle des numéros et celles qu’il faut vous rendre.`

type Cellule = { colonne: number; type: string; style: number; valeur: string; formule: string }

type Contexte = { textes: readonly string[]; styles: readonly Affichage[]; depuis1904: boolean }

/** A cell as it is shown; a formula that was never computed as it was typed, so that it is seen. */
const showCellule = (cellule: Cellule, { textes, styles, depuis1904 }: Contexte): string => {
  const { type, style, valeur, formule } = cellule
  switch (type) {
    case 's': {
      const texte = /^\s*\d+\s*$/.test(valeur) ? textes[Number(valeur)] : undefined
      if (texte === undefined) throw new ClasseurRefuse(ABIME)
      return texte
    }
    case 'inlineStr':
      return unescape(valeur)
    case 'str':
      return unescape(valeur)
    case 'b':
      return valeur === '1' ? 'VRAI' : 'FAUX'
    case 'e':
    case 'd':
      return valeur
    case 'n':
      if (valeur === '' && formule !== '') return `=${formule}`
      return showNombre(valeur, styles[style] ?? GENERAL, depuis1904)
    default:
      throw new ClasseurRefuse(ABIME)
  }
}

/** The rows with something in them, `max` of them and one more when there are more. */
const readRangees = (xml: string, contexte: Contexte, max: number): RangeeClasseur[] => {
  const rangees: RangeeClasseur[] = []
  let ligne = 0
  /** Characters seen: a text that the cells share counts in each, since each is read and written. */
  let total = 0
  let places: { at: number; text: string }[] = []
  let colonne = -1
  let cellule: Cellule | null = null
  let champ: 'valeur' | 'formule' | null = null

  const place = (done: Cellule): void => {
    const text = showCellule(done, contexte)
    if (text === '') return
    if (text.length > CELLULE_MAX) throw new ClasseurRefuse(TROP_LONG, 'corps_trop_grand')
    total += text.length
    if (total > DECOMPRESSE_MAX) throw new ClasseurRefuse(DECOMPRESSE, 'corps_trop_grand')
    if (ligne > LIGNE_MAX) throw new ClasseurRefuse(TROP_BAS, 'lot_trop_grand')
    if (done.colonne >= COLONNES_MAX) throw new ClasseurRefuse(TROP_LARGE)
    places.push({ at: done.colonne, text })
  }

  readXml(xml, {
    open(nom, attribut) {
      if (nom === 'row') {
        if (rangees.length > max) return true
        ligne = rankOf(attribut('r'), ligne)
        places = []
        colonne = -1
      } else if (nom === 'c') {
        const next = columnOf(attribut('r'), colonne)
        if (next <= colonne) throw new ClasseurRefuse(ABIME)
        colonne = next
        const type = attribut('t') ?? 'n'
        cellule = { colonne, type, style: Number(attribut('s') ?? 0), valeur: '', formule: '' }
      } else if (nom === 'v' || (nom === 't' && cellule?.type === 'inlineStr')) champ = 'valeur'
      else if (nom === 'f') champ = 'formule'
      return false
    },
    text(text) {
      if (cellule !== null && champ !== null) cellule[champ] += text
    },
    close(nom) {
      if (nom === 'v' || nom === 't' || nom === 'f') champ = null
      else if (nom === 'c' && cellule !== null) {
        if (cellule.valeur !== '' || cellule.formule !== '') place(cellule)
        cellule = null
      } else if (nom === 'row' && places.some(({ text }) => text.trim() !== '')) {
        // Blank rows are never made: a sheet may have as many as it likes, each with its last cell.
        const cellules = Array.from({ length: (places.at(-1)?.at ?? 0) + 1 }, () => '')
        for (const { at, text } of places) cellules[at] = text
        rangees.push({ ligne, cellules })
      }
    },
  })
  return rangees
}

const readParties = (parties: Parties, max: number, reserve: Reserve): RangeeClasseur[] => {
  const part = (nom: string | null): string | null =>
    nom === null ? null : readEntree(parties.archive, nom, reserve)
  const styles = readStyles(part(parties.styles))
  const textes = readTextes(part(parties.textes))
  const feuille = part(parties.feuille)
  if (feuille === null) throw new ClasseurRefuse(ABIME)
  return readRangees(feuille, { styles, textes, depuis1904: parties.depuis1904 }, max)
}

/**
 * The first sheet of an XLSX workbook: its rows with something in them, `max` of them and one more
 * when there are more; each cell a text, as it is shown, formulas as the value that was kept of
 * them. Time and memory are bounded whatever the file says of itself. Fails as `requete_invalide`,
 * `corps_trop_grand` or `lot_trop_grand`, with what to do.
 */
export const readClasseur = (bytes: Uint8Array, max: number): ClasseurRead => {
  const reserve = { left: DECOMPRESSE_MAX }
  try {
    return { ok: true, rangees: readParties(findFeuille(bytes, reserve), max, reserve) }
  } catch (error) {
    if (!(error instanceof ClasseurRefuse)) throw error
    return { ok: false, probleme: error.probleme }
  }
}
