import type { Context, Hono } from 'hono'
import {
  ANNUAIRES_DISPONIBLES,
  createAnnuaires,
  type AnnuairesSettings,
} from './adapters/annuaires/index.ts'
import { isFictif, numerosFictifs } from './adapters/annuaires/fictif.ts'
import { createVerifierLot, type VerifierLot } from './application/lot.ts'
import type { Annuaire, Clock } from './application/ports.ts'
import { parisDay } from './application/read-demande.ts'
import { createJuge, createVerifier, type Verifier } from './application/verifier.ts'
import { ConfigError, type Config } from './config.ts'
import {
  findRegle,
  REGLEMENT_VERSION,
  regles as livre,
  reglesInForce,
} from './domain/rules/index.ts'
import { isInForce } from './domain/rules/rule.ts'
import { createKeyCheck } from './http/api-keys.ts'
import { createCors } from './http/cors.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createRoutes } from './http/routes.ts'
import type { Regles } from './http/routes/regles.ts'

/** Version of this service, that of package.json. */
export const VERSION = '0.1.0'

/** What Node and Workers do each in their own way. */
export type Platform = {
  clock: Clock
  fetch: AnnuairesSettings['fetch']
  /** Writes one line of log, given without its line end. */
  log: (line: string) => void
  /** The address of who is at the other end of the connection; null = unknown. */
  peerAddress?: (c: Context) => string | null
}

/** The parts behind the HTTP interface and the command line; tests put theirs in their place. */
export type Parts = {
  annuaire: Annuaire
  verifier: Verifier
  verifierLot: VerifierLot
  regles: Regles
}

const regles: Regles = {
  version: REGLEMENT_VERSION,
  all: livre,
  list: reglesInForce,
  find: (id, date) => {
    const regle = findRegle(id)
    return regle === undefined || (date !== undefined && !isInForce(regle, date)) ? null : regle
  },
}

const toSettings = (config: Config, { clock, fetch }: Platform): AnnuairesSettings => ({
  clock,
  fetch,
  fhir:
    config.esanteApiKey === null
      ? null
      : {
          baseUrl: config.annuaireFhirUrl,
          apiKey: config.esanteApiKey,
          timeoutMs: config.annuaireTimeoutMs,
          disjoncteurSeconds: config.annuaireDisjoncteurSeconds,
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
 * @throws ConfigError when ANNUAIRE names a directory that this version does not have.
 */
export const createParts = (config: Config, platform: Platform): Parts => {
  const absents = config.annuaires.filter((nom) => !ANNUAIRES_DISPONIBLES.includes(nom))
  if (absents.length > 0) {
    const reason = `« ${absents.join(', ')} » n’est pas disponible dans cette version`
    const disponibles = ANNUAIRES_DISPONIBLES.join(', ')
    throw new ConfigError([`ANNUAIRE : ${reason} (disponibles : ${disponibles}).`])
  }
  const annuaire = createAnnuaires(config.annuaires, toSettings(config, platform))
  const deps = { annuaire, juge: createJuge({ clock: platform.clock, isFictif }) }
  return {
    annuaire,
    verifier: createVerifier(deps),
    verifierLot: createVerifierLot(deps),
    regles,
  }
}

/**
 * The whole service: the only place that knows every part.
 *
 * @throws ConfigError as `createParts` does.
 */
export const createApp = (
  config: Config,
  platform: Platform,
  parts: Parts = createParts(config, platform),
): Hono => {
  const { clock, log, peerAddress } = platform
  const { adresseEntete } = config
  return createRoutes({
    ...parts,
    clock,
    log,
    numerosFictifs,
    lotMax: config.lotMax,
    exemples: config.annuaires.includes('fictif') ? numerosFictifs : [],
    version: VERSION,
    today: () => parisDay(clock.now()),
    rateLimit: createRateLimit(config.limitePerMinute, clock),
    checkKey: config.apiKeys === null ? null : createKeyCheck(config.apiKeys),
    cors: config.corsOrigines.length === 0 ? null : createCors(config.corsOrigines),
    addressOf: (c) =>
      adresseEntete === null ? (peerAddress?.(c) ?? null) : c.req.raw.headers.get(adresseEntete),
  })
}
