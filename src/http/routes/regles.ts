import type { Context } from 'hono'
import type { Regle } from '../../domain/rules/rule.ts'
import { toRegleVue } from '../../domain/reponse/regle-vue.ts'
import { Jour } from '../../domain/situation-exercice.ts'
import type { Probleme } from '../../application/probleme.ts'
import { toCacheable, toEtag } from '../reply/caching.ts'
import { readQuery } from '../request/query.ts'
import { quote } from '../request/quote.ts'
import { refuse, type Answer, type Handler } from '../reply/reply.ts'
import { toJson } from './json-reply.ts'

/** The rule book, as its routes need it. */
export type Regles = {
  /** The rules in force on that day, `AAAA-MM-JJ`. */
  list(date: string): readonly Regle[]
  /** The rule of that id; with a date, only when it is in force that day. null = none. */
  find(id: string, date?: string): Regle | null
  /** The whole book, lapsed rules too. */
  all: readonly Regle[]
  version: string
}

type DateRead = { ok: true; date: string | undefined } | { ok: false; probleme: Probleme }

const readDate = (c: Context): DateRead => {
  const query = readQuery(c.req.url, ['date'])
  if (!query.ok) return query
  const { date } = query.values
  if (date === undefined || Jour.safeParse(date).success) return { ok: true, date }
  const jour = quote(date)
  const detail = `${jour} n’est pas un jour du calendrier (AAAA-MM-JJ attendu).`
  const errors = [{ pointer: '/date', code: 'valeur', detail }]
  return { ok: false, probleme: { code: 'requete_invalide', detail, errors } }
}

/** `GET /v1/regles`: the rules in force on `date`, today when it is left out. */
export const listRegles =
  (regles: Regles, today: () => string): Handler =>
  (c): Answer => {
    const query = readDate(c)
    if (!query.ok) return query
    const date = query.date ?? today()
    const contenu = {
      reglement: { version: regles.version, date },
      regles: regles.list(date).map(toRegleVue),
    }
    return toJson(c, contenu, (reply, body) => toCacheable(c, toEtag(body), reply))
  }

/** `GET /v1/regles/{id}`: one rule, lapsed or not; with `date`, only if in force that day. */
export const getRegle =
  (regles: Regles): Handler =>
  (c): Answer => {
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
  }
