import type { Context } from 'hono'
import { Jour } from '../../domain/situation-exercice.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import type { JourMontre, JourRefuse } from '../pages/jour-regles.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderRegles, renderReglesJourRefuse } from '../pages/regles.tsx'
import { readQuery, type QueryRead } from '../request/query.ts'
import { quote } from '../../application/quote.ts'
import type { Reply } from '../reply/reply.ts'
import type { Route } from './route.ts'

type JourLu =
  | Extract<QueryRead, { ok: false }>
  | { ok: true; montre: JourMontre; refuse: JourRefuse | null }

/** The day of a page; an empty field, as a form sends it, is today. */
export const readJour = (c: Context, today: string): JourLu => {
  const query = readQuery(c.req.url, ['date'])
  if (!query.ok) return query
  const saisi = query.values['date'] ?? ''
  if (saisi === '') return { ok: true, montre: { jour: today, choisi: false }, refuse: null }
  if (Jour.safeParse(saisi).success) {
    return { ok: true, montre: { jour: saisi, choisi: true }, refuse: null }
  }
  const erreur = `${quote(saisi)} n’est pas un jour du calendrier : écrivez-le AAAA-MM-JJ, comme ${today}.`
  return { ok: true, montre: { jour: today, choisi: false }, refuse: { saisi, erreur } }
}

/** A page of rules; `refused`, its day could not be read. */
export const toPage = (c: Context, body: string, refused: boolean): Reply =>
  refused
    ? { status: 400, type: HTML_TYPE, body, headers: { 'cache-control': 'no-store' } }
    : toCacheable(c, toEtag(body), { status: 200, type: HTML_TYPE, body })

/** The page of the rules in force on `date`, today when it is left out. */
export const getReglesPage: Route = {
  methode: 'GET',
  adresse: '/regles',
  access: 'open',
  role: 'les règles, et qui commande en un coup d’œil',
  handler:
    ({ regles, today }) =>
    (c) => {
      const lu = readJour(c, today())
      if (!lu.ok) return lu
      const { montre } = lu
      if (lu.refuse !== null) return toPage(c, renderReglesJourRefuse(lu.refuse), true)
      const { all, version } = regles
      return toPage(c, renderRegles({ regles: all, version, montre }), false)
    },
}
