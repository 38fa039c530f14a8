import { failure, success, type Result } from '../../application/failure.ts'
import type {
  Clock,
  FindMany,
  LookupOptions,
  Memo,
  Provenance,
  SharedCache,
} from '../../application/ports.ts'
import { createLru } from './lru.ts'
import { createInFlight } from './in-flight.ts'

/** What keys are told apart by. */
export type CleDe = { type: string; valeur: string }
/** What an answer bears, whatever it is about. */
export type TrouveDe = { provenance: readonly Provenance[] }

export type MemoryOptions<C, T> = {
  clock: Clock
  /** How long an answer is fresh: given without asking. */
  ttlSeconds: number
  /** How much longer it is kept, for when the source fails. */
  perimeSeconds: number
  /** Answers kept; as many "nobody there" are kept apart. */
  max: number
  /** How long "nobody there" is given without asking; default 60, never longer than `ttlSeconds`. */
  negativeTtlSeconds?: number
  /** Longest wait for a look-up that somebody else began; default 370,000. */
  waitMaxMs?: number
  /** Asked for what is not fresh in the memory of this process, before the source is; default none. */
  shared?: SharedCache<C, T>
  /** Keeps a look-up at work for those who joined it when the request that began it has ended. */
  keepAlive?: (work: Promise<unknown>) => void
  /** Monotonic clock in milliseconds, for ages; default `monotonicMs`. */
  nowMs?: () => number
}

export type Remembered<C, T> = {
  findMany: FindMany<C, T>
  /** Whether no answer is in the memory of this process, "nobody there" left aside. */
  isEmpty(): boolean
}

/** An answer as it will be given, fresh or stale, with the instant of the memo that it comes of. */
type Answer<T> = { frais: T; perime: T; keptMs: number }

/**
 * Nothing is kept longer.
 *
 * @see https://ansforge.github.io/annuaire-sante-fhir-documentation/ (conservation: 30 jours)
 */
const KEPT_MAX_SECONDS = 30 * 86_400
const NEGATIVE_TTL_SECONDS = 60
const WAIT_MAX_MS = 370_000

/**
 * The look-ups of a directory, remembered. A fresh answer is given as `cache`; an older one only when the source
 * fails, as `perime`, with the `interrogeeLe` of its own look-up so that its age shows. "Nobody
 * there" is an answer: it replaces an older one, and an old one never stands in for a failure.
 * Failures are not kept. The same key asked by many at once costs one look-up; a single request
 * does not wait for that of a lot, and makes its own.
 *
 * Answers are also kept in `shared`, by the same rules: one found fresh there saves the look-up, an
 * older one stands in for a failure, one whose age is not known is left. "Nobody there" is in the
 * memory of this process alone.
 */
