import { failure, success, type Result, type SourceFailureKind } from '../../application/failure.ts'
import { monotonicMs } from '../../application/monotonic.ts'
import type { EtatSource } from '../../application/etat-source.ts'
import type {
  Annuaire,
  Cle,
  CleStructure,
  Clock,
  Empechement,
  FindMany,
  LookupOptions,
  Provenance,
  ResultatRecherche,
  Trouvailles,
} from '../../application/ports.ts'
import type { Question } from '../../domain/recherche/question.ts'
import type { Professionnel, Structure } from '../../domain/situation-exercice.ts'
import { unlessAborted } from '../http-client/look-up.ts'

/** What all directories share: one gives its readings, and its own part of its state. */

/** Days of the data, as in `Provenance`. */
type Dates = { donneesDu: string | null; anciennesDu?: string | undefined }

/** What a directory says of some keys: one result each, in their order. */
export type Releve<V> = Dates & { results: readonly Result<V>[] }

type SansProvenance<T> = T extends unknown ? Omit<T, 'provenance'> : never

/** What a directory says to a search, or why it cannot be made. */
export type ReleveRecherche = Dates & {
  result: Result<SansProvenance<Trouvailles>> | { ok: false; empechement: Empechement }
}

/** Called with at least one key, by a caller who still waits. */
type Read<C, V> = (cles: readonly C[], options: LookupOptions) => Promise<Releve<V>>

export type SourceOptions = {
  /** Name of the source. */
  nom: string
  clock: Clock
  read: Read<Cle, Professionnel>
  /** At least one for each key that is found. */
  readStructures: Read<CleStructure, readonly Structure[]>
  /** Called by a caller who still waits. */
  search: (question: Question, options: LookupOptions) => Promise<ReleveRecherche>
  etat: () => Promise<Omit<EtatSource, 'nom' | keyof Memoire>>
}

/**
 * A directory over its readings. Whoever stops waiting gets `timeout` at once, and a look-up given
 * up says nothing of the source. `interrogeeLe` is the instant the look-up began.
 */
export const createSource = (options: SourceOptions) => {
  const { nom, clock, etat } = options
  const journal = createJournal(clock)
  const givenUp = () => failure('timeout', nom, 'the caller stopped waiting')

  /** What `work` gives with its provenance; null = the caller stopped waiting. */
  const ask = async <R extends Dates>(
    signal: AbortSignal | undefined,
    work: () => Promise<R>,
  ): Promise<{ releve: R; provenance: Provenance[] } | null> => {
    if (signal?.aborted) return null
    const interrogeeLe = toInstant(clock.now())
    const working = work()
    const releve = await (signal ? unlessAborted<R | null>(working, signal, () => null) : working)
    if (releve === null) return null
    const { donneesDu, anciennesDu } = releve
    const one = { nom, etat: 'direct' as const, donneesDu, interrogeeLe }
    return { releve, provenance: [anciennesDu === undefined ? one : { ...one, anciennesDu }] }
  }

  const look =
    <C, V, T>(
      read: Read<C, V>,
      toTrouve: (value: V, provenance: readonly Provenance[]) => T,
    ): FindMany<C, T> =>
    async (cles, lookup = {}) => {
      const { signal } = lookup
      if (cles.length === 0) return []
      const answer = await ask(signal, () => read(cles, lookup))
      if (answer === null) return cles.map(givenUp)
      const { releve, provenance } = answer
      if (!signal?.aborted) journal.note(releve.results)
      return releve.results.map((result) =>
        result.ok ? success(toTrouve(result.value, provenance)) : result,
      )
    }

  return {
    nom,
    findMany: look(options.read, (professionnel, provenance) => ({ professionnel, provenance })),
    findStructures: look(options.readStructures, (structures, provenance) => ({
      structures,
      provenance,
    })),

    recherche: {
      async search(question: Question, lookup: LookupOptions = {}): Promise<ResultatRecherche> {
        const { signal } = lookup
        const answer = await ask(signal, () => options.search(question, lookup))
        if (answer === null) return givenUp()
        const { releve, provenance } = answer
        const { result } = releve
        if ('empechement' in result) return result
        if (!signal?.aborted) journal.note([result])
        return result.ok ? success({ ...result.value, provenance }) : result
      },
    },

    etats: async () => [{ nom, ...journal.read(), ...(await etat()) }],
  } satisfies Annuaire
}

/** The trouble that a result tells of; null = an answer ("nobody there" is one). */
export const failureKind = (result: Result<unknown>): SourceFailureKind | null =>
  result.ok || result.failure.kind === 'not-found' ? null : result.failure.kind

/** After a search by card: the practitioner with only the exercices that hold it; null = none does. */
export const keepCarte = (professionnel: Professionnel, numero: string): Professionnel | null => {
  const exercices = professionnel.exercices.filter(({ cartes }) =>
    cartes.some((carte) => carte.numero === numero),
  )
  return exercices.length === 0 ? null : { ...professionnel, exercices }
}

/** Sites of an EJ asked for itself that are read; of more, nothing is said. */
export const SITES_LUS_MAX = 200

/** Whether a structure bears the number under its type, or as one whose type cannot be told. */
export const bearsIdentifiant = (
  ids: Structure['identifiants'],
  { type, valeur }: CleStructure,
): boolean => {
  if (ids.illisibles.includes(valeur)) return true
  switch (type) {
    case 'FINESS':
      return ids.finessEg === valeur || ids.finessEj === valeur
    case 'SIRET':
      return ids.siret === valeur
    case 'RPPS_RANG':
      return ids.rppsRang?.valeur === valeur
  }
}

/** An instant to the second, UTC: `2026-11-23T09:00:00Z`. Nobody needs to know a look-up's millisecond. */
const toInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

type Memoire = Pick<EtatSource, 'dernierSucces' | 'erreursDerniereHeure'>

const MINUTE_MS = 60_000
const KEPT_MINUTES = 60

/**
 * What a source remembers of its look-ups: the last one that was answered, and the failures of the
 * last hour counted by the minute, each kind once a look-up. In the memory of this process; no
 * number, no name.
 */
const createJournal = (clock: Clock) => {
  const minutes = new Map<number, Partial<Record<SourceFailureKind, number>>>()
  let lastSuccess: Date | null = null

  const thisMinute = (): number => {
    const minute = Math.floor(monotonicMs() / MINUTE_MS)
    for (const kept of minutes.keys()) if (kept <= minute - KEPT_MINUTES) minutes.delete(kept)
    return minute
  }

  return {
    note(results: readonly Result<unknown>[]) {
      for (const kind of new Set(results.map(failureKind))) {
        if (kind === null) lastSuccess = clock.now()
        else {
          const minute = thisMinute()
          const kinds = minutes.get(minute) ?? {}
          kinds[kind] = (kinds[kind] ?? 0) + 1
          minutes.set(minute, kinds)
        }
      }
    },

    read(): Memoire {
      thisMinute()
      const erreursDerniereHeure: Record<string, number> = {}
      for (const kinds of minutes.values()) {
        for (const [kind, count] of Object.entries(kinds)) {
          erreursDerniereHeure[kind] = (erreursDerniereHeure[kind] ?? 0) + count
        }
      }
      return { dernierSucces: lastSuccess?.toISOString() ?? null, erreursDerniereHeure }
    },
  }
}
