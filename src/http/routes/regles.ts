import type { Context } from 'hono'
import type { Probleme } from '../../application/probleme.ts'
import { quote } from '../../application/quote.ts'
import { toRegleVue } from '../../domain/reponse/regle-vue.ts'
import { Jour } from '../../domain/situation-exercice.ts'
import { DATE } from '../openapi/operation.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import { readQuery } from '../request/query.ts'
import { toJson } from './json-reply.ts'
import type { Route } from './route.ts'

type DateRead = { ok: true; date: string | undefined } | { ok: false; probleme: Probleme }

/** The day that an address names; undefined = none. */
export const readDate = (c: Context): DateRead => {
  const query = readQuery(c.req.url, ['date'])
  if (!query.ok) return query
  const { date } = query.values
  if (date === undefined || Jour.safeParse(date).success) return { ok: true, date }
  const jour = quote(date)
  const detail = `${jour} n’est pas un jour du calendrier (AAAA-MM-JJ attendu).`
  const errors = [{ pointer: '/date', code: 'valeur', detail }]
  return { ok: false, probleme: { code: 'requete_invalide', detail, errors } }
}

/** The rules in force on `date`, today when it is left out. */
export const listRegles: Route = {
  methode: 'GET',
  adresse: '/v1/regles',
  access: 'key',
  role: 'les règles en vigueur, avec leur source',
  operation: {
    id: 'listerRegles',
    groupe: 'Règlement',
    resume: 'Les règles en vigueur un jour donné',
    description: 'Celles qui décident ce jour-là, dans l’ordre du règlement.',
    parametres: [DATE],
    reponse: {
      description: 'Les règles, avec leur source et leurs exemples.',
      contenu: { 'application/json': 'Regles' },
      validable: true,
    },
    problemes: ['requete_invalide', 'non_acceptable'],
  },
  handler:
    ({ regles, today }) =>
    (c) => {
      const query = readDate(c)
      if (!query.ok) return query
      const date = query.date ?? today()
      const contenu = {
        reglement: { version: regles.version, date },
        regles: regles.list(date).map(toRegleVue),
      }
      return toJson(c, contenu, (reply, body) => toCacheable(c, toEtag(body), reply))
    },
}
