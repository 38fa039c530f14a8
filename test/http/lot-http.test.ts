import Papa from 'papaparse'
import { describe, expect, test, vi } from 'vitest'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import type { Annuaire } from '../../src/application/ports.ts'
import { COLONNES } from '../../src/http/formats/csv.ts'
import { CARTE, createService, INSTANT, isNode, RPPS } from '../support/service.ts'

const PATH = '/v1/verifications/lot'
const JSON_TYPE = 'application/json'
const NDJSON = 'application/x-ndjson'
const CSV = 'text/csv'
const TEXT = 'text/plain'

const INCONNU = '10999001992'
const PANNE = '10999001901'
const CHOIX = '10999001703'

type Resultat = {
  ligne: number
  numero: string | null
  statut: 'ok' | 'erreur'
  verification?: { issue: string; demande: Record<string, unknown> }
  probleme?: Record<string, unknown> & { code: string }
}
type Reponse = { resultats: Resultat[]; synthese: Record<string, unknown> }

type Options = { type?: string; accept?: string; path?: string; headers?: Record<string, string> }

const createLot = (options: Parameters<typeof createService>[0] = {}) => {
  const service = createService({
    ...options,
    env: { LIMITE_PAR_MINUTE: '100000', ...options.env },
  })
  const ask = async (
    body: string | Uint8Array<ArrayBuffer>,
    { type = JSON_TYPE, accept, path = PATH, headers = {} }: Options = {},
  ) =>
    service.app.request(path, {
      method: 'POST',
      headers: { 'content-type': type, ...(accept ? { accept } : {}), ...headers },
      body,
    })
  return { ...service, ask }
}

const { ask, app } = createLot()

const readProbleme = async (response: Response, status: number, code: string) => {
  const probleme = (await response.json()) as Record<string, unknown>
  expect(probleme).toMatchObject({ status, code })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return probleme
}

const readJson = async (response: Response): Promise<Reponse> => {
  expect(response.status).toBe(200)
  return (await response.json()) as Reponse
}

/** What each line came to: its number and its outcome, or the code of its problem. */
const toLines = ({ resultats }: Pick<Reponse, 'resultats'>) =>
  resultats.map(({ ligne, verification, probleme }) => [
    ligne,
    verification?.issue ?? probleme?.code,
  ])

const readRows = (text: string, delimiter = ',') => {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true })
  expect(errors).toEqual([])
  return data
}

describe('a lot in', () => {
  const expected = [
    [1, 'decide'],
    [2, 'numero_invalide'],
    [3, 'professionnel_inconnu'],
    [4, 'annuaire_indisponible'],
    [5, 'decide'],
  ]
  const numeros = [RPPS, '10999001001', INCONNU, PANNE, CARTE]

  test('JSON: each number a line', async () => {
    const reponse = await readJson(await ask(JSON.stringify({ numeros })))
    expect(toLines(reponse)).toEqual(expected)
    expect(reponse.synthese).toMatchObject({ total: 5, distincts: 5, erreurs: 3 })
  })

  test('NDJSON: each line a request of its own, blank ones counted', async () => {
    const lines = numeros.map((numero) => JSON.stringify({ numero }))
    const reponse = await readJson(await ask(lines.join('\n\r\n'), { type: NDJSON }))
    expect(toLines(reponse)).toEqual(expected.map(([ligne, code]) => [Number(ligne) * 2 - 1, code]))
  })

  test('CSV: each row a line, the header being the first', async () => {
    const reponse = await readJson(await ask(['numero', ...numeros].join('\r\n'), { type: CSV }))
    expect(toLines(reponse)).toEqual(expected.map(([ligne, code]) => [Number(ligne) + 1, code]))
  })

  test('text: each line a number, blank ones counted', async () => {
    const body = `\n  ${numeros.join('\r\n')}\r\n\r\n`
    const reponse = await readJson(await ask(body, { type: `${TEXT}; charset=UTF-8` }))
    expect(toLines(reponse)).toEqual(expected.map(([ligne, code]) => [Number(ligne) + 1, code]))
  })

  test('text that begins with a byte order mark', async () => {
    const reponse = await readJson(await ask(`\uFEFF${RPPS}\n`, { type: TEXT }))
    expect(toLines(reponse)).toEqual([[1, 'decide']])
  })
})

