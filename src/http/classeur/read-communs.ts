import { ABIME, ClasseurRefuse } from './classeur-refuse.ts'
import { type Affichage, readAffichage } from './nombre-affiche.ts'
import { readXml } from './read-xml.ts'

/** The parts that all sheets of a workbook have in common. */

const TEXTES_MAX = 100_000

/** `_x000D_` is a carriage return: how a workbook writes what XML cannot. */
export const unescape = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text

/** Texts that cells name by their rank. */
export const readTextes = (xml: string | null): string[] => {
  const textes: string[] = []
  let current = ''
  let inText = false
  if (xml === null) return textes
  readXml(xml, {
    open(nom) {
      if (nom === 'si') current = ''
      else if (nom === 't') inText = true
    },
    text(text) {
      if (inText) current += text
    },
    close(nom) {
      if (nom === 't') inText = false
      else if (nom === 'si') {
        textes.push(unescape(current))
        if (textes.length > TEXTES_MAX) {
          throw new ClasseurRefuse(
            `Ce classeur contient plus de ${TEXTES_MAX} textes différents. Copiez la liste dans un classeur neuf.`,
            'corps_trop_grand',
          )
        }
      }
    },
  })
  return textes
}

/** The most characters of a number format, for a spreadsheet. */
const CODE_MAX = 255

/** By the rank that a cell names in `s`. */
export const readStyles = (xml: string | null): Affichage[] => {
  const codes = new Map<number, string>()
  const affichages = new Map<number, Affichage>()
  const styles: Affichage[] = []
  let inCells = false
  const affichageOf = (id: number): Affichage => {
    const known = affichages.get(id)
    if (known !== undefined) return known
    const code = codes.get(id)
    if (code !== undefined && code.length > CODE_MAX) throw new ClasseurRefuse(ABIME)
    const read = readAffichage(id, code)
    affichages.set(id, read)
    return read
  }
  if (xml === null) return styles
  readXml(xml, {
    open(nom, attribut) {
      if (nom === 'numFmt') codes.set(Number(attribut('numFmtId')), attribut('formatCode') ?? '')
      else if (nom === 'cellXfs') inCells = true
      else if (nom === 'xf' && inCells) {
        styles.push(affichageOf(Number(attribut('numFmtId') ?? 0)))
      }
    },
    close(nom) {
      if (nom === 'cellXfs') inCells = false
    },
  })
  return styles
}
