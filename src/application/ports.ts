import type { TypeCleStructure } from '../domain/identifiants/parse-identifiant-structure.ts'
import type { Question } from '../domain/recherche/question.ts'
import type { Selection } from '../domain/recherche/select.ts'
import type { Professionnel, Structure } from '../domain/situation-exercice.ts'
import type { SourceInterrogee } from '../domain/verification.ts'
import type { EtatSource } from './etat-source.ts'
import type { Result, SourceFailure } from './failure.ts'

/** What is asked of a directory. A card number is looked up by exact equality. */
export type Cle = { type: 'RPPS' | 'CARTE'; valeur: string }

/** What a structure is asked for under, by exact equality. */
export type CleStructure = { type: TypeCleStructure; valeur: string }

/** Where an answer comes from. */
export type Provenance = SourceInterrogee & {
  /** Day of its oldest data, `AAAA-MM-JJ`, once they are too old to go without a word. */
  anciennesDu?: string
}

/** One practitioner found, and by whom. Shared and cached: never changed after it is made. */
export type Trouve = {
  professionnel: Professionnel
  /** One entry per source that took part, the answering one last. */
  provenance: readonly Provenance[]
}

/** What a directory shows under one identifier of a structure: at least one. Shared and cached, too. */
export type StructuresTrouvees = {
  structures: readonly Structure[]
  /** As in `Trouve`. */
  provenance: readonly Provenance[]
}

/** Asked with every look-up: the caller's patience, so that nobody waits for an answer that is no longer wanted. */
export type LookupOptions = {
  signal?: AbortSignal
  /** A lot gives way to single requests when calls are counted. */
  priority?: 'single' | 'lot'
}

/**
 * Looks keys up: answers in the order of the keys, each key for itself. A key nobody has is a
 * `not-found` failure; a source in trouble is any other failure. An unexpected throw is a bug.
 */
export type FindMany<C, T> = (cles: readonly C[], options?: LookupOptions) => Promise<Result<T>[]>

/** A directory of practitioners and, where `findStructures` is there, of structures by themselves. */
export type Annuaire = {
  readonly nom: string
  findMany: FindMany<Cle, Trouve>
  findStructures?: FindMany<CleStructure, StructuresTrouvees>
  etats(): EtatSource[] | Promise<EtatSource[]>
  /** Left out = this directory knows nobody by name. */
  recherche?: Recherche
}

/** Why a directory cannot search for this: another question, or another base, it could answer. */
export type Empechement =
  /** The database was made without the search. */
  | 'sans-index'
  /** It has no search of structures. */
  | 'sans-structures'
  /** A name alone is not enough for it. */
  | 'prenom-ou-profession'
  /** Too many begin so to tell who answers. */
  | 'trop-large'

/** What a search found, best first, at most `RESULTATS_MAX`; as `Question.quoi` asks. */
export type Trouvailles = { provenance: readonly Provenance[] } & (
  | ({ quoi: 'professionnel' } & Selection<Professionnel>)
  | ({ quoi: 'structure' } & Selection<Structure>)
)

export type ResultatRecherche =
  | { ok: true; value: Trouvailles }
  | { ok: false; empechement: Empechement }
  | { ok: false; failure: SourceFailure }

/**
 * A search by name. Nobody found is an empty list; a search that cannot be made, or whose answer
 * could lack whoever is looked for without saying so, is never one. Nothing of a question is kept.
 */
export type Recherche = {
  search(question: Question, options?: LookupOptions): Promise<ResultatRecherche>
}

/**
 * The time of day, to be shown, written and compared with that of others: a day in Europe/Paris is
 * derived from it. It may be set while the service runs: ages and delays go by `monotonicMs`.
 */
export type Clock = { now(): Date }

/** Permission to make one upstream call, or how long to leave the source alone. */
export type QuotaGrant =
  | {
      ok: true
      /** To be called once the source has surely received the call: its place is then counted exactly. */
      received: () => void
    }
  | { ok: false; retryAfterSeconds: number }

/**
 * Counts the calls to one source, all requests together. Waiting is fair and never longer than
 * `patienceMs`: a wait that would be longer is refused at once. An abort answers a refusal too.
 */
export type Quota = {
  acquire(options: {
    priority: 'single' | 'lot'
    patienceMs: number
    signal?: AbortSignal
  }): Promise<QuotaGrant>
  /** Nobody calls for that long: the source asked for it. */
  pause(durationMs: number): void
  /** Calls that could be made now; null = unknown, the quota is kept elsewhere and does not answer. */
  remaining(): number | Promise<number | null>
}

/** An answer and the instant it was learned, by the clock of the day of whoever learned it. */
export type Memo<T = Trouve> = { trouve: T; keptMs: number }

/**
 * A second, slower memory, shared by processes that share nothing else. It never fails: what cannot
 * be read in time is absent, and what cannot be written is lost.
 */
export type SharedCache<C = Cle, T = Trouve> = {
  /** In the order of the keys; null = not kept (any more), or not readable. */
  read(cles: readonly C[]): Promise<(Memo<T> | null)[]>
  /** Each kept for `seconds`; a memo of null = nobody is there, what was kept is forgotten. */
  write(entries: readonly { cle: C; memo: Memo<T> | null }[], seconds: number): void
}
