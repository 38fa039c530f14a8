import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { toTexte } from '../../src/cli-texte.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { toTicket } from '../../src/http/pages/ticket.ts'
import { createService, RPPS, type Service } from '../support/service.ts'
import {
  answersOf,
  between,
  type Change,
  expectClean,
  INVISIBLES,
  mapTexts,
  MOITIES,
  outputsOf,
  PERDUS,
  strings,
  textOf,
} from '../support/texte-hostile.ts'

const FHIR = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(ressourcesFictives, FHIR)

/** The service before the live directory, every string of its resources changed. */
const createLive = (change: Change): Service =>
  createService({
    env: {
      ANNUAIRE: 'fhir',
      FICTIFS: 'non',
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

describe('what the live directory says', () => {
  test.each([...INVISIBLES, ...PERDUS, ...MOITIES])(
    '%s around every text, code and identifier changes nothing',
    async (_, mark) => {
      const clean = await answersOf(
        createLive((text) => text),
        NUMEROS,
      )
      expect(clean.map(({ issue }) => issue)).toEqual(['decide', 'decide', 'a_choisir', 'decide'])
      expect(
        await answersOf(
          createLive((text) => mark + text + mark),
          NUMEROS,
        ),
      ).toEqual(clean)
    },
  )

  test.each(INVISIBLES)('%s inside every text changes nothing', async (_, mark) => {
    const clean = await answersOf(
      createLive((text) => text),
      NUMEROS,
    )
    expect(
      await answersOf(
        createLive((text) => between(text, mark)),
        NUMEROS,
      ),
    ).toEqual(clean)
  })

  test.each([...INVISIBLES, ...PERDUS, ...MOITIES])(
    '%s inside a name is in no output',
    async (_, mark) => {
      const live = createLive(onlyNames((text) => between(text, mark)))
      const outputs = await Promise.all(
        [RPPS, CHOIX].map(async (numero) => outputsOf(live, numero)),
      )
      for (const text of outputs.flat()) expectClean(text)
    },
  )

  test('a control inside a code leaves it unreadable, and makes no other code of it', async () => {
    const live = createLive((text) => (text === 'SA01' ? 'SA\u000001' : text))
    const [answer] = await answersOf(live, [HOPITAL])
    expect(answer?.issue).toBe('a_verifier')
    expect(answer?.situations[0]?.structure?.secteurActivite).toMatchObject({ code: 'SA 01' })
  })
})

describe('what the caller says', () => {
  const { app, post } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
  const TOUS = [...INVISIBLES, ...PERDUS].map(([, mark]) => mark).join('')

  const expectCleanReply = async (reply: Response | Promise<Response>, status: number) => {
    const response = await reply
    expect(response.status).toBe(status)
    const text = await textOf(response)
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

test('a terminal gets no escape sequence but its own colours', async () => {
  const { post } = createLive((text) => text)
  const json = await (await post({ numero: HOPITAL })).text()
  const dirty = json.replaceAll('FUTAIE', String.raw`FU\u001b[31m\u202eTAIE`)
  const text = toTexte(JSON.parse(dirty) as Verification, { columns: 80, colors: true })
  expect(text).toContain('\u001B[1mCommande c1 : CENTRE HOSPITALIER DE LA FU [31mTAIE\u001B[0m\n')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expectClean(text.replace(/\u001B\[\d+m/g, ''))
})