describe('options', () => {
  test('of a JSON lot hold for every number', async () => {
    const body = { numeros: [RPPS, CHOIX], usages: ['dmp'], date: '2026-11-20' }
    const { resultats } = await readJson(await ask(JSON.stringify(body)))
    for (const { verification } of resultats) {
      expect(verification?.demande).toMatchObject({ usages: ['dmp'], date: '2026-11-20' })
    }
  })

  test('of an NDJSON lot stand on each line', async () => {
    const body = [{ usages: ['psc'] }, { date: '2026-11-20' }, { numeros: [] }]
    const lines = body.map((options) => JSON.stringify({ numero: RPPS, ...options }))
    const { resultats } = await readJson(await ask(lines.join('\n'), { type: NDJSON }))
    expect(resultats[0]?.verification?.demande).toMatchObject({ usages: ['psc'] })
    expect(resultats[1]?.verification?.demande).toMatchObject({ date: '2026-11-20', usages: [] })
    expect(resultats[2]?.probleme).toMatchObject({
      code: 'requete_invalide',
      errors: [{ pointer: '/numeros', code: 'champ_inconnu' }],
    })
  })

  test.each([TEXT, CSV])('of %s stand in the address', async (type) => {
    const path = `${PATH}?date=2026-11-20&usages=dmp,%20psc`
    const { resultats } = await readJson(await ask(`numero\n${RPPS}`, { type, path }))
    expect(resultats.at(-1)?.verification?.demande).toMatchObject({
      date: '2026-11-20',
      usages: ['dmp', 'psc'],
    })
  })

  test('in an address are refused where the body has a place for them, and when they are wrong', async () => {
    const path = `${PATH}?date=2026-11-20`
    const body = JSON.stringify({ numeros: [RPPS] })
    await readProbleme(await ask(body, { path }), 400, 'requete_invalide')
    const wrong = await ask(RPPS, { type: TEXT, path: `${PATH}?date=2026-02-30` })
    expect(await readProbleme(wrong, 400, 'requete_invalide')).toMatchObject({
      errors: [{ pointer: '/date' }],
    })
    const carte = await ask(RPPS, { type: TEXT, path: `${PATH}?numero=${CARTE}` })
    await readProbleme(carte, 400, 'requete_invalide')
  })

  test('that are wrong for all are refused once', async () => {
    const bad = { numeros: [RPPS, CHOIX], usages: ['dpm'], date: 'demain' }
    expect(
      await readProbleme(await ask(JSON.stringify(bad)), 400, 'requete_invalide'),
    ).toMatchObject({ errors: [{ pointer: '/date' }, { pointer: '/usages/0' }] })
    const contexte = { sitePrincipal: '12' }
    const at = { carte: 'x', nom: 'A', prenom: 'B' }
    const numbers = { numeros: [RPPS, '12'], contexte, administrateurTechnique: at }
    const response = await ask(JSON.stringify(numbers))
    expect(await readProbleme(response, 422, 'numero_invalide')).toMatchObject({
      errors: [
        { pointer: '/contexte/sitePrincipal' },
        { pointer: '/administrateurTechnique/carte' },
      ],
    })
  })
})

describe('a bad line fails alone', () => {
  test('in JSON, whatever stands in the list', async () => {
    const numeros = [RPPS, 10999001000, null, '', 'x'.repeat(201), ['1'], { numero: RPPS }]
    const reponse = await readJson(await ask(JSON.stringify({ numeros })))
    expect(toLines(reponse)).toEqual([
      [1, 'decide'],
      [2, 'requete_invalide'],
      [3, 'requete_invalide'],
      [4, 'numero_invalide'],
      [5, 'numero_invalide'],
      [6, 'requete_invalide'],
      [7, 'requete_invalide'],
    ])
    expect(reponse.resultats.map(({ numero }) => numero)).toEqual([
      RPPS,
      '10999001000',
      null,
      '',
      'x'.repeat(200),
      null,
      null,
    ])
  })

  test('in NDJSON, even when it is not JSON', async () => {
    const lines = ['{', '"a"', 'null', '{"numero":"1","numero":"2"}', `{"numero":"${RPPS}"}`]
    const reponse = await readJson(await ask(lines.join('\n'), { type: NDJSON }))
    expect(toLines(reponse)).toEqual([
      [1, 'requete_invalide'],
      [2, 'requete_invalide'],
      [3, 'requete_invalide'],
      [4, 'requete_invalide'],
      [5, 'decide'],
    ])
  })

  test('with its problem as RFC 9457, without the request id that all lines share', async () => {
    const response = await ask(JSON.stringify({ numeros: ['10999001001'] }))
    const { resultats } = await readJson(response)
    expect(resultats).toMatchObject([
      {
        ligne: 1,
        numero: '10999001001',
        statut: 'erreur',
        probleme: {
          type: '/problemes/numero_invalide',
          title: 'Numéro invalide',
          status: 422,
          code: 'numero_invalide',
          errors: [{ pointer: '/numero', code: 'cle' }],
        },
      },
    ])
    expect(resultats[0]?.probleme).not.toHaveProperty('instance')
    expect(resultats[0]).not.toHaveProperty('verification')
    expect(response.headers.get('x-request-id')).not.toBeNull()
  })
})

