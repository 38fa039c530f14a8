import { describe, expect, test } from 'vitest'
import { createFictif, numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import type { Annuaire } from '../../src/application/ports.ts'
import { ISSUES } from '../../src/domain/mots/libelles.ts'
import {
  CARTE,
  createFailing,
  createService,
  createThrowing,
  gzipBytes,
  INSTANT,
  RPPS,
  type Service,
} from '../support/service.ts'

const FORM = 'application/x-www-form-urlencoded'
const RADIOLOGUE_HOPITAL = '10999001190'

const send = (
  { app }: Service,
  champs: Record<string, string> | [string, string][] | string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  Promise.resolve(
    app.request('/verifier', {
      method: 'POST',
      headers: { 'content-type': FORM, accept: 'text/html', ...headers },
      body: typeof champs === 'string' ? champs : new URLSearchParams(champs).toString(),
    }),
  )

/** What a browser shows: where the form leads to. */
const follow = async (one: Service, response: Response): Promise<Response> => {
  const location = response.headers.get('location')
  if (response.status !== 303 || location === null) return response
  return one.get(location, { accept: 'text/html' })
}

const service = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
const open = async (path: string): Promise<string> => {
  const response = await service.get(path, { accept: 'text/html' })
  expect(response.status).toBe(200)
  return response.text()
}
const fill = async (champs: Parameters<typeof send>[1], status = 200): Promise<string> => {
  const response = await follow(service, await send(service, champs))
  expect(response.status).toBe(status)
  return response.text()
}

const decode = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')

/** The hidden fields of the forms of a page, form by form. */
const hiddenFields = (page: string): Record<string, string>[] =>
  [...page.matchAll(/<form\b.*?<\/form>/gs)].map(([form]) =>
    Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, nom = '', valeur = '']) => [nom, valeur],
      ),
    ),
  )

const findIds = (page: string): (string | undefined)[] =>
  [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)

describe('the answer', () => {
  test.each(numerosFictifs.filter(({ issue }) => issue !== null))(
    'is as clear for $numero: $issue',
    async ({ numero, issue }) => {
      const api = await service.post({ numero })
      const { resume } = (await api.json()) as { resume: string }
      const page = await fill({ numero })
      expect(decode(page)).toContain(resume)
      expect(decode(page)).toContain(ISSUES[issue as keyof typeof ISSUES])
      expect(page).toContain('Exemple fictif')
      const withUsages = await fill({ numero, usages: 'dmp,insi-auto' })
      for (const one of [page, withUsages]) expect(findIds(one)).toEqual([...new Set(findIds(one))])
    },
  )

  test('gives the identifier in groups, to be copied whole, with its type and its national form', async () => {
    const page = await open(`/verifier?rpps=${RPPS}`)
    expect(page).toContain('data-valeur="10999001000000"')
    expect(page).toContain(
      '<span>10</span><wbr/><span>999</span><wbr/><span>001</span><wbr/><span>000</span>',
    )
    expect(decode(page)).toContain('RPPS rang (identifiant du cabinet, donné par l’Ordre)')
    expect(page).toContain('>410999001000000</span>')
  })

  test('cites each rule with its page, its source, its date and how sure it is', async () => {
    const page = await open(`/verifier?rpps=${RPPS}`)
    expect(page).toContain('href="/regles/radiologie-cabinet-de-groupe"')
    expect(decode(page)).toContain('Le cas des cabinets libéraux », 15/12/2022')
    expect(page).toContain('>Écrite</span>')
  })

  test('has every order on a card of its own, and a way to choose its site', async () => {
    const page = await open('/verifier?rpps=10999001174')
    expect(page.match(/<article/g)).toHaveLength(3)
    const [, chosen = ''] = /href="([^"]*situation=\d+)"/.exec(page) ?? []
    expect(decode(await open(chosen.replaceAll('&amp;', '&')))).toContain(ISSUES.decide)
  })

  test('says of any source, whatever its gender, that it was asked just now', async () => {
    const page = await open(`/verifier?rpps=${RPPS}`)
    expect(page).toMatch(/Annuaire fictif[^]*réponse demandée à l’instant/)
  })

  test('tells an old answer from a fresh one', async () => {
    const api = createService()
    const verification = await (await api.get(`/v1/verifications/${RPPS}`)).json()
    const { Sources } = await import('../../src/http/pages/sources.tsx')
    const perime = {
      ...(verification as Parameters<typeof Sources>[0]),
      sources: [
        {
          nom: 'fhir',
          etat: 'perime' as const,
          donneesDu: null,
          interrogeeLe: '2026-11-22T08:00:00Z',
        },
      ],
    }
    const text = decode((Sources(perime) as { toString(): string }).toString())
    expect(text).toContain('API Annuaire Santé (FHIR) : données non datées par la source')
    expect(text).toContain('données périmées : la source ne répond pas')
  })

  test('shows the check of an identifier and of an administrateur technique when asked', async () => {
    const page = await fill({
      numero: RADIOLOGUE_HOPITAL,
      'identifiantEnvisage.type': 'RPPS',
      'identifiantEnvisage.valeur': RADIOLOGUE_HOPITAL,
      'administrateurTechnique.carte': CARTE,
      'administrateurTechnique.nom': 'Granite',
      'administrateurTechnique.prenom': 'Basile',
    })
    expect(decode(page)).toContain('Identifiant employé : il ne convient pas')
    expect(decode(page)).toContain('Administrateur technique : recevable')
  })
})

