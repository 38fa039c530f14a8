import type { Context } from 'hono'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderResultat, renderStructure } from '../pages/resultat.tsx'
import { toVerifierProbleme } from '../pages/verifier.tsx'
import { negotiate } from '../reply/negotiation.ts'
import { type Answer, refuse, type Reply } from '../reply/reply.ts'
import { type BodyRead, readBody } from '../request/body.ts'
import { readContentType } from '../request/content-type.ts'
import { parseSaisie, type SaisieLue } from '../request/saisie.ts'
import { CallerOptions } from './answer-verification.ts'
import type { Service } from './route.ts'

/** What the routes of the pages of answers share. */

const FORM_TYPE = 'application/x-www-form-urlencoded'
const MAX_BODY_BYTES = 64 * 1024

/** For who takes no page, where there is nothing else. */
export const SANS_PAGE = refuse(
  'non_acceptable',
  'Cette adresse n’a qu’une page à montrer : text/html.',
)

export const isPageWanted = (c: Context): boolean =>
  negotiate(c.req.raw.headers.get('accept'), ['text/html']) !== null

/** The body of a form, as text. */
export const readForm = async (c: Context): Promise<BodyRead> => {
  const type = readContentType(c.req.raw.headers, [FORM_TYPE])
  return type.ok ? readBody(c.req.raw, MAX_BODY_BYTES) : type
}

/** A page of one person: kept by nobody but the browser that shows it, so that it can go back. */
export const toPage = (body: string, issue?: string): Reply => ({
  status: 200,
  type: HTML_TYPE,
  body,
  headers: { 'cache-control': 'private, no-cache', vary: 'Accept' },
  ...(issue === undefined ? {} : { issue }),
})

/** The page of the answer to what was typed, about a practitioner or a structure. */
export const answerPage = async (
  { verifier, verifierStructure }: Pick<Service, 'verifier' | 'verifierStructure'>,
  c: Context,
  lue: SaisieLue,
): Promise<Answer> => {
  const { saisie } = lue
  const page = toVerifierProbleme(saisie)
  const read = parseSaisie(lue)
  if (!read.ok) return { probleme: read.probleme, page }
  const options = new CallerOptions(c.req.raw)
  if ('identifiant' in read.demande) {
    const verdict = await verifierStructure(read.demande, options)
    if (!verdict.ok) return { probleme: verdict.probleme, page }
    const { verification } = verdict
    return toPage(renderStructure({ verification, saisie }), verification.issue)
  }
  const verdict = await verifier(read.demande, options)
  if (!verdict.ok) return { probleme: verdict.probleme, page }
  const { verification } = verdict
  return toPage(renderResultat({ verification, saisie }), verification.issue)
}
