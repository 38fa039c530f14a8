import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { readClasseur } from '../../src/http/classeur/read-classeur.ts'
import { classeurOf, partsOf, row, XLSX, zip } from '../support/classeur.ts'
import { CARTE, createService, RPPS } from '../support/service.ts'

const { app, get } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

const rowsOf = (bytes: ArrayBuffer): string[][] => {
  const read = readClasseur(new Uint8Array(bytes), 10_000)
  if (!read.ok) throw new Error(read.probleme.detail)
  const [{ cellules: titres } = { cellules: [] }] = read.rangees
  return read.rangees.map(({ cellules }) => titres.map((_, i) => cellules[i] ?? ''))
}

const lot = async (body: string | Uint8Array<ArrayBuffer>, type: string, accept: string) => {
  const headers = { 'content-type': type, accept }
  const response = await app.request('/v1/verifications/lot', { method: 'POST', headers, body })
  expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([
    200,
    accept,
  ])
  return response
}

/** Without the apostrophe that keeps a cell of a CSV from being a formula. */
const csvRows = (text: string): string[][] =>
  Papa.parse<string[]>(text.trimEnd()).data.map((cells) =>
    cells.map((cell) => cell.replace(/^'(?=[=+@-])/, '')),
  )

test('one verification: the table of its CSV', async () => {
  const answer = (accept: string) =>
    get(`/v1/verifications/10999001703?date=2026-11-23`, { accept })
  const [xlsx, csv] = [await answer(XLSX), await answer('text/csv')]
  expect(xlsx.headers.get('content-type')).toBe(XLSX)
  const rows = rowsOf(await xlsx.arrayBuffer())
  expect(rows).toEqual(csvRows(await csv.text()))
  expect(rows[0]).toContain('structIdNat')
  expect(rows.length).toBeGreaterThan(2)
  expect(xlsx.headers.get('etag')).not.toBe(csv.headers.get('etag'))
})

const numeros = numerosFictifs.map(({ numero }) => numero)
const table = [['Nom', 'N° RPPS', 'mémo'], ...numeros.map((numero, i) => [`n${i}`, numero, '=1+1'])]

test('a lot by a workbook is the lot by a CSV: as JSON, as a CSV and as a workbook', async () => {
  const csv = Papa.unparse(table, { delimiter: ';' })
  const classeur = classeurOf(table)
  for (const accept of ['application/json', 'text/csv']) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time reads better when it fails
    const [a, b] = [await lot(classeur, XLSX, accept), await lot(csv, 'text/csv', accept)]
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await a.text()).toBe(await b.text())
  }
  const out = rowsOf(await (await lot(classeur, XLSX, XLSX)).arrayBuffer())
  const expected = csvRows(await (await lot(csv, 'text/csv', 'text/csv')).text())
  expect(out).toEqual(expected.map((cells) => cells.map((cell) => cell.replaceAll(";'=", ';='))))
  expect(out[1]?.slice(0, 4)).toEqual(['2', 'n0', '=1+1', numeros[0]])
})

test('options of a lot by workbook stand in the address', async () => {
  const response = await app.request('/v1/verifications/lot?date=2026-11-20&usages=dmp', {
    method: 'POST',
    headers: { 'content-type': XLSX },
    body: zip(partsOf(`${row(1, 'RPPS')}<row r="7"><c><v>10999001000</v></c></row>`)),
  })
  expect(await response.json()).toMatchObject({
    resultats: [
      {
        ligne: 7,
        numero: RPPS,
        verification: { demande: { date: '2026-11-20', usages: ['dmp'] } },
      },
    ],
  })
})

test.each([
  ['no workbook', new TextEncoder().encode('numero\n'), 400, 'requete_invalide'],
  ['an empty one', zip(partsOf('')), 400, 'requete_invalide'],
  ['a header alone', classeurOf([['numero']]), 400, 'requete_invalide'],
  [
    '501 rows',
    classeurOf([['numero'], ...Array.from({ length: 501 }, () => [RPPS])]),
    413,
    'lot_trop_grand',
  ],
])('%s: a problem', async (_, body, status, code) => {
  const headers = { 'content-type': XLSX }
  const response = await app.request('/v1/verifications/lot', { method: 'POST', headers, body })
  expect(await response.json()).toMatchObject({ status, code })
})

test('a number that a spreadsheet rounded is told as such, line by line', async () => {
  const body = classeurOf([['numero'], ['1,0999E+10'], [CARTE]])
  const { resultats } = (await (await lot(body, XLSX, 'application/json')).json()) as {
    resultats: { statut: string; probleme?: { detail: string } }[]
  }
  expect(resultats.map(({ statut }) => statut)).toEqual(['erreur', 'ok'])
  expect(resultats[0]?.probleme?.detail).toContain('votre tableur a arrondi')
})

const send = async (fichier: File, champs: Record<string, string> = {}) => {
  const form = new FormData()
  form.append('fichier', fichier)
  for (const [nom, valeur] of Object.entries(champs)) form.append(nom, valeur)
  const whole = new Response(form)
  const type = whole.headers.get('content-type') ?? ''
  const body = await whole.bytes()
  return app.request('/lot', {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': type },
    body,
  })
}

test('the page takes a workbook, and gives it back as a text that can be sent again', async () => {
  const bytes = classeurOf([
    ['Nom', 'N° RPPS'],
    ['Éole', RPPS],
  ])
  const html = await (await send(new File([bytes], 'liste.xlsx'))).text()
  expect(html.replaceAll(/[\u00A0\u202F]/g, ' ')).toContain('1 praticien → 1 commande')
  expect(html).toMatch(/<textarea[^>]*>\s*Nom;numero\s+Éole;10999001000\s*<\/textarea>/)
})

test.each(['xlsx', 'csv', 'json'])('the page gives the result as a file .%s', async (format) => {
  const bytes = classeurOf([
    ['Nom', 'N° RPPS'],
    ['Éole', RPPS],
  ])
  const response = await send(new File([bytes], 'liste.xlsx'), { format })
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="lot-2026-11-23.${format}"`,
  )
  const body = await response.arrayBuffer()
  if (format !== 'xlsx') expect(new TextDecoder().decode(body)).toContain('10999001000000')
  else expect(rowsOf(body)[1]).toContain('10999001000000')
})

test('the page says of a file why it cannot be read', async () => {
  const refused = async (bytes: Uint8Array<ArrayBuffer>) => {
    const response = await send(new File([bytes], 'liste.xlsx'))
    return [response.status, await response.text()]
  }
  const macros = zip(partsOf(row(1, 'numero'), { 'xl/vbaProject.bin': 'x' }))
  expect(await refused(macros)).toEqual([400, expect.stringContaining('contient des macros')])
  const binaire = new Uint8Array([1, 0, 2, 0])
  expect(await refused(binaire)).toEqual([400, expect.stringContaining('ni un classeur XLSX')])
})
