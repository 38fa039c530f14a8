import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { read, utils, write } from 'xlsx'
import { readClasseur } from '../../src/http/classeur/read-classeur.ts'
import { toXlsx } from '../../src/http/formats/classeur.ts'
import { createService } from '../support/service.ts'
import { XLSX } from '../support/classeur.ts'

/** The workbooks of the service, opened by others; those of others, opened by the service. */

const HOSTILES = [
  ['numero', 'nom', 'note'],
  ['010999001000', '=1+1', 'a\nb'],
  ['10999001000000', "'a", ' b '],
  ['1E5', '_x0041_', '<&>"'],
  ['constructor', '+33', '23/11/2026'],
]

const lot = async (): Promise<Uint8Array> => {
  const { app } = createService()
  const response = await app.request('/v1/verifications/lot', {
    method: 'POST',
    headers: { 'content-type': 'text/csv', accept: XLSX },
    body: 'mémo;numero\n=1+1;10999001000\nB;10999001703\nC;10999001992\n',
  })
  return new Uint8Array(await response.arrayBuffer())
}

test('SheetJS reads each cell as the text that it is, and the first row as frozen', async () => {
  const book = read(toXlsx(HOSTILES), { cellStyles: true })
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
  expect(utils.sheet_to_json(sheet, { header: 1 })).toEqual(HOSTILES)
  const cells = Object.entries(sheet).filter(([address]) => !address.startsWith('!'))
  expect(new Set(cells.map(([, { t }]) => t as string))).toEqual(new Set(['s']))
  expect(cells.some(([, { f }]) => f !== undefined)).toBe(false)

  const ofLot = read(await lot())
  const rows = utils.sheet_to_json<Record<string, string>>(
    ofLot.Sheets[ofLot.SheetNames[0] ?? ''] ?? {},
  )
  expect(rows[0]).toMatchObject({
    ligne: '2',
    mémo: '=1+1',
    numero: '10999001000',
    identifiant: '10999001000000',
    structIdNat: '410999001000000',
  })
  expect(rows.at(-1)).toMatchObject({ ligne: '4', issue: 'professionnel_inconnu' })
})

test.each(['xlsx', 'xlsb', 'xls', 'ods', 'xlsm'] as const)(
  'a %s that SheetJS writes',
  (bookType) => {
    const sheet = utils.aoa_to_sheet(
      [
        ['RPPS', 'nom', 'jour', 'FINESS'],
        [10999001000, 'Éole & fils', new Date(2026, 10, 23), '000990123'],
      ],
      { cellDates: false },
    )
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'Liste')
    const bytes = new Uint8Array(write(book, { type: 'buffer', bookType, bookSST: true }) as Buffer)
    const lu = readClasseur(bytes, 500)
    if (bookType === 'xlsx' || bookType === 'xlsm') {
      // A workbook of that kind without a macro in it is a workbook.
      expect(lu).toMatchObject({
        rangees: [
          { ligne: 1, cellules: ['RPPS', 'nom', 'jour', 'FINESS'] },
          { ligne: 2, cellules: ['10999001000', 'Éole & fils', '23/11/2026', '000990123'] },
        ],
      })
    } else
      expect(lu).toMatchObject({
        ok: false,
        probleme: { detail: expect.stringMatching(/\.xls|\.ods/) },
      })
  },
)

const LIBREOFFICE = ['soffice', 'libreoffice'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)

describe.runIf(LIBREOFFICE !== undefined)('LibreOffice (skipped where it is not installed)', () => {
  const convert = (name: string, bytes: Uint8Array | string, to: string): Buffer => {
    const folder = mkdtempSync(join(tmpdir(), 'classeur-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, name), bytes)
    const profile = `-env:UserInstallation=file://${folder}/profil`
    const args = [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'out')]
    spawnSync(LIBREOFFICE ?? '', [...args, join(folder, name)], { timeout: 120_000 })
    const kind = to.split(':', 1)[0] ?? ''
    return readFileSync(join(folder, 'out', name.replace(/\.\w+$/, `.${kind}`)))
  }

  test('shows every cell of ours as its text', { timeout: 120_000 }, () => {
    const csv = convert(
      'a.xlsx',
      toXlsx(HOSTILES),
      'csv:Text - txt - csv (StarCalc):59,34,76',
    ).toString()
    expect(csv).toBe(
      'numero;nom;note\n010999001000;=1+1;"a\nb"\n10999001000000;\'a; b \n1E5;_x0041_;"<&>"""\nconstructor;+33;23/11/2026\n',
    )
  })

  test('writes workbooks that are read as they are shown', { timeout: 120_000 }, () => {
    const bytes = convert('b.csv', 'RPPS,somme\n10999001000,=1+2\n', 'xlsx')
    expect(readClasseur(new Uint8Array(bytes), 500)).toMatchObject({
      rangees: [{ cellules: ['RPPS', 'somme'] }, { cellules: ['10999001000', '3'] }],
    })
  })
})
