import { strToU8, zipSync } from 'fflate'
import { cleanLines } from '../../domain/texte.ts'
import { toXmlText } from '../../xml.ts'

/** Media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The most characters of one cell: with more, a spreadsheet says that the file is damaged. */
const CELLULE_MAX = 32_767

/** Widths of columns, in characters. */
const LARGEUR_MIN = 8
const LARGEUR_MAX = 60

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PAQUET = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A date before which a zip knows none: the same table is the same file. */
const MTIME = '1980-01-01T00:00:00'

const ENTITES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '' }

/** `_x0041_` would be shown as « A »: its first underscore is written so. */
const toText = (received: string): string =>
  toXmlText(cleanLines(received).slice(0, CELLULE_MAX))
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replaceAll(/[&<>\r]/g, (character) => ENTITES[character] ?? '')

/** « AB » of 27. */
export const letterOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letterOf(Math.floor(column / 26) - 1) + letterOf(column % 26)

/** That of its longest line. */
const lengthOf = (cell: string): number =>
  cell.split('\n').reduce((most, { length }) => Math.max(most, Math.min(length, LARGEUR_MAX)), 0)

const listWidths = (rows: readonly (readonly string[])[]): number[] => {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) {
      widths[at] = Math.max(widths[at] ?? LARGEUR_MIN, lengthOf(cell))
    }
  }
  return widths
}

const TEXTE = 1
const TITRE = 2

const toRow = (row: readonly string[], rank: number): string => {
  const cells = row.map((cell, at) => {
    const style = rank === 0 ? TITRE : TEXTE
    const adresse = `${letterOf(at)}${rank + 1}`
    return cell === ''
      ? ''
      : `<c r="${adresse}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toText(cell)}</t></is></c>`
  })
  return `<row r="${rank + 1}">${cells.join('')}</row>`
}

const FIGEE =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

/** A number kept as a text is what is meant here: no mark in the corner of each cell. */
const ignoreErrors = (range: string): string =>
  `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors>`

const toSheet = (rows: readonly (readonly string[])[]): string => {
  const widths = listWidths(rows)
  const range = `A1:${letterOf(Math.max(widths.length - 1, 0))}${Math.max(rows.length, 1)}`
  const cols = widths.map(
    (width, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width + 2}" style="${TEXTE}" customWidth="1"/>`,
  )
  return [
    `${TETE}<worksheet xmlns="${MAIN}"><dimension ref="${range}"/>${FIGEE}`,
    `<cols>${cols.join('')}</cols><sheetData>`,
    ...rows.map(toRow),
    `</sheetData><autoFilter ref="${range}"/>${ignoreErrors(range)}</worksheet>`,
  ].join('')
}

/** Cells of text (format 49, `@`), the titles in bold: what is typed over one stays a text too. */
const STYLES = `${TETE}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`

const relation = (id: number, type: string, cible: string): string =>
  `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${cible}"/>`

const relations = (...all: string[]): string =>
  `${TETE}<Relationships xmlns="${PAQUET}/relationships">${all.join('')}</Relationships>`

const override = (part: string, type: string): string =>
  `<Override PartName="${part}" ContentType="${OFFICE}.${type}+xml"/>`

/** What is the same in every workbook of ours. */
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `${TETE}<Types xmlns="${PAQUET}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`,
  '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
  'xl/workbook.xml': `${TETE}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Qui commande" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(
    relation(1, 'worksheet', 'worksheets/sheet1.xml'),
    relation(2, 'styles', 'styles.xml'),
  ),
  'xl/styles.xml': STYLES,
}

/**
 * A table as an XLSX workbook of one sheet: every cell a text, the first row frozen, columns as wide
 * as what they hold. No cell can begin a formula: a text is never computed.
 */
export const toXlsx = (rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> => {
  const parts = { ...PARTS, 'xl/worksheets/sheet1.xml': toSheet(rows) }
  const files = Object.entries(parts).map(([nom, xml]) => [nom, strToU8(xml)] as const)
  return new Uint8Array(zipSync(Object.fromEntries(files), { mtime: MTIME, level: 6 }))
}
