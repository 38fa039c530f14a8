import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { pannes, type Panne } from './pannes.ts'
import { ressourcesFictives, type Ressource } from '../fixtures/build.ts'
import { createRecherche, type Formes } from '../fixtures/recherche.ts'

/** One call that arrived. */
export type Appel = { url: string; cle: string | undefined; recuMs: number; status: number | null }

export type ServeurOptions = {
  ressources: readonly Ressource[]
  /** The API key that is accepted. */
  cle?: string
  /** Calls allowed in any sliding second; null = no limit. */
  appelsParSeconde?: number | null
  /** Time before each answer. */
  latenceMs?: number
  /** What it does that the real directory does not. */
  formes?: Formes
  /** 0 = any free one. */
  port?: number
  /** Key and certificate: then it speaks https. */
  tls?: { key: string; cert: string }
}

export type ServeurAnnuaire = {
  /** Base URL, `http://127.0.0.1:<port>/fhir/v2`. */
  url: string
  /** Every call received, in order; `recuMs` is `performance.now()`. */
  appels: Appel[]
  /** Set to answer badly: chosen for each call by its rank from 0 and its URL; null = well. */
  panne: ((rang: number, url: string) => Panne | null) | null
  /** Time before each answer; set to change it. */
  latenceMs: number
  fermer(): Promise<void>
}

export const CLE = 'cle-de-demonstration'
const PREFIX = '/fhir/v2'
const LIMIT = 17

/** A stand-in for the Annuaire Santé FHIR V2 that speaks its protocol over a real socket. */
export const startServeur = async (options: ServeurOptions): Promise<ServeurAnnuaire> => {
  const { cle = CLE, appelsParSeconde = LIMIT, latenceMs = 0 } = options
  const accepted: number[] = []
  const scheme = options.tls ? 'https' : 'http'

  const overLimit = (nowMs: number): boolean => {
    if (appelsParSeconde === null) return false
    while (accepted.length > 0 && nowMs - (accepted[0] ?? 0) >= 1000) accepted.shift()
    if (accepted.length >= appelsParSeconde) return true
    accepted.push(nowMs)
    return false
  }

  const answer = (appel: Appel): { status: number; body: unknown } => {
    if (appel.cle !== cle) {
      return { status: 401, body: { message: 'Unauthorized', http_status_code: 401 } }
    }
    if (overLimit(appel.recuMs)) {
      const message = `Rate limit exceeded ! You reach the limit of ${appelsParSeconde} requests`
      return { status: 429, body: { message, http_status_code: 429 } }
    }
    const url = new URL(appel.url, 'http://localhost')
    if (!url.pathname.startsWith(`${PREFIX}/`)) return { status: 404, body: null }
    return rechercher(url.pathname.slice(PREFIX.length + 1), url.searchParams)
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', headers } = request
    const key = headers['esante-api-key']
    const appel: Appel = { url, cle: key?.toString(), recuMs: performance.now(), status: null }
    serveur.appels.push(appel)
    const panne = serveur.panne?.(serveur.appels.length - 1, url)
    if (panne) return panne(request, response, serveur.url)
    const { status, body } = answer(appel)
    appel.status = status
    const text = body === null ? '' : JSON.stringify(body)
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/fhir+json;charset=UTF-8' })
      response.end(text)
    }, serveur.latenceMs)
  }

  const server: Server = options.tls
    ? createTlsServer(options.tls, onRequest)
    : createServer(onRequest)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const serveur: ServeurAnnuaire = {
    url: `${scheme}://127.0.0.1:${port}${PREFIX}`,
    appels: [],
    panne: null,
    latenceMs,
    fermer: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const rechercher = createRecherche(options.ressources, serveur.url, options.formes)
  return serveur
}

/**
 * `npm run dev:annuaire`, with PORT, LATENCE_MS and PANNE (a name of `pannes.ts`, for every call).
 */
if (import.meta.main) {
  const { PORT = '8788', LATENCE_MS = '0', PANNE } = process.env
  const panne = Object.entries<Panne>(pannes).find(([nom]) => nom === PANNE)?.[1]
  if (PANNE && !panne) throw new Error(`PANNE : ${Object.keys(pannes).join(', ')}`)
  const serveur = await startServeur({
    ressources: ressourcesFictives,
    port: Number(PORT),
    latenceMs: Number(LATENCE_MS),
  })
  if (panne) serveur.panne = () => panne
  console.log(`Annuaire fictif : ${serveur.url}${PANNE ? ` (en panne : ${PANNE})` : ''}`)
  console.log(`ANNUAIRE=fhir ANNUAIRE_FHIR_URL=${serveur.url} ESANTE_API_KEY=${CLE} npm start`)
}
