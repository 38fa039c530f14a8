import { describe, expect, test } from 'vitest'
import { regles } from '../../src/domain/rules/index.ts'
import { createService, gzipBytes } from '../support/service.ts'

const { get } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

const HTML = { accept: 'text/html' }

const page = async (path: string, status = 200): Promise<string> => {
  const response = await get(path, HTML)
  expect([path, response.status]).toEqual([path, status])
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const text = (await response.text()).replaceAll(/[\u00A0\u202F]/g, ' ')
  expect(text).not.toMatch(/ style=|<script>|onclick|undefined|\[object|[{}]/)
  return text
}

const ids = (html: string): string[] =>
  [...html.matchAll(/href="\/regles\/([\w-]+)/g)].map(([, id]) => id ?? '')

describe('/regles', () => {
  test('lists every rule: in force, or not that day', async () => {
    const html = await page('/regles')
    expect(new Set(ids(html))).toEqual(new Set(regles.map(({ id }) => id)))
    const [inForce = '', others = ''] = html.split('id="hors-vigueur"')
    expect(ids(others).toSorted()).toEqual([
      'hopital-prive-avant-2023',
      'hopital-prive-en-transition',
    ])
    expect(ids(inForce)).not.toContain('hopital-prive-avant-2023')
  })

  test('shows another day, and links keep it', async () => {
    const html = await page('/regles?date=2022-12-31')
    expect(html).toContain('value="2022-12-31"')
    expect(html).toContain('href="/regles/hopital-prive-avant-2023?date=2022-12-31"')
    expect(html).toContain('Pas encore')
  })

  test('draws each rule that decides once, with who orders and under what', async () => {
    const [, drawn = ''] = (await page('/regles')).split('id="coup-d-oeil"')
    const [picture = ''] = drawn.split('id="toutes"')
    for (const { id, alors, jusqua } of regles) {
      const times = ids(picture).filter((one) => one === id).length
      const shown = alors.nature === 'decision' && jusqua === null
      if (shown) expect([id, times]).toEqual([id, 1])
      if (alors.nature === 'reserve' || jusqua !== null) expect([id, times]).toEqual([id, 0])
    }
    for (const words of [
      'Le titulaire du cabinet',
      'RPPS rang du cabinet',
      'la carte CPS suffit',
      'À demander',
      'FINESS géographique du site principal',
    ]) {
      expect(picture).toContain(words)
    }
  })

  test.each(['hier', '2026-02-30', '23/11/2026', '"><b>'])(
    'refuses %s on the page, tied to the field',
    async (saisi) => {
      const html = await page(`/regles?date=${encodeURIComponent(saisi)}`, 400)
      expect(html).toContain('aria-invalid="true"')
      expect(html).toContain('aria-describedby="champ-date-erreur"')
      expect(html).toContain('href="#champ-date"')
      expect(html).not.toContain('<b>')
      expect(ids(html)).toEqual([])
    },
  )

  test('an empty field is today; another parameter is refused', async () => {
    expect(await page('/regles?date=')).toContain('value="2026-11-23"')
    expect(await page('/regles?page=2', 400)).toContain('Paramètre inconnu')
  })

  test('gives 304 to who has it', async () => {
    const etag = (await get('/regles', HTML)).headers.get('etag') ?? ''
    expect((await get('/regles', { ...HTML, 'if-none-match': etag })).status).toBe(304)
  })
})

describe('/regles/{id}', () => {
  test.each(regles.map((regle) => [regle.id, regle] as const))(
    '%s says what it says, where it stands, and its examples',
    async (id, { titre, source, exemples, alors }) => {
      const html = await page(`/regles/${id}`)
      expect(html).toContain(`<h1>${titre}</h1>`)
      expect(html).toContain(source.document.titre)
      expect(html).toContain(source.repere)
      expect(html).toMatch(/Écrite dans|Déduite/)
      const rows = html.split('id="exemples"')[1]?.match(/<tr>/g) ?? []
      expect(rows.length).toBe(exemples.length === 0 ? 0 : exemples.length + 1)
      expect(exemples.length > 0 || alors.nature === 'principe').toBe(true)
    },
  )

  test('a lapsed rule has its page, which says so', async () => {
    const lapsed = '/regles/hopital-prive-avant-2023'
    expect(await page(lapsed)).toContain('Plus en vigueur')
    expect(await page(`${lapsed}?date=2022-12-31`)).not.toContain('Plus en vigueur')
    const later = await page('/regles/hopital-prive-depuis-octobre-2023?date=2023-10-12')
    expect(later).toContain('Pas encore en vigueur ce jour-là')
  })

  test('an example that is refused or unknown says which fact makes it so', async () => {
    const html = await page('/regles/radiologie-cabinet-de-groupe')
    expect(html).toMatch(/Ne s’applique pas.*À cause de.*Praticien/)
    expect(html).toMatch(/On ne sait pas.*Il manque.*Praticien/)
  })

  test('codes stand beside the words, long lists are folded away', async () => {
    expect(await page('/regles/radiologie-cabinet-de-groupe')).toMatch(/SM44.*Radio-diagnostic/)
    expect(await page('/regles/categorie-medico-sociale')).toMatch(/<details>.*Les 68 catégories/)
  })

  test('a bad day is refused on the page; an unknown rule is the page 404', async () => {
    const html = await page('/regles/officine?date=demain', 400)
    expect(html).toContain('aria-invalid="true"')
    expect(await page('/regles/aucune-telle', 404)).toContain('Aucune règle')
  })
})

test.each([
  '/regles',
  '/regles/categorie-medico-sociale',
  '/lot',
  '/numeros-fictifs',
  '/accessibilite',
  '/verifier?rpps=10999001174',
])('%s weighs 30 KB at most with its stylesheet and its script', async (path) => {
  const html = await (await get(path, HTML)).text()
  const linked = [...html.matchAll(/(?:href|src)="(\/(?:style|script)[^"]+)"/g)]
  expect(linked).toHaveLength(2)
  const parts = await Promise.all(linked.map(async ([, asset = '']) => (await get(asset)).text()))
  const bytes = await Promise.all([html, ...parts].map(gzipBytes))
  expect(bytes.reduce((a, b) => a + b)).toBeLessThan(30_000)
})

test('the API says a rule in words too', async () => {
  const { regles: list } = (await (await get('/v1/regles')).json()) as {
    regles: { pourquoi: string }[]
  }
  for (const { pourquoi } of list) expect(pourquoi).not.toMatch(/[{}]/)
})
