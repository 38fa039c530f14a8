import { fail, isType, parseObject, readText, unreadable, type Attempt } from './client/answer.ts'
import { Patience } from './client/patience.ts'
import { readLot } from './client/read-lot.ts'
import { persist, send, type Settings } from './client/send.ts'
import type { DemandeLot } from './domain/demande.ts'
import type { Synthese } from './domain/lot.ts'
import type { DemandeVerification } from './domain/demande.ts'
import type { Verification } from './domain/verification.ts'
import type { Probleme, ResultatLot } from './http/reponses.ts'

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

/** What comes of a lot. The last event is the synthesis or, when the answer is not whole, an error. */
export type EvenementLot =
  | { kind: 'resultat'; resultat: ResultatLot }
  | { kind: 'synthese'; synthese: Synthese }
  | { kind: 'erreur'; erreur: Erreur }

export type CallOptions = { signal?: AbortSignal }

export type Client = {
  /** One practitioner. Never throws. */
  verifier(demande: DemandeVerification, options?: CallOptions): Promise<Resultat>
  /**
   * Many practitioners: results as they come, in the order of the lines, then the synthesis with the
   * orders to place. Options common to all with `numeros`, or one request for each. To stop reading
   * stops the service. Never throws.
   */
  lot(
    demande: DemandeLot | readonly DemandeVerification[],
    options?: CallOptions,
  ): AsyncGenerator<EvenementLot, void, undefined>
}

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
  const JSON_TYPE = 'application/json'

  return {
    async verifier(demande, { signal } = {}) {
      const content = { type: JSON_TYPE, accept: JSON_TYPE, body: JSON.stringify(demande) }
      const outcome = await persist(settings, signal, async (): Promise<Attempt<Verification>> => {
        const patience = new Patience(settings.timeoutMs, signal)
        try {
          const sent = await send(settings, '/v1/verifications', content, patience)
          if (!sent.ok) return sent
          const text = await readText(sent.value, patience)
          if (!text.ok) return text
          const value = parseObject(text.value)
          const isOurs = isType(sent.value, JSON_TYPE) && typeof value?.['issue'] === 'string'
          return isOurs ? { ok: true, value: value as Verification } : fail(unreadable(sent.value))
        } finally {
          patience.end()
        }
      })
      return outcome.ok ? { ok: true, verification: outcome.value } : outcome
    },

    async *lot(demande, { signal } = {}) {
      const isList = 'length' in demande
      const content = {
        type: isList ? 'application/x-ndjson' : JSON_TYPE,
        accept: 'application/x-ndjson, application/problem+json',
        body: isList
          ? demande.map((one) => JSON.stringify(one)).join('\n')
          : JSON.stringify(demande),
      }
      const patience = new Patience(settings.timeoutMs, signal)
      try {
        const opened = await persist(settings, signal, () =>
          send(settings, '/v1/verifications/lot', content, patience),
        )
        if (opened.ok) yield* readLot(opened.value, patience)
        else yield { kind: 'erreur', erreur: opened.erreur }
      } finally {
        patience.end()
      }
    },
  }
}
