import { quote } from '../../application/quote.ts'
import { toRegleVue } from '../../domain/reponse/regle-vue.ts'
import { DATE } from '../openapi/operation.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import { refuse } from '../reply/reply.ts'
import { toJson } from './json-reply.ts'
import { readDate } from './regles.ts'
import type { Route } from './route.ts'

/** One rule, lapsed or not; with `date`, only if in force that day. */
export const getRegle: Route = {
  methode: 'GET',
  adresse: '/v1/regles/{id}',
  access: 'key',
  role: 'une règle',
  operation: {
    id: 'lireRegle',
    groupe: 'Règlement',
    resume: 'Une règle, même si elle n’est plus en vigueur',
    description: 'Une réponse d’hier la cite : elle reste lisible.',
    parametres: [
      {
        nom: 'id',
        dans: 'path',
        description: 'Identifiant de la règle.',
        schema: { type: 'string' },
      },
      { ...DATE, description: 'Ne répondre que si la règle est en vigueur ce jour-là.' },
    ],
    reponse: {
      description: 'La règle.',
      contenu: { 'application/json': 'RegleVue' },
      validable: true,
    },
    problemes: ['requete_invalide', 'route_inconnue', 'non_acceptable'],
    exemples: {
      officine: { resume: 'La règle des officines', parametres: { id: 'officine' } },
    },
  },
  handler:
    ({ regles }) =>
    (c) => {
      const query = readDate(c)
      if (!query.ok) return query
      const id = c.req.param('id') ?? ''
      const regle = regles.find(id, query.date)
      if (regle === null) {
        const jour = query.date === undefined ? '' : ` en vigueur le ${query.date}`
        const detail = `Aucune règle${jour} ne porte l’identifiant ${quote(id)}.`
        return refuse('route_inconnue', `${detail} GET /v1/regles les énumère.`)
      }
      return toJson(c, toRegleVue(regle), (reply, body) => {
        return toCacheable(c, toEtag(`${regles.version} ${body}`), reply)
      })
    },
}
