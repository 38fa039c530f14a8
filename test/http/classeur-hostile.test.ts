import { describe, expect, test } from 'vitest'
import { readClasseur } from '../../src/http/classeur/read-classeur.ts'
import { readLot } from '../../src/http/lot/read-lot.ts'
import { gonfler, partsOf, row, XLSX, zip } from '../support/classeur.ts'
import { isNode, RPPS } from '../support/service.ts'

const MAX = 500
const MIO = 1024 * 1024

const refusOf = (bytes: Uint8Array): [string, string] => {
  const read = readClasseur(bytes, MAX)
  return read.ok ? ['lu', ''] : [read.probleme.code, read.probleme.detail]
}

const SHEET = 'xl/worksheets/sheet1.xml'
const gigaoctet = gonfler(partsOf(''), SHEET, ' ', 1024)

const A = row(1, 'numero')

describe('a workbook that would fill the memory', () => {
  test('one gigabyte once unpacked, in a megabyte, whatever size it declares', async () => {
    for (const bytes of [await gigaoctet, await gonfler(partsOf(''), SHEET, ' ', 64, 100)]) {
      expect(bytes.byteLength).toBeLessThan(1.1 * MIO)
      expect(refusOf(bytes)).toEqual([
        'corps_trop_grand',
        expect.stringContaining('une fois décompressé'),
      ])
    }
  })

  test.each([
    ['shared texts', 'xl/sharedStrings.xml'],
    ['styles', 'xl/styles.xml'],
    ['its plan', 'xl/workbook.xml'],
    ['relations', '_rels/.rels'],
  ])('so in its %s', async (_, nom) => {
    const bytes = await gonfler(partsOf(A), nom, ' ', 64)
    expect(refusOf(bytes)[0]).toBe('corps_trop_grand')
  })

  test('of parts that are each small enough, and too much together', () => {
    const vide = ' '.repeat(5 * MIO)
    const once = { 'xl/sharedStrings.xml': `<sst>${vide}</sst>` }
    const twice = { ...once, 'xl/styles.xml': `<styleSheet>${vide}</styleSheet>` }
    expect(refusOf(zip(partsOf(A, once)))[0]).toBe('lu')
    expect(refusOf(zip(partsOf(A, twice)))[1]).toMatch(/décompressé/)
  })

  test('with a million shared texts', () => {
    const sst = `<sst>${'<si/>'.repeat(1_000_000)}</sst>`
    const [code, detail] = refusOf(zip(partsOf(A, { 'xl/sharedStrings.xml': sst })))
    expect([code, detail]).toEqual(['corps_trop_grand', expect.stringContaining('100000 textes')])
  })

  test('with a text longer than a cell holds, shared or not', () => {
    const long = 'x'.repeat(32_768)
    const shared = '<row><c t="s"><v>0</v></c></row>'
    const textes = (text: string) => ({
      'xl/sharedStrings.xml': `<sst><si><t>${text}</t></si></sst>`,
    })
    for (const bytes of [zip(partsOf(shared, textes(long))), zip(partsOf(row(1, long)))]) {
      expect(refusOf(bytes)).toEqual([
        'corps_trop_grand',
        expect.stringContaining('plus de 32767 caractères'),
      ])
    }
    expect(refusOf(zip(partsOf(shared, textes(long.slice(1)))))[0]).toBe('lu')
  })

  test.each([
    ['a text', 'x', 1],
    ['blanks, in rows that are passed over', ' ', 1],
    ['a text, in one row after the other', 'x', 250],
  ])('with one shared text in every cell: %s', (_, letter, cells) => {
    const textes = `<sst><si><t xml:space="preserve">${letter.repeat(32_000)}</t></si></sst>`
    const rows = `<row>${'<c t="s"><v>0</v></c>'.repeat(cells)}</row>`.repeat(
      Math.floor(100_000 / cells),
    )
    const bytes = zip(partsOf(rows, { 'xl/sharedStrings.xml': textes }))
    expect(refusOf(bytes)).toEqual([
      'corps_trop_grand',
      expect.stringContaining('une fois décompressé'),
    ])
    expect(readClasseur(bytes, 100_000)).toMatchObject({ ok: false })
  })

  test.each(['[', '"', '_', '\\'])('with a number format of %s without end', (sign) => {
    const formats = (code: string, cells: number) => {
      const style = `<numFmts><numFmt numFmtId="164" formatCode='${code}'/></numFmts>`
      const xf = '<xf numFmtId="164"/>'.repeat(cells)
      return { 'xl/styles.xml': `<styleSheet>${style}<cellXfs>${xf}</cellXfs></styleSheet>` }
    }
    expect(refusOf(zip(partsOf(A, formats(sign.repeat(1_000_000), 1))))).toEqual([
      'requete_invalide',
      expect.stringContaining('abîmé'),
    ])
    expect(refusOf(zip(partsOf(A, formats(sign.repeat(255), 200_000))))[0]).toBe('lu')
  })

  test('with a cell at the far end of the sheet', () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    expect(refusOf(zip(partsOf(`${A}${far}`)))).toEqual([
      'lot_trop_grand',
      expect.stringContaining('au-delà de la ligne 100000'),
    ])
  })

  test('with 16,384 columns', () => {
    const cells = Array.from({ length: 16_384 }, () => RPPS)
    expect(refusOf(zip(partsOf(row(1, ...cells))))).toEqual([
      'requete_invalide',
      expect.stringContaining('plus de 256 colonnes remplies'),
    ])
  })

  test('with a million rows: no more than one too many is looked at', async () => {
    const rows = `<row><c><v>${RPPS}</v></c></row>`.repeat(200_000)
    const lot = readLot(XLSX, zip(partsOf(`${A}${rows}`)), {}, MAX)
    expect(lot).toMatchObject({ ok: false, probleme: { code: 'lot_trop_grand' } })
    const million = await gonfler(partsOf(''), SHEET, `<row><c><v>${RPPS}</v></c></row>`, 36)
    expect(refusOf(million)).toEqual(['corps_trop_grand', expect.anything()])
  })

  test('with elements one in the other, and attributes without end', () => {
    expect(refusOf(zip(partsOf('<a>'.repeat(500_000))))[0]).toBe('requete_invalide')
    expect(refusOf(zip(partsOf(`<row ${'a="" '.repeat(500_000)}/>`)))[0]).toBe('requete_invalide')
    expect(refusOf(zip(partsOf(`<row r="1" ${'"'.repeat(500_001)}/>`)))[0]).toBe('requete_invalide')
  })
})

