import type { Annuaire, Clock } from '../../application/ports.ts'
import { createCachedAnnuaire } from '../cache/cached-annuaire.ts'
import type { Fetch } from '../http-client.ts'
import { createQuotaParSeconde } from '../quota/quota-par-seconde.ts'
import { createChain } from './chain.ts'
import { createFhir } from './fhir.ts'
import { createFictif } from './fictif.ts'

export type AnnuairesSettings = {
  clock: Clock
  fetch: Fetch
  fhir: {
    baseUrl: string
    apiKey: string
    timeoutMs: number
    disjoncteurSeconds: number
    quotaPerSecond: number
  } | null
  cache: { ttlSeconds: number; perimeSeconds: number; max: number }
}

const createFhirCached = ({ clock, fetch, fhir, cache }: AnnuairesSettings): Annuaire => {
  if (fhir === null) throw new RangeError('fhir needs its settings')
  const { quotaPerSecond, ...options } = fhir
  const quota = createQuotaParSeconde({
    callsPerSecond: quotaPerSecond,
    callMaxMs: options.timeoutMs,
  })
  // As long as a look-up may last: on Workers, the request that began a shared one may be gone.
  const waitMaxMs = 3 * options.timeoutMs
  const annuaire = createFhir({ ...options, clock, fetch, quota })
  return createCachedAnnuaire(annuaire, { clock, ...cache, waitMaxMs })
}

/** Every directory by its name in `ANNUAIRE`. */
const FACTORIES: Readonly<Record<string, (settings: AnnuairesSettings) => Annuaire>> = {
  fictif: ({ clock }) => createFictif(clock),
  fhir: createFhirCached,
}

/** Names that this version knows how to make. */
export const ANNUAIRES_DISPONIBLES: readonly string[] = Object.keys(FACTORIES)

/**
 * The directories of that name, asked in that order.
 *
 * @throws RangeError for a name that is not in `ANNUAIRES_DISPONIBLES`, or an empty list.
 */
export const createAnnuaires = (noms: readonly string[], settings: AnnuairesSettings): Annuaire =>
  createChain(
    noms.map((nom) => {
      const create = FACTORIES[nom]
      if (create === undefined) throw new RangeError(`unknown directory ${nom}`)
      return create(settings)
    }),
  )
