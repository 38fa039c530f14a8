import type {
  Annuaire,
  CleStructure,
  Clock,
  Quota,
  SharedCache,
  StructuresTrouvees,
} from '../../application/ports.ts'
import { createCachedAnnuaire } from '../cache/cached-annuaire.ts'
import type { Fetch } from '../http-client/http-client.ts'
import { createQuotaParSeconde } from '../quota/quota-par-seconde.ts'
import { createChain } from './chain.ts'
import type { BaseExtraction } from './extraction/base.ts'
import { createExtraction } from './extraction/extraction.ts'
import { createFhir } from './fhir/fhir.ts'
import { createFictif, isFictif, isStructureFictive } from './fictif.ts'
import { withFictifs } from './fictifs.ts'

export type AnnuairesSettings = {
  clock: Clock
  fetch: Fetch
  fhir: {
    baseUrl: string
    apiKey: string
    timeoutMs: number
    breakerSeconds: number
    quotaPerSecond: number
  } | null
  /** Whether the fictitious numbers and structures are answered beside any directory. */
  fictifs: boolean
  cache: { ttlSeconds: number; perimeSeconds: number; max: number }
  /** What several processes have in common, on Workers; each left out = in this process's memory. */
  quota?: Quota | undefined
  sharedCache?: SharedCache | undefined
  sharedCacheStructures?: SharedCache<CleStructure, StructuresTrouvees> | undefined
  keepAlive?: ((work: Promise<unknown>) => void) | undefined
  /** Opens the database of the directory `extraction`. */
  openExtraction: () => BaseExtraction
  /** Its files are told of once they are older. */
  extractionAgeMaxDays: number
}

const createFhirSource = ({ clock, fetch, fhir, quota }: AnnuairesSettings): Annuaire => {
  if (fhir === null) throw new RangeError('fhir needs its settings')
  const { quotaPerSecond, ...options } = fhir
  const counted =
    quota ?? createQuotaParSeconde({ callsPerSecond: quotaPerSecond, callMaxMs: options.timeoutMs })
  return createFhir({ ...options, clock, fetch, quota: counted })
}

const createFhirCached = (settings: AnnuairesSettings): Annuaire => {
  const { clock, cache, fhir, sharedCache, sharedCacheStructures, keepAlive } = settings
  return createCachedAnnuaire(createFhirSource(settings), {
    clock,
    ...cache,
    // As long as a look-up may last: on Workers, the request that began a shared one may be gone.
    waitMaxMs: 3 * (fhir?.timeoutMs ?? 0),
    ...(sharedCache === undefined ? {} : { shared: sharedCache }),
    ...(sharedCacheStructures === undefined ? {} : { sharedStructures: sharedCacheStructures }),
    ...(keepAlive === undefined ? {} : { keepAlive }),
  })
}

type Factory = (settings: AnnuairesSettings) => Annuaire

// Never cached: a local file answers sooner, and what is kept would outlive the next import.
const createExtractionSource: Factory = ({ clock, openExtraction, extractionAgeMaxDays }) =>
  createExtraction(openExtraction(), clock, extractionAgeMaxDays)

/** Every directory by its name in `ANNUAIRE`. */
const FACTORIES: Readonly<Record<string, Factory>> = {
  fictif: ({ clock }) => createFictif(clock),
  fhir: createFhirCached,
  extraction: createExtractionSource,
}

/** Those that a Worker asks over a network, without their memory: what they say is said now. */
const SOURCES: Readonly<Record<string, Factory>> = {
  fhir: createFhirSource,
  extraction: createExtractionSource,
}

/**
 * The directories of that name, asked in that order.
 *
 * @throws RangeError for a name that is none of theirs, or an empty list.
 */
export const createAnnuaires = (noms: readonly string[], settings: AnnuairesSettings): Annuaire => {
  const annuaire = createChain(
    noms.map((nom) => {
      const create = FACTORIES[nom]
      if (create === undefined) throw new RangeError(`unknown directory ${nom}`)
      return create(settings)
    }),
  )
  if (!settings.fictifs || noms.every((nom) => nom === 'fictif')) return annuaire
  return withFictifs(annuaire, createFictif(settings.clock), {
    isFictif,
    isStructureFictive,
  })
}

/** Of the directories of that name, those that are asked over a network, each alone and direct. */
export const createSources = (noms: readonly string[], settings: AnnuairesSettings): Annuaire[] =>
  noms.flatMap((nom) => SOURCES[nom]?.(settings) ?? [])
