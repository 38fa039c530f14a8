import type { D1 } from '../annuaires/extraction/d1.ts'
import type { PasserelleDistante } from '../quota/quota-durable.ts'

/**
 * What we use of the bindings of `wrangler.toml`.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/bindings/
 */

export type KvNamespace = {
  get(key: string): Promise<string | null>
  /** At most 100 keys; one operation. */
  get(keys: string[]): Promise<Map<string, string | null>>
  /** `expirationTtl` in seconds, at least 60. */
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>
  delete(key: string): Promise<void>
}

export type RateLimitBinding = { limit(options: { key: string }): Promise<{ success: boolean }> }

export type QuotaNamespace = {
  idFromName(name: string): unknown
  get(id: unknown, options?: { locationHint?: string }): PasserelleDistante
}

/** Each may be missing: its work is then done in the memory of each isolate, or not at all. */
export type Liaisons = {
  ANNUAIRE_DB?: D1
  CACHE?: KvNamespace
  LIMITE?: RateLimitBinding
  QUOTA?: QuotaNamespace
}

/** By source, the binding without which it cannot be asked, and why. */
const OBLIGATOIRES = {
  fhir: {
    liaison: 'QUOTA',
    raison: 'sans ce Durable Object, les appels à la passerelle ne seraient comptés nulle part',
  },
  extraction: {
    liaison: 'ANNUAIRE_DB',
    raison: 'sans cette base D1, il n’y a rien à lire',
  },
} as const

/** One French line for each binding that a configured source needs and that is missing. */
export const missingBindings = (
  annuaires: readonly string[],
  env: Readonly<Record<string, unknown>>,
): string[] =>
  Object.entries(OBLIGATOIRES).flatMap(([nom, { liaison, raison }]) =>
    annuaires.includes(nom) && env[liaison] === undefined
      ? [`${liaison} : la liaison manque et ANNUAIRE comprend ${nom} (${raison}).`]
      : [],
  )
