import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRecherche } from '../mocks/annuaire-fhir/recherche.ts'
import { ressourcesFictives } from '../mocks/annuaire-fhir/ressource.ts'
import {
  ACTIVITES,
  cabinet,
  CARTES,
  carte,
  finess,
  hopital,
  type Ligne,
  tableau,
} from '../mocks/extraction/fichiers.ts'
import { text } from '../src/adapters/annuaires/extraction-finess.ts'
import { toTexte } from '../src/cli-texte.ts'
import type { Verification } from '../src/domain/verification.ts'
import { createProgression } from '../src/extraction/telecharger-progression.ts'
import { toTicket } from '../src/http/pages/ticket.ts'
import { print } from '../src/terminal.ts'
import { importAndServe } from './import-service.ts'
import { createService, RPPS, type Service } from './service.ts'

/** What comes in dirty, and how clean it is by each way out. */

/** Dropped wherever they stand. */
const INVISIBLES = [
  ['right-to-left override', '\u202E'],
  ['right-to-left isolate', '\u2067'],
  ['right-to-left mark', '\u200F'],
  ['Arabic letter mark', '\u061C'],
  ['zero-width space', '\u200B'],
  ['zero-width joiner', '\u200D'],
  ['byte order mark', '\uFEFF'],
  ['soft hyphen', '\u00AD'],
  ['tag', '\u{E0041}'],
  ['Hangul filler', '\u3164'],
  ['variation selector', '\uFE0F'],
] as const

/** Dropped at an end, a space inside. */
const PERDUS = [
  ['escape', '\u001B'],
  ['null', '\0'],
  ['bell', '\u0007'],
  ['delete', '\u007F'],
  ['one-byte escape sequence', '\u009B'],
  ['carriage return', '\r'],
  ['line end and tab', '\r\n\t'],
  ['line separator', '\u2028'],
] as const

const MOITIES = [
  ['first half of a character', '\uD83D'],
  ['second half of a character', '\uDE00'],
] as const

/** What no output may hold; `\uFFFD` is what the encoder makes of half a character. */
const SALE = /[\p{Cs}\p{Bidi_Control}\p{DI}\u2028\u2029\uFFFD]|(?![\t\r\n])\p{Cc}/u
const expectClean = (text: string): void => expect(SALE.exec(text)?.[0]).toBeUndefined()

/** Every string of a JSON value, changed; its keys stay. */
const mapTexts = (
  value: unknown,
  change: (text: string, key: string) => string,
  key = '',
): unknown => {
  if (typeof value === 'string') return change(value, key)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, change, name)]),
  )
}

const between = (text: string, mark: string): string => text.slice(0, 2) + mark + text.slice(2)

type Change = (text: string, key: string) => string

const FHIR = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(ressourcesFictives, FHIR)

/** The service before the live directory, every string of its resources changed. */
const createLive = (change: Change): Service =>
  createService({
    env: {
      ANNUAIRE: 'fhir',
      ANNUAIRE_FHIR_URL: FHIR,
      ESANTE_API_KEY: 'key',
      LIMITE_PAR_MINUTE: '100000',
      ANNUAIRE_QUOTA_PAR_SECONDE: '1000',
    },
    platform: {
      fetch: async (address) => {
        const { pathname, searchParams } = new URL(address)
        const { status, body } = rechercher(pathname.slice('/fhir/v2/'.length), searchParams)
        const bundle = body as { entry?: { resource: unknown }[] }
        const entry = (bundle.entry ?? []).map(({ resource, ...rest }) => ({
          ...rest,
          resource: mapTexts(resource, (text, key) =>
            key === 'resourceType' ? text : change(text, key),
          ),
        }))
        return Response.json({ ...bundle, entry }, { status })
      },
    },
  })

const NOMS = new Set(['family', 'given', 'prefix', 'name', 'alias', 'text', 'city', 'line'])
const onlyNames =
  (change: (text: string) => string): Change =>
  (text, key) =>
    NOMS.has(key) ? change(text) : text

const HOPITAL = '10999001307'
const CHOIX = '10999001703'
const NUMEROS = [RPPS, HOPITAL, CHOIX, '3199001000']

