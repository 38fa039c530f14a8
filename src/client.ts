import { ask } from './client/ask.ts'
import { Patience } from './client/patience.ts'
import { putAnswer } from './client/put-answer.ts'
import { readLot } from './client/read-lot.ts'
import { persist, send, type Settings } from './client/send.ts'
import type { DemandeLot, DemandeStructure, DemandeVerification } from './domain/demande.ts'
import type { Synthese } from './domain/lot.ts'
import type { DemandeRecherche } from './domain/recherche/demande-recherche.ts'
import type {
  ProfessionnelsTrouves,
  StructuresTrouvees,
} from './domain/recherche/reponse-recherche.ts'
import type {
  Commanditaire,
  Controle,
  Identifiant,
  Question,
  SituationJugee,
  Verification,
  VerificationStructure,
} from './domain/verification.ts'
import type { Probleme, Regles, ResultatLot, Sources } from './http/reponses.ts'

export type ClientOptions = {
  /** Address of the service, as `https://exemple.fr`. */
  baseUrl: string
  /** Sent as `Authorization: Bearer …`. */
  apiKey?: string
  /** Default: the platform's. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /**
   * Longest silence of the service, in ms, before an answer and within it. Default 60000: it may
   * itself wait for a slow directory.
   */
  timeoutMs?: number
  /** How often a request is sent again after 429, 503 or a broken connection. Default 3. */
  retries?: number
  /**
   * Longest wait that the service may ask for before it is asked again, in ms; when it asks for more,
   * its answer is the error. Default 60000, the most that its limit of requests asks for.
   */
  maxWaitMs?: number
}

/** What can go wrong. `message` is French, for a person; `kind` and the codes are stable. */
export type Erreur =
  /** The service says what is wrong. */
  | { kind: 'probleme'; message: string; probleme: Probleme; retryAfterSeconds: number | null }
  /** No connection. */
  | { kind: 'reseau'; message: string; cause: unknown }
  /** The service kept silent for `timeoutMs`. */
  | { kind: 'delai'; message: string }
  /** The signal of the caller. */
  | { kind: 'abandon'; message: string }
  /** The answer stopped before its end: what came of it is not the whole. */
  | { kind: 'interrompu'; message: string; cause: unknown }
  /** The answer is not one of this service: another server, or a proxy. */
  | { kind: 'illisible'; message: string; status: number; retryAfterSeconds: number | null }

export type Resultat = { ok: true; verification: Verification } | { ok: false; erreur: Erreur }

/** What a search found, as `quoi` asked. */
export type ResultatRecherche<T> = { ok: true; recherche: T } | { ok: false; erreur: Erreur }
/** The same of a structure asked for itself. */
export type ResultatStructure =
  | { ok: true; verification: VerificationStructure }
  | { ok: false; erreur: Erreur }

/** What comes of a lot. The last event is the synthesis or, when the answer is not whole, an error. */
export type EvenementLot =
  | { kind: 'resultat'; resultat: ResultatLot }
  | { kind: 'synthese'; synthese: Synthese }
  | { kind: 'erreur'; erreur: Erreur }

/** The rules in force on a day. */
export type ResultatRegles = { ok: true; regles: Regles } | { ok: false; erreur: Erreur }

/** What the service knows of each directory that it asks. */
export type ResultatSources = { ok: true; sources: Sources } | { ok: false; erreur: Erreur }

/** The lists of words of requests and answers. */
export type ChampQuestion = Question['champ']
export type Issue = Verification['issue']
export type IssueSituation = SituationJugee['issue']
export type Classe = SituationJugee['classe']
export type Couloir = NonNullable<SituationJugee['couloir']>
export type Role = Commanditaire['role']
export type TypeIdentifiant = Identifiant['type']
export type MotifControle = Controle['motif']
export type CodeProbleme = Probleme['code']

export type CallOptions = { signal?: AbortSignal }