describe('a table in CSV', () => {
  test.each([',', ';'])('separated by %j gives its other columns back', async (sep) => {
    const table = [
      ['Service', ' NUMÉRO ', 'nom', 'ligne'],
      ['Radio', RPPS, `Du${sep}pont`, 'a'],
      ['Méd "B"', CHOIX, 'l1\nl2', 'b'],
    ]
    const body = `\uFEFF${Papa.unparse(table, { delimiter: sep, newline: '\r\n' })}`
    const text = await (await ask(body, { type: CSV, accept: CSV })).text()
    const [header, ...rows] = readRows(text, sep)
    expect(header).toEqual(['ligne', 'Service', 'nom_fourni', 'ligne_fourni', ...COLONNES])
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['2', 'Radio', `Du${sep}pont`, 'a', RPPS],
      ['3', 'Méd "B"', 'l1\nl2', 'b', CHOIX],
      ['3', 'Méd "B"', 'l1\nl2', 'b', CHOIX],
    ])
  })

  test('no name of ours becomes one that the sender has already', async () => {
    const body = `numero,issue,issue_fourni,nom\n${RPPS},a,b,c\n`
    const text = await (await ask(body, { type: CSV, accept: CSV })).text()
    const noms = ['ligne', 'issue_fourni_fourni', 'issue_fourni', 'nom_fourni', ...COLONNES]
    expect(readRows(text, ',')[0]).toEqual(noms)
  })

  test('separated by tabs, as a spreadsheet copies it: a quotation mark is a character', async () => {
    const body = `nom\tnumero\t"note"\r\n"La Source" SARL\t${RPPS}\t5" et +\r\n"\t"${CHOIX}"\t\r\n`
    const text = await (await ask(body, { type: CSV, accept: CSV })).text()
    const [header, ...rows] = readRows(text, '\t')
    expect(header?.slice(0, 4)).toEqual(['ligne', 'nom_fourni', '"note"', 'numero'])
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['2', '"La Source" SARL', '5" et +', RPPS],
      ['3', '"', '', CHOIX],
      ['3', '"', '', CHOIX],
    ])
  })

  test('of which a row is short or empty', async () => {
    const body = `nom;numero;note\nA\n;;\n\nB;${RPPS}\n;${RPPS};`
    const text = await (await ask(body, { type: CSV, accept: CSV })).text()
    const rows = readRows(text, ';').slice(1)
    expect(rows.map((row) => [row[0], row[1], row[3], row[7]])).toEqual([
      ['2', 'A', '', 'numero_invalide'],
      ['5', 'B', RPPS, 'decide'],
      ['6', '', RPPS, 'decide'],
    ])
  })

  test('of which a row has more cells than the header: it fails alone', async () => {
    const body = `numero,ville\n${RPPS},Paris, France\n${RPPS},Lyon,,\n`
    const reponse = await readJson(await ask(body, { type: CSV }))
    expect(toLines(reponse)).toEqual([
      [2, 'requete_invalide'],
      [3, 'decide'],
    ])
    expect(reponse.resultats[0]?.probleme?.['detail']).toContain('plus de cellules')
    const rows = readRows(await (await ask(body, { type: CSV, accept: CSV })).text())
    expect(rows.map((row) => [...row.slice(0, 3), row[6]])).toEqual([
      ['ligne', 'ville', 'numero', 'issue'],
      ['2', 'Paris', RPPS, 'requete_invalide'],
      ['3', 'Lyon', RPPS, 'decide'],
    ])
  })

  // Rows times columns would fill the memory of the process.
  test('of many rows and a header of nothing but separators is refused at once', async () => {
    const body = `numero${','.repeat(200_000)}\n${`${RPPS}\n`.repeat(60_000)}`
    await readProbleme(await ask(body, { type: CSV }), 400, 'requete_invalide')
    const tall = `numero${','.repeat(200)}\n${'1\n'.repeat(500_000)}`
    await readProbleme(await ask(tall, { type: CSV }), 413, 'lot_trop_grand')
  })

  test.each([
    ['nom;finess\nA;1', /« numero »/],
    ['', /vide/],
    ['numero', /vide/],
    [`numero;numero\n${RPPS};1`, /Deux colonnes/],
    [`numero,nom\n${RPPS},"a\n${CHOIX},b`, /guillemets/],
    [`numero${','.repeat(256)}\n${RPPS}`, /257 colonnes : 256 au plus/],
  ])('that cannot be read is refused whole: %j', async (body, sentence) => {
    const probleme = await readProbleme(await ask(body, { type: CSV }), 400, 'requete_invalide')
    expect(probleme['detail']).toMatch(sentence)
  })
})

