import { Hono, type Context } from 'hono'
import type { Annuaire } from '../application/ports.ts'
import type { Verifier } from '../application/verifier.ts'
import { describeError } from './gate/error-log.ts'
import { createGate, toProblemResponse, type GateDeps, type OnLimit } from './gate/middlewares.ts'
import { createOpenapi, type Openapi, type RouteDecrite } from './openapi/openapi.ts'
import { SCRIPT_PATH, STYLE_PATH } from './pages/layout.tsx'
import { ERREUR_INTERNE } from './reply/problem.ts'
import type { Adresse, NumeroFictif } from './reponses.ts'
import { refuse, type Answer, type Handler } from './reply/reply.ts'
import { getDocs, getOpenapi, once } from './routes/docs.ts'
import { postLot, type LotDeps } from './routes/lot.ts'
import { getPageLot, postPageLot } from './routes/page-lot.tsx'
import { getReglePage, getReglesPage } from './routes/pages-regles.ts'
import { getRegle, listRegles, type Regles } from './routes/regles.ts'
import {
  getAccessibilite,
  getAccueil,
  getHealth,
  getNumerosFictifs,
  getScript,
  getSources,
  getStyle,
} from './routes/service.ts'
import { getVerification, postVerification } from './routes/verifications.ts'
import { getVerifier, onVerifierLimit, postVerifier } from './routes/verifier.ts'

export type RoutesDeps = GateDeps & {
  verifier: Verifier
  verifierLot: LotDeps['verifierLot']
  lotMax: LotDeps['lotMax']
  annuaire: Annuaire
  regles: Regles
  numerosFictifs: readonly NumeroFictif[]
  /** Numbers to try that the directory knows; none for a directory of real people. */
  exemples: readonly NumeroFictif[]
  /** Of this service. */
  version: string
  /** The day in Europe/Paris, `AAAA-MM-JJ`. */
  today: () => string
}

type Route = RouteDecrite & { handler: Handler; onLimit?: OnLimit }

const toRoutes = (deps: RoutesDeps, document: () => Openapi): Route[] => {
  const { verifier, regles, annuaire, version } = deps
  return [
    {
      methode: 'GET',
      adresse: '/v1/verifications/{rpps}',
      access: 'key',
      role: 'un professionnel, par son numéro RPPS',
      handler: getVerification(verifier),
    },
    {
      methode: 'POST',
      adresse: '/v1/verifications',
      access: 'key',
      role: 'un professionnel, par son numéro RPPS ou de carte',
      handler: postVerification(verifier),
    },
    {
      methode: 'POST',
      adresse: '/v1/verifications/lot',
      access: 'key',
      role: 'beaucoup de professionnels à la fois : JSON, NDJSON, CSV ou texte',
      handler: postLot(deps),
    },
    {
      methode: 'GET',
      adresse: '/v1/regles',
      access: 'key',
      role: 'les règles en vigueur, avec leur source',
      handler: listRegles(regles, deps.today),
    },
    {
      methode: 'GET',
      adresse: '/v1/regles/{id}',
      access: 'key',
      role: 'une règle',
      handler: getRegle(regles),
    },
    {
      methode: 'GET',
      adresse: '/lot',
      access: 'open',
      role: 'beaucoup de professionnels à la fois',
      handler: getPageLot(deps),
    },
    { methode: 'POST', adresse: '/lot', access: 'open', handler: postPageLot(deps) },
    {
      methode: 'GET',
      adresse: '/regles',
      access: 'open',
      role: 'les règles, et qui commande en un coup d’œil',
      handler: getReglesPage(regles, deps.today),
    },
    {
      methode: 'GET',
      adresse: '/regles/{id}',
      access: 'open',
      handler: getReglePage(regles, deps.today),
    },
    {
      methode: 'GET',
      adresse: '/verifier',
      access: 'open',
      role: 'la page d’un professionnel, par son numéro RPPS',
      handler: getVerifier(verifier),
      onLimit: onVerifierLimit,
    },
    {
      methode: 'POST',
      adresse: '/verifier',
      access: 'open',
      handler: postVerifier(verifier),
      onLimit: onVerifierLimit,
    },
    {
      methode: 'GET',
      adresse: '/numeros-fictifs',
      access: 'open',
      role: 'les numéros fictifs, pour essayer',
      handler: getNumerosFictifs(deps.numerosFictifs, deps.exemples.length > 0),
    },
    { methode: 'GET', adresse: '/accessibilite', access: 'open', handler: getAccessibilite },
    {
      methode: 'GET',
      adresse: '/sources',
      access: 'key',
      role: 'l’état des annuaires interrogés',
      handler: getSources(annuaire),
    },
    {
      methode: 'GET',
      adresse: '/health',
      access: 'free',
      role: 'l’état du service',
      handler: getHealth(version, regles.version),
    },
    {
      methode: 'GET',
      adresse: '/docs',
      access: 'open',
      role: 'la documentation de l’API',
      handler: getDocs(document),
    },
    {
      methode: 'GET',
      adresse: '/openapi.json',
      access: 'open',
      role: 'la description de l’API (OpenAPI 3.1)',
      handler: getOpenapi(document),
    },
    { methode: 'GET', adresse: STYLE_PATH, access: 'free', handler: getStyle },
    { methode: 'GET', adresse: SCRIPT_PATH, access: 'free', handler: getScript },
  ]
}

