import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createCounter, createHistogram } from '../../src/adapters/metriques/exposition.ts'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { type Platform } from '../../src/parts.ts'
import { withCounts } from '../../src/node-platform.ts'
import { createService, INSTANT, RPPS } from '../support/service.ts'

const BASE = 'https://annuaire.test/fhir/v2'
const rechercher = createRecherche(createPopulation(4), BASE)

const create = (env: Record<string, string> = {}) => {
  let status = 200
  const platform: Platform = withCounts({
    clock: { now: () => INSTANT },
    log: () => {},
    fetch: async (url) => {
      if (status === 0) throw new TypeError('fetch failed')
      if (status !== 200) return new Response(null, { status })
      const { pathname, searchParams } = new URL(url)
      return Response.json(rechercher(pathname.slice('/fhir/v2/'.length), searchParams).body)
    },
  })
  const service = createService({ env: { LIMITE_PAR_MINUTE: '100000', ...env }, platform })
  const read = async (): Promise<string[]> =>
    (await (await service.get('/metrics')).text()).split('\n')
  return { ...service, read, setStatus: (next: number) => (status = next) }
}

const FHIR = { ANNUAIRE: 'fhir', ANNUAIRE_FHIR_URL: BASE, ESANTE_API_KEY: 'cle' }

describe('/metrics', () => {
  test('counts outcomes by issue, situations by couloir and deciding rule, and what blocks', async () => {
    const { get, read } = create()
    await get(`/v1/verifications/${RPPS}`)
    await get(`/v1/verifications/${RPPS}`)
    const lines = await read()
    expect(lines).toContain('qui_commande_verifications_total{issue="decide",fictif="oui"} 2')
    const situations = lines.filter((line) => line.startsWith('qui_commande_situations_total{'))
    expect(situations).toEqual([
      'qui_commande_situations_total{issue="commande",couloir="radiologie",regle="radiologie-cabinet-de-groupe"} 2',
    ])
    const blocked = numerosFictifs.find(
      ({ issue, type }) => issue === 'a_verifier' && type === 'RPPS',
    )
    await get(`/v1/verifications/${blocked?.numero}`)
    expect((await read()).join('\n')).toMatch(/questions_bloquantes_total\{code="H\d\d"\} \d/)
  })

  test('counts problems by code, requests and durations by address', async () => {
    const { get, post, read } = create()
    await get('/v1/verifications/10999001001')
    await post('{')
    await get('/nulle-part')
    const lines = await read()
    expect(lines).toContain('qui_commande_problemes_total{code="numero_invalide"} 1')
    expect(lines).toContain('qui_commande_problemes_total{code="requete_invalide"} 1')
    expect(lines).toContain('qui_commande_demandes_total{adresse="inconnue",statut="404"} 1')
    expect(lines).toContain('qui_commande_demande_secondes_count{adresse="/v1/verifications"} 1')
    expect(lines).toContain(
      'qui_commande_demande_secondes_bucket{adresse="/v1/verifications",le="+Inf"} 1',
    )
    expect(lines).toContain(
      'qui_commande_verifications_sans_reponse_total{code="numero_invalide"} 1',
    )
  })

  test('counts calls by result, answers by state, and shows quota, breaker and memory', async () => {
    const { get, read, setStatus } = create({ ...FHIR, ANNUAIRE_DISJONCTEUR_S: '60' })
    await get(`/v1/verifications/${rppsOf(0)}`)
    await get(`/v1/verifications/${rppsOf(0)}`)
    const well = await read()
    expect(well).toContain('qui_commande_appels_total{resultat="2xx"} 2')
    expect(well).toContain('qui_commande_reponses_total{source="fhir",etat="direct"} 1')
    expect(well).toContain('qui_commande_reponses_total{source="fhir",etat="cache"} 1')
    expect(well).toContain('qui_commande_disjoncteur_ouvert{source="fhir"} 0')
    expect(well).toContain('qui_commande_source_disponible{source="fhir"} 1')
    expect(well.join('\n')).toMatch(/qui_commande_quota_restant\{source="fhir"\} \d+/)
    expect(well).toContain(
      `qui_commande_dernier_succes_secondes{source="fhir"} ${INSTANT.getTime() / 1000}`,
    )
    setStatus(403)
    // oxlint-disable-next-line no-await-in-loop -- failures in a row
    for (let rang = 1; rang <= 5; rang++) await get(`/v1/verifications/${rppsOf(rang)}`)
    const ill = await read()
    expect(ill).toContain('qui_commande_appels_total{resultat="4xx"} 5')
    expect(ill).toContain('qui_commande_disjoncteur_ouvert{source="fhir"} 1')
    expect(ill).toContain('qui_commande_erreurs_derniere_heure{source="fhir",sorte="refused"} 5')
    expect(ill).toContain(
      'qui_commande_verifications_sans_reponse_total{code="annuaire_indisponible"} 5',
    )
  })

  test('counts lots and their lines, and the age of the data in days', async () => {
    const { app, read } = create()
    await app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ numeros: [RPPS, RPPS, '12'] }),
    })
    const lines = await read()
    expect(lines).toContain('qui_commande_lots_total 1')
    expect(lines).toContain('qui_commande_lot_lignes_total 3')
    expect(lines).toContain('qui_commande_donnees_age_jours{source="fictif"} 1')
  })

  test('counts structures by issue, couloir and rule, and searches by what they found', async () => {
    const { get, app, read } = create()
    await get('/v1/structures/991000043')
    await get('/v1/structures/991000043')
    await get('/v1/structures/991000993')
    const search = (body: object) =>
      app.request('/v1/recherches', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await search({ texte: 'basile granite' })
    await search({ texte: 'zzyzx' })
    await search({ texte: 'sapiniere', quoi: 'structure' })
    await search({ texte: 'sapiniere', quoi: 'structure', profession: '10' })
    const lines = await read()
    const structures = lines.filter((line) => line.startsWith('qui_commande_structures_total{'))
    expect(structures).toEqual([
      'qui_commande_structures_total{issue="decide",couloir="hopital",regle="hopital-public",fictif="oui"} 2',
    ])
    expect(lines).toContain(
      'qui_commande_structures_sans_reponse_total{code="structure_inconnue"} 1',
    )
    const recherches = lines.filter((line) => line.startsWith('qui_commande_recherches_total{'))
    expect(recherches).toEqual([
      'qui_commande_recherches_total{quoi="professionnel",resultat="trouve"} 1',
      'qui_commande_recherches_total{quoi="professionnel",resultat="aucun"} 1',
      'qui_commande_recherches_total{quoi="structure",resultat="trouve"} 1',
      'qui_commande_recherches_total{quoi="structure",resultat="requete_invalide"} 1',
    ])
    expect(lines).toContain('qui_commande_reponses_total{source="fictif",etat="direct"} 5')
  })

  test('holds no number and no name, and so many series whatever is asked', async () => {
    const { get, post, read } = create()
    for (const { numero } of numerosFictifs) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await post({ numero })
    }
    await get('/v1/structures/0')
    const before = await read()
    for (let i = 0; i < 300; i++) {
      // oxlint-disable-next-line no-await-in-loop
      await get(`/${i}`)
      // oxlint-disable-next-line no-await-in-loop
      await get(`/v1/regles/${i}`)
      // oxlint-disable-next-line no-await-in-loop
      await post({ numero: `${i}`, situation: `${i}` })
      // oxlint-disable-next-line no-await-in-loop
      await get(`/v1/structures/${i}`)
    }
    const after = await read()
    expect(after.length - before.length).toBeLessThan(60)
    expect(before.length).toBeLessThan(400)
    const series = after.map((line) => line.replace(/ \S+$/, ''))
    expect(series.join('\n')).not.toMatch(/10999|3199|GRANITE/i)
  }, 60_000)

  test('is the text format, each family described, and needs a key where keys are set', async () => {
    const { get } = create()
    const response = await get('/metrics')
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await response.text()
    expect(text.endsWith('\n')).toBe(true)
    const described = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name))
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? -?[\d.e+]+)$/)
      const [name = ''] = line.replace(/^# (HELP|TYPE) /, '').split(/[{ ]/)
      expect(described).toContain(name.replace(/_(bucket|sum|count)$/, ''))
    }
    expect((await create({ API_KEYS: '0'.repeat(64) }).get('/metrics')).status).toBe(401)
  })
})