describe('an answer in', () => {
  const body = JSON.stringify({ numeros: [RPPS, '12', CHOIX] })

  test('NDJSON: a line for each result, then the summary', async () => {
    const response = await ask(body, { accept: NDJSON })
    expect(response.headers.get('content-type')).toBe(NDJSON)
    const text = await response.text()
    expect(text.endsWith('\n')).toBe(true)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Resultat)
    const asJson = await readJson(await ask(body))
    expect(lines).toEqual([...asJson.resultats, { synthese: asJson.synthese }])
  })

  test('CSV: a row for each situation, errors too, in the order of the lot', async () => {
    const response = await ask(body, { accept: CSV })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split('\r\n')).toHaveLength(6)
    const [header = [], ...rows] = readRows(text)
    expect(header).toEqual(['ligne', ...COLONNES])
    const cell = (row: string[], name: string) => row[header.indexOf(name)]
    expect(rows.map((row) => [cell(row, 'ligne'), cell(row, 'issue')])).toEqual([
      ['1', 'decide'],
      ['2', 'numero_invalide'],
      ['3', 'a_choisir'],
      ['3', 'a_choisir'],
    ])
    expect(rows[0]?.slice(1, 5)).toEqual([RPPS, RPPS, 'GRANITE', 'Basile'])
    expect(cell(rows[0] ?? [], 'identifiant')).toBe('10999001000000')
    expect(cell(rows[1] ?? [], 'resume')).toMatch(/^2 chiffres/)
  })

  test('any of them is not kept by caches', async () => {
    for (const accept of [JSON_TYPE, NDJSON, CSV]) {
      // oxlint-disable-next-line no-await-in-loop -- three requests in order
      const { headers } = await ask(body, { accept })
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('vary')).toBe('Accept')
    }
  })

  test.each(['application/xml', 'text/html;q=1', 'image/*', 'application/json;q=0'])(
    '%s is refused, and the formats named',
    async (accept) => {
      const response = await ask(body, { accept })
      if (accept.startsWith('text/html')) expect(response.status).toBe(406)
      else {
        const { detail } = await readProbleme(response, 406, 'non_acceptable')
        expect(detail).toContain(NDJSON)
      }
    },
  )
})

