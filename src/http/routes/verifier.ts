import type { Context } from 'hono'
import type { Probleme } from '../../application/probleme.ts'
import type { Verifier } from '../../application/verifier.ts'
import { readBody, type BodyRead } from '../request/body.ts'
import { refuseCarteDansAdresse } from '../gate/carte-adresse.ts'
import { readContentType } from '../request/content-type.ts'
import type { OnLimit } from '../gate/middlewares.ts'
import { negotiate } from '../reply/negotiation.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderResultat } from '../pages/resultat.tsx'
import { renderVerifier, toVerifierProbleme } from '../pages/verifier.tsx'
import { readQuery } from '../request/query.ts'
import { refuse, type Answer, type Reply } from '../reply/reply.ts'
import {
  CHAMPS_ADRESSE,
  parseSaisie,
  readSaisie,
  type SaisieLue,
  toAdresse,
} from '../request/saisie.ts'
import { CallerOptions } from './answer-verification.ts'
import type { Route } from './route.ts'

const FORM_TYPE = 'application/x-www-form-urlencoded'
const MAX_BODY_BYTES = 64 * 1024

const NON_ACCEPTABLE = refuse(
  'non_acceptable',
  'Cette adresse n’a qu’une page à montrer : text/html.',
)

const VIDE: SaisieLue = { saisie: new Map(), inconnus: [] }

const isPageWanted = (c: Context): boolean =>
  negotiate(c.req.raw.headers.get('accept'), ['text/html']) !== null

/** A page of one person: kept by nobody but the browser that shows it, so that it can go back. */
const toPage = (body: string, issue?: string): Reply => ({
  status: 200,
  type: HTML_TYPE,
  body,
  headers: { 'cache-control': 'private, no-cache' },
  ...(issue === undefined ? {} : { issue }),
})

const answer = async (verifier: Verifier, c: Context, lue: SaisieLue): Promise<Answer> => {
  const { saisie } = lue
  const page = toVerifierProbleme(saisie)
  const read = parseSaisie(lue)
  if (!read.ok) return { probleme: read.probleme, page }
  const verdict = await verifier(read.demande, new CallerOptions(c.req.raw))
  if (!verdict.ok) return { probleme: verdict.probleme, page }
  const { verification } = verdict
  const resultat = renderResultat({ verification, saisie })
  return toPage(resultat, verification.issue)
}

/** Sends a request that an address may say to that address, which can then be handed over. */
const sendToAdresse = (lue: SaisieLue): Reply | null => {
  const adresse = parseSaisie(lue).ok ? toAdresse(lue.saisie) : null
  return adresse === null
    ? null
    : { status: 303, type: null, body: null, headers: { location: adresse } }
}

const CONSEIL_CARTE = 'donnez-le dans le formulaire ci-dessous.'

/** `carte`: the refusal of a number that may be a card's, which is not repeated. */
type AdresseLue = { rpps: string | null; carte: Probleme | null; lue: SaisieLue }

const readAdresse = (values: Record<string, string>): AdresseLue => {
  const { rpps = null, ...options } = values
  const carte = rpps === null ? null : refuseCarteDansAdresse(rpps, CONSEIL_CARTE)
  const numero = carte === null ? (rpps ?? '') : ''
  return { rpps, carte, lue: readSaisie(Object.entries({ numero, ...options })) }
}

const readForm = async (c: Context): Promise<BodyRead> => {
  const type = readContentType(c.req.raw.headers, [FORM_TYPE])
  return type.ok ? readBody(c.req.raw, MAX_BODY_BYTES) : type
}

const readLimited = async (c: Context): Promise<SaisieLue> => {
  const body = await readForm(c)
  return body.ok ? readSaisie(new URLSearchParams(body.text)) : VIDE
}

const readLimitedAdresse = (c: Context): SaisieLue => {
  const query = readQuery(c.req.url, ['rpps', ...CHAMPS_ADRESSE])
  return query.ok ? readAdresse(query.values).lue : VIDE
}

/** Over the limit, the form comes back as it was: nothing has to be typed again. */
const onLimit: OnLimit = async (c, probleme) => {
  const lue = c.req.method === 'POST' ? await readLimited(c) : readLimitedAdresse(c)
  return { probleme, page: toVerifierProbleme(lue.saisie) }
}

/**
 * The address of an answer. It takes what the answer depends on, never a card. Without `rpps`, the
 * empty form.
 */
export const getVerifier: Route = {
  methode: 'GET',
  adresse: '/verifier',
  access: 'open',
  role: 'la page d’un professionnel, par son numéro RPPS',
  handler:
    ({ verifier }) =>
    (c) => {
      if (!isPageWanted(c)) return NON_ACCEPTABLE
      const query = readQuery(c.req.url, ['rpps', ...CHAMPS_ADRESSE])
      if (!query.ok) return { probleme: query.probleme, page: toVerifierProbleme(VIDE.saisie) }
      const { rpps, carte, lue } = readAdresse(query.values)
      if (rpps === null) return toPage(renderVerifier())
      return carte === null
        ? answer(verifier, c, lue)
        : { probleme: carte, page: toVerifierProbleme(lue.saisie) }
    },
  onLimit,
}

/** The form: by RPPS it leads to the address of the answer, by card it answers in place. */
export const postVerifier: Route = {
  methode: 'POST',
  adresse: '/verifier',
  access: 'open',
  page: { resume: 'la page d’un professionnel, par son RPPS ou sa carte (formulaire)' },
  handler:
    ({ verifier }) =>
    async (c) => {
      if (!isPageWanted(c)) return NON_ACCEPTABLE
      const page = toVerifierProbleme(VIDE.saisie)
      const query = readQuery(c.req.url, [])
      if (!query.ok) return { ...query, page }
      const body = await readForm(c)
      if (!body.ok) return { ...body, page }
      const lue = readSaisie(new URLSearchParams(body.text))
      return sendToAdresse(lue) ?? answer(verifier, c, lue)
    },
  onLimit,
}
