import type { Context } from 'hono'
import {
  createAnnuaires,
  createSources,
  type AnnuairesSettings,
} from './adapters/annuaires/index.ts'
import { type BaseExtraction, BaseRefusee } from './adapters/annuaires/extraction/base.ts'
import { isFictif, isStructureFictive } from './adapters/annuaires/fictif.ts'
import { withSondes, type Sondes } from './adapters/workers/sondes.ts'
import { createVerifierLot, type VerifierLot } from './application/lot.ts'
import { countUsages, withMetriques, type Metriques, type Usages } from './application/metriques.ts'
import type {
  Annuaire,
  CleStructure,
  Clock,
  Quota,
  SharedCache,
  StructuresTrouvees,
} from './application/ports.ts'
import { createRechercher, type Rechercher } from './application/rechercher.ts'
import { sonder } from './application/sonder.ts'
import { createJuge, createVerifier, type Verifier } from './application/verifier.ts'
import {
  createVerifierStructure,
  type VerifierStructure,
} from './application/verifier-structure.ts'
import { ConfigError, type Config } from './config.ts'

/** Version of this service, that of package.json. */
export const VERSION = '0.1.0'

/** What Node and Workers do each in their own way. */
export type Platform = {
  clock: Clock
  /** Monotonic clock in milliseconds, for the limit of requests; default `monotonicMs`. */
  nowMs?: () => number
  fetch: AnnuairesSettings['fetch']
  /** Writes one line of log, given without its line end. */
  log: (line: string) => void
  /**
   * The address of who is at the other end of the connection; null = unknown. Left out: nobody
   * reaches the service but through the platform, which writes `ADRESSE_ENTETE` itself.
   */
  peerAddress?: (c: Context) => string | null
  /** What isolates of a Worker have in common; each left out = in the memory of this process. */
  shared?: {
    quota?: Quota | undefined
    cache?: SharedCache | undefined
    cacheStructures?: SharedCache<CleStructure, StructuresTrouvees> | undefined
    /** Whether a caller may make one more request. */
    limit?: ((caller: string) => Promise<boolean>) | undefined
    sondes?: Sondes | undefined
  }
  /** Counts what the service does; left out = nobody does. */
  metriques?: Metriques | undefined
  /** Whether the process is leaving: what is under way is finished. Left out = it never is. */
  isLeaving?: () => boolean
  /** Lets work go on after the answer has left, where a process ends with its request. */
  keepAlive?: (work: Promise<unknown>) => void
  /**
   * Opens the database made from the open-data files; left out = there is none.
   *
   * @throws BaseRefusee when it cannot be used.
   */
  openExtraction?: ((config: Config) => BaseExtraction) | undefined
}

/** The parts behind the HTTP interface and the command line; tests put theirs in their place. */
export type Parts = {
  annuaire: Annuaire
  verifier: Verifier
  verifierLot: VerifierLot
  verifierStructure: VerifierStructure
  rechercher: Rechercher
}

const openExtraction = (config: Config, platform: Platform): BaseExtraction => {
  if (platform.openExtraction === undefined) {
    const reason = 'la liaison D1 manque et ANNUAIRE comprend extraction'
    throw new ConfigError([`ANNUAIRE_DB : ${reason}.`])
  }
  try {
    return platform.openExtraction(config)
  } catch (error) {
    if (!(error instanceof BaseRefusee)) throw error
    throw new ConfigError([`EXTRACTION_DB : ${error.message}.`])
  }
}

const toSettings = (config: Config, platform: Platform): AnnuairesSettings => ({
  clock: platform.clock,
  fetch: platform.fetch,
  openExtraction: () => openExtraction(config, platform),
  extractionAgeMaxDays: config.extractionAgeMaxDays,
  fictifs: config.fictifs,
  quota: platform.shared?.quota,
  sharedCache: platform.shared?.cache,
  sharedCacheStructures: platform.shared?.cacheStructures,
  keepAlive: platform.keepAlive,
  fhir:
    config.esanteApiKey === null
      ? null
      : {
          baseUrl: config.annuaireFhirUrl,
          apiKey: config.esanteApiKey,
          timeoutMs: config.annuaireTimeoutMs,
          breakerSeconds: config.annuaireBreakerSeconds,
          quotaPerSecond: config.annuaireQuotaPerSecond,
        },
  cache: {
    ttlSeconds: config.cacheTtlSeconds,
    perimeSeconds: config.cachePerimeSeconds,
    max: config.cacheMax,
  },
})

/**
 * The directories and the verifier over them.
 *
 * @throws ConfigError when the database of the directory `extraction` cannot be used.
 */
export const createParts = (config: Config, platform: Platform): Parts => {
  const asked = createAnnuaires(config.annuaires, toSettings(config, platform))
  const sondes = platform.shared?.sondes
  const annuaire = sondes === undefined ? asked : withSondes(asked, sondes)
  const { clock, metriques } = platform
  const plain = createJuge({ clock, isFictif })
  const deps = { annuaire, juge: metriques ? withMetriques(plain, metriques) : plain }
  const usages: Usages = {
    verifierLot: createVerifierLot(deps),
    verifierStructure: createVerifierStructure({ annuaire, clock, isFictif: isStructureFictive }),
    rechercher: createRechercher(annuaire),
  }
  return {
    annuaire,
    verifier: createVerifier(deps),
    ...(metriques ? countUsages(usages, metriques) : usages),
  }
}

/** Re-checks every source that is asked over a network, and leaves what it found to all isolates. */
export const recheckSources = async (config: Config, platform: Platform): Promise<void> => {
  const sources = createSources(config.annuaires, toSettings(config, platform))
  await platform.shared?.sondes?.write(await sonder(sources, platform.clock))
}
