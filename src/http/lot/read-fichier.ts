import type { Probleme } from '../../application/probleme.ts'
import { isClasseur } from '../classeur/find-feuille.ts'
import { readFeuille, toTexte } from './read-feuille.ts'

/** UTF-8 as a rule; what a spreadsheet saves on an older Windows otherwise: digits are the same. */
const decode = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What a file of numbers holds as text; `refus` = why it cannot be read. */
export type FichierLu = { texte: string; refus: Probleme | null }

const BINAIRE: Probleme = {
  code: 'requete_invalide',
  detail:
    'Ce fichier n’est ni du texte, ni un classeur XLSX. S’il vient d’un tableur, enregistrez-le en CSV ou en XLSX.',
}

/**
 * A file of numbers as text: a workbook as the CSV of its first sheet, of which no more than `max`
 * rows and one are read.
 */
export const readFichier = (bytes: Uint8Array, max: number): FichierLu => {
  if (isClasseur(bytes)) {
    const read = readFeuille(bytes, max)
    return read.ok
      ? { texte: toTexte(read.feuille), refus: null }
      : { texte: '', refus: read.probleme }
  }
  const texte = decode(bytes)
  return texte.includes('\0') ? { texte: '', refus: BINAIRE } : { texte, refus: null }
}
