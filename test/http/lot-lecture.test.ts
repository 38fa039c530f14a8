import Papa from 'papaparse'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readCollage } from '../../src/http/lot/read-collage.ts'
import { LECTURES, type LotRead } from '../../src/http/lot/read-lot.ts'
import { readLignes, unifyLineEnds } from '../../src/http/lot/read-lignes.ts'
import { CARTE, RPPS } from '../support/service.ts'

const AUTRE = '10999001018'
const MAX = 500

const LECTEURS = ['collage', 'text/csv', 'text/plain', 'application/x-ndjson'] as const
type Lecteur = (typeof LECTEURS)[number]

const readWith = (lecteur: Lecteur, text: string, max = MAX): LotRead =>
  lecteur === 'collage'
    ? readCollage(text, {}, max)
    : (LECTURES[lecteur]?.read(text, {}, max) as LotRead)

/** The lines read, each with its rank, or the code and the sentence of the refusal. */
const linesOf = (read: LotRead): unknown[] =>
  read.ok
    ? read.lot.lignes.map(({ ligne, numero }) => [ligne, numero])
    : [read.probleme.code, read.probleme.detail]

const csv = (text: string) => linesOf(readWith('text/csv', text))
const collage = (text: string) => linesOf(readWith('collage', text))

describe('what spreadsheets and programs put into a list', () => {
  const GARDES = `numero\r\n"=""${RPPS}"""\r\n'${RPPS}\r\n`
  const SEP = `sep=;\r\nnumero;nom\r\n${RPPS};A\r\n`
  const LIGNES: [string, string, unknown[], unknown[]][] = [
    [
      'decimals',
      'numero\r\n319900100.0\r\n31990010.00\r\n10999001000.0\r\n3199001000.0\r\n',
      ['319900100.0', '31990010.00', '10999001000.0', '3199001000.0'],
      [2, 3, 4, 5],
    ],
    [
      'decimals behind a comma',
      'numero\n3199001000,00\n319900100,0\n',
      ['3199001000,00', '319900100,0'],
      [2, 3],
    ],
    ['guards', GARDES, [RPPS, RPPS], [2, 3]],
    [
      'labels',
      `numero\nRPPS : ${RPPS}\nN° RPPS ${RPPS}\n`,
      [`RPPS : ${RPPS}`, `N° RPPS ${RPPS}`],
      [2, 3],
    ],
    ['a rounded number', 'numero\n1,0999E+10\n', ['1,0999E+10'], [2]],
    ['line ends of CR alone', `numero\r${RPPS}\r\r${CARTE}\r`, [RPPS, CARTE], [2, 4]],
    ['a first line sep=', SEP, [RPPS], [2]],
    ['a header in quotes', `"numero";"nom"\n"${RPPS}";"A"\n`, [RPPS], [2]],
    ['tabs', `numero\tnom\n${RPPS}\t"La Source" SARL\n${AUTRE}\tok\n`, [RPPS, AUTRE], [2, 3]],
  ]
  test.each(LIGNES)('%s: the same in a CSV and pasted', (_, text, numeros, lignes) => {
    const expected = numeros.map((numero, i) => [lignes[i], numero])
    expect(csv(text)).toEqual(expected)
    expect(collage(text)).toEqual(expected)
  })

  test.each([
    ['sep=; above a title', `sep=;\nNom;Médecin\nDUPONT;${RPPS}`, [[3, RPPS]]],
    ['sep=; above names of columns', `sep=;\nNom;N° RPPS\nDUPONT;${RPPS}`, [[2, RPPS]]],
    ['sep=; above numbers', `"sep=;"\r\n${RPPS};${CARTE}\r\n`, [[2, RPPS]]],
    [
      'a label before each',
      `RPPS : ${RPPS}; RPPS : ${AUTRE}`,
      [
        [1, `RPPS : ${RPPS}`],
        [1, `RPPS : ${AUTRE}`],
      ],
    ],
    [
      'a guard',
      `="${RPPS}"\n'${CARTE}`,
      [
        [1, RPPS],
        [2, CARTE],
      ],
    ],
    [
      'a decimal',
      '3199001000,00\n319900100.0',
      [
        [1, '3199001000,00'],
        [2, '319900100.0'],
      ],
    ],
    ['a code beside a RPPS that looks rounded', `2E+1;${RPPS}`, [[1, RPPS]]],
    [
      'a RPPS mistyped beside a right one is not lost',
      `DUPONT;10999000011;${RPPS};0102030405`,
      [
        [1, '10999000011'],
        [1, RPPS],
      ],
    ],
    ['a lone digit stays to be refused', '319900100 0', [[1, '319900100 0']]],
    ['empty rows of a spreadsheet', `;;\n"";\n${RPPS}\n;;;\n`, [[3, RPPS]]],
    ['a number of a structure among cards', `${CARTE};2A0999009`, [[1, `${CARTE};2A0999009`]]],
  ])('pasted, %s', (_, text, expected) => {
    expect(collage(text)).toEqual(expected)
  })

  test('sep= tells the separator, and the header must have it', () => {
    expect(csv(`sep=,\nnumero;nom\n${RPPS};A`)).toEqual([
      'requete_invalide',
      'La première ligne du CSV doit nommer une colonne « numero » ou « N° RPPS » ; les autres colonnes sont rendues telles quelles. Reçu : « numero;nom ».',
    ])
  })

  test('rows are told from the lines of a cell, and blank ones are counted', () => {
    const text = `\n;\nnumero;note\n"${RPPS}";"a\nb"\n"";"" \n;;\n${AUTRE};"c;d"\n`
    expect(csv(text)).toEqual([
      [4, RPPS],
      [7, AUTRE],
    ])
  })

  test('a byte order mark between two files put together shifts nothing', () => {
    expect(csv(`numero;a\n\uFEFFnumero;a\n${RPPS};x\n\n${AUTRE};y`)).toEqual([
      [2, 'numero'],
      [3, RPPS],
      [5, AUTRE],
    ])
  })

  test.each([
    ['opened and never closed', `numero;a\n${RPPS};"x\n${AUTRE};y`, 'à la ligne 2'],
    ['closed too soon', `numero;a\n${RPPS};"x"y\n`, 'à la ligne 2'],
    ['opened far from the end', `numero;a\n${RPPS};"${'x\n'.repeat(20_000)}`, 'dépasse 32768'],
  ])('a quotation mark %s is told with its row', (_, text, words) => {
    const [code, detail] = csv(text)
    expect(code).toBe('requete_invalide')
    expect(detail).toContain(words)
    expect(detail).toMatch(/guillemet/i)
  })

  test('line ends of every system are one', () => {
    expect(unifyLineEnds('a\r\nb\rc\n\r\r\n\uFEFFé')).toBe('a\nb\nc\n\n\n\uFEFFé')
    expect([...readLignes('\r\r\n a \r\u00A0\r\nb')]).toEqual([
      { ligne: 3, contenu: ' a ' },
      { ligne: 5, contenu: 'b' },
    ])
  })
})

