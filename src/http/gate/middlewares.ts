import type { Context } from 'hono'
import type { Probleme } from '../../application/probleme.ts'
import type { KeyCheck } from './api-keys.ts'
import type { Cors } from './cors.ts'
import { describeError } from './error-log.ts'
import { ERREUR_INTERNE, toProblemReply } from '../reply/problem.ts'
import { createReport, isCounted, type Access, type ReportDeps, type Seen } from './report.ts'
import { toCaller, type Quota, type RateLimit } from './rate-limit.ts'
import type { Answer, Handler, ProblemePage, Reply } from '../reply/reply.ts'

export type GateDeps = ReportDeps & {
  rateLimit: RateLimit
  /** null = no key is asked for. */
  checkKey: KeyCheck | null
  /** null = pages of other origins are not allowed in. */
  cors: Cors | null
  /** The caller's address; null = unknown. */
  addressOf: (c: Context) => string | null
}

/** Answers a caller over the limit, in the place of the handler. */
export type OnLimit = (c: Context, probleme: Probleme) => Answer | Promise<Answer>

/**
 * A route whose pages others may hold in a frame: the policy that all of them carry, whatever became
 * of the request, and the page of a problem that the route gave none for.
 */
export type Frame = { csp: string; page: ProblemePage; onLimit: OnLimit }

/** What a route answers in its own way when its handler does not. */
export type Own = { onLimit?: OnLimit | undefined; frame?: Frame | undefined }

/**
 * Makes a Hono handler of a route: everything that every answer needs, in one step. `route` is the
 * pattern, for the log; null = none.
 */
export type Gate = (
  route: string | null,
  access: Access,
  handler: Handler,
  own?: Own,
) => RouteHandler
export type RouteHandler = (c: Context) => Response | Promise<Response>

type Work = { handler: Handler; onLimit: OnLimit }

type Exchange = Seen & { quota: Quota | null; frame: Frame | undefined }

const REQUEST_ID = /^(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,64}$/

/**
 * A UUID or a W3C trace id: machines make them. In any other identifier, and in one of digits alone,
 * so many digits may be a number as people type it.
 */
