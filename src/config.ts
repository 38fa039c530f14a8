import * as z from 'zod'
import {
  EMAIL,
  entier,
  isHote,
  isLien,
  isOrigin,
  isReseau,
  isSafe,
  isUrl,
  liste,
  ouiOuNon,
} from './config/formes.ts'
import { findFautes } from './config/noms.ts'
import { NEVER_EMPTY, readSecrets, SECRETS_DE_FICHIER } from './config/secrets.ts'

/** Names of the directories that `ANNUAIRE` may list. */
const ANNUAIRES = ['fictif', 'fhir', 'extraction'] as const
export type NomAnnuaire = (typeof ANNUAIRES)[number]

/** The public V2 gateway of the Annuaire Santé. */
const FHIR_URL = 'https://gateway.api.esante.gouv.fr/fhir/v2'

/** Variables whose value is never repeated: keys, and an address that may carry a password. */
const SECRETS = new Set(['ESANTE_API_KEY', 'API_KEYS', 'ANNUAIRE_FHIR_URL'])

const NomAnnuaire = z.enum(ANNUAIRES, {
  error: `une liste de ${ANNUAIRES.join(', ')}, séparés par des virgules, est attendue`,
})

/** Every variable of the service; none is required but the key of the `fhir` directory. */
const Environnement = z.object({
  PORT: entier(0, 65_535, 8787),
  HOST: z
    .string()
    .refine(isHote, {
      error: 'une adresse de cette machine est attendue, comme 127.0.0.1, ou 0.0.0.0 pour toutes',
    })
    .default('127.0.0.1'),
  ANNUAIRE: liste(NomAnnuaire)
    .refine((noms) => new Set(noms).size === noms.length, {
      error: 'une source y figure deux fois',
    })
    .default(['fictif']),
  ANNUAIRE_FHIR_URL: z
    .string()
    .refine(isUrl, { error: 'une adresse https, sans identifiants ni paramètres, est attendue' })
    .refine(isSafe, {
      error:
        'une adresse https est attendue : en http, admis pour localhost, 127.0.0.0/8 et [::1] ' +
        'seulement, la clé passerait en clair',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .default(FHIR_URL),
  ESANTE_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/, { error: 'une clé sans espace ni accent est attendue' })
    .optional(),
  ANNUAIRE_TIMEOUT_MS: entier(1, 120_000, 8000),
  ANNUAIRE_DISJONCTEUR_S: entier(0, 3600, 5),
  ANNUAIRE_QUOTA_PAR_SECONDE: entier(1, 10_000, 17),
  EXTRACTION_DB: z.string().default('data/annuaire.sqlite'),
  EXTRACTION_AGE_MAX_J: entier(1, 3650, 8),
  CACHE_TTL_S: entier(0, 31_536_000, 3600),
  CACHE_PERIME_S: entier(0, 31_536_000, 86_400),
  CACHE_MAX: entier(1, 10_000_000, 10_000),
  API_KEYS: liste(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/i, {
        error:
          'des empreintes SHA-256 (64 chiffres hexadécimaux), séparées par des virgules, ' +
          'sont attendues ; sans la variable, l’API est ouverte',
      })
      .toLowerCase(),
  ).optional(),
  LIMITE_PAR_MINUTE: entier(1, 1_000_000_000, 120),
  ADRESSE_ENTETE: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, { error: 'un nom d’en-tête HTTP est attendu' })
    .optional(),
  MANDATAIRES: liste(
    z.string().refine(isReseau, {
      error:
        'des adresses ou des réseaux comme 10.0.0.0/8, séparés par des virgules, sont attendus',
    }),
  ).default(['127.0.0.0/8', '::1']),
  CORS_ORIGINES: liste(
    z.string().refine(isOrigin, {
      error: 'des origines comme https://exemple.fr, séparées par des virgules, sont attendues',
    }),
  ).default([]),
  INTEGRATION_ORIGINES: liste(
    z.string().refine(isOrigin, {
      error: 'des origines comme https://exemple.fr, séparées par des virgules, sont attendues',
    }),
  ).default([]),
  LOT_MAX: entier(1, 100_000, 500),
  CONTACT: z
    .string()
    .refine((value) => EMAIL.test(value) || (isUrl(value) && value.startsWith('https:')), {
      error: 'une adresse électronique, ou une adresse https, est attendue',
    })
    .optional(),
  CONTRIBUTION_URL: z
    .string()
    .refine(isLien, {
      error: 'une adresse https: ou mailto: est attendue ; {regle} y est l’identifiant de la règle',
    })
    .optional(),
  FICTIFS: ouiOuNon('oui'),
  METRIQUES: ouiOuNon('non'),
  ARRET_S: entier(0, 3600, 0),
})

