import type { Hono } from 'hono'
import { createApp } from './app.ts'
import { ConfigError, parseConfig } from './config.ts'
import { describeError } from './http/error-log.ts'
import { toProblemResponse } from './http/middlewares.ts'
import { ERREUR_INTERNE } from './http/problem.ts'

type Env = Readonly<Record<string, unknown>>

const log = (line: string): void => console.log(line)

const createWorkerApp = (env: Env): Hono => {
  const config = parseConfig({ ADRESSE_ENTETE: 'CF-Connecting-IP', ...env })
  const clock = { now: () => new Date() }
  return createApp(config, { clock, log, fetch: (url, init) => fetch(url, init) })
}

/** A Worker cannot refuse to start: it answers that it cannot serve, and the log says why. */
const refuse = (request: Request, error: unknown): Response => {
  const response = toProblemResponse(ERREUR_INTERNE, request)
  const reason =
    error instanceof ConfigError
      ? { erreur: error.name, message: error.message }
      : describeError(error)
  log(JSON.stringify({ id: response.headers.get('x-request-id'), ...reason }))
  return response
}

/** Made with the first request, and kept as long as the isolate lives. */
let app: Hono | undefined

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    try {
      app ??= createWorkerApp(env)
    } catch (error) {
      return refuse(request, error)
    }
    return app.fetch(request, env)
  },
}
