import type { Context } from 'hono'
import type { ErreurDeChamp, Probleme } from '../../application/probleme.ts'
import { quote } from '../../application/quote.ts'
import { frenchDay } from '../../domain/mots/dates.ts'
import { addDays, addYears, listRappels, type Rappel } from '../../domain/rappels.ts'
import { Jour } from '../../domain/situation-exercice.ts'
import { texte } from '../openapi/operation.ts'
import { negotiate } from '../reply/negotiation.ts'
import { refuse, refuseAccept } from '../reply/reply.ts'
import { readQuery } from '../request/query.ts'
import type { Route } from './route.ts'

const TYPE = 'text/calendar'

/** A certificate lives 3 years: a later day is a mistyped year. */
const ANS_MAX = 10

/** Rings at 9:00 the day before: no alarm of an all-day event can ring later in every calendar. */
const SONNERIE_AVANT_S = 15 * 3600

const toInstant = (jour: string): Date => new Date(`${jour}T00:00:00Z`)

/** The same deadline has the same UID, so that a second import replaces the first. @see RFC 9562, UUIDv8 */
const toUid = async (fin: string, avant: number): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${fin} ${avant}`))
  const bytes = new Uint8Array(digest, 0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The file of a calendar: one event of a whole day for each deadline, and nothing of anybody. */
const write = async (fin: string, rappels: readonly Rappel[], now: Date): Promise<string> => {
  const {
    default: ical,
    ICalAlarmType,
    ICalCalendarMethod,
    ICalEventTransparency,
  } = await import('ical-generator')
  const calendar = ical({
    prodId: { company: 'qui-commande', product: 'rappels', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
  })
  const uids = await Promise.all(rappels.map(({ avant }) => toUid(fin, avant)))
  for (const [index, { jour, titre, texte: description }] of rappels.entries()) {
    calendar.createEvent({
      id: uids[index] ?? null,
      sequence: 0,
      stamp: now,
      allDay: true,
      start: toInstant(jour),
      end: toInstant(addDays(jour, 1)),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: titre,
      description,
      alarms: [{ type: ICalAlarmType.display, trigger: SONNERIE_AVANT_S }],
    })
  }
  // The library leaves out the end of the last line.
  return `${calendar.toString()}\r\n`
}

const fault = (code: string, detail: string): { ok: false; probleme: Probleme } => {
  const errors: ErreurDeChamp[] = [{ pointer: '/fin', code, detail }]
  return { ok: false, probleme: { code: 'requete_invalide', detail, errors } }
}

const readFin = (
  c: Context,
  today: string,
): { ok: true; fin: string } | { ok: false; probleme: Probleme } => {
  const query = readQuery(c.req.url, ['fin'])
  if (!query.ok) return query
  const { fin } = query.values
  if (fin === undefined || fin === '') {
    return fault('manquant', 'Donnez le jour où le certificat finit : fin=AAAA-MM-JJ.')
  }
  if (!Jour.safeParse(fin).success) {
    return fault('valeur', `${quote(fin)} n’est pas un jour du calendrier (AAAA-MM-JJ attendu).`)
  }
  if (fin > addYears(today, ANS_MAX)) {
    return fault(
      'valeur',
      `Le ${frenchDay(fin)} est trop loin : un certificat vit 3 ans, relisez l’année.`,
    )
  }
  return { ok: true, fin }
}

/** The reminders of a certificate that ends on a day: that day is all that is asked. */
export const getRappel: Route = {
  methode: 'GET',
  adresse: '/rappel.ics',
  access: 'open',
  role: 'les rappels avant la fin d’un certificat, pour un agenda',
  operation: {
    id: 'rappels',
    groupe: 'Service',
    resume: 'Les rappels avant la fin d’un certificat, pour un agenda',
    description:
      'Un fichier iCalendar : un événement d’une journée à 90, 60, 30 et 7 jours de la fin, et ce jour-là ; les échéances passées n’y sont pas. Rien d’autre que la date n’y entre.',
    parametres: [
      {
        nom: 'fin',
        dans: 'query',
        description: 'Jour où le certificat finit (AAAA-MM-JJ).',
        requis: true,
        schema: { type: 'string', format: 'date', example: '2029-11-23' },
      },
    ],
    reponse: {
      description: 'Le fichier.',
      contenu: { [TYPE]: texte('Le calendrier (RFC 5545), à télécharger.') },
    },
    problemes: ['requete_invalide', 'certificat_expire', 'non_acceptable'],
  },
  handler:
    ({ clock, today }) =>
    async (c) => {
      if (negotiate(c.req.raw.headers.get('accept'), [TYPE]) === null) {
        return refuseAccept([TYPE])
      }
      const jour = today()
      const read = readFin(c, jour)
      if (!read.ok) return read
      const { fin } = read
      const rappels = listRappels(fin, jour)
      if (rappels.length === 0) {
        return refuse(
          'certificat_expire',
          `Ce certificat a fini le ${frenchDay(fin)} : il ne se renouvelle plus, il faut une nouvelle commande.`,
        )
      }
      return {
        status: 200,
        type: `${TYPE}; charset=utf-8`,
        body: await write(fin, rappels, clock.now()),
        headers: {
          'content-disposition': `attachment; filename="certificat-fin-${fin}.ics"`,
          'cache-control': 'no-store',
        },
      }
    },
}
