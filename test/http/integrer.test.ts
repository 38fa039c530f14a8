import { describe, expect, test } from 'vitest'
import { CARTE, createService, createThrowing, RPPS, type Service } from '../support/service.ts'

const ORIGINES = 'https://a.exemple,https://b.exemple'
const { app, get } = createService({ env: { INTEGRATION_ORIGINES: ORIGINES } })
const closed = createService()

const HTML = { accept: 'text/html' }

const post = (
  fields: Record<string, string>,
  { app: asked }: Pick<Service, 'app'> = { app },
  query = '',
): Promise<Response> =>
  Promise.resolve(
    asked.request(`/integrer${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...HTML },
      body: new URLSearchParams(fields).toString(),
    }),
  )

const ancestors = (response: Response): string | undefined =>
  /frame-ancestors ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

describe('the frame', () => {
  test('is held by the origins allowed, in every answer, and no other page is', async () => {
    const allowed = 'https://a.exemple https://b.exemple'
    expect(ancestors(await get('/integrer', HTML))).toBe(allowed)
    expect(ancestors(await get('/integrer?inconnu=1', HTML))).toBe(allowed)
    expect(ancestors(await post({ numero: RPPS }))).toBe(allowed)
    expect(ancestors(await post({ numero: '1' }))).toBe(allowed)
    expect(ancestors(await get('/verifier', HTML))).toBe("'none'")
    expect(ancestors(await closed.get('/integrer', HTML))).toBe("'none'")
  })

  test('is held by them over the limit and after a bug too, with the field in it', async () => {
    const env = { INTEGRATION_ORIGINES: ORIGINES, LIMITE_PAR_MINUTE: '1' }
    const limited = createService({ env })
    expect((await limited.get('/integrer', HTML)).status).toBe(200)
    const answers = [
      await limited.get('/integrer?theme=sombre', HTML),
      await post({ numero: RPPS, theme: 'sombre' }, limited),
      await post(
        { numero: RPPS },
        createService({
          env: { INTEGRATION_ORIGINES: ORIGINES },
          annuaire: createThrowing('a bug'),
        }),
      ),
    ]
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 500])
    expect(answers.map(ancestors)).toEqual(Array(3).fill('https://a.exemple https://b.exemple'))
    const [read = '', posted = '', broken = ''] = await Promise.all(
      answers.map((one) => one.text()),
    )
    for (const page of [read, posted]) expect(page).toContain('data-theme="sombre"')
    expect(posted).toContain(`value="${RPPS}"`)
    for (const page of [read, posted, broken]) {
      expect(page).toContain('action="/integrer"')
      expect(page).toContain(`data-origines="${ORIGINES.replace(',', ' ')}"`)
    }
  })

  test('takes usages, date and theme, and never a number, in its address', async () => {
    const page = await (await get('/integrer?usages=dmp&date=2026-11-23&theme=sombre', HTML)).text()
    expect(page).toContain('data-theme="sombre"')
    expect(page).toContain('name="usages" value="dmp"')
    expect(page).toContain('name="date" value="2026-11-23"')
    for (const query of [`numero=${RPPS}`, 'usages=dpm', 'date=hier', 'theme=rose']) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      const response = await get(`/integrer?${query}`, HTML)
      expect([query, response.status]).toEqual([query, 400])
      // oxlint-disable-next-line no-await-in-loop
      expect(await response.text()).not.toContain(RPPS)
    }
  })

  test('answers with the order, and says what is wrong beside the field', async () => {
    const page = await (await post({ numero: RPPS, date: '2026-11-23', theme: 'clair' })).text()
    expect(page).toContain('C’est Basile GRANITE')
    expect(page).toContain('data-commande="{&quot;commanditaire&quot;:')
    expect(page).not.toContain('name="theme" value="auto"')
    const wrong = await post({ numero: '10999001001' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('aria-describedby="erreur"')
  })

  test('a number that is posted with a query is refused, as is a body that is no form', async () => {
    const refused = await post({ numero: RPPS }, { app }, '?numero=1')
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('cette adresse n’en prend aucun')
    const json = await app.request('/integrer', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...HTML },
      body: '{}',
    })
    expect([json.status, ancestors(json)]).toEqual([415, 'https://a.exemple https://b.exemple'])
  })

  test('another number keeps the usages and the date, no answer to a question', async () => {
    const fields = {
      numero: '10999001307',
      usages: 'dmp',
      date: '2026-11-23',
      theme: 'clair',
      situation: '1019913001',
      'contexte.systemeInformation': 'par-site',
      'contexte.siret': '99910004300010',
    }
    const hidden = (page: string): string[] => {
      const [form = ''] = /<form[^>]* data-numero[^]*?<\/form>/.exec(page) ?? []
      return [...form.matchAll(/type="hidden" name="([^"]*)"/g)].map(([, name = '']) => name)
    }
    const page = await (await post(fields)).text()
    expect(page).toContain('Un autre numéro')
    expect(hidden(page).toSorted()).toEqual(['date', 'theme', 'usages'])
    const refused = await (await post({ ...fields, numero: '1' })).text()
    expect(hidden(refused).toSorted()).toEqual(['date', 'theme', 'usages'])
  })

  test('an answer says what to be careful about, for which day, and that it is invented', async () => {
    const page = await (await post({ numero: RPPS, date: '2026-11-23' })).text()
    const full = await (await app.request(`/verifier?rpps=${RPPS}&date=2026-11-23`)).text()
    const alerte = /<div class="alerte alerte-attention">[^]*?<\/div>/
    expect(alerte.exec(page)?.[0]).toMatch(/vérifiez en accès authentifié/)
    expect(alerte.exec(page)?.[0]).toBe(alerte.exec(full)?.[0])
    expect(page).toContain('<span class="etiquette">Exemple fictif</span>')
    expect(page).toContain('<time datetime="2026-11-23">')
  })

  test('an answer says whose it is, as the full page does', async () => {
    const qui = /<p class="qui">[^]*?<\/p>/
    const page = await (await post({ numero: RPPS, date: '2026-11-23' })).text()
    const full = await (await app.request(`/verifier?rpps=${RPPS}&date=2026-11-23`)).text()
    expect(qui.exec(page)?.[0]).toContain('Basile GRANITE')
    expect(qui.exec(page)?.[0]).toBe(qui.exec(full)?.[0])
  })

  test('where a situation must be chosen, nothing else is asked', async () => {
    const page = await (await post({ numero: '10999001174', date: '2026-11-23' })).text()
    expect(page.match(/<h2/g)).toHaveLength(1)
    expect(page).toContain('GIE IMAGERIE DU MASSIF')
    expect(page).not.toContain('contexte.ris')
  })

  test('a question that a field takes is put once', async () => {
    const page = await (await post({ numero: '10999001133', date: '2026-11-23' })).text()
    expect(page.match(/Quel est le SIRET de la société/g)).toHaveLength(1)
  })

  test('the order handed over says nothing else of who has the card', async () => {
    const page = await (await post({ numero: CARTE, date: '2026-11-23' })).text()
    const [, json = ''] = /data-commande="([^"]*)"/.exec(page) ?? []
    const commande: unknown = JSON.parse(json.replaceAll('&quot;', '"'))
    expect(commande).toEqual({
      commanditaire: { role: 'professionnel', nom: 'Basile GRANITE', noms: ['Basile GRANITE'] },
      identifiant: {
        type: 'RPPS_RANG',
        valeur: '10999001000000',
        structIdNat: '410999001000000',
      },
      alternatives: [],
      certificats: [],
      alertes: [
        { code: 'DATES_NON_PUBLIQUES', texte: expect.stringContaining('accès authentifié') },
      ],
    })
  })

  test('its component is a few KB, and no origin is a wildcard', async () => {
    const script = await (await get('/integrer.js')).text()
    expect(script.length).toBeLessThan(4096)
    const page = await (await get('/integrer-page.js')).text()
    expect(script + page).not.toContain("'*'")
  })
})