/** Without when it was looked up. */
const answersOf = async ({ post }: Pick<Service, 'post'>, numeros: readonly string[] = NUMEROS) =>
  Promise.all(
    numeros.map(async (numero) => {
      const body = (await (await post({ numero })).json()) as Verification
      return { ...body, sources: body.sources.map(({ nom }) => nom) }
    }),
  )

/** By every way out of the service. */
const outputsOf = async ({ app, post }: Service, numero: string): Promise<string[]> => {
  const verifications = ['application/json', 'application/xml', 'text/csv', 'text/html'].map(
    async (accept) => post({ numero }, { accept }),
  )
  const lots = ['application/json', 'application/x-ndjson', 'text/csv'].map(async (accept) =>
    app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ numeros: [numero] }),
    }),
  )
  const page = app.request('/lot', {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams({ numeros: numero }),
  })
  const responses = await Promise.all([...verifications, ...lots, page])
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200))
  const texts = await Promise.all(responses.map(async (response) => response.text()))
  const verification = JSON.parse(texts[0] ?? '') as Verification
  return [
    ...texts,
    ...strings(verification),
    toTicket(verification),
    toTexte(verification, { columns: 80, colors: false }),
  ]
}

/** JSON hides a control behind an escape: its strings are looked at too. */
const strings = (value: unknown): string[] => {
  const found: string[] = []
  mapTexts(value, (text) => {
    found.push(text)
    return text
  })
  return found
}

describe('what the live directory says', () => {
  test.each([...INVISIBLES, ...PERDUS, ...MOITIES])(
    '%s around every text, code and identifier changes nothing',
    async (_, mark) => {
      const clean = await answersOf(createLive((text) => text))
      expect(clean.map(({ issue }) => issue)).toEqual(['decide', 'decide', 'a_choisir', 'decide'])
      expect(await answersOf(createLive((text) => mark + text + mark))).toEqual(clean)
    },
  )

  test.each(INVISIBLES)('%s inside every text changes nothing', async (_, mark) => {
    const clean = await answersOf(createLive((text) => text))
    expect(await answersOf(createLive((text) => between(text, mark)))).toEqual(clean)
  })

  test.each([...INVISIBLES, ...PERDUS, ...MOITIES])(
    '%s inside a name is in no output',
    async (_, mark) => {
      const live = createLive(onlyNames((text) => between(text, mark)))
      const outputs = await Promise.all(
        [RPPS, CHOIX].map(async (numero) => outputsOf(live, numero)),
      )
      for (const text of outputs.flat()) expectClean(text.replace(/^\uFEFF/, ''))
    },
  )

  test('a control inside a code leaves it unreadable, and makes no other code of it', async () => {
    const live = createLive((text) => (text === 'SA01' ? 'SA\u000001' : text))
    const [answer] = await answersOf(live, [HOPITAL])
    expect(answer?.issue).toBe('a_verifier')
    expect(answer?.situations[0]?.structure?.secteurActivite).toMatchObject({ code: 'SA 01' })
  })
})

describe('what the open-data files say', () => {
  let dossier = ''
  const closes: (() => void)[] = []
  beforeEach(() => {
    dossier = mkdtempSync(join(tmpdir(), 'texte-'))
  })
  afterEach(() => {
    for (const close of closes.splice(0)) close()
    rmSync(dossier, { recursive: true, force: true })
  })

  const CABINET = '10999000010'
  const SALARIE = '10999000028'
  const CARTE = '3199000011'

  const serve = async (change: (text: string) => string) => {
    const changeLigne = (ligne: Ligne): Ligne => mapTexts(ligne, change) as Ligne
    const { close, service } = await importAndServe(dossier, {
      activites: tableau(ACTIVITES, [cabinet(CABINET), hopital(SALARIE)].map(changeLigne)),
      cartes: tableau(CARTES, [changeLigne(carte(CABINET, CARTE))]),
      finess: mapTexts(finess(), change) as object,
    })
    closes.push(close)
    return service
  }

  /** One that ends a line or a row cannot stand in a cell; one of windows-1252 is read as such. */
  const CELLULES = [...INVISIBLES, ...PERDUS.filter(([nom]) => !/line end|one-byte/.test(nom))]

  test('a database that was not made by this import is read clean, an address with its lines', () => {
    expect(text('\u202E1 RUE A\u0007\nBÂTIMENT B\u200B ')).toBe('1 RUE A \nBÂTIMENT B')
    expect(text('\u200B')).toBeNull()
  })

  test.each(CELLULES)('%s around every cell changes nothing', async (_, mark) => {
    const numeros = [CABINET, SALARIE, CARTE]
    const clean = await answersOf(await serve((text) => text), numeros)
    expect(clean.map(({ issue }) => issue)).toEqual(['decide', 'decide', 'decide'])
    const dirty = await serve((text) => (text === '' ? '' : mark + text + mark))
    expect(await answersOf(dirty, numeros)).toEqual(clean)
  })

  test.each([...CELLULES, ['one-byte escape sequence', '\u009B'] as const])(
    '%s inside a name is in no output',
    async (_, mark) => {
      const noms = /^(GRANITE|BASILE|CABINET|CH |CENTRE|SITE|DES CARRIERES|Ville)/
      const dirty = await serve((text) => (noms.test(text) ? between(text, mark) : text))
      const outputs = await Promise.all(
        [CABINET, SALARIE].map(async (numero) => outputsOf(dirty, numero)),
      )
      for (const text of outputs.flat()) expectClean(text.replace(/^\uFEFF/, ''))
    },
  )
})