describe('what is refused whole', () => {
  test.each([
    ['application/xml', 'x'],
    ['', RPPS],
    ['text/csv; charset=windows-1252', `numero\n${RPPS}`],
    ['multipart/form-data; boundary=x', 'x'],
  ])('a body of type %j', async (type, body) => {
    const { detail } = await readProbleme(await ask(body, { type }), 415, 'type_non_supporte')
    expect(detail).toContain('application/x-ndjson')
  })

  test.each([
    [JSON_TYPE, '{"numeros":[]}'],
    [NDJSON, '\n\n'],
    [TEXT, ' \r\n'],
    [CSV, 'numero\r\n\r\n'],
  ])('an empty lot in %s', async (type, body) => {
    const { detail } = await readProbleme(await ask(body, { type }), 400, 'requete_invalide')
    expect(detail).toBe('Le lot est vide : aucun numéro n’y figure.')
  })

  test.each([
    ['', 'vide'],
    ['{"numeros":"10999001000"}', 'liste'],
    ['{"numero":"10999001000"}', 'numeros'],
    ['["10999001000"]', 'objet'],
    ['{"numeros":["10999001000"],"usage":[]}', 'usage'],
    ['{"numeros":["1"],"numeros":["2"]}', 'deux fois'],
  ])('the JSON %s', async (body, word) => {
    const { detail } = await readProbleme(await ask(body), 400, 'requete_invalide')
    expect(detail).toContain(word)
  })

  test('text that is not UTF-8', async () => {
    const latin1 = new Uint8Array([...new TextEncoder().encode('numero;nom\n1;'), 0xe9])
    await readProbleme(await ask(latin1, { type: CSV }), 400, 'requete_invalide')
  })

  const small = createLot({ env: { LOT_MAX: '3' } })
  test.each([
    [JSON_TYPE, (count: number) => JSON.stringify({ numeros: Array(count).fill(RPPS) })],
    [NDJSON, (count: number) => `{"numero":"${RPPS}"}\n\n`.repeat(count)],
    [TEXT, (count: number) => `${RPPS}\n`.repeat(count)],
    [CSV, (count: number) => `numero\n${`${RPPS}\n\n`.repeat(count)}`],
  ])('more than LOT_MAX lines in %s, duplicates and all', async (type, write) => {
    expect((await small.ask(write(3), { type })).status).toBe(200)
    const { detail } = await readProbleme(
      await small.ask(write(4), { type }),
      413,
      'lot_trop_grand',
    )
    expect(detail).toContain('4 lignes')
    expect(detail).toContain('3 au plus')
  })

  test('a body over 1 MiB, and no smaller one', async () => {
    const pad = (bytes: number) => RPPS.padEnd(bytes, '\n')
    expect((await ask(pad(1_048_576), { type: TEXT })).status).toBe(200)
    await readProbleme(await ask(pad(1_048_577), { type: TEXT }), 413, 'corps_trop_grand')
  })

  test.each(['GET', 'DELETE'])('%s, and what the path takes is told', async (method) => {
    const response = await app.request(PATH, { method })
    await readProbleme(response, 405, 'methode_non_permise')
    expect(response.headers.get('allow')).toBe('POST, OPTIONS')
    const options = await app.request(PATH, { method: 'OPTIONS' })
    expect(options.headers.get('allow')).toBe('POST, OPTIONS')
  })
})

