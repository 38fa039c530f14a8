import { Echec, toEchecReseau } from './echec.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** What tells one version of a file from another, as the server gave it. */
export type Version = {
  /** Address that served it, after the redirects: on data.gouv.fr, it holds the day. */
  adresse: string
  etag: string | null
  /** HTTP date. */
  lastModified: string | null
}

const REDIRECTS_MAX = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PASSAGERS = new Set([408, 425, 429, 500, 502, 503, 504])

const isThisMachine = ({ hostname }: URL): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** Plain http only within the machine, and only when it was asked for there: data must come signed. */
const isSafe = (url: URL, start: URL): boolean =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && isThisMachine(url) && isThisMachine(start))

/** Seconds or an HTTP date; undefined = the server does not say. */
const readRetryAfter = (response: Response): number | undefined => {
  const text = response.headers.get('retry-after') ?? ''
  if (/^\d{1,6}$/.test(text)) return Number(text)
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

const toEchecStatut = (response: Response, host: string): Echec => {
  const { status } = response
  if (status === 404 || status === 410) {
    return new Echec(`Le fichier n’est plus publié à cette adresse (${host}, ${status}).`)
  }
  const attenteSeconds = readRetryAfter(response)
  return new Echec(
    status === 429
      ? `${host} demande de patienter (429).`
      : `${host} refuse le téléchargement (${status}).`,
    {
      passager: PASSAGERS.has(status),
      ...(attenteSeconds === undefined ? {} : { attenteSeconds }),
    },
  )
}

/** The answer, and the version of the file that it is about. */
export type Reponse = { response: Response; version: Version; host: string }

/**
 * Asks for a file and follows the redirects, in https all the way. Answers 200, 206, 304 or 416.
 *
 * @throws Echec for every other answer, and when the network fails.
 */
export const requestFile = async (
  fetch: Fetch,
  adresse: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Reponse> => {
  const start = new URL(adresse)
  let url = start
  for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
    if (!isSafe(url, start)) {
      throw new Echec(`${url.protocol}//${url.host} n’est pas une adresse https : rien n’y est lu.`)
    }
    // oxlint-disable-next-line no-await-in-loop -- each answer says where to ask next
    const response = await fetch(url.href, {
      // Parts of a file are counted in its own bytes, not in those of a compression on the way.
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw toEchecReseau(error)
    })
    const { host } = url
    if (REDIRECTS.has(response.status)) {
      const location = response.headers.get('location')
      void response.body?.cancel().catch(() => {})
      if (location === null || !URL.canParse(location, url.href)) {
        throw new Echec(`${host} renvoie vers une adresse illisible.`)
      }
      url = new URL(location, url)
      continue
    }
    if (![200, 206, 304, 416].includes(response.status)) {
      void response.body?.cancel().catch(() => {})
      throw toEchecStatut(response, host)
    }
    const version = {
      adresse: url.href,
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
    }
    return { response, version, host }
  }
  throw new Echec(`Plus de ${REDIRECTS_MAX} redirections : le fichier est introuvable.`)
}

/** What `If-Range` may carry: a version told apart byte for byte; null = none. */
export const strongValidator = ({ etag, lastModified }: Version): string | null =>
  etag !== null && /^"[^"]*"$/.test(etag) ? etag : lastModified

/** `bytes 100-199/200`; null = no such header. `total` null = not said. */
export const readContentRange = (
  response: Response,
): { debut: number | null; total: number | null } | null => {
  const [, debut, total] =
    /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? []
  if (total === undefined) return null
  return {
    debut: debut === undefined ? null : Number(debut),
    total: total === '*' ? null : Number(total),
  }
}

/** Bytes of the body; null = the server does not say. */
export const readContentLength = (response: Response): number | null => {
  const text = response.headers.get('content-length') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
