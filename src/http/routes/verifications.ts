import type { Context } from 'hono'
import type { Jugee, Verifier } from '../../application/verifier.ts'
import type { DemandeVerification } from '../../domain/demande.ts'
import { readBody } from '../request/body.ts'
import { toCacheable } from '../reply/caching.ts'
import { readContentType } from '../request/content-type.ts'
import { refuseCarteDansAdresse } from '../gate/carte-adresse.ts'
import { parseDemande } from '../../application/parse-demande.ts'
import type { Format } from '../formats/format.ts'
import { FORMATS } from '../formats/index.ts'
import { fingerprint } from '../formats/json.ts'
import { parseJsonStrict } from '../request/json-strict.ts'
import { negotiate } from '../reply/negotiation.ts'
import { readQuery, toOptions } from '../request/query.ts'
import { refuse, type Answer, type Handler, type Reply } from '../reply/reply.ts'

const MAX_BODY_BYTES = 64 * 1024

const MEDIA_TYPES = FORMATS.map((format) => format.mediaType)

const CONSEIL_CARTE = 'envoyez-le par POST /v1/verifications.'

/** The format that the caller accepts; undefined = none of ours. */
const chooseFormat = (c: Context): Format | undefined => {
  const mediaType = negotiate(c.req.raw.headers.get('accept'), MEDIA_TYPES)
  return FORMATS.find((format) => format.mediaType === mediaType)
}

const NON_ACCEPTABLE = refuse(
  'non_acceptable',
  `Aucun format demandé n’est disponible. Formats proposés : ${MEDIA_TYPES.join(', ')}.`,
)

/** Abandons the look-up with its caller. Read late, because making a signal costs. */
export class CallerOptions {
  readonly #request: Request

  constructor(request: Request) {
    this.#request = request
  }

  get signal(): AbortSignal {
    return this.#request.signal
  }
}

const verify = async (
  verifier: Verifier,
  c: Context,
  demande: DemandeVerification,
  toReply: (jugee: Jugee) => Reply,
): Promise<Answer> => {
  const verdict = await verifier(demande, new CallerOptions(c.req.raw))
  return verdict.ok ? toReply(verdict) : { probleme: verdict.probleme }
}

const render = (format: Format, jugee: Jugee, demande: DemandeVerification) => ({
  status: 200,
  type: format.type,
  body: format.render(jugee, demande),
  issue: jugee.verification.issue,
})

/** Same form, and same data and rules, or same text where that is not enough. */
const etagOf = (format: Format, jugee: Jugee, body: string | Uint8Array): string => {
  const etag = typeof body === 'string' ? format.etag?.(body) : undefined
  return `W/"${format.mediaType}-${etag ?? fingerprint(jugee)}"`
}

/** `GET /v1/verifications/{rpps}`. A card number is refused: it would end in logs. */
export const getVerification =
  (verifier: Verifier): Handler =>
  (c) => {
    const format = chooseFormat(c)
    if (format === undefined) return NON_ACCEPTABLE
    const query = readQuery(c.req.url, ['date', 'usages', 'situation'])
    if (!query.ok) return query
    const numero = c.req.param('rpps') ?? ''
    const carte = refuseCarteDansAdresse(numero, CONSEIL_CARTE)
    if (carte !== null) return { probleme: carte }
    const read = parseDemande({ numero, type: 'rpps', ...toOptions(query.values) })
    if (!read.ok) return read
    return verify(verifier, c, read.demande, (jugee) => {
      const reply = render(format, jugee, read.demande)
      return toCacheable(c, etagOf(format, jugee, reply.body), reply)
    })
  }

/** `POST /v1/verifications`: the same with a body, by RPPS or by card. */
export const postVerification =
  (verifier: Verifier): Handler =>
  async (c) => {
    const format = chooseFormat(c)
    if (format === undefined) return NON_ACCEPTABLE
    const query = readQuery(c.req.url, [])
    if (!query.ok) return query
    const type = readContentType(c.req.raw.headers, ['application/json'])
    if (!type.ok) return type
    const body = await readBody(c.req.raw, MAX_BODY_BYTES)
    if (!body.ok) return body
    const json = parseJsonStrict(body.text)
    if (!json.ok) {
      const { ok: _, ...fault } = json
      return { probleme: { code: 'requete_invalide', ...fault } }
    }
    const read = parseDemande(json.value)
    if (!read.ok) return read
    return verify(verifier, c, read.demande, (jugee) => ({
      ...render(format, jugee, read.demande),
      headers: { 'cache-control': 'no-store', vary: 'Accept' },
    }))
  }
