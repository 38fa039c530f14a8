import type { Erreur } from '../client.ts'
import type { Probleme } from '../http/reponses.ts'
import type { Patience } from './patience.ts'

/** What came of one try. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; erreur: Erreur }

export const fail = (erreur: Erreur): { ok: false; erreur: Erreur } => ({ ok: false, erreur })

/** Seconds or an HTTP date; null = neither. */
const readRetryAfter = (headers: Headers): number | null => {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000)
}

/** The answer stopped before its end. */
export const interrupted = (cause: unknown): Erreur => ({
  kind: 'interrompu',
  message: 'La réponse du service s’est arrêtée avant la fin.',
  cause,
})

/** Another server answered, or a proxy. */
export const unreadable = (response: Response): Erreur => ({
  kind: 'illisible',
  message: `La réponse n’est pas celle de ce service (statut ${response.status}) : vérifiez son adresse.`,
  status: response.status,
  retryAfterSeconds: readRetryAfter(response.headers),
})

/** By its media type, parameters aside. */
export const isType = (response: Response, type: string): boolean =>
  (response.headers.get('content-type') ?? '').toLowerCase().startsWith(type)

/** null = no JSON, or no object. */
export const parseObject = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The whole body. */
export const readText = async (
  response: Response,
  patience: Patience,
): Promise<Attempt<string>> => {
  try {
    return { ok: true, value: await patience.wait(() => response.text()) }
  } catch (cause) {
    return fail(patience.explain(interrupted(cause)))
  }
}

/** Why an answer is no success. */
export const readProbleme = async (response: Response, patience: Patience): Promise<Erreur> => {
  const text = await readText(response, patience)
  if (!text.ok) return text.erreur
  const probleme = parseObject(text.value) as Probleme | null
  if (!isType(response, 'application/problem+json') || typeof probleme?.code !== 'string') {
    return unreadable(response)
  }
  const retryAfterSeconds = readRetryAfter(response.headers)
  return { kind: 'probleme', message: probleme.detail, probleme, retryAfterSeconds }
}
