import { Hono, type Context } from 'hono'
import { describeError } from './gate/error-log.ts'
import { createGate, toProblemResponse, type GateDeps } from './gate/middlewares.ts'
import { createOpenapi } from './openapi/openapi.ts'
import { ERREUR_INTERNE } from './reply/problem.ts'
import { refuse, type Answer, type Handler } from './reply/reply.ts'
import type { Adresse } from './reponses.ts'
import { ROUTES } from './routes.ts'
import { once } from '../domain/once.ts'
import type { Route, Service } from './routes/route.ts'

export type RouterDeps = GateDeps & Omit<Service, 'adresses' | 'document'>

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
export const createRouter = (deps: RouterDeps): Hono => {
  const gate = createGate(deps)
  // An address with a slash after it is the same one, for every method.
  const app = new Hono({ strict: false })
  const service: Service = {
    ...deps,
    adresses: toAdresses(ROUTES),
    document: once(() => createOpenapi(deps.version, ROUTES)),
  }
  const adresseOf = new Map(ROUTES.map(({ adresse }) => [toPattern(adresse), adresse]))
  const methodesOf = Map.groupBy(ROUTES, ({ adresse }) => adresse)

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

  for (const { methode, adresse, access, handler, onLimit, frame } of ROUTES) {
    const pattern = toPattern(adresse)
    const answer = handler(service)
    const own = pattern === adresse ? answer : besideOthers(answer)
    app.on(methode, pattern, gate(adresse, access, own, { onLimit, frame: frame?.(service) }))
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