describe('a workbook that is not read, and why', () => {
  test.each([
    ['macros', 'xl/vbaProject.bin', 'contient des macros'],
    ['sheets of macros', 'xl/macrosheets/sheet1.xml', 'contient des macros'],
    ['another workbook', 'xl/externalLinks/externalLink1.xml', 'd’un autre classeur'],
    ['a binary workbook', 'xl/workbook.bin', '.xlsb'],
    ['a table of LibreOffice', 'content.xml', '.ods'],
    ['a table of Apple', 'Index/Document.iwa', '.numbers'],
  ])('%s', (_, nom, phrase) => {
    expect(refusOf(zip(partsOf(A, { [nom]: 'x' })))).toEqual([
      'requete_invalide',
      expect.stringContaining(phrase),
    ])
  })

  const conteneur = (contenu: string): Uint8Array => {
    const utf16 = Uint8Array.from(Array.from(contenu).flatMap((c) => [c.charCodeAt(0), 0]))
    const bytes = new Uint8Array(4096)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    bytes.set(utf16, 1024)
    return bytes
  }

  test('a password: over the file, or over one of its parts', () => {
    expect(refusOf(conteneur('EncryptedPackage'))[1]).toMatch(/mot de passe/)
    const bytes = zip(partsOf(A))
    // The flag of each entry of the directory.
    for (let at = 0; at < bytes.length - 8; at++) {
      if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 1) bytes[at + 8] = 1
    }
    expect(refusOf(bytes)[1]).toMatch(/mot de passe/)
  })

  test('a workbook of another time', () => {
    expect(refusOf(conteneur('Workbook'))[1]).toMatch(/ancien format \(\.xls\)/)
  })

  test.each([
    ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>`],
    [
      'an entity that grows',
      `<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>`,
    ],
    ['an element that does not close', '<worksheet><sheetData>'],
    ['no XML at all', 'numero;10999001000'],
    [
      'rows that go back',
      `<worksheet><sheetData>${row(2, 'a')}${row(1, 'b')}</sheetData></worksheet>`,
    ],
    [
      'a cell twice',
      '<worksheet><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></worksheet>',
    ],
    ['a text that there is not', '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>'],
    [
      'a cell of a kind that there is not',
      '<worksheet><row><c t="x"><v>7</v></c></row></worksheet>',
    ],
  ])('%s', (_, feuille) => {
    expect(refusOf(zip(partsOf('', { [SHEET]: feuille })))).toEqual([
      'requete_invalide',
      expect.stringContaining('abîmé'),
    ])
  })

  test('a text by what is no rank', () => {
    const textes = { 'xl/sharedStrings.xml': '<sst><si><t>a</t></si></sst>' }
    for (const rank of ['0x0', '', '0e0', '-0']) {
      const cell = `<row><c t="s"><f>1</f><v>${rank}</v></c></row>`
      expect(refusOf(zip(partsOf(cell, textes)))[1]).toMatch(/abîmé/)
    }
  })

  test('a sheet that stands elsewhere is not fetched', () => {
    const parts = partsOf(A)
    const rels = parts['xl/_rels/workbook.xml.rels']?.replace(
      'Target="worksheets',
      'TargetMode="External" Target="http://a.invalid/worksheets',
    )
    expect(refusOf(zip({ ...parts, 'xl/_rels/workbook.xml.rels': rels ?? '' }))[1]).toMatch(
      /aucune feuille/,
    )
  })

  test('cut anywhere, or with any byte changed: read the same, or refused with a sentence', () => {
    const parts = partsOf(row(1, 'numero') + row(2, RPPS))
    const bytes = zip(parts)
    const whole = readClasseur(bytes, MAX)
    for (let at = 0; at < bytes.length; at++) {
      expect(refusOf(bytes.subarray(0, at))[0]).toBe('requete_invalide')
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x55
      const read = readClasseur(changed, MAX)
      if (read.ok) expect(read).toEqual(whole)
    }
  })
})

test.runIf(isNode)('memory: a gigabyte costs no more than what may be unpacked', async () => {
  const { memoryUsage } = await import('node:process')
  const bytes = await gigaoctet
  const before = memoryUsage().arrayBuffers
  refusOf(bytes)
  expect(memoryUsage().arrayBuffers - before).toBeLessThan(64 * MIO)
})
