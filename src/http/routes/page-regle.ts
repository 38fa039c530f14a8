import { renderRegle } from '../pages/regle.tsx'
import { refuse } from '../reply/reply.ts'
import { readJour, toPage } from './page-regles.ts'
import type { Route } from './route.ts'

/** The page of one rule, in force that day or not. */
export const getReglePage: Route = {
  methode: 'GET',
  adresse: '/regles/{id}',
  access: 'open',
  handler:
    ({ regles, today, exploitation }) =>
    (c) => {
      const lu = readJour(c, today())
      if (!lu.ok) return lu
      const regle = regles.find(c.req.param('id') ?? '')
      if (regle === null) {
        const detail = 'Aucune règle ne porte cet identifiant. La page « Règles » les énumère.'
        return refuse('route_inconnue', detail)
      }
      const { montre } = lu
      const { contributionUrl } = exploitation
      const body = renderRegle({ regle, montre, contributionUrl, refuse: lu.refuse })
      return toPage(c, body, lu.refuse !== null)
    },
}
