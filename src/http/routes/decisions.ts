import { renderDecisions } from '../pages/decisions.tsx'
import { readQuery } from '../request/query.ts'
import { toPage } from './page-regles.ts'
import type { Route } from './route.ts'

/** The page of our own decisions, of the references and of the versions of the rule book. */
export const getDecisions: Route = {
  methode: 'GET',
  adresse: '/decisions',
  access: 'open',
  role: 'nos décisions, les références des règles et leurs versions',
  handler:
    ({ regles, exploitation }) =>
    (c) => {
      const query = readQuery(c.req.url, [])
      if (!query.ok) return query
      const { contributionUrl } = exploitation
      return toPage(c, renderDecisions({ regles: regles.all, contributionUrl }), false)
    },
}
