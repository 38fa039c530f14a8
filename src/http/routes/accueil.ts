import { renderAccueil } from '../pages/accueil.tsx'
import { toPageOrJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** The form, or the addresses of the service. */
export const getAccueil: Route = {
  methode: 'GET',
  adresse: '/',
  access: 'open',
  handler:
    ({ version, adresses, exemples, structuresFictives }) =>
    (c) =>
      toPageOrJson(c, () => renderAccueil(exemples, structuresFictives), {
        nom: 'Qui commande ?',
        version,
        adresses,
      }),
}