export type Client = {
  /** One practitioner. Never throws. */
  verifier(demande: DemandeVerification, options?: CallOptions): Promise<Resultat>
  /** One structure, by its FINESS, SIRET or RPPS rang. Never throws. */
  structure(demande: DemandeStructure, options?: CallOptions): Promise<ResultatStructure>
  /**
   * Practitioners or structures by name, best first: an empty list when there is nobody. Never throws;
   * a search that the service cannot make is the problem `recherche_indisponible`.
   */
  chercher(
    demande: DemandeRecherche & { quoi: 'structure' },
    options?: CallOptions,
  ): Promise<ResultatRecherche<StructuresTrouvees>>
  chercher(
    demande: DemandeRecherche & { quoi?: 'professionnel' },
    options?: CallOptions,
  ): Promise<ResultatRecherche<ProfessionnelsTrouves>>
  /**
   * Many practitioners: results as they come, in the order of the lines, then the synthesis with the
   * orders to place. Options common to all with `numeros`, or one request for each. To stop reading
   * stops the service. Never throws.
   */
  lot(
    demande: DemandeLot | readonly DemandeVerification[],
    options?: CallOptions,
  ): AsyncGenerator<EvenementLot, void, undefined>
  /** The rules in force on `date`, `AAAA-MM-JJ`; null = today in Paris. Never throws. */
  regles(date?: string | null, options?: CallOptions): Promise<ResultatRegles>
  /** The state of each directory, which is not asked for it. Never throws. */
  sources(options?: CallOptions): Promise<ResultatSources>
}

/**
 * The request with the answer to one of the `questions` of its verification put in place: ask again
 * with it. A list where the question takes several (`multiple`); an earlier answer is replaced.
 *
 * @throws TypeError for no answer, several where one is taken, or one that is not among the options.
 */
export const repondre: (
  demande: DemandeVerification,
  question: Pick<Question, 'champ' | 'multiple'> & { options: readonly { valeur: string }[] },
  valeur: string | readonly string[],
) => DemandeVerification = putAnswer

const toSettings = (options: ClientOptions): Settings => {
  const url = new URL(options.baseUrl)
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('baseUrl is no http(s) address')
  const { apiKey } = options
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  return {
    base: (url.origin + url.pathname).replace(/\/+$/, ''),
    // Throws now rather than at the first call for a key that no header can carry.
    headers: Object.fromEntries(new Headers(headers)),
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs: options.timeoutMs ?? 60_000,
    retries: options.retries ?? 3,
    maxWaitMs: options.maxWaitMs ?? 60_000,
  }
}

/**
 * A client of the service « Qui commande ? », for Node, browsers and Workers. Numbers travel in
 * bodies, never in addresses; redirects are not followed.
 *
 * @throws TypeError for a `baseUrl` that is no http(s) address, or an `apiKey` no header can carry.
 */
export const createClient = (options: ClientOptions): Client => {
  const settings = toSettings(options)
  const NDJSON = 'application/x-ndjson'

  return {
    async verifier(demande, { signal } = {}) {
      const asked = await ask<Verification>(settings, '/v1/verifications', demande, 'issue', signal)
      return asked.ok ? { ok: true, verification: asked.value } : asked
    },

    async structure(demande, { signal } = {}) {
      const path = '/v1/structures'
      const asked = await ask<VerificationStructure>(settings, path, demande, 'issue', signal)
      return asked.ok ? { ok: true, verification: asked.value } : asked
    },

    chercher: (async (demande, { signal } = {}) => {
      type Trouves = ProfessionnelsTrouves | StructuresTrouvees
      const asked = await ask<Trouves>(settings, '/v1/recherches', demande, 'resultats', signal)
      return asked.ok ? { ok: true, recherche: asked.value } : asked
    }) as Client['chercher'],

    async regles(date = null, { signal } = {}) {
      const query = date === null ? '' : `?${new URLSearchParams({ date }).toString()}`
      const path = `/v1/regles${query}`
      const asked = await ask<Regles>(settings, path, undefined, 'regles', signal)
      return asked.ok ? { ok: true, regles: asked.value } : asked
    },

    async sources({ signal } = {}) {
      const asked = await ask<Sources>(settings, '/sources', undefined, 'sources', signal)
      return asked.ok ? { ok: true, sources: asked.value } : asked
    },

    async *lot(demande, { signal } = {}) {
      const isList = 'length' in demande
      const content = {
        type: isList ? NDJSON : 'application/json',
        body: isList
          ? demande.map((one) => JSON.stringify(one)).join('\n')
          : JSON.stringify(demande),
      }
      const patience = new Patience(settings.timeoutMs, signal)
      try {
        const opened = await persist(settings, signal, () =>
          send(
            settings,
            '/v1/verifications/lot',
            `${NDJSON}, application/problem+json`,
            content,
            patience,
          ),
        )
        if (opened.ok) yield* readLot(opened.value, patience)
        else yield { kind: 'erreur', erreur: opened.erreur }
      } finally {
        patience.end()
      }
    },
  }
}
