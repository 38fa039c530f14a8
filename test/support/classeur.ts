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

/** Media type of a workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const MIO = 1024 * 1024

/** `megabytes` of one text again and again, deflated. */
const deflateRepeated = async (text: string, megabytes: number): Promise<Uint8Array[]> => {
  const piece = strToU8(text.repeat(Math.ceil(MIO / text.length)))
  let left = megabytes
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(piece)
      else controller.close()
    },
  })
  const compressed = source.pipeThrough(new CompressionStream('deflate-raw'))
  return [await new Response(compressed).bytes()]
}

const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255]
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)]

/**
 * A workbook of which the parts `noms` are `megabytes` of one text again and again once unpacked;
 * `declared` is the size that it says they have.
 */
export const gonfler = async (
  parts: Parts,
  noms: string | readonly string[],
  text: string,
  megabytes: number,
  declared = megabytes * MIO,
): Promise<Uint8Array<ArrayBuffer>> => {
  const gonflees = [noms].flat()
  const data = await deflateRepeated(text, megabytes)
  const out: Uint8Array[] = []
  const directory: number[] = []
  let offset = 0
  const put = (bytes: Uint8Array): void => {
    out.push(bytes)
    offset += bytes.byteLength
  }
  const entries: [string, number, Uint8Array[], number][] = [
    ...Object.entries(parts)
      .filter(([nom]) => !gonflees.includes(nom))
      .map(([nom, xml]): [string, number, Uint8Array[], number] => [nom, 0, [strToU8(xml)], 0]),
    ...gonflees.map((nom): [string, number, Uint8Array[], number] => [nom, 8, data, declared]),
  ]
  for (const [nom, methode, chunks, size] of entries) {
    const packed = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const crc = methode === 0 ? crc32(chunks[0] as Uint8Array) : 0
    const head = [...u16(methode), ...u32(0), ...u32(crc), ...u32(packed), ...u32(size || packed)]
    const name = strToU8(nom)
    directory.push(...u32(0x02014b50), ...u16(20), ...u16(20), ...u16(0), ...head)
    directory.push(...u16(name.length), ...u16(0), ...u16(0), ...u16(0), ...u16(0), ...u32(0))
    directory.push(...u32(offset), ...name)
    put(
      Uint8Array.from([
        ...u32(0x04034b50),
        ...u16(20),
        ...u16(0),
        ...head,
        ...u16(name.length),
        0,
        0,
      ]),
    )
    put(name)
    for (const chunk of chunks) put(chunk)
  }
  const start = offset
  put(Uint8Array.from(directory))
  const count = u16(entries.length)
  const end = [...u32(0x06054b50), 0, 0, 0, 0, ...count, ...count, ...u32(directory.length)]
  put(Uint8Array.from([...end, ...u32(start), 0, 0]))
  const whole = new Uint8Array(offset)
  let at = 0
  for (const bytes of out) {
    whole.set(bytes, at)
    at += bytes.byteLength
  }
  return whole
}

/** As slow as it is plain. */
const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
