import type { Context } from 'hono'
import type { Regle } from '../../domain/rules/rule.ts'
import { Jour } from '../../domain/situation-exercice.ts'
import { cleanLines } from '../../domain/texte.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import type { JourMontre, JourRefuse } from '../pages/jour-regles.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderDeuxJours, renderDeuxJoursRefuses } from '../pages/deux-jours.tsx'
import { renderRecherche } from '../pages/recherche-regles.tsx'
import { renderRegles, renderReglesJourRefuse } from '../pages/regles.tsx'
import { readQuery, type QueryRead } from '../request/query.ts'
import { quote } from '../../application/quote.ts'
import type { Reply } from '../reply/reply.ts'
import type { Route } from './route.ts'

type JourLu =
  | Extract<QueryRead, { ok: false }>
  | { ok: true; montre: JourMontre; refuse: JourRefuse | null }

const isJour = (saisi: string): boolean => Jour.safeParse(saisi).success

/** What is wrong with a day that was typed. */
const refuseJour = (saisi: string, today: string): string =>
  `${quote(saisi)} n’est pas un jour du calendrier : écrivez-le AAAA-MM-JJ, comme ${today}.`

const toJour = (
  saisi: string,
  today: string,
): { montre: JourMontre; refuse: JourRefuse | null } => {
  if (saisi === '') return { montre: { jour: today, choisi: false }, refuse: null }
  if (isJour(saisi)) return { montre: { jour: saisi, choisi: true }, refuse: null }
  const refuse = { saisi, erreur: refuseJour(saisi, today) }
  return { montre: { jour: today, choisi: false }, refuse }
}

/** The day of a page; an empty field, as a form sends it, is today. */
export const readJour = (c: Context, today: string): JourLu => {
  const query = readQuery(c.req.url, ['date'])
  return query.ok ? { ok: true, ...toJour(query.values['date'] ?? '', today) } : query
}

/** A page of rules; `refused`, its day could not be read. */
export const toPage = (c: Context, body: string, refused: boolean): Reply =>
  refused
    ? { status: 400, type: HTML_TYPE, body, headers: { 'cache-control': 'no-store' } }
    : toCacheable(c, toEtag(body), { status: 200, type: HTML_TYPE, body })

/** More is no longer a search. */
const RECHERCHE_MAX = 100

/** Two days side by side, each refused for itself. */
const compare = (
  c: Context,
  regles: readonly Regle[],
  date: string,
  et: string,
  today: string,
): Reply => {
  const erreurs = {
    ...(isJour(date) ? {} : { date: refuseJour(date, today) }),
    ...(isJour(et) ? {} : { et: refuseJour(et, today) }),
  }
  return Object.keys(erreurs).length === 0
    ? toPage(c, renderDeuxJours(regles, date, et), false)
    : toPage(c, renderDeuxJoursRefuses(date, et, erreurs), true)
}

/** The page of the rules in force on `date`, today when it is left out. */
export const getReglesPage: Route = {
  methode: 'GET',
  adresse: '/regles',
  access: 'open',
  role: 'les règles, et qui commande en un coup d’œil',
  handler:
    ({ regles: { all, version }, today }) =>
    (c) => {
      const query = readQuery(c.req.url, ['date', 'et', 'q'])
      if (!query.ok) return query
      const { date: saisi = '', et = '', q = '' } = query.values
      const jour = today()
      if (et !== '') return compare(c, all, saisi === '' ? jour : saisi, et, jour)
      const { montre, refuse } = toJour(saisi, jour)
      if (refuse !== null) return toPage(c, renderReglesJourRefuse(refuse), true)
      const recherche = cleanLines(q).trim().slice(0, RECHERCHE_MAX)
      const body =
        recherche === ''
          ? renderRegles({ regles: all, version, montre })
          : renderRecherche({ regles: all, montre, recherche })
      return toPage(c, body, false)
    },
}
