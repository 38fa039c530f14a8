import { env } from 'cloudflare:test'
import type { Hono } from 'hono'
import type { KvNamespace, Liaisons } from '../../src/adapters/workers/liaisons.ts'
import { createPlateforme } from '../../src/adapters/workers/plateforme.ts'
import { createApp } from '../../src/app.ts'
import { createParts, recheckSources, type Platform } from '../../src/parts.ts'
import type { Result } from '../../src/application/failure.ts'
import type { Trouve } from '../../src/application/ports.ts'
import { parseConfig } from '../../src/config.ts'

/** The key that the stand-in takes; its own module needs Node. */
const CLE = 'cle-de-demonstration'

/** The bindings of wrangler.toml, all of them there. */
export const liaisons = env as Required<Liaisons>

export type Isolat = {
  app: Hono
  logs: string[]
  clock: { now(): Date; aheadMs: number }
  /** Asks for one practitioner, from an address of its own. */
  ask: (rpps: string, from?: string) => Promise<Response>
  /** A look-up of many, without HTTP. */
  findMany: (rpps: readonly string[]) => Promise<Result<Trouve>[]>
  recheck: () => Promise<void>
}

/**
 * The service as one isolate has it: a memory of its own, the bindings of all. `host` names the
 * stand-in of the directory that it asks.
 */
export const createIsolat = (
  host: string,
  settings: Record<string, string> = {},
  bindings: Partial<Liaisons> = {},
): Isolat => {
  const logs: string[] = []
  const clock = {
    aheadMs: 0,
    now: () => new Date(Date.now() + clock.aheadMs),
  }
  const config = parseConfig({
    ANNUAIRE: 'fhir',
    FICTIFS: 'non',
    ANNUAIRE_FHIR_URL: `https://${host}.annuaire.test/fhir/v2`,
    ESANTE_API_KEY: CLE,
    ADRESSE_ENTETE: 'CF-Connecting-IP',
    ...settings,
  })
  const platform: Platform = {
    ...createPlateforme({
      liaisons: { ...liaisons, ...bindings },
      clock,
      log: (line) => logs.push(line),
      apiKey: config.esanteApiKey,
    }),
    fetch: (url, init) => fetch(url, init),
  }
  const parts = createParts(config, platform)
  const app = createApp(config, platform, parts)
  let callers = 0
  return {
    app,
    logs,
    clock,
    ask: async (rpps, from = `2001:db8:${host.length}:${(callers += 1)}::1`) =>
      app.request(`/v1/verifications/${rpps}`, { headers: { 'cf-connecting-ip': from } }),
    findMany: (numeros) =>
      parts.annuaire.findMany(
        numeros.map((valeur) => ({ type: 'RPPS', valeur })),
        { priority: 'lot' },
      ),
    recheck: () => recheckSources(config, platform),
  }
}

/** Arrivals at a stand-in so far, in milliseconds. */
export const arrivalsAt = async (host: string): Promise<number[]> => {
  const response = await fetch(`https://${host}.annuaire.test/_appels`)
  return (await response.json()) as number[]
}

/** Makes a stand-in answer every call with this status; null = as it should. */
export const breakDown = async (host: string, status: number | null): Promise<void> => {
  const query = status === null ? '' : `?status=${status}`
  await (await fetch(`https://${host}.annuaire.test/_panne${query}`)).text()
}

/** Everything in KV, by name. */
export const readKv = async (): Promise<Record<string, { value: string; expiration: number }>> => {
  const kv = liaisons.CACHE as KvNamespace & {
    list(): Promise<{ keys: { name: string; expiration?: number }[] }>
  }
  const { keys } = await kv.list()
  const entries = keys.map(async ({ name, expiration = Number.POSITIVE_INFINITY }) => {
    return [name, { value: (await kv.get(name)) ?? '', expiration }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
