import { MiseDeCote, toCode } from './cellules.ts'
import { absentes, type Colonnes, type Places, placeColonnes } from './colonnes.ts'
import type { BaseNouvelle } from './base.ts'
import type { Fichier } from './choisir.ts'
import { type Lecture, Rejets, nommesPar } from './rejets.ts'
import { LigneIllisible, readLines } from './lignes.ts'
import type { Avancement } from './progression.ts'
import { ImportRefuse } from './refus.ts'

/** Reads a row of somebody with a RPPS, or throws a MiseDeCote. */
type ReadRow = (rpps: string, cells: readonly string[]) => void

/** Whom a row is about: every file has these columns. */
type Personne = 'typeIdentifiant' | 'identifiant' | 'national'

/** The RPPS of a row, or null when it is about somebody without. @throws MiseDeCote */
const readRpps = (cells: readonly string[], places: Places<Personne>): string | null => {
  const { typeIdentifiant, identifiant, national } = places
  const type = typeIdentifiant === -1 ? '8' : toCode(cells[typeIdentifiant])
  if (type !== '8') {
    if (/^\d$/.test(type ?? '')) return null
    throw new MiseDeCote('type d’identifiant illisible')
  }
  let rpps = cells[identifiant] as string
  if (!isRppsForm(rpps)) {
    rpps = toCode(rpps) ?? ''
    if (!isRppsForm(rpps)) throw new MiseDeCote('RPPS illisible')
  }
  const other = national === -1 ? '' : (cells[national] as string)
  if (!other.endsWith(rpps)) {
    const code = toCode(other) ?? ''
    if (/^8\d{11}$/.test(code) && code.slice(1) !== rpps) {
      throw new MiseDeCote('deux RPPS différents')
    }
  }
  return rpps
}

const isRppsForm = (text: string): boolean => {
  if (text.length !== 11) return false
  for (let i = 0; i < 11; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 48 || unit > 57) return false
  }
  return true
}

const COUPEE = 'ligne coupée : le fichier est peut-être incomplet'
const DECALEE = 'nombre de colonnes différent de celui de l’en-tête'

/**
 * Reads one of the `|` files from its header to its end. A cell is what stands between two bars:
 * nothing is quoted. A row with another number of cells than the header is set aside, never shifted.
 * Whom a row set aside names is remembered: what is known of them is a part.
 *
 * @throws ImportRefuse when the header will not do or the file is damaged.
 */
export const readTableau = async <Nom extends string>(
  fichier: Fichier,
  colonnes: Colonnes<Nom | Personne>,
  base: BaseNouvelle,
  avancement: Avancement,
  start: (places: Places<Nom | Personne>) => ReadRow,
): Promise<Lecture> => {
  const rejets = new Rejets()
  let places: Places<Nom | Personne> | null = null
  let readRow: ReadRow | null = null
  let sansRpps = 0
  let lacking: string[] = []
  let width = 0
  let endsWithBar = false
  let ligne = 0
  let lignes = 0
  const setAside = (motif: string, cells: readonly string[]): void => {
    const nommes = nommesPar(cells, places ?? {})
    for (const { type, valeur } of nommes) base.addIncomplet(type, valeur)
    rejets.add(ligne, motif, nommes.length > 0)
  }
  for await (const { lignes: texts, coupee } of readLines(await fichier.open(), fichier.libelle)) {
    avancement.throwIfAborted()
    let bytes = 0
    const before = lignes
    for (const text of texts) {
      ligne++
      if (text === '') continue
      const isIllisible = text instanceof LigneIllisible
      const line = isIllisible ? text.texte : text
      const cells = line.split('|')
      bytes += line.length
      if (places === null || readRow === null) {
        const header = isIllisible ? [] : cells
        places = placeColonnes(colonnes, header, fichier.libelle)
        width = header.length
        endsWithBar = header.at(-1) === ''
        lacking = absentes(colonnes, places)
        readRow = start(places)
        continue
      }
      lignes++
      if (isIllisible) {
        setAside('caractères illisibles (ni UTF-8 ni l’encodage du fichier)', cells)
        continue
      }
      // After a header with a bar at its end rows have one too: one more or less is a shift.
      const hasBar = !endsWithBar && cells.length === width + 1 && cells[width] === ''
      if (cells.length !== width && !hasBar) {
        setAside(coupee ? COUPEE : DECALEE, cells)
        continue
      }
      try {
        const rpps = readRpps(cells, places)
        if (rpps === null) sansRpps++
        else readRow(rpps, cells)
      } catch (error) {
        if (!(error instanceof MiseDeCote)) throw error
        setAside(coupee ? COUPEE : error.message, cells)
      }
    }
    avancement.add(lignes - before, bytes)
  }
  if (lignes === 0) {
    throw new ImportRefuse(`${fichier.libelle} : le fichier n’a aucune ligne de données.`)
  }
  return { lignes, rejets, sansRpps, absentes: lacking, donneesLe: null }
}
