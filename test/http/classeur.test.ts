import { describe, expect, test } from 'vitest'
import { readClasseur } from '../../src/http/classeur/read-classeur.ts'
import { toXlsx } from '../../src/http/formats/classeur.ts'
import { readFeuille, toTexte } from '../../src/http/lot/read-feuille.ts'
import { classeurOf, type Parts, partsOf, relations, row, zip } from '../support/classeur.ts'
import { CARTE, RPPS } from '../support/service.ts'

const MAX = 500

const rowsOf = (bytes: Uint8Array, max = MAX): unknown => {
  const read = readClasseur(bytes, max)
  return read.ok
    ? read.rangees.map(({ ligne, cellules }) => [ligne, ...cellules])
    : [read.probleme.code, read.probleme.detail]
}
const sheet = (rows: string, more: Parts = {}): unknown => rowsOf(zip(partsOf(rows, more)))

const styles = (...codes: string[]): Parts => ({
  'xl/styles.xml': `<styleSheet><numFmts>${codes
    .map(
      (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
    )
    .join(
      '',
    )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>${codes
    .map((_, i) => `<xf numFmtId="${164 + i}"/>`)
    .join('')}</cellXfs></styleSheet>`,
})

describe('a cell is read as it is shown', () => {
  test.each([
    ['a number', '<c><v>10999001000</v></c>', '10999001000'],
    ['a number with a part of zeros', '<c><v>10999001000.0</v></c>', '10999001000'],
    ['a number that a program wrote in powers of ten', '<c><v>1.0999001E10</v></c>', '10999001000'],
    ['a number of twelve digits', '<c><v>810999001000</v></c>', '810999001000'],
    ['a number with decimals', '<c><v>1.5</v></c>', '1,5'],
    ['what JavaScript alone takes for a number', '<c><v>0x28F99C168</v></c>', '0x28F99C168'],
    ['a text of digits', '<c t="str"><v>000990123</v></c>', '000990123'],
    ['a rounded text', '<c t="inlineStr"><is><t>1,0999E+10</t></is></c>', '1,0999E+10'],
    ['a formula, by its value', '<c t="str"><f>A1&amp;B1</f><v>10999001000</v></c>', '10999001000'],
    ['a formula that was never computed', '<c><f>A1+1</f></c>', '=A1+1'],
    ['a truth', '<c t="b"><v>1</v></c>', 'VRAI'],
    ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    [
      'a text of several runs',
      '<c t="inlineStr"><is><r><t>10999</t></r><r><t>001000</t></r></is></c>',
      '10999001000',
    ],
    [
      'a text with signs of XML',
      '<c t="inlineStr"><is><t>A &amp; B &lt;C&gt; &#233;</t></is></c>',
      'A & B <C> é',
    ],
    ['a character that XML cannot write', '<c t="inlineStr"><is><t>a_x000A_b</t></is></c>', 'a\nb'],
  ])('%s', (_, cell, shown) => {
    expect(sheet(`<row r="3">${cell}</row>`)).toEqual([[3, shown]])
  })

  test.each([
    ['000000000', '990123', '000990123'],
    ['0#" "##" "##" "##" "##', '102030405', '0102030405'],
    ['0.00E+00', '10999001000', '10999001000'],
    ['# ##0', '10999001000', '10999001000'],
    ['General', '10999001000', '10999001000'],
    ['dd/mm/yyyy', '46349', '23/11/2026'],
    ['[$-40C]d\\ mmmm\\ yyyy', '46349', '23/11/2026'],
    ['dd/mm/yyyy hh:mm', '46349.5', '23/11/2026 12:00'],
    ['"jours "0', '12', '12'],
  ])('the format %s shows %s as %s', (code, value, shown) => {
    expect(sheet(`<row><c s="2"><v>${value}</v></c></row>`, styles(code))).toEqual([[1, shown]])
  })

  test('a day by a built-in format, from 1900 or from 1904', () => {
    const day = '<row><c s="1"><v>44887</v></c></row>'
    expect(sheet(day, styles())).toEqual([[1, '22/11/2022']])
    const workbook = partsOf('')['xl/workbook.xml']?.replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    )
    expect(sheet(day, { ...styles(), 'xl/workbook.xml': workbook ?? '' })).toEqual([
      [1, '23/11/2026'],
    ])
  })

  test('texts that are shared, without what is said of their pronunciation', () => {
    const textes = `<sst><si><t>numero</t></si><si><r><t>Grani</t></r><r><t xml:space="preserve">te </t></r><rPh><t>lu</t></rPh></si></sst>`
    expect(
      sheet('<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>', {
        'xl/sharedStrings.xml': textes,
      }),
    ).toEqual([[1, 'Granite ', 'numero']])
  })

  test('texts that stand in their cell, without it either', () => {
    const texte = '<is><t>Granite</t><rPh sb="0" eb="7"><t>lu</t></rPh></is>'
    expect(sheet(`<row><c t="inlineStr">${texte}</c><c><v>1</v></c></row>`)).toEqual([
      [1, 'Granite', '1'],
    ])
  })

  test('by their places: blank rows and cells are counted, cells without content are none', () => {
    const rows = `<row r="2" spans="1:4"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="XFD2" s="1"/></row><row r="3"><c r="A3" s="1"/></row><row r="9"><c><v>3</v></c></row>`
    expect(sheet(rows)).toEqual([
      [2, '', '1', '', '2'],
      [9, '3'],
    ])
  })

  test('whatever the prefix, the encoding and the name of the parts', () => {
    const feuille = `<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const utf16 = partsOf('')
    delete utf16['xl/worksheets/sheet1.xml']
    utf16['xl/_rels/workbook.xml.rels'] = relations(['rId1', 'worksheet', './Feuilles/un.xml'])
    expect(rowsOf(zip({ ...utf16, 'xl/feuilles/UN.xml': feuille }))).toEqual([[1, '1']])
  })

  test('of the first sheet that is shown', () => {
    const more = {
      'xl/workbook.xml': `<workbook xmlns:p="u"><sheets><sheet name="cachee" state="hidden" p:id="rId1"/><sheet name="vue" p:id="rId2"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
      ),
      'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${row(1, 'vue')}</sheetData></worksheet>`,
    }
    expect(sheet(row(1, 'cachee'), more)).toEqual([[1, 'vue']])
  })

  test('whatever empty rows the program leaves at the end of the sheet', () => {
    expect(sheet(`${row(1, 'a')}<row r="1048576"><c r="A1048576" s="1"/></row>`)).toEqual([
      [1, 'a'],
    ])
  })

  test('no more rows than are asked for, and one', () => {
    const rows = Array.from({ length: 20 }, (_, i) => row(i + 1, `${i}`)).join('')
    expect(rowsOf(zip(partsOf(rows)), 5)).toHaveLength(6)
  })
})

