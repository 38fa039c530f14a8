import { toJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** What each directory remembers of its look-ups; asks none of them. */
export const getSources: Route = {
  methode: 'GET',
  adresse: '/sources',
  access: 'key',
  role: 'l’état des annuaires interrogés',
  operation: {
    id: 'listerSources',
    groupe: 'Service',
    resume: 'L’état des annuaires interrogés',
    description: 'Sans les interroger.',
    reponse: {
      description: 'Chaque annuaire.',
      contenu: { 'application/json': 'Sources' },
    },
    problemes: ['non_acceptable'],
    exemples: { sources: { resume: 'Au démarrage' } },
  },
  handler:
    ({ annuaire }) =>
    async (c) =>
      toJson(c, { sources: await annuaire.etats() }),
}