const toAdresses = (routes: readonly Route[]): Adresse[] =>
  routes.flatMap(({ methode, adresse, role }) =>
    role === undefined ? [] : [{ methode, adresse, role }],
  )

/** `/v1/regles/:id` for `/v1/regles/{id}`. */
const toPattern = (adresse: string): string => adresse.replace(/\{(\w+)\}/g, ':$1')

const ROUTE_INCONNUE = refuse('route_inconnue', 'Cette adresse n’existe pas dans le service.')

/** For a path of ours and another method: what it takes, in `Allow`. */
const refuseMethod = (allow: string): Answer => ({
  probleme: {
    code: 'methode_non_permise',
    detail: `Cette adresse n’accepte pas cette méthode. Méthodes permises : ${allow}.`,
  },
  headers: { allow },
})

const answerOptions = (allow: string): Answer => ({
  status: 204,
  type: null,
  body: null,
  headers: { allow },
})

/**
 * The whole HTTP interface. Every route is one handler behind the gate, no middleware: Hono then
 * takes its shortest path.
 */
export const createRoutes = (deps: RoutesDeps): Hono => {
  const gate = createGate(deps)
  // An address with a slash after it is the same one, for every method.
  const app = new Hono({ strict: false })
  const document = once((): Openapi => createOpenapi(deps.version, routes))
  const routes = toRoutes(deps, document)
  const accueil = getAccueil(deps.version, toAdresses(routes), deps.exemples)
  routes.unshift({ methode: 'GET', adresse: '/', access: 'open', handler: accueil })
  const adresseOf = new Map(routes.map(({ adresse }) => [toPattern(adresse), adresse]))
  const methodesOf = Map.groupBy(routes, ({ adresse }) => adresse)

  const toAllow = (adresse: string): string => {
    const methodes = new Set(methodesOf.get(adresse)?.map(({ methode }) => methode))
    const read = methodes.has('GET') ? ['GET', 'HEAD'] : []
    return [...read, ...(methodes.has('POST') ? ['POST'] : []), 'OPTIONS'].join(', ')
  }

  /** An address of ours is no value of a pattern beside it: « lot » is nobody's number. */
  const besideOthers =
    (handler: Handler): Handler =>
    (c, exchange) => {
      const { path } = c.req
      return methodesOf.has(path) ? refuseMethod(toAllow(path)) : handler(c, exchange)
    }

  for (const { methode, adresse, access, handler, onLimit } of routes) {
    const pattern = toPattern(adresse)
    const own = pattern === adresse ? handler : besideOthers(handler)
    app.on(methode, pattern, gate(adresse, access, own, onLimit))
  }

  // What the gate itself could not handle; its own failures must not reach the caller or the log raw.
  app.onError((error, c) => {
    deps.log(JSON.stringify({ time: deps.clock.now().toISOString(), ...describeError(error) }))
    return toProblemResponse(ERREUR_INTERNE, c.req.raw)
  })

  /** The pattern that takes this path with that method; undefined = none. */
  const match = (methode: string, path: string): string | undefined => {
    const [route] = app.router.match(methode, path)[0]
    return route === undefined ? undefined : adresseOf.get(route[0][1].path)
  }

  app.notFound((c: Context) => {
    const { path } = c.req
    const adresse = methodesOf.has(path) ? path : (match('GET', path) ?? match('POST', path))
    if (adresse === undefined) return gate(null, 'open', () => ROUTE_INCONNUE)(c)
    const allow = toAllow(adresse)
    return c.req.method === 'OPTIONS'
      ? gate(adresse, 'free', () => answerOptions(allow))(c)
      : gate(adresse, 'open', () => refuseMethod(allow))(c)
  })
  return app
}
