import { describe, expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Lot, LotLigne } from '../../src/application/lot.ts'
import { readCollage } from '../../src/http/lot/read-collage.ts'
import { streamPage } from '../../src/http/lot/stream-page.ts'
import { partsOf, row, zip } from '../support/classeur.ts'
import { CARTE, createService, createThrowing, RPPS } from '../support/service.ts'

const service = createService({ env: { LIMITE_PAR_MINUTE: '100000', LOT_MAX: '100' } })

type Champs = Record<string, string | string[] | File>

const toForm = (champs: Champs): FormData => {
  const form = new FormData()
  for (const [nom, valeurs] of Object.entries(champs)) {
    for (const valeur of [valeurs].flat()) form.append(nom, valeur)
  }
  return form
}

/** As a browser sends it: the whole body, with its type. */
const send = async (champs: Champs, accept = 'text/html', { app } = service): Promise<Response> => {
  const form = new Response(toForm(champs))
  const type = form.headers.get('content-type') ?? ''
  const headers = { accept, 'content-type': type }
  return app.request('/lot', { method: 'POST', body: await form.bytes(), headers })
}

const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ')

const pageOf = async (champs: Champs, status = 200): Promise<string> => {
  const response = await send(champs)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('private, no-cache')
  return plain(await response.text())
}

const HOPITAL = '10999001307'
const INTERNE = '10999001315'
const INCONNU = '10999001992'

