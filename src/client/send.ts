import type { ClientOptions, Erreur } from '../client.ts'
import { fail, readProbleme, type Attempt } from './answer.ts'
import { ABANDON, sleep, type Patience } from './patience.ts'

/** What is kept of the server's address and of the options. */
export type Settings = {
  base: string
  headers: Record<string, string>
  fetch: NonNullable<ClientOptions['fetch']>
  timeoutMs: number
  retries: number
  maxWaitMs: number
}

/** One request, a GET without `content`; an answer that is no success is read as an error. */
export const send = async (
  { fetch, base, headers }: Settings,
  path: string,
  accept: string,
  content: { type: string; body: string } | null,
  patience: Patience,
): Promise<Attempt<Response>> => {
  const init: RequestInit = {
    method: content === null ? 'GET' : 'POST',
    headers: { ...headers, accept, ...(content === null ? {} : { 'content-type': content.type }) },
    body: content?.body ?? null,
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

/** Tries again as often and as late as the options and the service allow. */
export const persist = async <T>(
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
