import { failure, success, type Result, type SourceFailure } from '../../../application/failure.ts'
import type {
  Annuaire,
  Cle,
  Clock,
  LookupOptions,
  Quota,
  Trouve,
} from '../../../application/ports.ts'
import { createDisjoncteur, type LookUpVerdict } from '../../http-client/disjoncteur.ts'
import { createHttpClient, type Fetch } from '../../http-client/http-client.ts'
import { runLookUp, unlessAborted, type LookUp } from '../../http-client/look-up.ts'
import { createLectureFhir } from './lecture.ts'
import { createChercher } from './recherche.ts'
import { toInstant } from '../instant.ts'
import { createJournal } from '../journal.ts'

export type FhirOptions = {
  /** Base URL without a slash at its end, `https://gateway.api.esante.gouv.fr/fhir/v2`. */
  baseUrl: string
  /** Sent in the header `ESANTE-API-KEY` and nowhere else. */
  apiKey: string
  fetch: Fetch
  clock: Clock
  /** Counts the calls of everybody; see `quotaPerSecond`. */
  quota: Quota
  /** One call; a whole look-up takes at most three times that. */
  timeoutMs: number
  /** How long the source is left alone after five failed look-ups in a row. */
  disjoncteurSeconds: number
  /** For tests: bytes of one answer, waits before trying again. */
  maxAnswerBytes?: number
  retryDelayMs?: { initial: number; max: number }
}

const NOM = 'fhir'
const CALLS_TIME = 3
/** Bytes of all the answers of one look-up together. */
const LOOK_UP_MAX_BYTES = 64 * 1024 * 1024

/**
 * The live Annuaire Santé, FHIR V2. Two calls for a practitioner, one when there is no structure;
 * many keys are asked together (400 in about 20 calls). Each key has its own result: trouble with
 * one does not spoil the others, and a key never gets an answer that lacks a part.
 *
 * `provenance.donneesDu` is null: the API is live and does not date its data (`meta.lastUpdated` is
 * the last change of one resource). `interrogeeLe` is the instant the look-up began.
 *
 * @see https://ansforge.github.io/annuaire-sante-fhir-documentation/pages/guide/version-2/
 */
export const createFhir = (options: FhirOptions): Annuaire => {
  const { baseUrl, clock, quota, timeoutMs } = options
  const totalMs = CALLS_TIME * timeoutMs
  const journal = createJournal(clock)
  const disjoncteur = createDisjoncteur({
    restMs: options.disjoncteurSeconds * 1000,
    probeMaxMs: 2 * totalMs,
  })
  const client = createHttpClient({
    source: NOM,
    fetch: options.fetch,
    quota,
    headers: { 'ESANTE-API-KEY': options.apiKey },
    timeoutMs,
    maxPauseMs: totalMs,
    ...(options.maxAnswerBytes === undefined ? {} : { maxAnswerBytes: options.maxAnswerBytes }),
    ...(options.retryDelayMs === undefined ? {} : { retryDelayMs: options.retryDelayMs }),
  })
  const lire = createLectureFhir(NOM, createChercher(NOM, baseUrl, client))

  const findAll = async (
    cles: readonly Cle[],
    lookup: LookupOptions,
  ): Promise<Result<Trouve>[]> => {
    const provenance = [
      {
        nom: NOM,
        etat: 'direct' as const,
        donneesDu: null,
        interrogeeLe: toInstant(clock.now()),
      },
    ]
    return disjoncteur.run(
      (probe) => {
        // A probe tells everybody how the source is: it does not end with its caller.
        const { signal: _, ...detached } = lookup
        return runLookUp(
          { totalMs, maxBytes: LOOK_UP_MAX_BYTES },
          probe ? detached : lookup,
          async (lookUp) => {
            const found = await lire(cles, lookUp)
            const value = found.map((one) =>
              one.ok ? success({ professionnel: one.value, provenance }) : one,
            )
            return { verdict: toVerdict(found, lookUp), value }
          },
        )
      },
      (retryAfterSeconds) =>
        cles.map(() => failure('unavailable', NOM, 'left alone after failures', retryAfterSeconds)),
    )
  }

  const findMany = async (
    cles: readonly Cle[],
    lookup: LookupOptions = {},
  ): Promise<Result<Trouve>[]> => {
    if (cles.length === 0) return []
    const abandoned = () => cles.map(() => failure('timeout', NOM, 'the caller stopped waiting'))
    if (lookup.signal?.aborted) return abandoned()
    const finding = findAll(cles, lookup)
    const results = await (lookup.signal
      ? unlessAborted<Result<Trouve>[]>(finding, lookup.signal, abandoned)
      : finding)
    if (lookup.signal?.aborted) return results
    if (results.some(isAnswer)) journal.success()
    for (const kind of new Set(results.flatMap((result) => failureKind(result) ?? []))) {
      journal.failure(kind)
    }
    return results
  }

  return {
    nom: NOM,

    async find(cle, lookup) {
      const [result] = await findMany([cle], lookup)
      return result ?? failure('invalid-response', NOM, 'no result')
    },

    findMany,

    etats: async () => [
      {
        nom: NOM,
        ...journal.read(),
        donneesDu: null,
        quotaRestant: await quota.remaining(),
        disjoncteur: disjoncteur.etat(),
      },
    ],
  }
}

/** The trouble of a result; null = an answer ("nobody there" is one). */
const failureKind = (result: Result<unknown>): SourceFailure['kind'] | null =>
  result.ok || result.failure.kind === 'not-found' ? null : result.failure.kind

const isAnswer = (result: Result<unknown>): boolean => failureKind(result) === null

const toVerdict = (results: readonly Result<unknown>[], lookUp: LookUp): LookUpVerdict => {
  if (results.some(isAnswer)) return 'answered'
  if (lookUp.abandoned() || lookUp.throttled) return 'unknown'
  const isNonsense = results.every((result) => failureKind(result) === 'invalid-response')
  return isNonsense ? 'nonsense' : 'failed'
}
