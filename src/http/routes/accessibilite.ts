import { renderAccessibilite } from '../pages/accessibilite.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import type { Route } from './route.ts'

/** The page on accessibility. */
export const getAccessibilite: Route = {
  methode: 'GET',
  adresse: '/accessibilite',
  access: 'open',
  handler: () => () => ({
    status: 200,
    type: HTML_TYPE,
    body: renderAccessibilite(),
    headers: { 'cache-control': 'private, no-cache' },
  }),
}