describe('what the caller says', () => {
  const { app, post } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
  const TOUS = [...INVISIBLES, ...PERDUS].map(([, mark]) => mark).join('')

  const expectCleanReply = async (reply: Response | Promise<Response>, status: number) => {
    const response = await reply
    expect(response.status).toBe(status)
    const text = (await response.text()).replace(/^\uFEFF/, '')
    expectClean(text)
    const type = response.headers.get('content-type') ?? ''
    const values = /ndjson/.test(type)
      ? text.trimEnd().split('\n')
      : /json/.test(type)
        ? [text]
        : []
    for (const one of values.flatMap((value) => strings(JSON.parse(value)))) {
      expect(one).not.toMatch(/\p{Cc}/u)
    }
    return text
  }

  test('an unknown field, a wrong value and a wrong day are quoted clean', async () => {
    const body = { numero: RPPS, [`no${TOUS}m`]: 1, usages: [`d${TOUS}mp`], date: `2026${TOUS}` }
    for (const accept of ['application/json', 'text/html']) {
      // oxlint-disable-next-line no-await-in-loop -- two requests in order
      await expectCleanReply(post(body, { accept }), 400)
    }
    await expectCleanReply(app.request(`/v1/regles?date=${encodeURIComponent(TOUS)}x`), 400)
    await expectCleanReply(app.request(`/v1/regles?${encodeURIComponent(`a${TOUS}`)}=1`), 400)
  })

  test('what is quoted says that there was more, however little of it is seen', async () => {
    const response = await post({ numero: RPPS, [`a${'\u200B'.repeat(200)}b`]: 1 })
    const { detail } = (await response.json()) as { detail: string }
    expect(detail).toContain('« a… »')
  })

  test('the columns of a CSV come back clean, and as they were laid out', async () => {
    const lu = Papa.unparse([
      ['numero', `Ser\u202Evice`, 'adresse'],
      [RPPS, `\u001B[2JRadio\u200F`, '1 rue A\nBâtiment B\t2'],
    ])
    const response = await app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { 'content-type': 'text/csv', accept: 'text/csv' },
      body: lu,
    })
    const text = await expectCleanReply(response, 200)
    const [header = [], row = []] = Papa.parse<string[]>(text).data
    expect(header.slice(0, 3)).toEqual(['ligne', 'Service', 'adresse'])
    expect(row.slice(0, 3)).toEqual(['2', ' [2JRadio', '1 rue A\nBâtiment B\t2'])
  })

  test('the numbers of a lot come back clean', async () => {
    const ask = (accept: string) =>
      app.request('/v1/verifications/lot', {
        method: 'POST',
        headers: { 'content-type': 'text/plain', accept },
        body: `\u202E${RPPS}\u2066\nDUR\u009BAND`,
      })
    await expectCleanReply(ask('application/x-ndjson'), 200)
    expect(await expectCleanReply(ask('text/csv'), 200)).toContain('\r\n2,DUR AND,')
    const lot = JSON.parse(await expectCleanReply(ask('application/json'), 200)) as {
      resultats: { numero: string; statut: string }[]
    }
    expect(lot.resultats.map(({ numero, statut }) => [numero, statut])).toEqual([
      [RPPS, 'ok'],
      ['DUR AND', 'erreur'],
    ])
  })

  test('the page of a lot gives the list back clean', async () => {
    const numeros = `${RPPS};DU\u202EPONT\u0007\nzut\u001B[31m`
    const html = await expectCleanReply(
      app.request('/lot', {
        method: 'POST',
        headers: { accept: 'text/html' },
        body: new URLSearchParams({ numeros }),
      }),
      200,
    )
    expect(html).toContain('DUPONT \nzut [31m</textarea>')
  })
})

