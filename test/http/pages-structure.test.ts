import { describe, expect, test } from 'vitest'
import { structuresFictives } from '../../mocks/fixtures/index.ts'
import { ISSUES } from '../../src/domain/mots/libelles.ts'
import { createFailing, createService, gzipBytes, type Service } from '../support/service.ts'

const HOPITAL = '991000043'
const CABINET = '10999001000000'

const service = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

const send = (
  champs: Record<string, string>,
  { app }: Service = service,
  chemin = '/verifier',
): Promise<Response> =>
  Promise.resolve(
    app.request(chemin, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams(champs).toString(),
    }),
  )

const get = (chemin: string, one: Service = service): Promise<Response> =>
  one.get(chemin, { accept: 'text/html' })

const open = async (chemin: string): Promise<string> => {
  const response = await get(chemin)
  expect(response.status).toBe(200)
  return response.text()
}

const decode = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')

const linkOf = (page: string, nom: string): string => {
  const found = [...page.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].find(([, , texte]) =>
    decode(texte ?? '').includes(nom),
  )
  return found?.[1]?.replaceAll('&amp;', '&') ?? ''
}

describe('the one field', () => {
  test.each([
    ['10999001000', '/verifier?rpps=10999001000'],
    ['8 10 999 001 000', '/verifier?rpps=10999001000'],
    [`FINESS ${HOPITAL}`, `/structure/${HOPITAL}`],
    ['2A0999025', '/structure/2A0999025'],
    ['999 100 076 00010', '/structure/99910007600010'],
    [CABINET, `/structure/${CABINET}`],
    [`4${CABINET}`, `/structure/${CABINET}`],
  ])('%s leads to %s', async (numero, location) => {
    const response = await send({ numero })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(location)
  })

  test('options go along', async () => {
    const response = await send({ numero: `FINESS ${HOPITAL}`, date: '2026-11-20', usages: 'dmp' })
    expect(response.headers.get('location')).toBe(
      `/structure/${HOPITAL}?date=2026-11-20&usages=dmp`,
    )
  })

  test('nine digits can be three things: the page asks, each is one click', async () => {
    const response = await send({ numero: HOPITAL, usages: 'dmp' })
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(linkOf(page, 'Un FINESS')).toBe(`/structure/${HOPITAL}?usages=dmp`)
    expect(decode(page)).toContain('Un SIREN : 991000043Toute une entreprise')
    expect(page).toMatch(/name="type" value="carte"/)
  })

  test('a SIREN, once it is said to be one, is told what to give instead', async () => {
    const response = await send({ 'identifiant.valeur': HOPITAL, 'identifiant.type': 'SIREN' })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(decode(page)).toContain('Donnez le FINESS, ou le SIRET de l’établissement')
    expect(page).toContain('<a href="#champ-identifiant-valeur">')
  })

  test('a SIRET that can be a RPPS rang: its type stands in the address that is chosen', async () => {
    const page = await (await send({ numero: '10999000218009' })).text()
    expect(linkOf(page, 'Un SIRET')).toBe('/structure/10999000218009?type=SIRET')
    expect(linkOf(page, 'Un RPPS rang')).toBe('/structure/10999000218009?type=RPPS_RANG')
    const refuse = await get('/structure/10999000218009')
    expect(refuse.status).toBe(422)
    expect(decode(await refuse.text())).toContain('un SIRET ou un RPPS rang')
  })

  test('ten digits that can be a card are never put in an address', async () => {
    const page = await (await send({ numero: '1991000456' })).text()
    expect(linkOf(page, 'Un FINESS')).toBe('/structure/991000456')
    expect([...page.matchAll(/(?:href|action)="([^"]*)"/g)].join()).not.toContain('1991000456')
    const carte = await send({ numero: '1991000456', type: 'carte' })
    expect(carte.status).toBe(404)
    expect(decode(await carte.text())).toContain('ne connaît pas cette carte')
  })
})

describe('the page of a structure', () => {
  test.each(structuresFictives.filter(({ issue }) => issue !== null))(
    'is as clear for $identifiant: $issue',
    async ({ identifiant, type, issue }) => {
      const api = await service.get(`/v1/structures/${identifiant}?type=${type}`)
      const { resume, questions } = (await api.json()) as {
        resume: string
        questions: { champ: string; options: { valeur: string }[] }[]
      }
      const page = await open(`/structure/${identifiant}?type=${type}`)
      expect(decode(page)).toContain(resume)
      expect(decode(page)).toContain(ISSUES[issue as keyof typeof ISSUES])
      expect(page).toContain('Exemple fictif')
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      expect(ids).toEqual([...new Set(ids)])
      for (const { champ, options } of questions.filter((one) => one.champ !== 'usages')) {
        for (const { valeur } of options) {
          expect(page.replaceAll('&amp;', '&')).toMatch(
            new RegExp(`href="/structure/${identifiant}[^"]*[?&]${champ}=${valeur}"`),
          )
        }
      }
    },
  )

  test('asks who uses the software of a cabinet, and goes where the answer says', async () => {
    const page = await open(`/structure/${CABINET}`)
    const adresse = linkOf(page, 'Un radiologue libéral')
    expect(adresse).toBe(`/structure/${CABINET}?contexte.praticien=radiologue`)
    const decide = await open(adresse)
    expect(decode(decide)).toContain(
      'C’est le titulaire du cabinet, dont le RPPS est 10999001000, qui commande',
    )
    expect(linkOf(decide, 'Retirer Utilisé par : Un radiologue libéral')).toBe(
      `/structure/${CABINET}`,
    )
    const medecin = await open(`/structure/${CABINET}?contexte.praticien=medecin`)
    expect(decode(medecin)).toContain(ISSUES.sans_certificat)
    expect(decode(medecin)).not.toContain('Cartes du professionnel')
  })

  test('says whether it is open, and when the directory does not', async () => {
    expect(decode(await open(`/structure/${HOPITAL}`))).toContain('Structure ouverte.')
    const etats = await Promise.all(
      structuresFictives
        .filter(({ issue }) => issue !== null)
        .map(async ({ identifiant, type }) => {
          const adresse = `${identifiant}?type=${type}`
          const api = await service.get(`/v1/structures/${adresse}`)
          const { structure } = (await api.json()) as { structure: { etat: string | null } }
          const page = decode(await open(`/structure/${adresse}`))
          const said = {
            ouverte: page.includes('Structure ouverte.'),
            fermee: page.includes('Structure fermée.'),
            null: page.includes('L’annuaire ne dit pas clairement si elle est ouverte.'),
          }
          return [`${structure.etat}`, said] as const
        }),
    )
    for (const [etat, said] of etats) {
      expect(said).toEqual({
        ouverte: etat === 'ouverte',
        fermee: etat === 'fermee',
        null: etat === 'null',
      })
    }
    expect(new Set(etats.map(([etat]) => etat))).toContain('fermee')
  })

  test('an identifier that was used is posted, checked, and stands in no address', async () => {
    const response = await send({
      'identifiant.valeur': HOPITAL,
      'identifiantEnvisage.valeur': '10999001000',
    })
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(decode(page)).toContain('Identifiant employé')
    expect(page).not.toMatch(/(?:href|action)="[^"]*10999001000/)
  })

  test('the ticket names the structure and its identifier', async () => {
    const page = decode(await open(`/structure/${HOPITAL}`))
    expect(page).toContain(
      `CH DE LA FUTAIE - SITE NORD (exemple fictif), FINESS géographique ${HOPITAL}`,
    )
  })

  test.each([
    ['/structure/991000993', 404, 'ne connaît aucune structure'],
    ['/structure/12', 422, '2 chiffres compris'],
    ['/structure/3199001000', 422, 'c’est le numéro d’une personne'],
    [`/structure/${HOPITAL}?date=hier`, 400, 'n’est pas un jour'],
    [`/structure/${HOPITAL}?situation=1`, 400, 'Paramètre inconnu'],
    [`/structure/${HOPITAL}?type=ADELI`, 400, 'identifiant'],
    ['/structure/991000902', 503, 'indisponible'],
    ['/structure/991000928', 502, 'n’a pas pu être lue'],
  ])('%s is %i: %s', async (chemin, status, phrase) => {
    const response = await get(chemin)
    expect(response.status).toBe(status)
    expect(decode(await response.text())).toContain(phrase)
  })

  test('a directory that is down is never an unknown structure', async () => {
    const response = await get(
      `/structure/${HOPITAL}`,
      createService({ annuaire: createFailing('unavailable') }),
    )
    expect(response.status).toBe(503)
    const page = await response.text()
    expect(decode(page)).toContain('Réessayer')
    expect(page).toContain(`name="identifiant.valeur" value="${HOPITAL}"`)
  })

  test('is light', async () => {
    const page = await open(`/structure/${HOPITAL}?usages=dmp`)
    const style = await (await get('/style.css')).text()
    const script = await (await get('/script.js')).text()
    const sizes = await Promise.all([page, style, script].map(gzipBytes))
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(30 * 1024)
  })
})