describe('a lot and the gate', () => {
  test('a lot counts as one request', async () => {
    const { ask: askOnce } = createLot({ env: { LIMITE_PAR_MINUTE: '3' } })
    const response = await askOnce(JSON.stringify({ numeros: [RPPS, CHOIX, INCONNU, CARTE] }))
    expect(response.headers.get('ratelimit')).toBe('"minute";r=2;t=60')
    await askOnce('{')
    await askOnce('{')
    const refused = await askOnce(JSON.stringify({ numeros: [RPPS] }))
    expect(refused.status).toBe(429)
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '60',
      ratelimit: '"minute";r=0;t=60',
      'ratelimit-policy': '"minute";q=3;w=60',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '60',
    })
  })

  test('a key is asked for where keys are set', async () => {
    const { ask: askLocked } = createLot({ env: { API_KEYS: 'a'.repeat(64) } })
    await readProbleme(await askLocked(RPPS, { type: TEXT }), 401, 'cle_invalide')
  })

  test('pages of listed origins may send one, in any of its types', async () => {
    const origin = 'https://a.example'
    const { app: open, ask: askFrom } = createLot({ env: { CORS_ORIGINES: origin } })
    const preflight = await open.request(PATH, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
    for (const type of [TEXT, CSV]) {
      // oxlint-disable-next-line no-await-in-loop -- two requests in order
      const response = await askFrom(`numero\n${RPPS}`, { type, headers: { origin } })
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    }
    const stranger = await askFrom(RPPS, { type: TEXT, headers: { origin: 'https://b.example' } })
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('no number of a lot, no name and no text of it reaches the log', async () => {
    const { ask: askLogged, logs } = createLot()
    const lines = [CARTE, RPPS, '10999001001', '{"SECRET":1}']
    const headers = { 'x-request-id': 'essai' }
    await (await askLogged(lines.join('\n'), { type: TEXT, headers })).text()
    await (
      await askLogged(`numero;SECRET\n${CARTE};SECRET`, { type: CSV, accept: CSV, headers })
    ).text()
    expect(logs).toHaveLength(2)
    expect(logs.join()).not.toMatch(/\d{8}|SECRET|GRANITE/)
  })
})

describe('a bug', () => {
  const usages = ['dmp', 'insi-auto', 'insi-manu', 'mssante-bal', 'psc', 'ror'] as const
  const lines = Array.from({ length: 500 }, (_, i) =>
    JSON.stringify({
      numero: RPPS,
      usages: usages.filter((_usage, bit) => (i >> bit) % 2 === 1),
      contexte: { solutions: 1 + (i >> usages.length) },
    }),
  )

  const createBroken = (round: number) => {
    let rounds = 0
    const fictif = createFictif({ now: () => INSTANT })
    const annuaire: Annuaire = {
      ...fictif,
      findMany: (cles) =>
        ++rounds === round
          ? Promise.reject(new TypeError(`bug with ${RPPS}`))
          : fictif.findMany(cles),
    }
    const broken = createLot({ annuaire })
    const askBroken = (accept: string) => broken.ask(lines.join('\n'), { type: NDJSON, accept })
    return { ...broken, askBroken }
  }

  const collect = async (response: Response) => {
    const decoder = new TextDecoder()
    let text = ''
    let failed = false
    try {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
    } catch {
      failed = true
    }
    return { text, failed }
  }

  test('before the first result is a 500 like any other', async () => {
    const { askBroken, logs } = createBroken(1)
    await readProbleme(await askBroken(JSON_TYPE), 500, 'erreur_interne')
    expect(logs.join()).toContain('TypeError')
    expect(logs.join()).not.toContain(RPPS)
  })

  test.each([
    [JSON_TYPE, true],
    [NDJSON, false],
    [CSV, true],
  ])('after it leaves no %s that looks whole, and is logged', async (accept, cut) => {
    const { askBroken, logs } = createBroken(2)
    const response = await askBroken(accept)
    expect(response.status).toBe(200)
    const { text, failed } = await collect(response)
    expect(failed).toBe(cut)
    expect(text).not.toContain('synthese')
    if (accept === JSON_TYPE) expect(() => void JSON.parse(text)).toThrow(SyntaxError)
    if (accept === NDJSON) {
      const written = text.trimEnd().split('\n')
      expect(written).toHaveLength(201)
      const last = JSON.parse(written.at(-1) ?? '') as unknown
      expect(last).toMatchObject({ probleme: { code: 'erreur_interne' } })
    }
    if (accept === CSV) expect(text.trimEnd().split('\r\n').at(-1)).toContain('erreur_interne')
    expect(logs.join()).toContain('TypeError')
    expect(logs.join()).toContain(response.headers.get('x-request-id') ?? 'absent')
    expect(logs.join()).not.toContain(RPPS)
  })

  test.runIf(isNode).each([JSON_TYPE, NDJSON, CSV])(
    'over a socket, %s ends the same, and the server goes on',
    async (accept) => {
      vi.spyOn(console, 'error').mockImplementation(() => {})
      const { app: broken } = createBroken(2)
      const { getRequestListener } = await import('@hono/node-server')
      const { createServer } = await import('node:http')
      const listener = getRequestListener(broken.fetch, { overrideGlobalObjects: false })
      const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as { port: number }
      const url = `http://127.0.0.1:${port}`
      try {
        const response = await fetch(`${url}${PATH}`, {
          method: 'POST',
          headers: { 'content-type': NDJSON, accept },
          body: lines.join('\n'),
        })
        expect(response.status).toBe(200)
        const { text, failed } = await collect(response)
        expect(failed).toBe(accept !== NDJSON)
        expect(text).not.toContain('synthese')
        if (accept !== JSON_TYPE) expect(text).toContain('erreur_interne')
        expect((await fetch(`${url}/health`)).status).toBe(200)
      } finally {
        server.closeAllConnections()
        server.close()
        vi.restoreAllMocks()
      }
    },
  )
})
