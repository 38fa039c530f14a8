import type { DemandeLot } from './domain/demande.ts'
import type { Synthese } from './domain/lot.ts'
import type { DemandeStructure, DemandeVerification } from './domain/demande.ts'
import type { DemandeRecherche } from './domain/recherche/demande-recherche.ts'
import type {
  ProfessionnelsTrouves,
  StructuresTrouvees,
} from './domain/recherche/reponse-recherche.ts'
import type { Verification, VerificationStructure } from './domain/verification.ts'
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
}

const JSON_TYPE = 'application/json'

/** What is kept of the server's address and of the options. */
type Settings = {
  base: string
  headers: Record<string, string>
  fetch: NonNullable<ClientOptions['fetch']>
  timeoutMs: number
  retries: number
  maxWaitMs: number
}

type Attempt<T> = { ok: true; value: T } | { ok: false; erreur: Erreur }

const fail = (erreur: Erreur): { ok: false; erreur: Erreur } => ({ ok: false, erreur })

const ABANDON: Erreur = { kind: 'abandon', message: 'La demande a été abandonnée.' }

/** Ends a request when its caller gives up, or when the service keeps silent while it is waited for. */
class Patience {
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal | undefined
  readonly #timeoutMs: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #silent = false

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    this.#timeoutMs = timeoutMs
    this.#caller = caller
    if (caller?.aborted) this.#abort()
    caller?.addEventListener('abort', this.#abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Who takes long to use an answer is not the service being silent: only the wait is timed. */
  async wait<T>(wait: () => Promise<T>): Promise<T> {
    this.#timer = setTimeout(() => {
      this.#silent = true
      this.#abort()
    }, this.#timeoutMs)
    try {
      return await wait()
    } finally {
      clearTimeout(this.#timer)
    }
  }

  /** Why a wait failed; `otherwise` when neither the caller nor the time ended it. */
  explain(otherwise: Erreur): Erreur {
    if (this.#caller?.aborted) return ABANDON
    if (!this.#silent) return otherwise
    return {
      kind: 'delai',
      message: `Le service n’a rien répondu en ${String(this.#timeoutMs / 1000).replace('.', ',')} s.`,
    }
  }

  end(): void {
    this.#caller?.removeEventListener('abort', this.#abort)
  }

  readonly #abort = (): void => this.#controller.abort()
}

/** True once the time has passed, false as soon as the caller gives up. */
const sleep = (ms: number, signal: AbortSignal | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })

/** Seconds or an HTTP date; null = neither. */
const readRetryAfter = (headers: Headers): number | null => {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000)
}

const interrupted = (cause: unknown): Erreur => ({
  kind: 'interrompu',
  message: 'La réponse du service s’est arrêtée avant la fin.',
  cause,
})

const unreadable = (response: Response): Erreur => ({
  kind: 'illisible',
  message: `La réponse n’est pas celle de ce service (statut ${response.status}) : vérifiez son adresse.`,
  status: response.status,
  retryAfterSeconds: readRetryAfter(response.headers),
})

const isType = (response: Response, type: string): boolean =>
  (response.headers.get('content-type') ?? '').toLowerCase().startsWith(type)

const parseObject = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const readText = async (response: Response, patience: Patience): Promise<Attempt<string>> => {
  try {
    return { ok: true, value: await patience.wait(() => response.text()) }
  } catch (cause) {
    return fail(patience.explain(interrupted(cause)))
  }
}

const readProbleme = async (response: Response, patience: Patience): Promise<Erreur> => {
  const text = await readText(response, patience)
  if (!text.ok) return text.erreur
  const probleme = parseObject(text.value) as Probleme | null
  if (!isType(response, 'application/problem+json') || typeof probleme?.code !== 'string') {
    return unreadable(response)
  }
  const retryAfterSeconds = readRetryAfter(response.headers)
  return { kind: 'probleme', message: probleme.detail, probleme, retryAfterSeconds }
}

/** One request; an answer that is no success is read as an error. */
const send = async (
  { fetch, base, headers }: Settings,
  path: string,
  content: { type: string; accept: string; body: string },
  patience: Patience,
): Promise<Attempt<Response>> => {
  const init: RequestInit = {
    method: 'POST',
    headers: { ...headers, 'content-type': content.type, accept: content.accept },
    body: content.body,
    // Numbers and the key go to the service and nowhere else.
    redirect: 'manual',
    signal: patience.signal,
  }
  let response: Response
  try {
    response = await patience.wait(() => fetch(base + path, init))
  } catch (cause) {
    const message = 'Le service n’a pas pu être joint.'
    return fail(patience.explain({ kind: 'reseau', message, cause }))
  }
  if (response.ok) return { ok: true, value: response }
  return fail(await readProbleme(response, patience))
}

/** Whether to ask again may help: a verification only reads, so it can be asked as often as needed. */
const isPassing = (erreur: Erreur): boolean => {
  switch (erreur.kind) {
    case 'reseau':
    case 'interrompu':
      return true
    case 'probleme':
      // Asked again, the same search would be as impossible.
      if (erreur.probleme.code === 'recherche_indisponible') return false
      return erreur.probleme.status === 429 || erreur.probleme.status === 503
    case 'illisible':
      return erreur.status === 429 || erreur.status === 503
    case 'delai':
    case 'abandon':
      return false
  }
}

/** What is waited without being asked to, in ms: longer each time. */
const toPauseMs = (again: number): number => 250 * 2 ** again

/** The shortest wait: what the service asks for, when it does. */
const toWaitMs = (erreur: Erreur, again: number): number => {
  const asked = 'retryAfterSeconds' in erreur ? erreur.retryAfterSeconds : null
  return asked === null ? toPauseMs(again) : asked * 1000
}

const persist = async <T>(
  { retries, maxWaitMs }: Settings,
  signal: AbortSignal | undefined,
  attempt: () => Promise<Attempt<T>>,
): Promise<Attempt<T>> => {
  for (let again = 0; ; again++) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt follows from the last
    const outcome = await attempt()
    if (outcome.ok || again >= retries || !isPassing(outcome.erreur)) return outcome
    const waitMs = toWaitMs(outcome.erreur, again)
    if (waitMs > maxWaitMs) return outcome
    // A little longer, so that not all clients ask again at once.
    const spreadMs = Math.random() * toPauseMs(again)
    // oxlint-disable-next-line no-await-in-loop
    if (!(await sleep(waitMs + spreadMs, signal))) return fail(ABANDON)
  }
}

