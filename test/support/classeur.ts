import { strToU8, zipSync, type Zippable } from 'fflate'

/** Workbooks made part by part, right or wrong, as any program may write them. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOC = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'

export const relations = (...all: [id: string, type: string, cible: string][]): string =>
  `<Relationships xmlns="${RELS}">${all
    .map(
      ([id, type, cible]) => `<Relationship Id="${id}" Type="${DOC}/${type}" Target="${cible}"/>`,
    )
    .join('')}</Relationships>`

export type Parts = Record<string, string>

/** The parts of a workbook of one sheet; `rows` is what stands in its `<sheetData>`. */
export const partsOf = (rows: string, more: Parts = {}): Parts => ({
  '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${DOC}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'sharedStrings', 'sharedStrings.xml'],
    ['rId3', 'styles', '/xl/styles.xml'],
  ),
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
  ...more,
})

/** The workbook that these parts make. */
export const zip = (parts: Parts): Uint8Array<ArrayBuffer> => {
  const files: Zippable = Object.fromEntries(
    Object.entries(parts).map(([nom, xml]) => [nom, strToU8(xml)]),
  )
  return new Uint8Array(zipSync(files))
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** One row of texts, each in its cell. */
export const row = (ligne: number, ...cells: string[]): string =>
  `<row r="${ligne}">${cells
    .map((text) => `<c t="inlineStr"><is><t>${escape(text)}</t></is></c>`)
    .join('')}</row>`

/** A workbook of texts, from the first row on. */
export const classeurOf = (rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> =>
  zip(partsOf(rows.map((cells, i) => row(i + 1, ...cells)).join('')))

/** Only the values of a sheet of ours, by a reading as plain as can be: the test of the writer. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