describe('the form', () => {
  test.each([' 10 999 001 000 ', '10.999.001.000', `8${RPPS}`, '10-999-001-000', CARTE])(
    'reads %j',
    async (numero) => {
      expect(decode(await fill({ numero }))).toContain('Basile GRANITE')
    },
  )

  test('takes every option of the API under its own name', async () => {
    const champs: [string, string][] = [
      ['numero', RADIOLOGUE_HOPITAL],
      ['type', 'rpps'],
      ['date', '2026-11-20'],
      ['usages', 'dmp'],
      ['usages', 'ror'],
      ['contexte.solutions', '2'],
      ['contexte.instances', '3'],
      ['contexte.systemeInformation', 'commun'],
      ['contexte.ris', 'unique'],
      ['contexte.groupement', 'false'],
      ['contexte.certificatSouhaite', 'true'],
      ['situation', ''],
    ]
    const page = await fill(champs)
    const api = await service.post({
      numero: RADIOLOGUE_HOPITAL,
      type: 'rpps',
      date: '2026-11-20',
      usages: ['dmp', 'ror'],
      contexte: {
        solutions: 2,
        instances: 3,
        systemeInformation: 'commun',
        ris: 'unique',
        groupement: false,
        certificatSouhaite: true,
      },
    })
    const verification = (await api.json()) as { resume: string; commandes: object[] }
    expect(decode(page)).toContain(verification.resume)
    expect(verification.commandes).toMatchObject([
      { certificats: [{ quantite: 6 }, { quantite: 6 }] },
    ])
    expect(page.match(/<td>6<\/td>/g)).toHaveLength(2)
  })

  test('a question keeps all that was already given, and each answer says where it leads', async () => {
    const given = { numero: RADIOLOGUE_HOPITAL, date: '2026-11-20', 'contexte.instances': '3' }
    const page = await fill(given)
    const adresse = `/verifier?rpps=${RADIOLOGUE_HOPITAL}&date=2026-11-20&contexte.instances=3`
    expect(page.replaceAll('&amp;', '&')).toContain(`href="${adresse}&contexte.ris=unique"`)
    expect(decode(page)).toContain(
      'Un seul RIS : C’est l’entité juridique CENTRE HOSPITALIER DE LA FUTAIE',
    )
    expect(decode(page)).toContain('Un RIS par site : La réponse ci-dessus reste la même.')
    const refined = await fill({ ...given, 'contexte.ris': 'unique' })
    expect(decode(refined)).toContain('FINESS juridique (entité juridique)')
    expect(refined).not.toContain('contexte.ris=par-site')
  })

  test('by card, a question is answered by a form that posts the same', async () => {
    const page = await fill({ numero: '3199001310', date: '2026-11-20' })
    expect(hiddenFields(page)).toContainEqual({
      numero: '3199001310',
      date: '2026-11-20',
      'contexte.systemeInformation': 'par-site',
    })
    expect(page).not.toMatch(/href="[^"]*contexte/)
  })

  test('what was given stands as chips, each taken back by one click', async () => {
    const page = await fill({
      numero: RADIOLOGUE_HOPITAL,
      usages: 'dmp',
      'contexte.ris': 'unique',
      date: '2026-11-20',
    })
    const [, puces = ''] = /<ul class="puces"(.*?)<\/ul>/s.exec(page) ?? []
    const text = decode(puces)
    expect(text).toContain('Retirer RIS : Un seul pour tous les sites')
    expect(text).toContain('Retirer Usages : Alimenter le DMP')
    expect(text).toContain('Retirer Jour : 20/11/2026')
    expect([...puces.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      `/verifier?rpps=${RADIOLOGUE_HOPITAL}&amp;date=2026-11-20&amp;usages=dmp`,
      `/verifier?rpps=${RADIOLOGUE_HOPITAL}&amp;date=2026-11-20&amp;contexte.ris=unique`,
      `/verifier?rpps=${RADIOLOGUE_HOPITAL}&amp;usages=dmp&amp;contexte.ris=unique`,
    ])
  })

  test.each<[champs: Record<string, string>, location: string | null]>([
    [{ numero: ' 10 999 001 000 ' }, `/verifier?rpps=${RPPS}`],
    [{ numero: `8${RPPS}`, type: 'rpps' }, `/verifier?rpps=${RPPS}`],
    [
      { numero: RPPS, usages: 'dmp', 'contexte.ris': 'unique' },
      `/verifier?rpps=${RPPS}&usages=dmp&contexte.ris=unique`,
    ],
    [{ numero: CARTE }, null],
    [{ numero: CARTE, type: 'carte' }, null],
    [{ numero: RPPS, 'identifiantEnvisage.valeur': '991000035' }, null],
    [
      {
        numero: RPPS,
        'administrateurTechnique.carte': CARTE,
        'administrateurTechnique.nom': 'Granite',
        'administrateurTechnique.prenom': 'Basile',
      },
      null,
    ],
    [{ numero: RPPS, 'contexte.ris': 'peut-être' }, null],
  ])('%j leads to the address %j', async (champs, location) => {
    const response = await send(service, champs)
    expect(response.headers.get('location')).toBe(location)
    expect(response.status).toBe(location === null ? (champs['contexte.ris'] ? 400 : 200) : 303)
  })

  test('why an order was refused is the first sentence of the page', async () => {
    const page = await fill({ numero: RPPS, 'identifiantEnvisage.valeur': RPPS })
    const [, first = ''] = /<h1[^>]*>(.*?)<\/h1>/s.exec(page) ?? []
    expect(decode(first)).toContain('Il faut le RPPS rang 10999001000000.')
    expect(page.indexOf('Il faut le RPPS rang')).toBeLessThan(page.indexOf('qui commande, sous'))
  })

  test('an address without a number keeps its options for the form', async () => {
    const page = await open('/verifier?date=2026-11-20&contexte.ris=unique')
    expect(page).toContain('value="2026-11-20"')
    expect(page).toContain('<option value="unique" selected="">')
  })

  const ENVISAGE = { date: '2026-11-20', 'identifiantEnvisage.valeur': '99910007600010' }
  const ADMINISTRATEUR = {
    'administrateurTechnique.nom': 'Schiste',
    'administrateurTechnique.prenom': 'Odile',
    'administrateurTechnique.carte': '3199001190',
  }

  test.each<[quoi: string, numero: string, beside: Record<string, string>, champ: string]>([
    ['a name', 'basile grani', { ...ENVISAGE, ...ADMINISTRATEUR }, 'numero'],
    ['a number of several readings', '991000043', ENVISAGE, 'identifiant.valeur'],
  ])(
    'all that is typed beside %s goes along, and in no address',
    async (_, numero, beside, champ) => {
      const page = await fill({ numero, ...beside })
      const adresses = [...page.matchAll(/(?:href|action)="([^"]*)"/g)].join()
      expect(adresses).not.toMatch(/99910007600010|Schiste|3199001190/)
      const forms = hiddenFields(page).filter((form) => Object.keys(form).length > 0)
      for (const form of forms) expect(form).toMatchObject(beside)
      const chosen = forms.find((form) => champ in form) ?? {}
      const answer = await fill(chosen)
      for (const valeur of Object.values(beside)) expect(answer).toContain(`value="${valeur}"`)
    },
  )

  test('nothing of one caller is carried to the next number', async () => {
    const page = await fill({ numero: RADIOLOGUE_HOPITAL, 'contexte.ris': 'unique', usages: 'dmp' })
    const [, barre = ''] = /<search class="barre ecran">(.*?)<\/search>/s.exec(page) ?? []
    expect(barre).toContain('name="numero"')
    expect(barre).not.toMatch(/type="hidden"|checked|value="(?:unique|10999)/)
  })

  test.each(numerosFictifs.filter(({ issue }) => issue !== null))(
    'each thing to be careful about stands once on the page of $numero',
    async ({ numero }) => {
      const page = decode(await fill({ numero })).replace(
        /Résumé en texte.*?Modifier la demande/s,
        '',
      )
      expect(page.match(/dates de l’activité ne sont pas publiques/g)?.length ?? 0).toBeLessThan(2)
      expect(page).not.toContain('L’activité est-elle sans date de fin ?')
      expect(page).not.toContain('La source ne donne pas de dates')
      expect(page).not.toContain('non vérifié')
    },
  )

  test('a card number is in hidden fields alone, never in an address', async () => {
    const page = await fill({ numero: CARTE, usages: 'dmp' })
    expect(page).not.toMatch(new RegExp(`(?:href|action)="[^"]*${CARTE}`))
    expect(hiddenFields(page)).toContainEqual(expect.objectContaining({ numero: CARTE }))
    expect(decode(page)).toContain('Demande faite par numéro de carte')
  })

  test('a card number in an address is refused, whoever put it there', async () => {
    const response = await service.get(`/verifier?rpps=${CARTE}`, { accept: 'text/html' })
    expect(response.status).toBe(422)
    expect(decode(await response.text())).toContain('ne s’écrit pas dans une adresse')
  })

  test('the link of an answer gives the same answer', async () => {
    const page = await fill({
      numero: ` ${RADIOLOGUE_HOPITAL}`,
      date: '2026-11-20',
      usages: 'dmp',
      'contexte.ris': 'unique',
      'identifiantEnvisage.type': 'CARTE',
      'identifiantEnvisage.valeur': CARTE,
    })
    const [, lien = ''] = /href="(\/verifier\?rpps=[^"]*contexte[^"]*)"/.exec(page) ?? []
    expect(lien.replaceAll('&amp;', '&')).toBe(
      `/verifier?rpps=${RADIOLOGUE_HOPITAL}&date=2026-11-20&usages=dmp&contexte.ris=unique`,
    )
    const [, resume = ''] = /<p class="phrase">(.*?)<\/p>/s.exec(page) ?? []
    expect(await open(lien.replaceAll('&amp;', '&'))).toContain(`<h1 class="phrase">${resume}</h1>`)
  })

  test('the summary of an answer is plain text, whole without JavaScript', async () => {
    const page = await open(`/verifier?rpps=${RPPS}`)
    const [, texte = ''] = /<pre id="resume-texte">(.*?)<\/pre>/s.exec(page) ?? []
    expect(decode(texte)).toContain('Identifiant : RPPS rang 10999001000000 (structIdNat 4109990')
    expect(decode(texte)).toContain('Étapes :\n- Le titulaire signe lui-même la demande')
    expect(decode(texte)).toMatch(/\n\/verifier\?rpps=10999001000$/)
    expect(texte).not.toContain(CARTE)
  })

  test('no page says by which host or scheme it came: behind a proxy, it cannot know', async () => {
    const page = await open(`/verifier?rpps=${RPPS}`)
    const elsewhere = await service.get(`http://interne.example:8080/verifier?rpps=${RPPS}`, {
      accept: 'text/html',
    })
    expect(await elsewhere.text()).toBe(page)
    expect(page).not.toMatch(/localhost|interne\.example/)
  })

  test('what is admitted too stands beside the identifier, with its button', async () => {
    const page = await open(`/verifier?rpps=${RADIOLOGUE_HOPITAL}`)
    const [, reponse = ''] = /<section class="panneau reponse"(.*?)<\/section>/s.exec(page) ?? []
    expect(decode(reponse)).toMatch(
      /FINESS juridique \(entité juridique\)991000035.*si un seul RIS/,
    )
    expect(decode(reponse)).toContain('Le numéro à utiliser est celui du site.')
    expect(reponse).toContain('data-copier="alternative-c1-0"')
  })

  test.each<[numero: string, type: string, valeur: string, titre: string, texte: string]>([
    [RPPS, 'RPPS_RANG', '10999001000000', 'il convient', 'C’est bien l’identifiant sous lequel'],
    [RPPS, 'RPPS', RPPS, 'il ne convient pas', 'Il faut le RPPS rang'],
    ['10999001042', 'RPPS', '10999001042', 'on ne peut pas encore le dire', 'On ne peut pas se'],
    [RADIOLOGUE_HOPITAL, 'FINESS_EJ', '991000035', 'admis, à une condition', 'si un seul RIS'],
    [
      '10999001174',
      'SIRET',
      '99910004300010',
      'admis, à une condition',
      'une des commandes possibl',
    ],
    [RPPS, '', '10999001000000', 'il convient', 'C’est bien l’identifiant sous lequel'],
    [RADIOLOGUE_HOPITAL, '', '991000035', 'admis, à une condition', 'si un seul RIS'],
  ])('%s, %s %s employed: %s', async (numero, type, valeur, titre, texte) => {
    const page = decode(
      await fill({
        numero,
        'identifiantEnvisage.type': type,
        'identifiantEnvisage.valeur': valeur,
      }),
    )
    expect(/Identifiant employé : ([a-zà, ]+)[.A-Z]/.exec(page)?.[1]).toBe(titre)
    expect(page).toContain(texte)
  })

  test('marks in a name that turn the text around reach no page', async () => {
    const annuaire = createFictif({ now: () => INSTANT })
    const findMany: Annuaire['findMany'] = async (...args) =>
      (await annuaire.findMany(...args)).map((found) => {
        if (!found.ok) return found
        const { professionnel } = found.value
        const nom = `\u202E${professionnel.nom}\u2066`
        return { ok: true, value: { ...found.value, professionnel: { ...professionnel, nom } } }
      })
    const turned = createService({ annuaire: { ...annuaire, findMany } })
    const response = await turned.get(`/verifier?rpps=${RPPS}`, { accept: 'text/html' })
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(decode(page)).toContain('C’est Basile GRANITE, titulaire du cabinet')
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  })
})

