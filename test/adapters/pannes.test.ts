import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { afterAll, describe, expect, test } from 'vitest'
import { createCertificat } from '../../mocks/annuaire-fhir/certificat.ts'
import {
  limite,
  nextAilleurs,
  pannes,
  redirection,
  TEXTE_AMONT,
  type Panne,
} from '../../mocks/annuaire-fhir/pannes.ts'
import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { startServeur, type ServeurAnnuaire } from '../../mocks/annuaire-fhir/serveur.ts'
import { createApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'

/** The failure table: the whole service over real sockets, as on Node, before a broken directory. */

const KEY = 'CLE-PLANTEE-QUI-NE-DOIT-PAS-SORTIR'
const TIMEOUT_MS = 300
/** What a busy machine may add. */
const SLACK_MS = 1000
const LONG = { ANNUAIRE_TIMEOUT_MS: '3000' }
const RPPS = rppsOf(0)
const RESSOURCES = createPopulation(2)

const dispatcher = new Agent({ connections: 32 })
const opened: (() => unknown)[] = [() => dispatcher.close()]
afterAll(async () => {
  await Promise.all(opened.map((close) => close()))
})

type Env = Record<string, string>

const startApp = (url: string, env: Env = {}) => {
  const lines: string[] = []
  const config = parseConfig({
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: url,
    ESANTE_API_KEY: KEY,
    ANNUAIRE_TIMEOUT_MS: String(TIMEOUT_MS),
    ANNUAIRE_QUOTA_PAR_SECONDE: '100',
    ANNUAIRE_DISJONCTEUR_S: '60',
    CACHE_TTL_S: '0',
    LIMITE_PAR_MINUTE: '1000000',
    ...env,
  })
  const app = createApp(config, {
    clock: { now: () => new Date() },
    log: (line) => lines.push(line),
    fetch: (address, init) =>
      undiciFetch(address, { ...(init as unknown as UndiciInit), dispatcher }),
  })

  const ask = async (rpps = RPPS) => {
    const startedMs = performance.now()
    const response = await app.request(`/v1/verifications/${rpps}`)
    const text = await response.text()
    const ms = performance.now() - startedMs
    const sources = await (await app.request('/sources')).text()
    const everything = [text, JSON.stringify([...response.headers]), sources, ...lines].join('\n')
    for (const secret of [KEY, TEXTE_AMONT, '127.0.0.1', 'annuaire.invalid']) {
      expect(everything).not.toContain(secret)
    }
    expect(ms).toBeLessThan(3 * config.annuaireTimeoutMs + SLACK_MS)
    const body = JSON.parse(text) as Record<string, unknown>
    if (response.status !== 200) {
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(Object.keys(body)).not.toContain('situations')
      expect(Object.keys(body)).not.toContain('issue')
    }
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, code: body['code'], body, retryAfter, ms }
  }
  return { app, ask }
}

const start = async (panne: Panne | null, env: Env = {}) => {
  const serveur = await startServeur({ ressources: RESSOURCES, cle: KEY, appelsParSeconde: null })
  opened.push(() => serveur.fermer())
  if (panne) serveur.panne = () => panne
  return { serveur, ...startApp(serveur.url, env) }
}