const TRACE_ID = /^(?:(?=.*[a-f])[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
const MAYBE_NUMERO = /(?:\d[._-]*){8}/

const isSaneRequestId = (id: string): boolean =>
  REQUEST_ID.test(id) && (TRACE_ID.test(id) || !MAYBE_NUMERO.test(id))

/** The caller's X-Request-Id when it is a sane one, else a new one: it goes to the log. */
const toRequestId = (request: Request): string => {
  const given = request.headers.get('x-request-id')
  return given !== null && isSaneRequestId(given) ? given : crypto.randomUUID()
}

const CSP_DATA = "default-src 'none'; frame-ancestors 'none'"
/** What a page may do, and whose pages may hold it in a frame: origins, none for nobody. */
export const toPageCsp = (origines: readonly string[] = []): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " +
  (origines.length === 0 ? "'none'" : origines.join(' '))
const CSP_PAGE = toPageCsp()

/** The headers of a reply but for those that depend on the caller. */
export const toHeaders = (
  reply: Reply,
  requestId: string,
  csp = CSP_PAGE,
): Record<string, string> => {
  const isPage = reply.type?.startsWith('text/html') ?? false
  const headers: Record<string, string> = {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    ...reply.headers,
  }
  // What a 304 carries takes the place of what the browser kept with the page: its policy stays.
  if (reply.status !== 304) headers['content-security-policy'] = isPage ? csp : CSP_DATA
  if (isPage) headers['cross-origin-opener-policy'] = 'same-origin'
  if (reply.type !== null) headers['content-type'] = reply.type
  return headers
}

/** A problem outside any route: the platform could not even hand the request over. */
export const toProblemResponse = (probleme: Probleme, request: Request | null): Response => {
  const requestId = request === null ? crypto.randomUUID() : toRequestId(request)
  const reply = toProblemReply(probleme, requestId, request?.headers.get('accept') ?? null)
  return new Response(reply.body, { status: reply.status, headers: toHeaders(reply, requestId) })
}

const TROP_DE_REQUETES = (quota: Quota): Probleme => ({
  code: 'trop_de_requetes',
  detail: `La limite de demandes par minute est atteinte. Recommencez dans ${quota.resetSeconds} s.`,
  retryAfterSeconds: quota.resetSeconds,
})

const refuseLimit: OnLimit = (_, probleme) => ({ probleme })

const CLE_INVALIDE: Probleme = {
  code: 'cle_invalide',
  detail: 'Cette adresse demande une clé valable, dans l’en-tête « Authorization: Bearer … ».',
}

/**
 * The gate of every route: request id, keys, rate limit, security headers, CORS, the form of
 * problems, the last resort for bugs, and one line of log, which never holds a number, a name, a
 * key or a query string. One step and plain headers on purpose: a chain of middlewares halves what
 * a Node process can serve.
 */
export const createGate = (deps: GateDeps): Gate => {
  const report = createReport(deps)
  const finish = (c: Context, exchange: Exchange, answer: Answer): Response => {
    const { requestId, quota, frame } = exchange
    const request = c.req.raw
    let reply: Reply
    if ('probleme' in answer) {
      const accept = request.headers.get('accept')
      const page = answer.page ?? frame?.page
      reply = toProblemReply(answer.probleme, requestId, accept, { page })
      Object.assign((reply.headers ??= {}), answer.headers)
    } else reply = answer
    const headers = toHeaders(reply, requestId, frame?.csp)
    if (quota !== null) deps.rateLimit.describe(quota, headers)
    if (deps.cors !== null) {
      const methods = request.method === 'OPTIONS' ? headers['allow'] : undefined
      deps.cors(request.headers.get('origin'), headers, methods)
    }
    report(request, exchange, reply, 'probleme' in answer ? answer.probleme.cause : undefined)
    return new Response(reply.body, { status: reply.status, headers })
  }

  const fail = (c: Context, exchange: Exchange, error: unknown): Response => {
    const time = deps.clock.now().toISOString()
    deps.log(JSON.stringify({ time, id: exchange.requestId, ...describeError(error) }))
    return finish(c, exchange, { probleme: ERREUR_INTERNE })
  }

  const run = (
    c: Context,
    exchange: Exchange,
    { handler, onLimit }: Work,
    holder: string | null | undefined,
  ): Response | Promise<Response> => {
    const { quota } = exchange
    const isLimited = quota?.allowed === false
    if (holder === null && !isLimited) return finish(c, exchange, { probleme: CLE_INVALIDE })
    try {
      const answer = isLimited ? onLimit(c, TROP_DE_REQUETES(quota)) : handler(c, exchange)
      if (!(answer instanceof Promise)) return finish(c, exchange, answer)
      return answer
        .then((late) => finish(c, exchange, late))
        .catch((error: unknown) => fail(c, exchange, error))
    } catch (error) {
      return fail(c, exchange, error)
    }
  }

  /** `holder` null = no valid key; undefined = none is asked for. */
  const count = (
    c: Context,
    exchange: Exchange,
    access: Access,
    work: Work,
    holder: string | null | undefined,
  ): Response | Promise<Response> => {
    if (!isCounted(access)) return run(c, exchange, work, holder)
    const taken = deps.rateLimit.take(holder ?? toCaller(deps.addressOf(c)))
    if (taken instanceof Promise) {
      return taken.then((quota) => run(c, { ...exchange, quota }, work, holder))
    }
    exchange.quota = taken
    return run(c, exchange, work, holder)
  }

  return (route, access, handler, { frame, onLimit = frame?.onLimit ?? refuseLimit } = {}) => {
    const work = { handler, onLimit }
    return (c) => {
      const startedAt = performance.now()
      const requestId = toRequestId(c.req.raw)
      const exchange = { route, access, requestId, startedAt, quota: null, frame }
      if (access !== 'key' || deps.checkKey === null) {
        return count(c, exchange, access, work, undefined)
      }
      return deps
        .checkKey(c.req.raw.headers.get('authorization'))
        .then((holder) => count(c, exchange, access, work, holder))
    }
  }
}
