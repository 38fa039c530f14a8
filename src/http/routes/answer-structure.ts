import type { Context } from 'hono'
import type { VerdictStructure, VerifierStructure } from '../../application/verifier-structure.ts'
import type { DemandeStructure } from '../../domain/demande.ts'
import { fingerprint, json } from '../formats/json.ts'
import { xml } from '../formats/xml.ts'
import { texte } from '../openapi/operation.ts'
import { negotiate } from '../reply/negotiation.ts'
import { type Answer, refuseAccept, type Reply } from '../reply/reply.ts'
import { CallerOptions } from './answer-verification.ts'

/** In our order of preference; a table of situations is defined for practitioners alone. */
const FORMATS = [json, xml]
const MEDIA_TYPES = FORMATS.map(({ mediaType }) => mediaType)

const NON_ACCEPTABLE = refuseAccept(MEDIA_TYPES, ' pour une structure')

/** The forms of the answer, as the description of the API has them. */
export const CONTENU_STRUCTURE = {
  'application/json': 'VerificationStructure',
  'application/xml': texte('La même réponse, un élément par champ.'),
}

type Found = Extract<VerdictStructure, { ok: true }>

/** The answer to a request, as `finish` sends it with its validator; or the problem that it meets. */
export const answerStructureRoute = async (
  c: Context,
  verifier: VerifierStructure,
  read: () => DemandeStructure | Answer | Promise<DemandeStructure | Answer>,
  finish: (reply: Reply, etag: string) => Reply,
): Promise<Answer> => {
  const mediaType = negotiate(c.req.raw.headers.get('accept'), MEDIA_TYPES)
  const format = FORMATS.find((one) => one.mediaType === mediaType)
  if (format === undefined) return NON_ACCEPTABLE
  const demande = await read()
  if (!('identifiant' in demande)) return demande
  const verdict = await verifier(demande, new CallerOptions(c.req.raw))
  if (!verdict.ok) return { probleme: verdict.probleme }
  const { verification }: Found = verdict
  const jugee = { verification, jugement: null }
  const reply = {
    status: 200,
    type: format.type,
    body: format.render(jugee),
    issue: verification.issue,
  }
  return finish(reply, `W/"${format.mediaType}-${fingerprint(jugee)}"`)
}