test('the alerts that the guide gives look at what is counted', async () => {
  const { read } = create()
  const counted = new Set((await read()).map((line) => line.split(/[{ ]/)[2]))
  const alertes = readFileSync('docs/alertes.yml', 'utf8')
  const named = alertes.match(/qui_commande_\w+/g) ?? []
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !counted.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([])
})

test('without METRIQUES it is an unknown address', async () => {
  const { get } = createService()
  const [absent, unknown] = await Promise.all([get('/metrics'), get('/nulle-part')])
  expect(absent.status).toBe(404)
  expect({ ...((await absent.json()) as object), instance: '' }).toEqual({
    ...((await unknown.json()) as object),
    instance: '',
  })
})

test('label values are escaped; a histogram counts upwards', () => {
  const counter = createCounter('c', 'x')
  counter.add({ a: 'b"\\\n' })
  expect(counter.lines().at(-1)).toBe(String.raw`c{a="b\"\\\n"} 1`)
  const histogram = createHistogram('h', 'x', [1, 2])
  for (const value of [0.5, 1, 1.5, 9]) histogram.observe({ a: 'b' }, value)
  expect(histogram.lines().slice(2)).toEqual([
    'h_bucket{a="b",le="1"} 2',
    'h_bucket{a="b",le="2"} 3',
    'h_bucket{a="b",le="+Inf"} 4',
    'h_sum{a="b"} 12',
    'h_count{a="b"} 4',
  ])
})
