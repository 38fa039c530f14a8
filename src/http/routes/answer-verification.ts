import type { Context } from 'hono'
import type { Jugee, Verifier } from '../../application/verifier.ts'
import type { DemandeVerification } from '../../domain/demande.ts'
import { XLSX_TYPE } from '../formats/classeur.ts'
import type { Format } from '../formats/format.ts'
import { COLONNES } from '../formats/csv.ts'
import { html } from '../formats/html.tsx'
import { FORMATS } from '../formats/index.ts'
import type { Schema } from '../openapi/components.ts'
import { texte } from '../openapi/operation.ts'
import { fingerprint } from '../formats/json.ts'
import { negotiate } from '../reply/negotiation.ts'
import { refuseAccept, type Answer, type Reply } from '../reply/reply.ts'

const MEDIA_TYPES = FORMATS.map((format) => format.mediaType)

/** The format that the caller accepts; undefined = none of ours. */
export const chooseFormat = (c: Context): Format | undefined => {
  const mediaType = negotiate(c.req.raw.headers.get('accept'), MEDIA_TYPES)
  return FORMATS.find((format) => format.mediaType === mediaType)
}

/** The refusal of a caller who accepts none of them. */
export const NON_ACCEPTABLE = refuseAccept(MEDIA_TYPES)

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

/** The answer to a request, or the problem that it meets. */
export const verify = async (
  verifier: Verifier,
  c: Context,
  demande: DemandeVerification,
  toReply: (jugee: Jugee) => Reply,
): Promise<Answer> => {
  const verdict = await verifier(demande, new CallerOptions(c.req.raw))
  return verdict.ok ? toReply(verdict) : { probleme: verdict.probleme }
}

/** A verification in that form. */
export const render = (format: Format, jugee: Jugee, demande: DemandeVerification) => ({
  status: 200,
  type: format.type,
  body: format.render(jugee, demande),
  issue: jugee.verification.issue,
})

/** Same form, and same data and rules, or same text where that is not enough. */
export const etagOf = (format: Format, jugee: Jugee, body: string | Uint8Array): string => {
  const etag = typeof body === 'string' ? format.etag?.(body) : undefined
  return `W/"${format.mediaType}-${etag ?? fingerprint(jugee)}"`
}

/** What one line of a CSV is. */
export const LIGNES = `Une ligne par situation : ${COLONNES.join(', ')}. Aucune cellule ne peut commencer une formule.`
const CSV_VERIFICATION = texte(LIGNES)

/** A file of bytes, in the description of the API. */
export const classeur = (description: string): Schema => ({
  type: 'string',
  contentEncoding: 'binary',
  description,
})

/** Each form that a verification can take; a test finds one that is not described. */
const FORMES: Record<string, string | Schema> = {
  'application/json': 'Verification',
  'application/xml': texte('La même réponse, un élément par champ.'),
  'text/csv': CSV_VERIFICATION,
  [XLSX_TYPE]: classeur('Le tableau du CSV en classeur XLSX, chaque cellule un texte.'),
}
/** The forms of a verification, but for the page, as the description of the API has them. */
export const CONTENU_VERIFICATION = Object.fromEntries(
  FORMATS.filter(({ mediaType }) => mediaType !== html.mediaType).map(({ mediaType }) => [
    mediaType,
    FORMES[mediaType] ?? {},
  ]),
)
