import { toPageCsp } from '../gate/middlewares.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import {
  INTEGRER_PATH,
  PAGE_INTEGRER_PATH,
  STYLE_INTEGRER_PATH,
  THEMES,
  type Cadre,
  type Theme,
} from '../pages/integrer-cadre.tsx'
import { renderIntegrer, renderIntegrerErreur, renderIntegrerReponse } from '../pages/integrer.tsx'
import { SCRIPT_INTEGRER, SCRIPT_INTEGRER_PAGE } from '../pages/script-integrer.ts'
import { STYLE_INTEGRER } from '../pages/style-integrer.ts'
import type { Answer, ProblemePage } from '../reply/reply.ts'
import { readBody } from '../request/body.ts'
import { readContentType } from '../request/content-type.ts'
import { readQuery } from '../request/query.ts'
import { parseSaisiePraticien, readSaisie, type SaisieLue } from '../request/saisie.ts'
import { CallerOptions } from './answer-verification.ts'
import { toAsset } from './assets.ts'
import type { Route } from './route.ts'

const MAX_BODY_BYTES = 64 * 1024

type Lu = { cadre: Cadre; lue: SaisieLue }

/** Fields and theme; a theme that is none of ours is a field unknown. */
const read = (pairs: Iterable<[string, string]>, origines: readonly string[]): Lu => {
  const fields = [...pairs]
  const asked = fields.findLast(([nom]) => nom === 'theme')?.[1]
  const theme = THEMES.find((one) => one === asked)
  const known = asked === undefined || asked === '' || theme !== undefined
  const lue = readSaisie(fields.filter(([nom]) => nom !== 'theme' || !known))
  return { cadre: { theme: theme ?? ('auto' satisfies Theme), origines, saisie: lue.saisie }, lue }
}

const toErreur =
  (cadre: Cadre): ProblemePage =>
  ({ titre, probleme }) =>
    renderIntegrerErreur(cadre, titre, probleme.detail)

/** Each answer of the frame says who may hold it, refusals too; nobody keeps one. */
const framed = (answer: Answer, { origines }: Cadre): Answer => ({
  ...answer,
  headers: {
    ...answer.headers,
    'cache-control': 'private, no-store',
    'content-security-policy': toPageCsp(origines),
  },
})

/** The field, for a page of somebody else. A number never stands in its address. */
export const getIntegrer: Route = {
  methode: 'GET',
  adresse: INTEGRER_PATH,
  access: 'open',
  role: 'le champ et sa réponse, à placer dans la page d’un autre site',
  handler:
    ({ integrationOrigines }) =>
    (c) => {
      const query = readQuery(c.req.url, ['usages', 'date', 'theme'])
      const pairs = query.ok ? Object.entries(query.values) : []
      const { cadre, lue } = read(pairs, integrationOrigines)
      if (!query.ok) return framed({ ...query, page: toErreur(cadre) }, cadre)
      // The options alone are looked at: a frame that was made wrongly says so at once.
      const parsed = parseSaisiePraticien({
        ...lue,
        saisie: new Map([...lue.saisie, ['numero', ['0']]]),
      })
      return framed(
        parsed.ok
          ? { status: 200, type: HTML_TYPE, body: renderIntegrer(cadre) }
          : { probleme: parsed.probleme, page: toErreur(cadre) },
        cadre,
      )
    },
}

/** The answer in the frame. */
export const postIntegrer: Route = {
  methode: 'POST',
  adresse: INTEGRER_PATH,
  access: 'open',
  handler:
    ({ verifier, integrationOrigines }) =>
    async (c) => {
      const vide = read([], integrationOrigines).cadre
      const type = readContentType(c.req.raw.headers, ['application/x-www-form-urlencoded'])
      const body = type.ok ? await readBody(c.req.raw, MAX_BODY_BYTES) : type
      if (!body.ok) return framed({ ...body, page: toErreur(vide) }, vide)
      const { cadre, lue } = read(new URLSearchParams(body.text), integrationOrigines)
      const parsed = parseSaisiePraticien(lue)
      if (!parsed.ok) return framed({ ...parsed, page: toErreur(cadre) }, cadre)
      const verdict = await verifier(parsed.demande, new CallerOptions(c.req.raw))
      if (!verdict.ok) return framed({ ...verdict, page: toErreur(cadre) }, cadre)
      const { verification } = verdict
      const page = renderIntegrerReponse(cadre, verification)
      return framed({ status: 200, type: HTML_TYPE, body: page, issue: verification.issue }, cadre)
    },
}

/** The component, which the page around loads. */
export const getIntegrerScript = toAsset('/integrer.js', 'text/javascript', SCRIPT_INTEGRER)

/** The script and the style of the frame. */
export const getIntegrerPageScript = toAsset(
  PAGE_INTEGRER_PATH,
  'text/javascript',
  SCRIPT_INTEGRER_PAGE,
)
export const getIntegrerStyle = toAsset(STYLE_INTEGRER_PATH, 'text/css', STYLE_INTEGRER)
