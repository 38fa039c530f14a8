import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { addYears } from '../../src/domain/rappels.ts'
import { createService } from '../support/service.ts'

const at = (instant: string) =>
  createService({ platform: { clock: { now: () => new Date(instant) } } })
const { get } = createService()

/** The events as an independent reader understands them. */
const readEvents = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, startDate, endDate, summary, description, sequence } = new ICAL.Event(component)
    return {
      uid,
      jour: startDate.toString(),
      fin: endDate.toString(),
      journee: startDate.isDate,
      summary,
      description,
      sequence,
      transp: component.getFirstPropertyValue('transp'),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      alarmes: component
        .getAllSubcomponents('valarm')
        .map((alarme) => String(alarme.getFirstPropertyValue('trigger'))),
    }
  })
}

const ask = async (fin: string, service = { get }) => {
  const response = await service.get(`/rappel.ics?fin=${fin}`)
  expect(response.status).toBe(200)
  return response.text()
}

const jours = async (fin: string, service = { get }): Promise<string[]> =>
  readEvents(await ask(fin, service)).map(({ jour }) => jour)

describe('the reminders of a certificate', () => {
  test('are one event of a whole day a deadline, that rings once and busies nobody', async () => {
    const events = readEvents(await ask('2029-11-23'))
    expect(events.map(({ jour, fin }) => [jour, fin])).toEqual([
      ['2029-08-25', '2029-08-26'],
      ['2029-09-24', '2029-09-25'],
      ['2029-10-24', '2029-10-25'],
      ['2029-11-16', '2029-11-17'],
      ['2029-11-23', '2029-11-24'],
    ])
    for (const event of events) {
      expect(event).toMatchObject({
        journee: true,
        sequence: 0,
        transp: 'TRANSPARENT',
        stamp: '2026-11-23T09:00:00Z',
        alarmes: ['-PT15H'],
      })
    }
    expect(events.map(({ summary }) => summary)).toEqual([
      'Certificat IGC-Santé : il finit dans 90 jours',
      'Certificat IGC-Santé : il finit dans 60 jours',
      'Certificat IGC-Santé : il finit dans 30 jours',
      'Certificat IGC-Santé : il finit dans 7 jours',
      'Certificat IGC-Santé : il finit aujourd’hui',
    ])
    const dit = events.map(({ description }) => description)
    expect(dit[0]).toContain('sa carte est-elle active et la plus récente')
    expect(dit[1]).toContain('noreply@pfc.eservices.esante.gouv.fr')
    expect(dit[2]).toContain('que tant que le certificat est actif')
    expect(dit[3]).toContain('après sa fin, il faut passer une nouvelle commande')
    expect(dit[4]).toContain('Le logiciel doit employer le nouveau certificat')
  })

  test('come as a file to download, published by nobody and kept nowhere', async () => {
    const response = await get('/rappel.ics?fin=2029-11-23')
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="certificat-fin-2029-11-23.ics"',
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const text = await response.text()
    expect(text).toContain('\r\nMETHOD:PUBLISH\r\n')
    expect(text).not.toMatch(/ORGANIZER|ATTENDEE|LOCATION/)
  })

  test('are lines of 75 octets at most, each ended by CRLF, no character cut', async () => {
    const text = await ask('2029-11-23')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const lines = text.split('\r\n')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    const octets = lines.map((line) => new TextEncoder().encode(line).length)
    expect(Math.max(...octets)).toBeLessThanOrEqual(75)
    expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(5)
    expect(text).not.toContain('\uFFFD')
  })

  test('replace those of an earlier import, and no others', async () => {
    const uids = async (fin: string, instant: string) =>
      readEvents(await ask(fin, at(instant))).map(({ uid }) => uid)
    const first = await uids('2029-11-23', '2026-11-23T09:00:00Z')
    expect(await uids('2029-11-23', '2027-01-01T09:00:00Z')).toEqual(first)
    const others = await uids('2029-11-24', '2026-11-23T09:00:00Z')
    expect(new Set([...first, ...others]).size).toBe(10)
    for (const uid of first) {
      expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    // The SHA-256 of « 2029-11-23 90 », as sha256sum gives it.
    expect(first[0]).toBe('fedf5f3e-fe9f-82ef-93ac-0d840597d35e')
  })

  test('leave out the deadlines past; the day itself is not past', async () => {
    const fin = '2027-01-22'
    expect(await jours(fin)).toEqual(['2026-11-23', '2026-12-23', '2027-01-15', '2027-01-22'])
    expect(await jours('2026-11-23')).toEqual(['2026-11-23'])
  })

  test('count by the day in Paris', async () => {
    const apresMinuit = at('2026-11-23T23:30:00Z')
    expect(await jours('2026-11-24', apresMinuit)).toEqual(['2026-11-24'])
    expect((await apresMinuit.get('/rappel.ics?fin=2026-11-23')).status).toBe(422)
    const ete = at('2027-07-01T22:30:00Z')
    expect((await ete.get('/rappel.ics?fin=2027-07-01')).status).toBe(422)
  })

  test.each([
    [
      '29 February',
      '2028-02-29',
      ['2027-12-01', '2027-12-31', '2028-01-30', '2028-02-22', '2028-02-29'],
    ],
    [
      'a leap day on the way',
      '2028-03-30',
      ['2027-12-31', '2028-01-30', '2028-02-29', '2028-03-23', '2028-03-30'],
    ],
    [
      'a change of year',
      '2028-01-05',
      ['2027-10-07', '2027-11-06', '2027-12-06', '2027-12-29', '2028-01-05'],
    ],
    [
      'a change of clocks',
      '2027-03-28',
      ['2026-12-28', '2027-01-27', '2027-02-26', '2027-03-21', '2027-03-28'],
    ],
  ])('%s', async (_, fin, attendus) => {
    expect(await jours(fin)).toEqual(attendus)
  })
})

describe('refused', () => {
  test.each([
    ['no day', '', 'Donnez le jour'],
    ['an empty day', '?fin=', 'Donnez le jour'],
    ['an impossible day', '?fin=2027-02-29', '« 2027-02-29 » n’est pas un jour du calendrier'],
    ['a day written otherwise', '?fin=23/11/2029', 'AAAA-MM-JJ attendu'],
    ['a day out of reach', '?fin=9999-12-31', 'relisez l’année'],
    ['anything else', '?fin=2029-11-23&nom=X', 'Paramètre inconnu'],
    ['two days', '?fin=2029-11-23&fin=2029-11-24', 'plusieurs fois'],
  ])('%s: 400, with its reason', async (_, query, detail) => {
    const response = await get(`/rappel.ics${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'requete_invalide',
      detail: expect.stringContaining(detail),
    })
  })

  test('a certificate that has ended: 422, and what to do instead', async () => {
    const response = await get('/rappel.ics?fin=2026-11-22')
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      code: 'certificat_expire',
      detail:
        'Ce certificat a fini le 22/11/2026 : il ne se renouvelle plus, il faut une nouvelle commande.',
    })
  })

  test('another format: 406', async () => {
    const response = await get('/rappel.ics?fin=2029-11-23', { accept: 'application/json' })
    expect(response.status).toBe(406)
  })
})

test.each([
  ['2026-11-23', '2029-11-23'],
  ['2024-02-29', '2027-02-28'],
  ['2025-02-28', '2028-02-28'],
])('three years after %s is %s', (jour, attendu) => {
  expect(addYears(jour, 3)).toBe(attendu)
})

test('the step on the page offers them for three years later', async () => {
  const page = await (await get('/verifier?rpps=10999001000', { accept: 'text/html' })).text()
  expect(page).toMatch(/<form class="rappel" action="\/rappel.ics">/)
  expect(page).toMatch(/name="fin" type="date" value="2029-11-23"/)
})