/** One line of a lot's answer; null = no line of ours. */
const toEvenement = (line: string): EvenementLot | null => {
  const value = parseObject(line)
  if (value === null) return null
  if (typeof value['synthese'] === 'object') {
    return { kind: 'synthese', synthese: value['synthese'] as Synthese }
  }
  const { statut, probleme } = value
  if (statut === undefined && typeof probleme === 'object') {
    const { detail } = probleme as Probleme
    return {
      kind: 'erreur',
      erreur: {
        kind: 'probleme',
        message: detail,
        probleme: probleme as Probleme,
        retryAfterSeconds: null,
      },
    }
  }
  if (statut !== 'ok' && statut !== 'erreur') return null
  return { kind: 'resultat', resultat: value as ResultatLot }
}

async function* readLines(
  body: ReadableStream<Uint8Array>,
  patience: Patience,
): AsyncGenerator<Attempt<string>, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in its order
      const { done, value } = await patience.wait(() => reader.read())
      const lines = (
        rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))
      ).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield { ok: true, value: line }
      if (done) return
    }
  } catch (cause) {
    yield fail(patience.explain(interrupted(cause)))
  } finally {
    reader.cancel().catch(() => {})
  }
}

async function* readLot(
  response: Response,
  patience: Patience,
): AsyncGenerator<EvenementLot, void, undefined> {
  if (response.body === null || !isType(response, 'application/x-ndjson')) {
    yield { kind: 'erreur', erreur: unreadable(response) }
    return
  }
  let seen = 0
  for await (const line of readLines(response.body, patience)) {
    if (!line.ok) {
      yield { kind: 'erreur', erreur: line.erreur }
      return
    }
    const evenement = toEvenement(line.value)
    // A line cut in two, or a result that never came: the answer is not whole.
    const whole = evenement?.kind !== 'synthese' || evenement.synthese.total === seen
    if (evenement === null || !whole) break
    if (evenement.kind === 'resultat') seen++
    yield evenement
    if (evenement.kind !== 'resultat') return
  }
  yield { kind: 'erreur', erreur: interrupted(null) }
}

/** What is answered at each address that answers one question. */
type Reponses = {
  '/v1/verifications': Verification
  '/v1/structures': VerificationStructure
  '/v1/recherches': ProfessionnelsTrouves | StructuresTrouvees
}

/** One question and its answer, both in JSON; `isOurs` tells an answer of this service. */
const askJson = <P extends keyof Reponses>(
  settings: Settings,
  signal: AbortSignal | undefined,
  path: P,
  demande: object,
  isOurs: (value: Record<string, unknown>) => boolean,
): Promise<Attempt<Reponses[P]>> => {
  const content = { type: JSON_TYPE, accept: JSON_TYPE, body: JSON.stringify(demande) }
  return persist(settings, signal, async (): Promise<Attempt<Reponses[P]>> => {
    const patience = new Patience(settings.timeoutMs, signal)
    try {
      const sent = await send(settings, path, content, patience)
      if (!sent.ok) return sent
      const text = await readText(sent.value, patience)
      if (!text.ok) return text
      const value = parseObject(text.value)
      return isType(sent.value, JSON_TYPE) && value !== null && isOurs(value)
        ? { ok: true, value: value as Reponses[P] }
        : fail(unreadable(sent.value))
    } finally {
      patience.end()
    }
  })
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
  const ask = async <P extends '/v1/verifications' | '/v1/structures'>(
    path: P,
    demande: object,
    signal: AbortSignal | undefined,
  ): Promise<{ ok: true; verification: Reponses[P] } | { ok: false; erreur: Erreur }> => {
    const outcome = await askJson(
      settings,
      signal,
      path,
      demande,
      ({ issue }) => typeof issue === 'string',
    )
    return outcome.ok ? { ok: true, verification: outcome.value } : outcome
  }

  return {
    verifier: (demande, { signal } = {}) => ask('/v1/verifications', demande, signal),

    structure: (demande, { signal } = {}) => ask('/v1/structures', demande, signal),

    chercher: (async (demande, { signal } = {}) => {
      const outcome = await askJson(settings, signal, '/v1/recherches', demande, ({ resultats }) =>
        Array.isArray(resultats),
      )
      return outcome.ok ? { ok: true, recherche: outcome.value } : outcome
    }) as Client['chercher'],

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
