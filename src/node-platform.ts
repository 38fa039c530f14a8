import { readFileSync } from 'node:fs'
import { openBaseSqlite } from './adapters/annuaires/extraction/echange.ts'
import { createMetriques } from './adapters/metriques/metriques.ts'
import { VERSION, type Platform } from './app.ts'
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

/** The same platform, with everything counted: what it does, and its calls. */
export const withCounts = (platform: Platform): Platform => {
  const { clock, fetch } = platform
  const metriques = createMetriques({ clock, version: VERSION, reglement: REGLEMENT_VERSION })
  return { ...platform, metriques, fetch: metriques.withCalls(fetch) }
}