describe('what is wrong is said on the page, with the form still filled in', () => {
  test.each<[champs: Record<string, string>, status: number, champ: string, sentence: string]>([
    [{ numero: '' }, 400, 'numero', 'Donnez un numéro (RPPS, carte ou structure), ou un nom.'],
    [{ numero: '10999001001' }, 422, 'numero', '11 chiffres compris (1099…), lus comme un RPPS'],
    [{ numero: '1'.repeat(201) }, 422, 'numero', 'ce n’est pas un seul numéro'],
    [{ numero: '12' }, 422, 'numero', '2 chiffres compris'],
    [{ numero: '10999001992' }, 404, 'numero', 'L’annuaire fictif ne connaît pas ce numéro RPPS'],
    [{ numero: '3199001999' }, 404, 'numero', 'L’annuaire fictif ne connaît pas cette carte'],
    [{ numero: RPPS, date: '2026-02-30' }, 400, 'date', '« 2026-02-30 » n’est pas un jour'],
    [{ numero: RPPS, situation: '1' }, 404, 'situation', 'Donnez un des identifiants d’activité'],
    [
      { numero: RPPS, 'contexte.solutions': 'x' },
      400,
      'contexte-solutions',
      'donnez un nombre entier de 1 à 100',
    ],
    [
      { numero: RPPS, 'identifiantEnvisage.type': 'SIRET' },
      400,
      'identifiantEnvisage-valeur',
      'donnez-le, ou laissez son type vide',
    ],
    [
      { numero: RPPS, 'identifiantEnvisage.valeur': '10999000218009' },
      422,
      'identifiantEnvisage-valeur',
      'un SIRET ou un RPPS rang',
    ],
    [{ numero: '999199028' }, 404, 'numero', 'un numéro ADELI, que l’Annuaire a remplacé'],
    [{ numero: '1,0999E+10' }, 422, 'numero', 'votre tableur a arrondi'],
    [
      { numero: RPPS, 'contexte.sitePrincipal': '123456789' },
      422,
      'contexte-sitePrincipal',
      '9 chiffres compris (1234…)',
    ],
  ])('%j', async (champs, status, champ, sentence) => {
    const page = await fill(champs, status)
    expect(page).toContain(`<a href="#champ-${champ}">`)
    const [input = ''] = new RegExp(`<(?:input|select) id="champ-${champ}"[^>]*>`).exec(page) ?? []
    expect(input).toContain('aria-invalid="true"')
    const described = /aria-describedby="([^" ]*)/.exec(input)?.[1] ?? ''
    const [, message = ''] = new RegExp(`id="${described}">(.*?)</p>`, 's').exec(page) ?? []
    expect(decode(message)).toContain(sentence)
    for (const valeur of Object.values(champs)) expect(page).toContain(`value="${valeur}"`)
    expect(page).toContain('autofocus=""')
  })

  test('several errors at once, each with its field; an open fold when one is inside', async () => {
    const page = await fill({ numero: '', 'contexte.instances': '0' }, 400)
    expect(page.match(/<a href="#champ-/g)).toHaveLength(2)
    expect(page).toMatch(/<details class="plier" open=""/)
  })

  test.each<
    [kind: 'unavailable' | 'timeout' | 'invalid-response', status: number, sentence: string]
  >([
    ['unavailable', 503, 'Cela ne dit rien du professionnel'],
    ['timeout', 504, 'L’Annuaire Santé n’a pas répondu à temps. Cela ne dit rien'],
    ['invalid-response', 502, 'aucun jugement n’en est tiré'],
  ])(
    'a directory that fails (%s): named, with a way to try again',
    async (kind, status, sentence) => {
      const failing = createService({ annuaire: createFailing(kind, 7) })
      const response = await send(failing, { numero: CARTE, usages: 'dmp' })
      expect(response.status).toBe(status)
      expect(response.headers.get('retry-after')).toBe(kind === 'unavailable' ? '7' : null)
      const page = await response.text()
      expect(decode(page)).toContain('’Annuaire Santé')
      expect(decode(page)).toContain(sentence)
      expect(page).toContain('>Réessayer</button>')
      expect(hiddenFields(page)).toContainEqual({ numero: CARTE, usages: 'dmp' })
      expect(page).not.toContain('SECRET')
      expect(failing.logs.join('\n')).toContain(`"cause":"test ${kind}"`)
      expect(failing.logs.join('\n')).not.toContain(CARTE)
    },
  )

  test('the limit, by form and by address', async () => {
    const limited = createService({ env: { LIMITE_PAR_MINUTE: '1' } })
    await send(limited, { numero: RPPS })
    for (const response of [
      await send(limited, { numero: CARTE, 'contexte.ris': 'unique' }),
      await limited.get(`/verifier?rpps=${RPPS}&contexte.ris=unique`, { accept: 'text/html' }),
    ]) {
      expect(response.status).toBe(429)
      expect(response.headers.get('retry-after')).toBe('60')
      // oxlint-disable-next-line no-await-in-loop -- two of them
      const page = await response.text()
      expect(page).toMatch(/value="(?:3199001000|10999001000)"/)
      expect(page).toContain('<option value="unique" selected="">')
    }
    const api = await limited.get(`/verifier?rpps=${RPPS}`, { accept: 'application/json' })
    expect([api.status, api.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
  })

  test.each<[body: string, headers: Record<string, string>, status: number]>([
    ['numero=1&prenom=x', {}, 400],
    [`numero=${RPPS}&numero=${RPPS}`, {}, 400],
    [`__proto__=x&numero=${RPPS}`, {}, 400],
    [`constructor.prototype=x&numero=${RPPS}`, {}, 400],
    ['{}', { 'content-type': 'application/json' }, 415],
    ['x', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    [`numero=${'1'.repeat(70_000)}`, {}, 413],
    [`numero=${RPPS}`, { accept: 'application/json' }, 406],
  ])('refuses %.30j %j', async (body, headers, status) => {
    expect((await send(service, body, headers)).status).toBe(status)
  })

  test.each(['granite', '991000043'])(
    'what is sent beside « %s » is refused as beside any number',
    async (numero) => {
      const unknown = await fill({ numero, prenom: 'x' }, 400)
      expect(decode(unknown)).toContain('Champ inconnu : « prenom ».')
      expect(unknown).toContain(`value="${numero}"`)
      const other = await fill({ numero, 'identifiant.valeur': '991000118' }, 400)
      expect(decode(other)).toContain('Champ inconnu : « identifiant ».')
      const twice = await fill(
        [
          ['numero', numero],
          ['numero', RPPS],
        ],
        400,
      )
      expect(decode(twice)).toContain('Donnez un numéro')
    },
  )

  test.each(['', '&contexte.ris=unique'])(
    'a card in an address is not repeated%s',
    async (more) => {
      const limited = createService({ env: { LIMITE_PAR_MINUTE: '1' } })
      for (const status of [422, 429]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const response = await limited.get(`/verifier?rpps=3199+001801${more}`, {
          accept: 'text/html',
        })
        expect(response.status).toBe(status)
        // oxlint-disable-next-line no-await-in-loop -- idem
        const page = await response.text()
        expect(page).not.toMatch(/3199.?001801/)
        expect(page).toContain('name="numero" type="text" value=""')
      }
      expect(limited.logs.join('\n')).not.toMatch(/3199.?001801/)
    },
  )

  test('unknown parameters of an address, and a bug, are pages too', async () => {
    const unknown = await service.get('/verifier?numero=1', { accept: 'text/html' })
    expect(unknown.status).toBe(400)
    expect(decode(await unknown.text())).toContain('Paramètre inconnu : « numero »')
    const broken = await send(createService({ annuaire: createThrowing(CARTE) }), { numero: CARTE })
    expect(broken.status).toBe(500)
    expect(await broken.text()).not.toContain(CARTE)
  })

  test('escapes what was typed', async () => {
    const nom = await fill({ numero: '"><img src=x>' })
    expect(nom).not.toContain('<img')
    expect(nom).toContain('&quot;&gt;&lt;img src=x&gt;')
    const numero = await fill({ numero: '"><img 10999001' }, 422)
    expect(numero).not.toContain('<img')
    expect(numero).toContain('&quot;&gt;&lt;img 10999001')
  })
})

describe('for programs that ask for a page', () => {
  test('GET and POST of the API give the same page', async () => {
    const byGet = await service.get(`/v1/verifications/${RPPS}`, { accept: 'text/html' })
    expect(byGet.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(byGet.headers.get('etag')).toMatch(/^W\/"text\/html-/)
    expect(byGet.headers.get('content-security-policy')).toContain("script-src 'self'")
    const page = await byGet.text()
    expect(page).toBe(await open(`/verifier?rpps=${RPPS}`))
    const byPost = await service.post(
      { numero: RADIOLOGUE_HOPITAL, contexte: { groupement: false }, usages: ['dmp', 'ror'] },
      { accept: 'text/html' },
    )
    expect(hiddenFields(await byPost.text())).toContainEqual({
      numero: RADIOLOGUE_HOPITAL,
      usages: 'ror',
      'contexte.groupement': 'false',
    })
  })

  test('JSON stays what is given to who asks for anything', async () => {
    const response = await service.get(`/v1/verifications/${RPPS}`, { accept: '*/*' })
    expect(response.headers.get('content-type')).toBe('application/json')
  })
})

test('the pages need no key', async () => {
  const keyed = createService({ env: { API_KEYS: 'a'.repeat(64) } })
  expect((await follow(keyed, await send(keyed, { numero: RPPS }))).status).toBe(200)
  expect((await keyed.get(`/v1/verifications/${RPPS}`)).status).toBe(401)
})

test('numbers to try are proposed by the fictitious directory alone', async () => {
  expect(await open('/')).toContain('href="/verifier?rpps=10999001000"')
  const real = createService({
    env: { ANNUAIRE: 'fhir', ESANTE_API_KEY: 'k', ANNUAIRE_FHIR_URL: 'http://localhost:1' },
  })
  const page = await (await real.get('/', { accept: 'text/html' })).text()
  expect(page).not.toContain('10999')
})

test('no line ends before « : ; ? ! » nor inside a quotation', async () => {
  const page = (await open('/verifier?rpps=10999001174')).replace(/<[^>]*>/g, '')
  expect(page).not.toMatch(/ [:;?!»]|« /)
})

test.each(['/', '/verifier?rpps=10999001190&usages=dmp,insi-auto', '/verifier?rpps=10999001174'])(
  'a first visit of %s weighs 30 KB at most',
  async (path) => {
    const page = await open(path)
    const linked = [...page.matchAll(/(?:rel="stylesheet" href|script src)="([^"]+)"/g)]
    expect(linked).toHaveLength(2)
    const texts = await Promise.all(
      linked.map(async ([, href = '']) => (await service.get(href)).text()),
    )
    const bytes = await Promise.all([page, ...texts].map(gzipBytes))
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(30_000)
  },
)
