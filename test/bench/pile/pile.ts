import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { rateLimiter } from 'hono-rate-limiter'
import { bodyLimit } from 'hono/body-limit'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { Context } from 'hono'

/**
 * The standard stack: the middlewares that most services on Hono have, each with its defaults, then
 * a route validated by `@hono/zod-openapi` that answers a body made beforehand. It judges nothing.
 */

const verification = createRoute({
  method: 'get',
  path: '/v1/verifications/{rpps}',
  request: {
    params: z.object({ rpps: z.string().regex(/^8?\d{11}$/) }),
    query: z.strictObject({
      date: z.iso.date().optional(),
      usages: z.string().optional(),
      situation: z.string().min(1).max(64).optional(),
    }),
  },
  responses: { 200: { description: 'La vérification.' } },
})

export type PileOptions = {
  /** The answer, as JSON. */
  body: string
  addressOf: (c: Context) => string
  /** Writes one line of log. */
  log: (line: string) => void
}

export const createPile = ({ body, addressOf, log }: PileOptions): OpenAPIHono => {
  const app = new OpenAPIHono()
  app.use(requestId())
  app.use(async (c, next) => {
    const startedAt = performance.now()
    await next()
    log(
      JSON.stringify({
        time: new Date().toISOString(),
        id: c.get('requestId'),
        method: c.req.method,
        route: verification.path,
        status: c.res.status,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
      }),
    )
  })
  app.use(secureHeaders())
  app.use(bodyLimit({ maxSize: 64 * 1024 }))
  app.use(rateLimiter({ windowMs: 60_000, limit: 1_000_000_000, keyGenerator: addressOf }))
  app.openapi(verification, (c) => {
    c.req.valid('param')
    c.req.valid('query')
    return c.body(body, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  return app
}
