import { texte } from '../openapi/operation.ts'
import { renderAccueil } from '../pages/accueil.tsx'
import { toPageOrJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** The form, or the addresses of the service. */
export const getAccueil: Route = {
  methode: 'GET',
  adresse: '/',
  access: 'open',
  operation: {
    id: 'lireAccueil',
    groupe: 'Pages',
    resume: 'L’accueil',
    reponse: {
      description: 'Le service et ses adresses.',
      contenu: { 'application/json': 'Accueil', 'text/html': texte('La page.') },
    },
    problemes: ['non_acceptable'],
  },
  handler:
    ({ version, adresses, exemples, structuresFictives }) =>
    (c) =>
      toPageOrJson(c, () => renderAccueil(exemples, structuresFictives), {
        nom: 'Qui commande ?',
        version,
        adresses,
      }),
}