describe('what is written is read back as it was', () => {
  test('texts of every kind', () => {
    const rows = [
      ['ligne', 'numero', 'nom'],
      ['1', '010999001000', ' espaces '],
      ['2', '=1+1', "'a"],
      ['3', '', 'a\nb & <c> "d" é €'],
      ['4', 'constructor', '_x0041_'],
      ['5', '__proto__', '𝒳'],
    ]
    expect(rowsOf(toXlsx(rows))).toEqual(rows.map((cells, i) => [i + 1, ...cells]))
  })

  test('a cell of more lines than a function takes arguments', () => {
    const [first] = rowsOf(toXlsx([['numero'], [`a${'\n'.repeat(500_000)}b`]])) as unknown[][]
    expect(first).toEqual([1, 'numero'])
  })

  test('the same table is the same file', () => {
    expect(toXlsx([['a']])).toEqual(toXlsx([['a']]))
  })
})

const columnOf = (...rows: string[][]): unknown => {
  const read = readFeuille(classeurOf(rows), MAX)
  if (!read.ok) return read.probleme.detail
  const { colonnes, rangees } = read.feuille.tableau
  return [colonnes, ...rangees.map(({ ligne, numero, autres }) => [ligne, numero, autres])]
}

describe('the column of the numbers', () => {
  test.each([
    'numero',
    'Numéro',
    'N° RPPS',
    'RPPS',
    'Numéro RPPS',
    'n°_rpps',
    'No RPPS du médecin',
    'ID_RPPS',
    'Identifiant PP',
    'RPPS ou carte',
    'N° de carte CPS',
    'Carte',
    'Numéro du professionnel',
  ])('by its name, %s', (nom) => {
    expect(columnOf(['Nom', nom], ['A', RPPS])).toEqual([['Nom'], [2, RPPS, ['A']]])
  })

  test.each([
    [['N°', 'Nom', 'RPPS'], 2],
    [['N° carte', 'N° RPPS'], 1],
    [['Identification nationale PP', 'Identifiant PP'], 1],
    [['numero', 'RPPS'], 0],
    [['Type d’identifiant PP', 'Téléphone', 'RPPS'], 2],
    [['Médecin', 'Titulaire', 'N° du médecin'], 2],
  ])('of %j the one of rank %i', (noms, at) => {
    const ligne = noms.map(() => RPPS)
    expect(columnOf(noms, ligne)).toMatchObject([noms.toSpliced(at, 1), [2, RPPS, {}]])
  })

  test('by what it holds, without a name: with or without a first row of titles', () => {
    expect(columnOf(['Nom', 'Matricule', 'Tél.'], ['A', RPPS, '0102030405'])).toEqual([
      ['Nom', 'Tél.'],
      [2, RPPS, ['A', '0102030405']],
    ])
    expect(columnOf(['A', RPPS], ['B', CARTE])).toEqual([[''], [1, RPPS, ['A']], [2, CARTE, ['B']]])
    expect(columnOf([CARTE], ['3199001018'])).toEqual([[], [1, CARTE, []], [2, '3199001018', []]])
  })

  test('under a title and a date', () => {
    expect(columnOf(['Liste des médecins'], ['23/11/2026'], ['Nom', 'RPPS'], ['A', RPPS])).toEqual([
      ['Nom'],
      [4, RPPS, ['A']],
    ])
  })

  test('two that may be it are not chosen from', () => {
    expect(columnOf(['RPPS', 'N° RPPS'], [RPPS, RPPS])).toMatch(
      /« RPPS » et « N° RPPS » peuvent être/,
    )
    expect(columnOf(['a', 'b'], [RPPS, RPPS])).toMatch(
      /Les colonnes A et B de la feuille contiennent/,
    )
    expect(columnOf(['a', 'b'], ['x', 'y'])).toMatch(
      /doit nommer une colonne « numero » ou « N° RPPS »/,
    )
  })

  test('as a text to be sent again, it stands on the lines that it had', () => {
    const read = readFeuille(zip(partsOf(row(2, 'Nom', 'N° RPPS') + row(5, 'A;"B"', RPPS))), MAX)
    expect(read.ok && toTexte(read.feuille)).toBe(`\nNom;numero\n\n\n"A;""B""";${RPPS}\n`)
  })
})