const NAMES = Object.keys(Environnement.shape)
const ALL_NAMES = [...NAMES, ...SECRETS_DE_FICHIER.map((name) => `${name}_FILE`)]

const toConfig = (env: z.infer<typeof Environnement>) => ({
  port: env.PORT,
  /** The address that Node listens on. */
  host: env.HOST,
  /** In order of preference. */
  annuaires: env.ANNUAIRE,
  /** Without a slash at its end. */
  annuaireFhirUrl: env.ANNUAIRE_FHIR_URL,
  /** Never null when `annuaires` has `fhir`. */
  esanteApiKey: env.ESANTE_API_KEY ?? null,
  annuaireTimeoutMs: env.ANNUAIRE_TIMEOUT_MS,
  annuaireBreakerSeconds: env.ANNUAIRE_DISJONCTEUR_S,
  annuaireQuotaPerSecond: env.ANNUAIRE_QUOTA_PAR_SECONDE,
  extractionDb: env.EXTRACTION_DB,
  extractionAgeMaxDays: env.EXTRACTION_AGE_MAX_J,
  cacheTtlSeconds: env.CACHE_TTL_S,
  cachePerimeSeconds: env.CACHE_PERIME_S,
  cacheMax: env.CACHE_MAX,
  /** SHA-256 of the accepted keys, lower-case hex; null = the API is open. */
  apiKeys: env.API_KEYS ?? null,
  limitePerMinute: env.LIMITE_PAR_MINUTE,
  adresseEntete: env.ADRESSE_ENTETE ?? null,
  /** Addresses and networks whose `adresseEntete` is believed. */
  mandataires: env.MANDATAIRES,
  corsOrigines: env.CORS_ORIGINES,
  integrationOrigines: env.INTEGRATION_ORIGINES,
  lotMax: env.LOT_MAX,
  /** Who answers for this service: an e-mail address, or that of a page; null = not said. */
  contact: env.CONTACT ?? null,
  /** Where a correction is proposed, `{regle}` standing for the id of a rule; null = nowhere. */
  contributionUrl: env.CONTRIBUTION_URL ?? null,
  /** Whether fictitious numbers are answered beside any directory. */
  fictifs: env.FICTIFS,
  metriques: env.METRIQUES,
  /** How long `/ready` says no before no request is taken any more. */
  arretSeconds: env.ARRET_S,
})
export type Config = ReturnType<typeof toConfig>

/** The environment cannot be used; `message` is French and names every bad variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'

  constructor(reasons: readonly string[]) {
    super(`Configuration invalide :\n${reasons.map((reason) => `  ${reason}`).join('\n')}`)
  }
}

/** Known variables as text: Workers give numbers and bindings too. Empty = left out. */
const pick = (env: Readonly<Record<string, unknown>>): Record<string, string> => {
  const picked: Record<string, string> = {}
  for (const name of NAMES) {
    const value = env[name]
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    if (typeof text !== 'string') continue
    if (text.trim() !== '' || NEVER_EMPTY.has(name)) picked[name] = text.trim()
  }
  return picked
}

const toReason = (name: string, message: string, value: string | undefined): string => {
  if (value === undefined || SECRETS.has(name)) return `${name} : ${message}.`
  return `${name} : ${message} (reçu : « ${value.slice(0, 80)} »).`
}

/**
 * The configuration of the service, from `process.env` or the env of a Worker. Unknown variables
 * are ignored (`warnOfNames` tells of them), empty ones count as left out. `readFile` reads a secret
 * that a variable in `_FILE` names; left out = there are no files.
 *
 * @throws ConfigError with one line for each bad variable; never the value of a key.
 */
export const parseConfig = (
  env: Readonly<Record<string, unknown>>,
  readFile: ((path: string) => string) | null = null,
): Config => {
  const { secrets, reasons: refused } = readSecrets(env, readFile)
  const picked = { ...pick(env), ...secrets }
  const parsed = Environnement.safeParse(picked)
  const reasons = new Map<string, string>()
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0])
    if (!reasons.has(name)) reasons.set(name, toReason(name, message, picked[name]))
  }
  const annuaires = (picked['ANNUAIRE'] ?? '').split(',').map((nom) => nom.trim())
  const isKeyless = picked['ESANTE_API_KEY'] === undefined && refused.length === 0
  if (annuaires.includes('fhir') && isKeyless) {
    const message = 'une clé est obligatoire quand ANNUAIRE comprend fhir'
    reasons.set('ESANTE_API_KEY', toReason('ESANTE_API_KEY', message, undefined))
  }
  const all = [...refused, ...reasons.values()]
  if (!parsed.success || all.length > 0) throw new ConfigError(all)
  return toConfig(parsed.data)
}

/** French warnings for an operator: variables that look like one of ours and are none. */
export const warnOfNames = (env: Readonly<Record<string, unknown>>): string[] =>
  findFautes(env, ALL_NAMES)
