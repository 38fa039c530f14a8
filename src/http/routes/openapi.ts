import { toCacheable, toEtag } from '../reply/caching.ts'
import { toJson } from './json-reply.ts'
import type { Route } from './route.ts'

/** The description of the API. */
export const getOpenapi: Route = {
  methode: 'GET',
  adresse: '/openapi.json',
  access: 'open',
  role: 'la description de l’API (OpenAPI 3.1)',
  operation: {
    id: 'lireOpenapi',
    groupe: 'Service',
    resume: 'Ce document',
    description: 'De quoi engendrer un client.',
    reponse: {
      description: 'La description de l’API, en OpenAPI 3.1.',
      contenu: { 'application/json': { type: 'object' } },
      validable: true,
    },
    problemes: ['non_acceptable'],
  },
  handler:
    ({ document }) =>
    (c) =>
      toJson(c, document(), (reply, body) => toCacheable(c, toEtag(body), reply)),
}