describe('a megabyte of anything', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  const MEGA = 1_048_576
  const FORMES = [
    '\r',
    '\n',
    '\r\n',
    ',',
    ';',
    '\t',
    '"',
    ',\n',
    ';\r',
    '"\n',
    '""\n',
    '","',
    'a;',
    'a\n',
    '1 ',
    '12345678 ',
    '12345678a;',
    '\u00A0',
    '=',
    "'",
  ]
  const TETES = ['', 'numero\n', 'numero;nom\n', 'numero\tnom\n', `numero,nom\n${RPPS},"`]

  // A row that is made is a row that is paid for: no more of them than a lot may have.
  test.each(FORMES.flatMap((forme) => TETES.map((tete) => [forme, tete] as const)))(
    'of %j under %j makes no more rows than a lot has',
    (forme, tete) => {
      const parse = vi.spyOn(Papa, 'parse')
      const text = tete + forme.repeat((MEGA - tete.length) / forme.length)
      for (const lecteur of LECTEURS) {
        const read = readWith(lecteur, text)
        expect(read.ok ? read.lot.lignes.length : 0).toBeLessThanOrEqual(MAX)
      }
      expect(parse.mock.calls.length).toBeLessThanOrEqual(2 * (MAX + 1) + 6)
      for (const [text] of parse.mock.calls) expect(String(text).length).toBeLessThanOrEqual(32_768)
      for (const { value } of parse.mock.results) {
        expect((value as { data: unknown[] }).data.length).toBeLessThanOrEqual(1)
      }
    },
  )

  test('lines are made as they are asked for', () => {
    const lignes = readLignes('a\n'.repeat(MEGA / 2))
    expect(lignes.take(2).toArray()).toEqual([
      { ligne: 1, contenu: 'a' },
      { ligne: 2, contenu: 'a' },
    ])
  })

  test.each(LECTEURS)('over the limit, duplicates and all, in %s', (lecteur) => {
    const tete = lecteur === 'text/csv' ? 'numero;nom\n' : ''
    expect(linesOf(readWith(lecteur, tete + `${RPPS}\n\n`.repeat(80_000)))).toEqual([
      'lot_trop_grand',
      'Le lot compte au moins 501 lignes : 500 au plus sont acceptées. Partagez-le.',
    ])
    const exact = readWith(lecteur, `${tete}${`${RPPS}\n\n`.repeat(MAX)}${'\n'.repeat(MEGA / 2)}`)
    expect(exact.ok && exact.lot.lignes.length).toBe(MAX)
  })

  test('pasted on one line', () => {
    expect(collage(`${RPPS};`.repeat(80_000))[0]).toBe('lot_trop_grand')
    expect(collage(`${CARTE} `.repeat(80_000))[0]).toBe('lot_trop_grand')
    expect(collage(`${RPPS},`.repeat(MAX))).toHaveLength(MAX)
    // More cells than a lot could fill are no list, and none of them is left out in silence.
    const [[ligne, numero]] = collage(`${RPPS};${'x;'.repeat(6000)}${AUTRE}`) as [[number, string]]
    expect([ligne, numero.length]).toEqual([1, 200])
  })
})
