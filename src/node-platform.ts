import { readFileSync } from 'node:fs'
import { openBaseSqlite } from './adapters/annuaires/extraction/echange.ts'
import type { Platform } from './app.ts'

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