describe('numbers as people paste them', () => {
  const read = (text: string): (string | null)[] => {
    const lu = readCollage(text, {}, 100)
    if (!lu.ok) throw new Error(lu.probleme.detail)
    return lu.lot.lignes.map(({ numero }: LotLigne) => numero)
  }

  test.each([
    ['one a line', `${RPPS}\n${CARTE}\r\n\n  ${HOPITAL}  \r`, [RPPS, CARTE, HOPITAL]],
    ['groups of figures', '10 999 001 000\n10.999.001.000', ['10 999 001 000', '10.999.001.000']],
    ['separators after or between', `${RPPS};\n${HOPITAL}, ${INTERNE}`, [RPPS, HOPITAL, INTERNE]],
    ['spaces between whole numbers', `${RPPS} ${HOPITAL}`, [RPPS, HOPITAL]],
    ['a title on top', `RPPS du praticien\n${RPPS}`, [RPPS]],
    ['rows of a spreadsheet', `DUPONT\t${RPPS}\t0102030405\nM.\t${HOPITAL}\t`, [RPPS, HOPITAL]],
    ['quotes', `"${RPPS}"\n« ${HOPITAL} »`, [RPPS, HOPITAL]],
    ['a telephone beside a RPPS', `${RPPS};0102030405`, [RPPS]],
    ['cards on one line', '3199001801, 3199001810', ['3199001801', '3199001810']],
    ['a line that is no number stays to be refused', `${RPPS}\nDUPONT Jean`, [RPPS, 'DUPONT Jean']],
    ['a doubtful row stays whole', 'DUPONT;3199001801', ['DUPONT;3199001801']],
    ['a table with its column', `nom;Numéro\nDUPONT;${RPPS}\n;${CARTE}`, [RPPS, CARTE]],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  // What takes the square of its length would hold the whole service up for minutes.
  test.each([' ', '"', '»'])('a line with a long run of %j is read at once', (character) => {
    const line = `x1${character.repeat(500_000)}x`
    expect(read(line)).toEqual([line.slice(0, 200)])
  })

  test('lines are counted as in the text', () => {
    const lu = readCollage(`titre\n\n${RPPS}\n\n${HOPITAL};${INTERNE}`, {}, 100)
    expect(lu.ok && lu.lot.lignes.map(({ ligne }) => ligne)).toEqual([3, 5, 5])
  })
})

describe('POST /lot', () => {
  test('its sentence counts people once each, however often their number is there', async () => {
    const html = await pageOf({ numeros: '10999001042\n10 999 001 042\n10999001042' })
    expect(html).toContain('1 praticien → 0 commande, 1 à vérifier<')
  })

  test('lists the orders once each, then the lines, wrong ones too', async () => {
    const html = await pageOf({ numeros: [RPPS, HOPITAL, INTERNE, INCONNU, 'zut'].join('\n') })
    expect(html).toContain('3 praticiens → 2 commandes ; 2 lignes en erreur')
    const [, commandes = ''] = html.split('id="commandes"')
    expect(commandes.match(/class="lot-commande"/g)).toHaveLength(2)
    expect(commandes).toContain('data-valeur="10999001000000"')
    expect(html).toContain(`href="/verifier?rpps=${RPPS}"`)
    expect(html).toContain('structIdNat <span class="numero">410999001000000</span>')
    expect(html.match(/<tr>/g)).toHaveLength(6)
    expect(html).toMatch(/<td>5<\/td><td class="numero">zut<\/td><td colspan="5">.*Erreur/)
  })

  test('an order that depends on a choice stands apart', async () => {
    const html = await pageOf({ numeros: '10999001174' })
    expect(html).toContain('1 praticien → 0 commande, 1 à choisir')
    expect(html).not.toContain('Commandes à passer')
    expect(html).toContain('Commandes possibles, à choisir d’abord')
    expect(html).toContain('structIdNat <span class="numero">1991000043</span>')
  })

  test('options of the lot follow into the details', async () => {
    const html = await pageOf({ numeros: RPPS, date: '2026-11-20', usages: ['dmp', 'psc'] })
    expect(html).toContain(`/verifier?rpps=${RPPS}&amp;date=2026-11-20&amp;usages=dmp,psc`)
    expect(html).toContain('value="2026-11-20"')
  })

  test('a card is in the page and in a form, never in an address nor in the log', async () => {
    service.logs.length = 0
    const html = await pageOf({ numeros: CARTE })
    expect(html).toContain(`<input type="hidden" name="numero" value="${CARTE}"/>`)
    expect(html).not.toMatch(new RegExp(`(?:href|action)="[^"]*${CARTE}`))
    await send({ numeros: `${CARTE}\nzut`, format: 'csv' })
    await send({ numeros: CARTE }, 'application/x-ndjson')
    expect(service.logs).toHaveLength(3)
    expect(service.logs.join()).not.toMatch(/3199001|10999001|GRANITE/)
  })

  test('takes every fictitious number, and says of each what the list says', async () => {
    const html = await pageOf({ numeros: numerosFictifs.map(({ numero }) => numero).join('\n') })
    expect(html.match(/Erreur<\/span>/g)).toHaveLength(
      numerosFictifs.filter(({ issue }) => issue === null).length,
    )
    expect(html).not.toMatch(/undefined|\[object| style=/)
  })

  test('takes a file, in UTF-8 or as an older spreadsheet saves it', async () => {
    const text = `numéro;société\n${RPPS};Éole\n`
    for (const bytes of [new TextEncoder().encode(text), Buffer.from(text, 'latin1')]) {
      const fichier = new File([bytes], 'liste.csv', { type: 'text/csv' })
      // oxlint-disable-next-line no-await-in-loop -- one at a time reads better when it fails
      const html = await pageOf({ numeros: '', fichier })
      expect(html).toContain('1 praticien → 1 commande')
      expect(html).toMatch(/;Éole\s*<\/textarea>/)
    }
  })

  test('takes a form that is not multipart', async () => {
    const response = await service.app.request('/lot', {
      method: 'POST',
      body: new URLSearchParams({ numeros: RPPS }),
      headers: { accept: 'text/html' },
    })
    expect(plain(await response.text())).toContain('1 praticien → 1 commande')
  })
})

describe('the CSV of a lot', () => {
  test('is a file, safe, with the columns of the sender', async () => {
    const numeros = `numero;mémo\n${RPPS};=1+1\n${INCONNU};ok`
    const response = await send({ numeros, format: 'csv' })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="lot-2026-11-23.csv"',
    )
    const lines = (await response.text()).split('\r\n')
    expect(lines[0]).toMatch(/ligne;mémo;numero;rpps.*;identifiant;structIdNat;regles;resume$/)
    expect(lines[1]).toMatch(/^2;'=1\+1;10999001000;.*;10999001000000;410999001000000;/)
    expect(lines[2]).toMatch(/^3;ok;10999001992;.*professionnel_inconnu/)
  })
})

test('the CSV of a lot bears the day in Paris', async () => {
  const clock = { now: () => new Date('2026-11-22T23:30:00Z') }
  const response = await send(
    { numeros: RPPS, format: 'csv' },
    'text/html',
    createService({ platform: { clock } }),
  )
  expect(response.headers.get('content-disposition')).toContain('lot-2026-11-23.csv')
})

describe('the script of the page', () => {
  const lignesOf = async (response: Response): Promise<Record<string, unknown>[]> =>
    (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  test('hears how far the lot is, then gets the page', async () => {
    const numeros = Array.from({ length: 60 }, () => RPPS).join('\n')
    const response = await send({ numeros }, 'application/x-ndjson')
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    const lignes = await lignesOf(response)
    expect(lignes.slice(0, -1)).toEqual([25, 50, 60].map((faits) => ({ faits, total: 60 })))
    expect(plain(String(lignes.at(-1)?.['page']))).toContain('60 lignes lues, dont 59 doublons')
  })

  test('gets the page of an error too', async () => {
    const response = await send({ numeros: '' }, 'application/x-ndjson')
    expect(response.status).toBe(400)
    const [ligne] = await lignesOf(response)
    expect(ligne?.['page']).toContain('aria-invalid="true"')
  })

  test('sees a bug as a lot cut short, and the log says no number', async () => {
    const annuaire = createThrowing(`secret ${RPPS}`)
    const findMany = async () => [await findOne(annuaire, { type: 'RPPS', valeur: RPPS })]
    const broken = createService({ annuaire: { ...annuaire, findMany } })
    const response = await send({ numeros: RPPS }, 'application/x-ndjson', broken)
    await expect(response.text()).rejects.toThrow('cut short')
    expect(broken.logs.join()).toContain('TypeError')
    expect(broken.logs.join()).not.toContain(RPPS)
  })
})

describe('what is refused on the page, tied to its field', () => {
  const fichier = new File([RPPS], 'liste.txt')
  const classeur = new File([Uint8Array.of(80, 75, 3, 4, 0, 0, 200)], 'liste.xlsx')
  const many = Array.from({ length: 101 }, () => RPPS).join('\n')
  test.each<[string, Champs, number, string, string]>([
    ['nothing', { numeros: ' \n ' }, 400, 'numeros', 'Collez au moins un numéro'],
    ['text and file', { numeros: RPPS, fichier }, 400, 'fichier', 'pas les deux'],
    ['a workbook', { numeros: '', fichier: classeur }, 400, 'fichier', 'enregistrez-le en CSV'],
    ['too many', { numeros: many }, 413, 'numeros', '101 lignes : 100 au plus'],
    ['a bad day', { numeros: RPPS, date: 'hier' }, 400, 'date', 'n’est pas un jour'],
    ['a usage of its own', { numeros: RPPS, usages: ['zut'] }, 400, 'usages', 'zut'],
    ['quotes left open', { numeros: `numero;a\n"${RPPS};b` }, 400, 'numeros', 'guillemets'],
  ])('%s', async (_, champs, status, champ, words) => {
    const html = await pageOf(champs, status)
    expect(html).toContain(`href="#champ-${champ}"`)
    expect(html).toContain(`id="champ-${champ}-erreur"`)
    expect(html).toContain(words)
    const given = champs['numeros']
    if (typeof given === 'string' && given.trim() !== '') {
      expect(html).toContain(`${given.slice(-11)}</textarea>`)
    }
  })

  test('a long text that is no list is not written out again', async () => {
    const html = await pageOf({ numeros: '"'.repeat(1_000_000) }, 400)
    expect(html).toContain('Le lot est vide')
    expect(html.length).toBeLessThan(100_000)
  })

  test('a body over 1 MiB', async () => {
    const html = await pageOf({ numeros: `${RPPS}\n`.repeat(90_000) }, 413)
    expect(html).toContain('dépasse 1 Mio')
    expect(html).toContain('href="#champ-fichier"')
  })

  test('a small workbook whose cells make more than that', async () => {
    const textes = `<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`
    const cells = '<c t="s"><v>0</v></c>'.repeat(50)
    const rows = `${row(1, 'numero')}<row><c><v>${RPPS}</v></c>${cells}</row>`
    const bytes = zip(partsOf(rows, { 'xl/sharedStrings.xml': textes }))
    const html = await pageOf({ numeros: '', fichier: new File([bytes], 'liste.xlsx') }, 413)
    expect(html).toContain('dépasse 1 Mio')
    expect(html.length).toBeLessThan(100_000)
  })

  test('a form that is none, cut short, or with a field of its own', async () => {
    const post = async (body: string, type: string): Promise<number> => {
      const headers = { 'content-type': type }
      const { status } = await service.app.request('/lot', { method: 'POST', body, headers })
      return status
    }
    expect(await post('{}', 'application/json')).toBe(415)
    expect(await post('--x\r\nrien', 'multipart/form-data; boundary=x')).toBe(400)
    expect((await send({ numeros: RPPS, zut: '1' })).status).toBe(400)
    expect((await send({ numeros: [RPPS, HOPITAL] })).status).toBe(400)
  })
})

test('a reader that leaves while a batch is awaited is no bug', async () => {
  let release = (): void => {}
  const lot = (async function* () {
    await new Promise<void>((resolve) => (release = resolve))
    yield []
  })() as unknown as Lot
  const bugs: unknown[] = []
  const stream = streamPage(lot, {
    total: 1,
    render: () => '',
    abandon: () => release(),
    onBug: (error) => bugs.push(error),
  })
  const reader = stream.getReader()
  const reading = reader.read()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await reader.cancel()
  expect((await reading).done).toBe(true)
  expect(bugs).toEqual([])
})
