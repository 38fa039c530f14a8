import type { Context } from 'hono'
import { type Frame, toPageCsp } from '../gate/middlewares.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import {
  INTEGRER_PATH,
  OPTIONS_CADRE,
  PAGE_INTEGRER_PATH,
  STYLE_INTEGRER_PATH,
  THEMES,
  type Cadre,
} from '../pages/integrer-cadre.tsx'
import { renderIntegrer, renderIntegrerErreur, renderIntegrerReponse } from '../pages/integrer.tsx'
import { SCRIPT_INTEGRER, SCRIPT_INTEGRER_PAGE } from '../pages/script-integrer.ts'
import { STYLE_INTEGRER } from '../pages/style-integrer.ts'
import type { ProblemePage, Reply } from '../reply/reply.ts'
import { readQuery, type QueryRead } from '../request/query.ts'
import { parseSaisiePraticien, readSaisie, type SaisieLue } from '../request/saisie.ts'
import { CallerOptions } from './answer-verification.ts'
import { toAsset } from './assets.ts'
import { readForm } from './reply-page.ts'
import type { Route, Service } from './route.ts'

type Lu = { cadre: Cadre; lue: SaisieLue }

/** Fields and theme; a theme that is none of ours is a field unknown. */
const read = (pairs: Iterable<[string, string]>, origines: readonly string[]): Lu => {
  const fields = [...pairs]
  const asked = fields.findLast(([nom]) => nom === 'theme')?.[1]
  const theme = THEMES.find((one) => one === asked)
  const known = asked === undefined || asked === '' || theme !== undefined
  const lue = readSaisie(fields.filter(([nom]) => nom !== 'theme' || !known))
  return { cadre: { theme: theme ?? 'auto', origines, saisie: lue.saisie }, lue }
}

const readAdresse = (c: Context): QueryRead => readQuery(c.req.url, [...OPTIONS_CADRE, 'theme'])

const toErreur =
  (cadre: Cadre): ProblemePage =>
  ({ titre, probleme }) =>
    renderIntegrerErreur(cadre, titre, probleme.detail)

/** Nobody keeps it. */
const toPage = (body: string, issue?: string): Reply => ({
  status: 200,
  type: HTML_TYPE,
  body,
  headers: { 'cache-control': 'private, no-store' },
  ...(issue === undefined ? {} : { issue }),
})

const readPairs = async (c: Context): Promise<Iterable<[string, string]>> => {
  if (c.req.method === 'POST') {
    const body = await readForm(c)
    return body.ok ? new URLSearchParams(body.text) : []
  }
  const query = readAdresse(c)
  return query.ok ? Object.entries(query.values) : []
}

/**
 * Each answer of the frame says who may hold it: a refusal that does not is a blank frame. Over the
 * limit, the field comes back as it was.
 */
const frame = ({ integrationOrigines }: Service): Frame => ({
  csp: toPageCsp(integrationOrigines),
  page: toErreur(read([], integrationOrigines).cadre),
  onLimit: async (c, probleme) => {
    const { cadre } = read(await readPairs(c), integrationOrigines)
    return { probleme, page: toErreur(cadre) }
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
      const query = readAdresse(c)
      if (!query.ok) return query
      const { cadre, lue } = read(Object.entries(query.values), integrationOrigines)
      // The options alone are looked at: a frame that was made wrongly says so at once.
      const parsed = parseSaisiePraticien({
        ...lue,
        saisie: new Map([...lue.saisie, ['numero', ['0']]]),
      })
      return parsed.ok ? toPage(renderIntegrer(cadre)) : { ...parsed, page: toErreur(cadre) }
    },
  frame,
}

/** The answer in the frame. */
export const postIntegrer: Route = {
  methode: 'POST',
  adresse: INTEGRER_PATH,
  access: 'open',
  handler:
    ({ verifier, integrationOrigines }) =>
    async (c) => {
      const query = readQuery(c.req.url, [])
      if (!query.ok) return query
      const body = await readForm(c)
      if (!body.ok) return body
      const { cadre, lue } = read(new URLSearchParams(body.text), integrationOrigines)
      const page = toErreur(cadre)
      const parsed = parseSaisiePraticien(lue)
      if (!parsed.ok) return { ...parsed, page }
      const verdict = await verifier(parsed.demande, new CallerOptions(c.req.raw))
      if (!verdict.ok) return { ...verdict, page }
      const { verification } = verdict
      return toPage(renderIntegrerReponse(cadre, verification), verification.issue)
    },
  frame,
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
