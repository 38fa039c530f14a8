import { ClasseurRefuse } from './classeur-refuse.ts'
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

/** Texts that cells name by their rank; what is said of their pronunciation left out. */
export const readTextes = (xml: string | null): string[] => {
  const textes: string[] = []
  let current = ''
  let inText = false
  let phonetic = false
  if (xml === null) return textes
  readXml(xml, {
    open(nom) {
      if (nom === 'si') current = ''
      else if (nom === 'rPh') phonetic = true
      else if (nom === 't') inText = !phonetic
    },
    text(text) {
      if (inText) current += text
    },
    close(nom) {
      if (nom === 't') inText = false
      else if (nom === 'rPh') phonetic = false
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

/** By the rank that a cell names in `s`. */
export const readStyles = (xml: string | null): Affichage[] => {
  const codes = new Map<number, string>()
  const styles: Affichage[] = []
  let inCells = false
  if (xml === null) return styles
  readXml(xml, {
    open(nom, attribut) {
      if (nom === 'numFmt') codes.set(Number(attribut('numFmtId')), attribut('formatCode') ?? '')
      else if (nom === 'cellXfs') inCells = true
      else if (nom === 'xf' && inCells) {
        const id = Number(attribut('numFmtId') ?? 0)
        styles.push(readAffichage(id, codes.get(id)))
      }
    },
    close(nom) {
      if (nom === 'cellXfs') inCells = false
    },
  })
  return styles
}