/** A server that must never be called. */
const startPiege = async () => {
  const appels: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    appels.push(`${request.url} ${JSON.stringify(request.headers)}`)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir/v2`, appels }
}

const INDISPONIBLE = [503, 'annuaire_indisponible'] as const
const DELAI = [504, 'annuaire_delai'] as const
const INVALIDE = [502, 'annuaire_reponse_invalide'] as const

/** Upstream calls: 1 = not tried again; 2 or 3 = tried again while there is time. */
const TABLE: readonly [nom: string, Panne, readonly [number, string], calls: number[]][] = [
  ['502 in HTML', pannes['html-502'], INDISPONIBLE, [2, 3]],
  ['502 with nothing', pannes['vide-502'], INDISPONIBLE, [2, 3]],
  ['503', pannes['indisponible-503'], INDISPONIBLE, [2, 3]],
  ['504', pannes['delai-504'], INDISPONIBLE, [2, 3]],
  ['429 without Retry-After', pannes['limite-429'], INDISPONIBLE, [1]],
  ['429 with Retry-After', limite('30'), INDISPONIBLE, [1]],
  ['401', pannes['refus-401'], INDISPONIBLE, [1]],
  ['403', pannes['refus-403'], INDISPONIBLE, [1]],
  ['404', pannes['absent-404'], INVALIDE, [1]],
  ['410', pannes['retire-410'], INVALIDE, [1]],
  ['a hang', pannes.muet, DELAI, [2, 3]],
  ['a hang in the middle', pannes['muet-au-milieu'], DELAI, [2, 3]],
  ['a reset', pannes.coupure, INDISPONIBLE, [2, 3]],
  ['a reset in the middle', pannes['coupure-au-milieu'], INDISPONIBLE, [2, 3]],
  ['truncated JSON', pannes['json-tronque'], INVALIDE, [1]],
  ['HTML with 200', pannes['html-200'], INVALIDE, [1]],
  ['HTML with 200 that says JSON', pannes['html-200-dit-json'], INVALIDE, [1]],
  ['OperationOutcome with 200', pannes['outcome-200'], INVALIDE, [1]],
  ['OperationOutcome with 500', pannes['outcome-500'], INDISPONIBLE, [1]],
  ['endless paging', pannes['pages-sans-fin'], INVALIDE, [10]],
  ['the V1 shape', pannes['forme-v1'], INVALIDE, [1]],
  ['a Bundle and nothing else', pannes['bundle-nu'], INVALIDE, [1]],
  ['a reply to another question', pannes['autre-question'], INVALIDE, [1]],
]

const structuresOnly =
  (panne: Panne): NonNullable<ServeurAnnuaire['panne']> =>
  (_rang, url) =>
    url.includes('/Practitioner?') ? null : panne

/** Bodies that take a while to read: one at a time, with more time. */
const LOURDS: typeof TABLE = [
  ['a body of 100 MB', pannes['corps-100-mo'], INVALIDE, [1]],
  ['a body of 100 MB, compressed', pannes['bombe-gzip'], INVALIDE, [1]],
]

const rows = ([, panne, [status, code], calls]: (typeof TABLE)[number], env: Env = {}) => {
  test('gives the documented problem', async () => {
    const { ask, serveur } = await start(panne, env)
    expect(await ask()).toMatchObject({ status, code })
    expect(calls).toContain(serveur.appels.length)
  })

  test('on the second call alone gives the same problem, never half a judgement', async () => {
    const { ask, serveur } = await start(null, env)
    serveur.panne = structuresOnly(panne)
    expect(await ask()).toMatchObject({ status, code })
  })

  test('gives an older answer, marked, when there is one', async () => {
    const { ask, serveur } = await start(null, env)
    const before = await ask()
    expect(before).toMatchObject({ status: 200, body: { sources: [{ etat: 'direct' }] } })
    serveur.panne = () => panne
    const after = await ask()
    const [source] = before.body['sources'] as { interrogeeLe: string }[]
    expect(after).toMatchObject({
      status: 200,
      body: {
        issue: before.body['issue'],
        sources: [{ nom: 'fhir', etat: 'perime', interrogeeLe: source?.interrogeeLe }],
      },
    })
    expect(JSON.stringify(after.body['commandes'])).toContain('DONNEES_PERIMEES')
  })
}

/** What takes all the time there is; the others have plenty, for a busy machine. */
const LENTES = ['429 without Retry-After', 'a hang', 'a hang in the middle']

describe.concurrent.each(TABLE)('%s', (...row) => {
  rows(row, LENTES.includes(row[0]) ? {} : LONG)
})
describe.each(LOURDS)('%s', (...row) => {
  rows(row, LONG)
})

test.each([
  ['seconds', '30', 30],
  ['a date', () => new Date(Date.now() + 30_000).toUTCString(), 30],
  ['nothing', undefined, 1],
])('429 with Retry-After as %s says when to come back', async (_nom, value, seconds) => {
  const { ask } = await start(limite(typeof value === 'function' ? value() : value))
  const { status, retryAfter } = await ask()
  expect(status).toBe(503)
  expect(Math.abs(Number(retryAfter) - seconds)).toBeLessThanOrEqual(1)
})

test('a pause that the source asked for is kept by the next requests too', async () => {
  const { ask, serveur } = await start(limite('30'))
  await ask()
  expect(await ask(rppsOf(1))).toMatchObject({ status: 503, code: 'annuaire_indisponible' })
  expect(serveur.appels).toHaveLength(1)
})

test('a body of 100 MB is let go long before its end', async () => {
  let sent = 0
  const { ask } = await start((request, response, base) => {
    request.socket.once('close', () => {
      sent = request.socket.bytesWritten
    })
    pannes['corps-100-mo'](request, response, base)
  }, LONG)
  await ask()
  await expect.poll(() => sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(40 * 1024 * 1024)
})

describe('the key goes nowhere else', () => {
  test('not to a next page at another host', async () => {
    const piege = await startPiege()
    const { ask } = await start(nextAilleurs(`${piege.url}/_page?id=u1`))
    expect(await ask()).toMatchObject({ status: INVALIDE[0], code: INVALIDE[1] })
    expect(piege.appels).toEqual([])
  })

  test('not behind a redirection', async () => {
    const piege = await startPiege()
    const { ask } = await start(redirection(`${piege.url}/Practitioner`))
    expect(await ask()).toMatchObject({ status: INVALIDE[0], code: INVALIDE[1] })
    expect(piege.appels).toEqual([])
  })

  test('and is in the header of every call, never in an address', async () => {
    const { ask, serveur } = await start(null)
    expect((await ask()).status).toBe(200)
    expect(serveur.appels.map(({ cle }) => cle)).toEqual([KEY, KEY])
    expect(serveur.appels.map(({ url }) => url).join()).not.toContain(KEY)
  })
})

describe('no connection', () => {
  test('DNS failure', async () => {
    const { ask } = startApp('https://annuaire.invalid/fhir/v2')
    expect(await ask()).toMatchObject({ status: 503, code: 'annuaire_indisponible' })
  })

  test('nobody listens', async () => {
    const { serveur, ask } = await start(null)
    await serveur.fermer()
    expect(await ask()).toMatchObject({ status: 503, code: 'annuaire_indisponible' })
  })

  test('TLS failure: a certificate that nobody trusts', async () => {
    const tls = createCertificat()
    const serveur = await startServeur({ ressources: RESSOURCES, cle: KEY, tls })
    opened.push(() => serveur.fermer())
    const { ask } = startApp(serveur.url)
    expect(await ask()).toMatchObject({ status: 503, code: 'annuaire_indisponible' })
    expect(serveur.appels).toEqual([])
  })

  test('TLS failure: the other side does not speak it', async () => {
    const { serveur } = await start(null)
    const { ask } = startApp(serveur.url.replace('http:', 'https:'))
    expect(await ask()).toMatchObject({ status: 503, code: 'annuaire_indisponible' })
  })
})

describe('a source that comes back', () => {
  test('answers again at once', async () => {
    const { ask, serveur } = await start(pannes.coupure)
    expect((await ask()).status).toBe(503)
    serveur.panne = null
    expect(await ask()).toMatchObject({ status: 200, body: { sources: [{ etat: 'direct' }] } })
  })

  test('within one request, after a failed try', async () => {
    const { ask, serveur } = await start(null)
    serveur.panne = (rang) => (rang === 0 ? pannes.coupure : null)
    expect((await ask()).status).toBe(200)
    expect(serveur.appels).toHaveLength(3)
  })

  test('answers after the rest that five failures in a row gave it', async () => {
    const { ask, serveur } = await start(pannes['refus-401'], { ANNUAIRE_DISJONCTEUR_S: '1' })
    for (let i = 0; i < 5; i++) await ask()
    expect(serveur.appels).toHaveLength(5)
    serveur.panne = null
    expect(await ask()).toMatchObject({ status: 503, retryAfter: '1' })
    expect(serveur.appels).toHaveLength(5)
    await new Promise((resolve) => setTimeout(resolve, 1010))
    expect((await ask()).status).toBe(200)
  })
})
