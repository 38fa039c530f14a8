import { createPopulation } from '../../mocks/annuaire-fhir/population.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'

/** What is outside of the Workers runtime in tests: stand-ins of the directory, one for each host. */

const HOST = /^[a-z0-9-]+\.annuaire\.test$/
const PREFIX = '/fhir/v2'
const PEOPLE = 60
const LATENCE_MS = 20

const NOBODY = createRecherche([], `https://vide.annuaire.test${PREFIX}`)

type Exterieur = {
  rechercher: ReturnType<typeof createRecherche>
  /** `performance.now()` of each call. */
  appels: number[]
  /** Nobody is there any more. */
  vide: boolean
  /** Every call gets this status instead; null = an answer. */
  panne: number | null
}

const exterieurs = new Map<string, Exterieur>()

const exterieurOf = (host: string): Exterieur => {
  const known = exterieurs.get(host)
  if (known) return known
  const rechercher = createRecherche(createPopulation(PEOPLE), `https://${host}${PREFIX}`)
  const made = { rechercher, appels: [], vide: false, panne: null }
  exterieurs.set(host, made)
  return made
}

/**
 * Answers every call that leaves the Workers runtime. A test asks `/_appels` for the arrivals so
 * far, in milliseconds, sets a failure by `/_panne?status=…` (none without `status`), and makes
 * everybody leave by `/_vider`.
 */
export const answerOutside = async (request: { url: string }): Promise<Response> => {
  const url = new URL(request.url)
  if (!HOST.test(url.host)) throw new Error(`A test tried to reach the network: ${request.url}`)
  const exterieur = exterieurOf(url.host)
  if (url.pathname === '/_appels') return Response.json(exterieur.appels)
  if (url.pathname === '/_panne') {
    exterieur.panne = Number(url.searchParams.get('status')) || null
    return new Response('ok')
  }
  if (url.pathname === '/_vider') {
    exterieur.vide = true
    return new Response('ok')
  }
  exterieur.appels.push(performance.now())
  await new Promise((resolve) => setTimeout(resolve, LATENCE_MS))
  if (exterieur.panne !== null) return new Response('', { status: exterieur.panne })
  const path = url.pathname.slice(PREFIX.length + 1)
  const { status, body } = (exterieur.vide ? NOBODY : exterieur.rechercher)(path, url.searchParams)
  return Response.json(body, { status })
}
