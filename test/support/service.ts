import type { Hono } from 'hono'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { createApp } from '../../src/app.ts'
import { createParts, type Parts, type Platform } from '../../src/parts.ts'
import { failure, type SourceFailureKind } from '../../src/application/failure.ts'
import type { Annuaire } from '../../src/application/ports.ts'
import { createRechercher } from '../../src/application/rechercher.ts'
import { createVerifierLot } from '../../src/application/lot.ts'
import { createVerifierStructure } from '../../src/application/verifier-structure.ts'
import { createJuge, createVerifier } from '../../src/application/verifier.ts'
import { parseConfig } from '../../src/config.ts'

export const INSTANT = new Date('2026-11-23T09:00:00Z')

/** A radiologist in a cabinet, and the same by the card. */
export const RPPS = '10999001000'
export const CARTE = '3199001000'

/** False in the Workers runtime: what needs Node itself is imported within the test, and skipped. */
export const isNode = navigator.userAgent.startsWith('Node')

/** Size of a text once compressed, in either runtime. */
export const gzipBytes = async (text: string): Promise<number> => {
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(compressed).arrayBuffer()).byteLength
}

/** The digest that `API_KEYS` takes, in either runtime. */
export const sha256 = async (key: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The service as a test asks it, and what it has logged. */
export type Service = {
  app: Hono
  logs: string[]
  clock: { now(): Date }
  get: (path: string, headers?: Record<string, string>) => Promise<Response>
  post: (body: unknown, headers?: Record<string, string>) => Promise<Response>
}

type Options = {
  env?: Record<string, string>
  annuaire?: Annuaire
  platform?: Partial<Platform>
}

const toParts = (annuaire: Annuaire, clock: Platform['clock'], parts: Parts): Parts => {
  const deps = { annuaire, juge: createJuge({ clock, isFictif: () => false }) }
  return {
    ...parts,
    annuaire,
    verifier: createVerifier(deps),
    verifierLot: createVerifierLot(deps),
    verifierStructure: createVerifierStructure({ annuaire, clock, isFictif: () => false }),
    rechercher: createRechercher(annuaire),
  }
}

/** The whole service in process, over the fictitious directory unless another is given. */
export const createService = ({ env = {}, annuaire, platform = {} }: Options = {}): Service => {
  const logs: string[] = []
  const clock = platform.clock ?? { now: () => INSTANT }
  const config = parseConfig(env)
  const full: Platform = {
    clock,
    nowMs: () => 0,
    log: (line) => logs.push(line),
    fetch: () => Promise.reject(new Error('no network in tests')),
    ...platform,
  }
  const parts = createParts(config, full)
  const app = createApp(config, full, annuaire ? toParts(annuaire, clock, parts) : parts)
  return {
    app,
    logs,
    clock,
    get: async (path, headers = {}) => app.request(path, { headers }),
    post: async (body, headers = {}) =>
      app.request('/v1/verifications', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

/** A directory that always fails so, with a reason that nobody may see. */
export const createFailing = (kind: SourceFailureKind, retryAfterSeconds?: number): Annuaire => {
  const failed = failure(kind, 'test', `upstream said SECRET-${RPPS}`, retryAfterSeconds)
  return {
    ...createFictif({ now: () => INSTANT }),
    findMany: (cles) => Promise.resolve(cles.map(() => failed)),
    findStructures: (cles) => Promise.resolve(cles.map(() => failed)),
  }
}

/** A directory with a bug: its message holds what no log may. */
export const createThrowing = (message: string): Annuaire => ({
  ...createFictif({ now: () => INSTANT }),
  findMany: () => {
    throw new TypeError(message)
  },
})
