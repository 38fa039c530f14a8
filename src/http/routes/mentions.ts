import { renderMentions } from '../pages/mentions.tsx'
import { readQuery } from '../request/query.ts'
import { toPage } from './page-regles.ts'
import type { Route } from './route.ts'

/** The page that says who speaks, from which data, and what is kept. */
export const getMentions: Route = {
  methode: 'GET',
  adresse: '/mentions',
  access: 'open',
  role: 'de qui est ce service, quelles données, gardées combien de temps',
  handler:
    ({ exploitation }) =>
    (c) => {
      const query = readQuery(c.req.url, [])
      return query.ok ? toPage(c, renderMentions(exploitation), false) : query
    },
}