test('a ticket is clean whatever the answer holds', async () => {
  const { post } = createLive((text) => text)
  const json = await (await post({ numero: HOPITAL })).text()
  const dirty = json.replaceAll('FUTAIE', String.raw`FU\u001b[31m\u202eTAIE`)
  const ticket = toTicket(JSON.parse(dirty) as Verification)
  expect(ticket).toContain('Commanditaire : CENTRE HOSPITALIER DE LA FU [31mTAIE\n')
  expectClean(ticket)
})

describe('a terminal', () => {
  test('gets no escape sequence but its own colours', async () => {
    const { post } = createLive((text) => text)
    const json = await (await post({ numero: HOPITAL })).text()
    const dirty = json.replaceAll('FUTAIE', String.raw`FU\u001b[31m\u202eTAIE`)
    const text = toTexte(JSON.parse(dirty) as Verification, { columns: 80, colors: true })
    expect(text).toContain('\u001B[1mCommande c1 : CENTRE HOSPITALIER DE LA FU [31mTAIE\u001B[0m\n')
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expectClean(text.replace(/\u001B\[\d+m/g, ''))
  })

  test('gets lines as they are laid out, and nothing that moves it', () => {
    let written = ''
    const sortie = { write: (text: string) => (written += text) }
    print(sortie, '  a\u001B[2J\u202E.txt : vide\r\n\tb\rc\n')
    createProgression(sortie).event('servi par \u001B]0;x\u0007')
    expect(written).toBe('  a [2J.txt : vide\r\n\tb\nc\nservi par  ]0;x \n')
  })

  const NOM = 'a\u001B[31m\u202Eb'

  test.each([
    ['src/cli.ts', ['10999001000', `--${NOM}`], 'Option inconnue : --a [31mb'],
    ['src/cli.ts', ['10999001000', '--date', NOM], '« a [31mb » n’est pas un jour'],
    ['src/import.ts', [`${NOM}.txt`], 'a [31mb.txt : illisible'],
    [
      'src/telecharger.ts',
      ['--dossier', `/dev/null/${NOM}`, '--adresse', 'http://127.0.0.1:9'],
      '',
    ],
  ])('%s %j says what is wrong without it', async (entree, args, sentence) => {
    const { code, stdout, stderr } = await new Promise<{
      code: unknown
      stdout: string
      stderr: string
    }>((resolve) => {
      const node = ['--import', './src/jsx.mjs', entree, ...args]
      execFile(process.execPath, node, { env: {} }, (error, out, err) =>
        resolve({ code: error?.code, stdout: out, stderr: err }),
      )
    })
    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
    expectClean(stdout)
    expectClean(stderr)
  })

  test('the report of an import names files without it', async () => {
    const dossier = mkdtempSync(join(tmpdir(), 'texte-'))
    try {
      writeFileSync(join(dossier, 'a.txt'), tableau(ACTIVITES, [cabinet('10999000010')]))
      writeFileSync(join(dossier, `${NOM}.txt`), 'none of ours')
      const stdout = await new Promise<string>((resolve) => {
        const args = ['src/import.ts', dossier, '--db', join(dossier, 'annuaire.sqlite'), '--force']
        execFile(process.execPath, args, { env: {} }, (_error, out) => resolve(out))
      })
      expect(stdout).toContain('a [31mb.txt : pas utilisé')
      expectClean(stdout)
    } finally {
      rmSync(dossier, { recursive: true, force: true })
    }
  })
})
