import { readFileSync } from 'node:fs'
import { openBaseSqlite } from './adapters/annuaires/extraction/echange.ts'
import { createMetriques } from './adapters/metriques/metriques.ts'
import { createParts, VERSION, type Parts, type Platform } from './parts.ts'
import { parseConfig, type Config } from './config.ts'
import { REGLEMENT_VERSION } from './domain/rules/index.ts'

/** What every entry on Node has in common: the time, and a database that is a file. */
export const createNodePlatform = (
  log: Platform['log'],
): Pick<Platform, 'clock' | 'log' | 'openExtraction'> => {
  const clock = { now: () => new Date() }
  return {
    clock,
    log,
    openExtraction: ({ extractionDb }) => openBaseSqlite({ path: extractionDb, clock, log }),
  }
}

/**
 * A secret in a file.
 *
 * @throws when it cannot be read.
 */
export const readSecretFile = (path: string): string => readFileSync(path, 'utf8')

/**
 * What a command works with: all of the environment counts but `PORT`, which is of the service.
 *
 * @throws ConfigError as `parseConfig` and `createParts` do.
 */
export const openParts = (
  env: Readonly<Record<string, unknown>>,
): { config: Config; parts: Parts } => {
  const config = parseConfig({ ...env, PORT: undefined }, readSecretFile)
  const platform = createNodePlatform(() => {})
  return {
    config,
    parts: createParts(config, { ...platform, fetch: (url, init) => fetch(url, init) }),
  }
}

/** The same platform, with everything counted: what it does, and its calls. */
export const withCounts = (platform: Platform): Platform => {
  const { clock, fetch } = platform
  const metriques = createMetriques({ clock, version: VERSION, reglement: REGLEMENT_VERSION })
  return { ...platform, metriques, fetch: metriques.withCalls(fetch) }
}
