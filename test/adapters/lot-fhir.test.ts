import { getRequestListener } from '@hono/node-server'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { pannes } from '../../mocks/annuaire-fhir/pannes.ts'
import { carteOf, createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { CLE, startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { createApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'

/** A lot through the whole service over real sockets, before a stand-in of the live directory. */

const PATH = '/v1/verifications/lot'
const RESSOURCES = createPopulation(500)
const NUMEROS = Array.from({ length: 500 }, (_, index) => rppsOf(index))

const dispatcher = new Agent()
const opened: (() => unknown)[] = [() => dispatcher.close()]
afterAll(async () => {
  await Promise.all(opened.map((close) => close()))
})

const start = async (env: Record<string, string> = {}, latenceMs = 0) => {
  const serveur = await startServeur({ ressources: RESSOURCES, appelsParSeconde: null, latenceMs })
  const config = parseConfig({
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: serveur.url,
    ESANTE_API_KEY: CLE,
    ANNUAIRE_QUOTA_PAR_SECONDE: '1000',
    LIMITE_PAR_MINUTE: '100000',
    ...env,
  })
  const logs: string[] = []
  const app = createApp(config, {
    clock: { now: () => new Date() },
    log: (line) => logs.push(line),
    fetch: (url, init) => undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher }),
  })
  const server = createServer((incoming, outgoing) => {
    void getRequestListener(app.fetch, { overrideGlobalObjects: false })(incoming, outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(
    () => serveur.fermer(),
    () => {
      server.closeAllConnections()
      server.close()
    },
  )
  const { port } = server.address() as AddressInfo
  return { serveur, logs, url: `http://127.0.0.1:${port}${PATH}`, port }
}

type Line = {
  ligne: number
  statut?: string
  probleme?: { code: string }
  synthese?: { total: number; distincts: number; erreurs: number; commandes: unknown[] }
}

const readLines = async (url: string, body: string): Promise<Line[]> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', accept: 'application/x-ndjson' },
    body,
  })
  expect(response.status).toBe(200)
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

test('500 numbers take few calls, and the summary has every order once', async () => {
  const { url, serveur } = await start()
  const numeros = [...NUMEROS.slice(0, 450), ...NUMEROS.slice(0, 50)]
  const lines = await readLines(url, numeros.join('\n'))
  expect(lines.slice(0, -1).map(({ ligne, statut }) => [ligne, statut])).toEqual(
    numeros.map((_, index) => [index + 1, 'ok']),
  )
  expect(lines.at(-1)?.synthese).toMatchObject({ total: 500, distincts: 450, erreurs: 0 })
  expect(lines.at(-1)?.synthese?.commandes).toHaveLength(450)
  expect(serveur.appels.length).toBeLessThanOrEqual(45)
}, 60_000)

test('the same person by RPPS, IDNPS and card is asked for once a way of asking', async () => {
  const { url, serveur } = await start()
  const typed = [rppsOf(1), `8${rppsOf(1)}`, carteOf(1), carteOf(1)]
  const lines = await readLines(url, typed.join('\n'))
  expect(lines.at(-1)?.synthese).toMatchObject({ total: 4, distincts: 2, erreurs: 0 })
  expect(lines.at(-1)?.synthese?.commandes).toHaveLength(1)
  expect(serveur.appels.length).toBeLessThanOrEqual(4)
}, 60_000)

test('a directory that goes down half-way fails only its lines, and never as nobody there', async () => {
  const { url, serveur } = await start({ ANNUAIRE_TIMEOUT_MS: '2000' })
  let down = false
  serveur.panne = (_rank, requested) => {
    down ||= decodeURIComponent(requested).includes(rppsOf(250))
    return down ? pannes['indisponible-503'] : null
  }
  const lines = await readLines(url, NUMEROS.join('\n'))
  const codes = lines.slice(0, 500).map(({ statut, probleme }) => probleme?.code ?? statut)
  const failed = codes.filter((code) => code !== 'ok')
  expect(failed.length).toBeGreaterThanOrEqual(100)
  expect(failed.length).toBeLessThan(500)
  // On a busy machine the time for trying again may run out first.
  for (const code of failed) expect(['annuaire_indisponible', 'annuaire_delai']).toContain(code)
  expect(codes.slice(400)).not.toContain('ok')
  expect(lines.at(-1)?.synthese).toMatchObject({ total: 500, erreurs: failed.length })
}, 60_000)

/** A lot of 2,500 different questions, of which only the head of the answer is awaited. */
const begin = async (port: number): Promise<IncomingMessage> => {
  const lines = Array.from({ length: 2500 }, (_, index) =>
    JSON.stringify({
      numero: NUMEROS[index % NUMEROS.length],
      contexte: { instances: 1 + Math.floor(index / NUMEROS.length) },
    }),
  )
  const headers = { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' }
  const sent = httpRequest({ port, host: '127.0.0.1', path: PATH, method: 'POST', headers })
  return new Promise((resolve, reject) => {
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.end(lines.join('\n'))
  })
}

const LONG = { CACHE_TTL_S: '0', LOT_MAX: '2500' }

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('who hangs up stops the calls', async () => {
  const { port, serveur, logs } = await start(LONG, 100)
  const response = await begin(port)
  await new Promise((resolve) => response.once('data', resolve))
  response.destroy()
  // Calls that had begun may still arrive.
  await wait(300)
  const calls = serveur.appels.length
  await wait(600)
  expect(serveur.appels.length).toBe(calls)
  expect(calls).toBeLessThan(75)
  expect(logs).toHaveLength(1)
}, 60_000)

test('who does not read holds the calls back, and gets the whole lot later', async () => {
  const { port, serveur } = await start(LONG)
  const response = await begin(port)
  response.pause()
  let calls = -1
  while (calls !== serveur.appels.length) {
    calls = serveur.appels.length
    // oxlint-disable-next-line no-await-in-loop -- until it is quiet
    await wait(1000)
  }
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response) text += chunk as string
  expect(serveur.appels.length).toBeGreaterThan(calls)
  expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    synthese: { total: 2500, erreurs: 0 },
  })
}, 60_000)
