import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { operationOutcome } from '../fixtures/recherche.ts'

/** One way of answering badly. `base` is the URL of the stand-in. */
export type Panne = (request: IncomingMessage, response: ServerResponse, base: string) => void

/** Stands in everything that a broken upstream says: it must show up nowhere else. */
export const TEXTE_AMONT = 'TEXTE-DE-LAMONT-QUI-NE-DOIT-PAS-SORTIR'

const HTML = `<!doctype html><title>Oups</title><h1>${TEXTE_AMONT}</h1>`
const FHIR = { 'content-type': 'application/fhir+json;charset=UTF-8' }
const BUNDLE = { resourceType: 'Bundle', type: 'searchset', id: TEXTE_AMONT }
const MEGABYTE = 1024 * 1024

const answer =
  (status: number, headers: Record<string, string>, body: string): Panne =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

const html = (status: number): Panne => answer(status, { 'content-type': 'text/html' }, HTML)

const gateway = (status: number, headers: Record<string, string> = {}): Panne =>
  answer(
    status,
    { 'content-type': 'application/json', ...headers },
    JSON.stringify({ message: TEXTE_AMONT, http_status_code: status }),
  )

const outcome = (status: number): Panne =>
  answer(status, FHIR, JSON.stringify(operationOutcome(TEXTE_AMONT)))

const truncated = JSON.stringify({ ...BUNDLE, total: 1, entry: [{ resource: {} }] }).slice(0, -9)

/** Writes `megabytes` of blanks for as long as somebody reads, compressed on the way or not. */
const flood =
  (megabytes: number, compressed = false): Panne =>
  (_request, response) => {
    response.writeHead(200, compressed ? { ...FHIR, 'content-encoding': 'gzip' } : FHIR)
    let sink: Writable = response
    if (compressed) {
      const gzip = createGzip()
      gzip.pipe(response)
      sink = gzip
    }
    const chunk = ' '.repeat(MEGABYTE)
    let left = megabytes
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1
        if (!sink.write(chunk)) {
          sink.once('drain', write)
          return
        }
      }
      sink.end()
    }
    write()
  }

/** Never the last page: empty ones, each with another `next`. */
const endless: Panne = (_request, response, base) => {
  const next = { relation: 'next', url: `${base}/_page?id=u${crypto.randomUUID()}` }
  response.writeHead(200, FHIR).end(JSON.stringify({ ...BUNDLE, entry: [], link: [next] }))
}

/** A next page at another address. */
export const nextAilleurs =
  (url: string): Panne =>
  (_request, response) => {
    const link = [{ relation: 'next', url }]
    response.writeHead(200, FHIR).end(JSON.stringify({ ...BUNDLE, entry: [], link }))
  }

/** A redirection to another address. */
export const redirection = (url: string): Panne => answer(302, { location: url }, TEXTE_AMONT)

/** The limit reached, with or without a `Retry-After`. */
export const limite = (retryAfter?: string): Panne =>
  gateway(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter })

/** Scripted failures by name; `PANNE=<name> npm run dev:annuaire` plays one for every call. */
export const pannes = {
  'html-502': html(502),
  'vide-502': answer(502, {}, ''),
  'indisponible-503': html(503),
  'delai-504': html(504),
  'limite-429': limite(),
  'refus-401': gateway(401),
  'refus-403': gateway(403),
  'absent-404': outcome(404),
  'retire-410': html(410),
  muet: () => {},
  'muet-au-milieu': (_request, response) => {
    response.writeHead(200, FHIR).write('{"resourceType":')
  },
  coupure: (request) => {
    request.socket.resetAndDestroy()
  },
  'coupure-au-milieu': (request, response) => {
    response.writeHead(200, FHIR).write('{"resourceType":', () => request.socket.destroy())
  },
  'json-tronque': answer(200, FHIR, truncated),
  'html-200': html(200),
  'html-200-dit-json': answer(200, FHIR, HTML),
  'outcome-200': outcome(200),
  'outcome-500': outcome(500),
  'corps-100-mo': flood(100),
  'bombe-gzip': flood(100, true),
  'pages-sans-fin': endless,
  'forme-v1': answer(
    200,
    FHIR,
    JSON.stringify({
      ...BUNDLE,
      total: 1,
      entry: [
        {
          resource: {
            resourceType: 'Practitioner',
            id: '003-1',
            identifier: [{ system: 'http://rpps.fr', value: TEXTE_AMONT }],
          },
        },
      ],
    }),
  ),
  'bundle-nu': answer(200, FHIR, JSON.stringify({ resourceType: 'Bundle' })),
  'autre-question': answer(
    200,
    FHIR,
    JSON.stringify({
      ...BUNDLE,
      total: 1,
      entry: [
        {
          resource: {
            resourceType: 'Practitioner',
            id: '003-1',
            identifier: [{ system: 'https://rpps.esante.gouv.fr', value: '10999000010' }],
            name: [{ family: TEXTE_AMONT }],
          },
        },
      ],
    }),
  ),
} satisfies Record<string, Panne>
