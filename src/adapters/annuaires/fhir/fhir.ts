import { failure, type Result } from '../../../application/failure.ts'
import type { Annuaire, Clock, LookupOptions, Quota } from '../../../application/ports.ts'
import type { Question } from '../../../domain/recherche/question.ts'
import { createBreaker, type LookUpVerdict } from '../../http-client/breaker.ts'
import { createHttpClient, type Fetch } from '../../http-client/http-client.ts'
import { runLookUp, type LookUp } from '../../http-client/look-up.ts'
import { createSource, failureKind, type ReleveRecherche } from '../source.ts'
import { createLectureFhir } from './lecture.ts'
import { createLectureStructuresFhir } from './lecture-structures.ts'
import { createRechercheFhir } from './recherche-nom.ts'
import type { GetJson } from './recherche.ts'

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
  breakerSeconds: number
  /** For tests: bytes of one answer, waits before trying again. */
  maxAnswerBytes?: number
  retryDelayMs?: { initial: number; max: number }
}

const NOM = 'fhir'
const CALLS_TIME = 3
const AU_REPOS = 'Il est laissé en paix après des échecs de suite, et rien n’est gardé en mémoire.'
/** Bytes of all the answers of one look-up together. */
const LOOK_UP_MAX_BYTES = 64 * 1024 * 1024

/**
 * The live Annuaire Santé, FHIR V2. Two calls for a practitioner, one when there is no structure; one
 * for a structure by itself, two for a laboratory;
 * many keys are asked together (400 in about 20 calls). Each key has its own result: trouble with
 * one does not spoil the others, and a key never gets an answer that lacks a part.
 *
 * `provenance.donneesDu` is null: the API is live and does not date its data (`meta.lastUpdated` is
 * the last change of one resource).
 *
 * @see https://ansforge.github.io/annuaire-sante-fhir-documentation/pages/guide/version-2/
 */
export const createFhir = (options: FhirOptions): Annuaire => {
  const { baseUrl, clock, quota, timeoutMs } = options
  const totalMs = CALLS_TIME * timeoutMs
  const breaker = createBreaker({
    restMs: options.breakerSeconds * 1000,
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
  const lire = createLectureFhir(NOM, baseUrl)
  const lireStructures = createLectureStructuresFhir(NOM, baseUrl)

  const rechercher = createRechercheFhir(NOM, baseUrl, lire)

  /** One look-up behind the breaker and within the limits; `failed` makes of a failure what it gives. */
  const run = <T>(
    lookup: LookupOptions,
    work: (getJson: GetJson) => Promise<T>,
    toResults: (value: T) => readonly Result<unknown>[],
    failed: (failure: ReturnType<typeof failureOf>) => T,
  ): Promise<T> =>
    breaker.run(
      (probe) => {
        // A probe tells everybody how the source is: it does not end with its caller.
        const { signal: _, ...detached } = lookup
        return runLookUp(
          { totalMs, maxBytes: LOOK_UP_MAX_BYTES },
          probe ? detached : lookup,
          async (lookUp) => {
            const value = await work((url) => client.getJson(url, lookUp))
            return { verdict: toVerdict(toResults(value), lookUp), value }
          },
        )
      },
      (retryAfterSeconds) => failed(failureOf(retryAfterSeconds)),
    )

  const read = <C, V>(
    lecture: (cles: readonly C[], getJson: GetJson) => Promise<Result<V>[]>,
    cles: readonly C[],
    lookup: LookupOptions,
  ): Promise<Result<V>[]> =>
    run(
      lookup,
      (getJson) => lecture(cles, getJson),
      (results) => results,
      (failed) => cles.map(() => failed),
    )

  const search = (question: Question, lookup: LookupOptions): Promise<ReleveRecherche['result']> =>
    run<ReleveRecherche['result']>(
      lookup,
      (getJson) => rechercher(question, getJson),
      (result) => ('empechement' in result ? [] : [result]),
      (failed) => failed,
    )

  return createSource({
    nom: NOM,
    clock,
    read: async (cles, lookup) => ({ results: await read(lire, cles, lookup), donneesDu: null }),
    readStructures: async (cles, lookup) => ({
      results: await read(lireStructures, cles, lookup),
      donneesDu: null,
    }),
    search: async (question, lookup) => ({
      result: await search(question, lookup),
      donneesDu: null,
    }),
    etat: async () => {
      const disjoncteur = breaker.etat()
      return {
        donneesDu: null,
        quotaRestant: await quota.remaining(),
        disjoncteur,
        ...(disjoncteur === 'ouvert' ? { indisponible: AU_REPOS } : {}),
      }
    },
  })
}

const failureOf = (retryAfterSeconds: number) =>
  failure('unavailable', NOM, 'left alone after failures', retryAfterSeconds)

const isAnswer = (result: Result<unknown>): boolean => failureKind(result) === null

const toVerdict = (results: readonly Result<unknown>[], lookUp: LookUp): LookUpVerdict => {
  if (results.some(isAnswer)) return 'answered'
  // Nothing came of it when nothing was asked.
  if (results.length === 0 || lookUp.abandoned() || lookUp.throttled) return 'unknown'
  const isNonsense = results.every((result) => failureKind(result) === 'invalid-response')
  return isNonsense ? 'nonsense' : 'failed'
}
