import type { Professionnel } from '../domain/situation-exercice.ts'
import type { Result, SourceFailureKind } from './failure.ts'

/** What is asked of a directory. A card number is looked up by exact equality. */
export type Cle = { type: 'RPPS' | 'CARTE'; valeur: string }

/** How fresh an answer is: asked now, kept within its time, or older because the source failed. */
export type EtatSource = 'direct' | 'cache' | 'perime'

/** Where an answer comes from. */
export type Provenance = {
  /** Name of the source: `fictif`, `fhir`, `extraction`. */
  nom: string
  etat: EtatSource
  /** Day of the source's data, `AAAA-MM-JJ`; null = the source does not say. */
  donneesDu: string | null
  /** Instant of the look-up, ISO 8601 UTC. */
  interrogeeLe: string
  /** Day of its oldest data, `AAAA-MM-JJ`, once they are too old to go without a word. */
  anciennesDu?: string
}

/** One practitioner found, and by whom. Shared and cached: never changed after it is made. */
export type Trouve = {
  professionnel: Professionnel
  /** One entry per source that took part, the answering one last. */
  provenance: readonly Provenance[]
}

/** Asked with every look-up: the caller's patience, so that nobody waits for an answer that is no longer wanted. */
export type LookupOptions = {
  signal?: AbortSignal
  /** A lot gives way to single requests when calls are counted. */
  priority?: 'single' | 'lot'
}

/** State of one source for `GET /sources`; never makes an upstream call. */
export type EtatAnnuaire = {
  nom: string
  /** Instant of the last look-up that was answered; null = none yet in this process. */
  dernierSucces: string | null
  donneesDu: string | null
  /** Failed look-ups of the last hour, by kind. */
  erreursDerniereHeure: Record<string, number>
  /** Calls left in the current second; null = no quota, or one that could not be asked. */
  quotaRestant: number | null
  /** Circuit breaker; null = none. */
  disjoncteur: 'ferme' | 'ouvert' | 'semi-ouvert' | null
  /** Last regular re-check; null = none known. Left out where nobody re-checks (Node). */
  derniereSonde?: Sonde | null
  /** What whoever runs the service must know, in French; left out = nothing. */
  avertissement?: string
}

/** One re-check of a source: `le` ISO 8601 UTC, `repond` = it answered as it should. */
export type Sonde = {
  le: string
  resultat: 'repond' | Exclude<SourceFailureKind, 'not-found'>
}

/**
 * A directory of practitioners.
 *
 * `findMany` answers in the order of the keys, each key for itself. A key nobody has is a `not-found` failure; a source
 * in trouble is any other failure. An unexpected throw is a bug.
 */
export type Annuaire = {
  readonly nom: string
  findMany(cles: readonly Cle[], options?: LookupOptions): Promise<Result<Trouve>[]>
  etats(): EtatAnnuaire[] | Promise<EtatAnnuaire[]>
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
export type Memo = { trouve: Trouve; keptMs: number }

/**
 * A second, slower memory, shared by processes that share nothing else. It never fails: what cannot
 * be read in time is absent, and what cannot be written is lost.
 */
export type SharedCache = {
  /** In the order of the keys; null = not kept (any more), or not readable. */
  read(cles: readonly Cle[]): Promise<(Memo | null)[]>
  /** Each kept for `seconds`; a memo of null = nobody is there, what was kept is forgotten. */
  write(entries: readonly { cle: Cle; memo: Memo | null }[], seconds: number): void
}
