import type { Context } from 'hono'
import { Jour } from '../../domain/situation-exercice.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import type { JourMontre, JourRefuse } from '../pages/jour-regles.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderRegle } from '../pages/regle.tsx'
import { renderRegles, renderReglesJourRefuse } from '../pages/regles.tsx'
import { readQuery, type QueryRead } from '../request/query.ts'
import { quote } from '../../application/quote.ts'
import { refuse, type Answer, type Handler, type Reply } from '../reply/reply.ts'
import type { Regles } from './regles.ts'

type JourLu =
  | Extract<QueryRead, { ok: false }>
  | { ok: true; montre: JourMontre; refuse: JourRefuse | null }

/** The day of a page; an empty field, as a form sends it, is today. */
const readJour = (c: Context, today: string): JourLu => {
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

const toPage = (c: Context, body: string, refused: boolean): Reply =>
  refused
    ? { status: 400, type: HTML_TYPE, body, headers: { 'cache-control': 'no-store' } }
    : toCacheable(c, toEtag(body), { status: 200, type: HTML_TYPE, body })

/** `GET /regles`: the page of the rules in force on `date`, today when it is left out. */
export const getReglesPage =
  (regles: Regles, today: () => string): Handler =>
  (c): Answer => {
    const lu = readJour(c, today())
    if (!lu.ok) return lu
    const { montre } = lu
    if (lu.refuse !== null) return toPage(c, renderReglesJourRefuse(lu.refuse), true)
    const { all, version } = regles
    return toPage(c, renderRegles({ regles: all, version, montre }), false)
  }

/** `GET /regles/{id}`: the page of one rule, in force that day or not. */
export const getReglePage =
  (regles: Regles, today: () => string): Handler =>
  (c): Answer => {
    const lu = readJour(c, today())
    if (!lu.ok) return lu
    const regle = regles.find(c.req.param('id') ?? '')
    if (regle === null) {
      const detail = 'Aucune règle ne porte cet identifiant. La page « Règles » les énumère.'
      return refuse('route_inconnue', detail)
    }
    const { montre } = lu
    return toPage(c, renderRegle(regle, montre, lu.refuse ?? undefined), lu.refuse !== null)
  }
