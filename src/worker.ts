import type { Hono } from 'hono'
import { QuotaPasserelle as Passerelle } from './adapters/quota/quota-passerelle.ts'
import { missingBindings } from './adapters/workers/liaisons.ts'
import { createPlateforme } from './adapters/workers/plateforme.ts'
import { createApp, refuseToServe } from './app.ts'
import { recheckSources, type Platform } from './parts.ts'
import { ConfigError, parseConfig, warnOfNames, type Config } from './config.ts'

type Env = Readonly<Record<string, unknown>>

const log = (line: string): void => console.log(line)

const readConfig = (env: Env): Config => {
  const config = parseConfig({ ADRESSE_ENTETE: 'CF-Connecting-IP', ...env })
  const missing = missingBindings(config.annuaires, env)
  if (missing.length > 0) throw new ConfigError(missing)
  return config
}

const toPlatform = (config: Config, env: Env): Platform => ({
  ...createPlateforme({
    liaisons: env,
    clock: { now: () => new Date() },
    log,
    apiKey: config.esanteApiKey,
  }),
  fetch: (url, init) => fetch(url, init),
})

/** Counts the calls to the gateway for all isolates. */
export class QuotaPasserelle extends Passerelle<Env> {
  constructor(ctx: Passerelle<Env>['ctx'], env: Env) {
    const config = readConfig(env)
    super(ctx, env, {
      callsPerSecond: config.annuaireQuotaPerSecond,
      callMaxMs: config.annuaireTimeoutMs,
    })
  }
}

const start = (env: Env): Hono => {
  const config = readConfig(env)
  for (const avertissement of warnOfNames(env)) log(JSON.stringify({ avertissement }))
  return createApp(config, toPlatform(config, env))
}

/** Made with the first request, and kept as long as the isolate lives. */
let app: Hono | undefined

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    try {
      app ??= start(env)
    } catch (error) {
      return refuseToServe(request, error, log)
    }
    return app.fetch(request, env)
  },

  /** Re-checks the sources, so that `/sources` shows their state in every isolate. */
  async scheduled(_controller: unknown, env: Env): Promise<void> {
    const config = readConfig(env)
    await recheckSources(config, toPlatform(config, env))
  },
}
