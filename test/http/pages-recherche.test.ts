import { describe, expect, test } from 'vitest'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { createService, INSTANT, type Service } from '../support/service.ts'

const service = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

const send = (
  champs: Record<string, string>,
  chemin = '/recherche',
  { app }: Service = service,
): Promise<Response> =>
  Promise.resolve(
    app.request(chemin, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams(champs).toString(),
    }),
  )

const decode = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

const search = async (champs: Record<string, string>, status = 200): Promise<string> => {
  const response = await send(champs)
  expect(response.status).toBe(status)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return response.text()
}

const hrefs = (page: string): string[] =>
  [...page.matchAll(/class="choix" href="([^"]*)"/g)].map(([, href = '']) => href)

describe('a search by name', () => {
  test('is an empty form first', async () => {
    const response = await service.get('/recherche', { accept: 'text/html' })
    expect(response.status).toBe(200)
    const page = await response.text()
    for (const nom of ['texte', 'lieu', 'profession', 'quoi']) {
      expect(page).toContain(`name="${nom}"`)
    }
  })

  test('finds whom the API finds, in its order; even one alone is not chosen', async () => {
    const api = await service.app.request('/v1/recherches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ texte: 'granite' }),
    })
    const { resultats } = (await api.json()) as { resultats: { rpps: string }[] }
    expect(resultats).toHaveLength(1)
    const page = await search({ texte: 'granite' })
    expect(hrefs(page)).toEqual(resultats.map(({ rpps }) => `/verifier?rpps=${rpps}`))
    expect(decode(page)).toContain('1 professionnel')
    expect(decode(page)).toContain('Basile GRANITE Médecin, Radio-diagnostic')
    expect(decode(page)).toContain('99000, VILLEFICTIVE RPPS')
    expect(page).toContain('data-valeur="10999001000"')
  })

  test('structures lead to their own page', async () => {
    const page = await search({ texte: 'clinique sapiniere', quoi: 'structure' })
    expect(hrefs(page)).toEqual(['/structure/991000118'])
    expect((await service.get('/structure/991000118', { accept: 'text/html' })).status).toBe(200)
  })

  test('a name in the one field is searched, and its options go along', async () => {
    const response = await send({ numero: 'basile grani', date: '2026-11-20' }, '/verifier')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    expect(hrefs(page)).toEqual(['/verifier?rpps=10999001000&amp;date=2026-11-20'])
    expect(page).toContain('value="basile grani"')
  })

  test.each([
    [{ texte: 'zzyzx' }, 'Essayez le nom employé à titre professionnel'],
    [
      { texte: 'zzyzx', quoi: 'structure' },
      'Un cabinet individuel se cherche par le nom de son titulaire',
    ],
  ])('nobody: %j', async (champs, conseil) => {
    const page = await search(champs)
    expect(decode(page)).toContain(conseil)
    expect(hrefs(page)).toEqual([])
  })

  test.each<[Record<string, string>, string, string]>([
    [{ lieu: '75001' }, 'Personne de ce nom dans ce lieu', 'Chercher sans le lieu'],
    [
      { profession: '60' },
      'Personne de ce nom avec cette profession',
      'Chercher sans la profession',
    ],
    [
      { lieu: '75001', profession: '60' },
      'Personne de ce nom avec ce lieu et cette profession',
      'Chercher sans le lieu ni la profession',
    ],
    [
      { quoi: 'structure', texte: 'sapiniere', lieu: '75001' },
      'Aucune structure de ce nom dans ce lieu',
      'Chercher sans le lieu',
    ],
  ])('who is set aside by more than the name is not nobody: %j', async (champs, titre, bouton) => {
    const asked = { texte: 'granite', ...champs }
    const page = await search(asked)
    expect(decode(page)).toContain(` ${titre} `)
    expect(page).toContain(`>${bouton}</button>`)
    const { lieu: _, profession: __, ...seul } = asked as Record<string, string>
    expect(hrefs(await search(seul))).toHaveLength(1)
  })

  test('more than are shown: what to add is said', async () => {
    const fictif = createFictif({ now: () => INSTANT })
    const recherche = fictif.recherche
    if (recherche === undefined) throw new Error('the fictitious directory is searched by name')
    const annuaire = {
      ...fictif,
      recherche: {
        search: async (...args: Parameters<typeof recherche.search>) => {
          const found = await recherche.search(...args)
          return found.ok ? { ...found, value: { ...found.value, tronque: true } } : found
        },
      },
    }
    const response = await send({ texte: 'granite' }, '/recherche', createService({ annuaire }))
    const page = decode(await response.text())
    expect(page).toContain('Les plus proches : 1')
    expect(page).toContain('ajoutez le prénom, le lieu ou la profession')
  })

  test('a search that cannot be made says what to add, and is never an empty list', async () => {
    const annuaire = {
      ...createFictif({ now: () => INSTANT }),
      recherche: {
        search: () => Promise.resolve({ ok: false, empechement: 'prenom-ou-profession' } as const),
      },
    }
    const response = await send({ texte: 'granite' }, '/recherche', createService({ annuaire }))
    expect(response.status).toBe(503)
    const page = await response.text()
    expect(decode(page)).toContain('ajoutez le prénom, ou la profession')
    expect(page).toContain('value="granite"')
    expect(decode(page)).not.toContain('Personne de ce nom')
  })

  test.each<[Record<string, string>, number, string, string]>([
    [{}, 400, 'texte', 'Donnez un nom'],
    [{ texte: '*' }, 400, 'texte', 'Donnez un nom'],
    [{ texte: 'x'.repeat(300) }, 400, 'texte', 'de 2 à 100 caractères'],
    [{ texte: 'granite', lieu: '?' }, 400, 'lieu', 'une commune, un code postal'],
    [{ texte: 'granite', profession: 'zut' }, 400, 'profession', 'dans la liste'],
    [
      { texte: 'granite', quoi: 'structure', profession: '10' },
      400,
      'profession',
      'sans profession',
    ],
  ])('%j is refused at its field', async (champs, status, champ, phrase) => {
    const page = await search(champs, status)
    expect(page).toContain(`<a href="#champ-${champ}">`)
    expect(decode(page)).toContain(phrase)
    expect(page).toContain('aria-invalid="true"')
  })

  test('a further search keeps what was typed beside the name; what it does not have is refused', async () => {
    const envisage = { 'identifiantEnvisage.valeur': '99910007600010' }
    for (const [champs, status] of [
      [{ texte: 'granite', ...envisage }, 200],
      [{ texte: '*', ...envisage }, 400],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- two of them
      const page = await search(champs, status)
      const [, form = ''] = /class="panneau"(.*?)<\/form>/s.exec(page) ?? []
      expect(form).toContain('name="identifiantEnvisage.valeur" value="99910007600010"')
      expect(hrefs(page)).toEqual([])
    }
    for (const champ of ['prenom', 'numero', 'identifiant.valeur']) {
      // oxlint-disable-next-line no-await-in-loop -- three of them
      const page = await search({ texte: 'granite', [champ]: '10999001000' }, 400)
      expect(decode(page)).toContain(`Champ inconnu : « ${champ} ».`)
    }
  })

  test('what is typed is escaped, searched as text and logged nowhere', async () => {
    const one = createService()
    const texte = '"><b>Dupont’; DROP TABLE'
    const page = await (await send({ texte }, '/recherche', one)).text()
    expect(page).not.toContain('<b>')
    expect(one.logs.join('\n')).not.toContain('Dupont')
  })

  test('a name never stands in an address', async () => {
    const response = await service.get('/recherche?texte=granite', { accept: 'text/html' })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('granite')
    const page = await search({ texte: 'granite' })
    expect([...page.matchAll(/(?:href|action)="([^"]*)"/g)].join().toLowerCase()).not.toContain(
      'granite',
    )
  })
})