export const remembered = <C extends CleDe, T extends TrouveDe>(
  nom: string,
  ask: FindMany<C, T>,
  options: MemoryOptions<C, T>,
): Remembered<C, T> => {
  /** The clock of the day: the only one that processes have in common. */
  const wallMs = () => options.clock.now().getTime()
  const keptSeconds = Math.min(options.ttlSeconds + options.perimeSeconds, KEPT_MAX_SECONDS)
  const ttlMs = Math.min(options.ttlSeconds, KEPT_MAX_SECONDS) * 1000
  const negativeSeconds = Math.min(
    options.negativeTtlSeconds ?? NEGATIVE_TTL_SECONDS,
    options.ttlSeconds,
  )
  const { max, shared, clock, nowMs } = options
  const answers = createLru<Answer<T>>({ max, maxAgeMs: keptSeconds * 1000, clock, nowMs })
  const absents = createLru<Extract<Result<never>, { ok: false }>>({
    max,
    maxAgeMs: negativeSeconds * 1000,
    clock,
    nowMs,
  })

  const toKey = ({ type, valeur }: CleDe) => `${type}:${valeur}`

  /** What needs no look-up; undefined = ask. */
  const fresh = (key: string): Result<T> | undefined => {
    const absent = absents.get(key)
    if (absent) return absent.value
    const kept = answers.get(key)
    return kept && kept.ageMs < ttlMs ? success(kept.value.frais) : undefined
  }

  /** What stands in for a failure; undefined = nothing. */
  const older = (key: string): Result<T> | undefined => {
    const kept = answers.get(key)
    return kept && success(kept.value.perime)
  }

  const keep = (key: string, { trouve, keptMs }: Memo<T>, ageMs: number): void => {
    const answer = { frais: marked(trouve, 'cache'), perime: marked(trouve, 'perime'), keptMs }
    answers.set(key, answer, ageMs)
  }

  /** Learns what others have, when it is newer: of what is here already, the age is known better. */
  const recall = async (memory: SharedCache<C, T>, cles: readonly C[]): Promise<void> => {
    const memos = await memory.read(cles)
    for (const [index, memo] of memos.entries()) {
      if (memo === null) continue
      const key = toKey(cles[index] as C)
      const ageMs = wallMs() - memo.keptMs
      // Learned at an instant to come: one of the clocks was wrong, so that nobody knows its age.
      if (ageMs < 0) continue
      if (memo.keptMs > (answers.get(key)?.value.keptMs ?? 0)) keep(key, memo, ageMs)
    }
  }

  /** What an answer leaves to remember: a memo, null = nobody is there; undefined = it is none. */
  const toMemo = (result: Result<T>): Memo<T> | null | undefined => {
    if (result.ok) return { trouve: result.value, keptMs: wallMs() }
    return result.failure.kind === 'not-found' ? null : undefined
  }

  /** Remembers answers; in the place of a failure, what another look-up learned, or an older one. */
  const remember = (cles: readonly C[], found: readonly Result<T>[]): Result<T>[] => {
    const entries: { cle: C; memo: Memo<T> | null }[] = []
    const results = found.map((result, rank) => {
      const cle = cles[rank] as C
      const key = toKey(cle)
      const memo = toMemo(result)
      if (memo === undefined) return fresh(key) ?? older(key) ?? result
      entries.push({ cle, memo })
      if (memo === null) answers.delete(key)
      else keep(key, memo, 0)
      if (result.ok) absents.delete(key)
      else absents.set(key, result)
      return result
    })
    shared?.write(entries, keptSeconds)
    return results
  }

  const inFlight = createInFlight<Result<T>>({
    maxMs: options.waitMaxMs ?? WAIT_MAX_MS,
    abandoned: (key, byChoice) => older(key) ?? (byChoice ? givenUp : tooLong)(nom),
    ...(options.keepAlive === undefined ? {} : { keepAlive: options.keepAlive }),
  })

  /** One result a key, in order: from the second memory what is fresh there, the rest asked for. */
  const lookUp = async (cles: readonly C[], options: LookupOptions): Promise<Result<T>[]> => {
    if (shared) await recall(shared, cles)
    const known = cles.map((cle) => fresh(toKey(cle)))
    const unknown = cles.filter((_, index) => known[index] === undefined)
    if (unknown.length === 0) return known as Result<T>[]
    const found = await ask(unknown, options)
    const results = remember(
      unknown,
      unknown.map((_, rank) => found[rank] ?? missing(nom)),
    )
    return known.map((result) => result ?? (results.shift() as Result<T>))
  }

  const findMany = async (cles: readonly C[], lookup: LookupOptions = {}): Promise<Result<T>[]> => {
    const { signal, priority } = lookup
    const results = new Map<string, Result<T> | Promise<Result<T>>>()
    const asked = new Map<string, C>()
    for (const cle of cles) {
      const key = toKey(cle)
      const known = fresh(key) ?? inFlight.join(key, lookup)
      if (known) results.set(key, known)
      else if (signal?.aborted) results.set(key, givenUp(nom))
      else asked.set(key, cle)
    }
    if (asked.size > 0) {
      const keys = [...asked.keys()]
      const fly = (common: AbortSignal) =>
        lookUp([...asked.values()], {
          signal: common,
          ...(priority === undefined ? {} : { priority }),
        })
      for (const [index, result] of inFlight.start(keys, lookup, fly).entries()) {
        results.set(keys[index] as string, result)
      }
    }
    return Promise.all(cles.map(async (cle) => results.get(toKey(cle)) as Result<T>))
  }

  return { findMany, isEmpty: () => answers.isEmpty() }
}

const missing = (source: string) => failure('invalid-response', source, 'no result for a key')

const givenUp = (source: string) => failure('timeout', source, 'the caller stopped waiting')

const tooLong = (source: string) => failure('timeout', source, 'waited for too long')

const marked = <T extends TrouveDe>(trouve: T, etat: 'cache' | 'perime'): T => ({
  ...trouve,
  provenance: trouve.provenance.map((one) => ({ ...one, etat })),
})
