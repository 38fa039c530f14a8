import { describe, expect, test } from 'vitest'
import { createPopulation, finessOf, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { numerosFictifs, structuresFictives } from '../../src/adapters/annuaires/fictif.ts'
import { CARTE, createService, RPPS } from '../support/service.ts'

const BASE = 'https://annuaire.test/fhir/v2'
// A directory that knows the fictitious numbers too: who answered shows in the source alone.
const rechercher = createRecherche([...createPopulation(4), ...ressourcesFictives], BASE)

const create = (env: Record<string, string> = {}) => {
  const asked: string[] = []
  const service = createService({
    env: { ANNUAIRE: 'fhir', ANNUAIRE_FHIR_URL: BASE, ESANTE_API_KEY: 'cle', ...env },
    platform: {
      fetch: async (url) => {
        asked.push(url)
        const { pathname, searchParams } = new URL(url)
        return Response.json(rechercher(pathname.slice('/fhir/v2/'.length), searchParams).body)
      },
    },
  })
  const verify = async (body: object, path = '/v1/verifications') => {
    const response = await service.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as {
      code?: string
      fictif: boolean
      sources: { nom: string }[]
      administrateurTechnique: { recevable: boolean | null } | null
    }
  }
  return { ...service, asked, verify }
}

describe('beside the live directory, FICTIFS=oui', () => {
  test('every number of /numeros-fictifs is answered by the fixtures, and the directory is not asked', async () => {
    const { verify, asked } = create()
    for (const { numero, issue, probleme } of numerosFictifs) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, within the limit
      const seen = await verify({ numero })
      if (issue === null) expect([numero, seen.code]).toEqual([numero, probleme])
      else {
        expect([numero, seen.fictif, seen.sources.map(({ nom }) => nom)]).toEqual([
          numero,
          true,
          ['fictif'],
        ])
      }
    }
    expect(asked).toEqual([])
  }, 60_000)

  test('and no other: what is not listed goes to the directory, its neighbours too', async () => {
    const { verify, asked } = create()
    const seen = await verify({ numero: rppsOf(0) })
    expect([seen.fictif, seen.sources.map(({ nom }) => nom)]).toEqual([false, ['fhir']])
    expect(asked.length).toBeGreaterThan(0)
    expect((await verify({ numero: '3199999999' })).code).toBe('carte_inconnue')
    expect(asked.at(-1)).toContain('3199999999')
  })

  test('in a lot, each line by its own source, in order', async () => {
    const { app, asked } = create()
    const response = await app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ numeros: [rppsOf(0), RPPS, rppsOf(1), CARTE] }),
    })
    type Ligne = { verification: { fictif: boolean; sources: { nom: string }[] } }
    const { resultats } = (await response.json()) as { resultats: Ligne[] }
    const seen = resultats.map(({ verification: { fictif, sources } }) => [fictif, sources[0]?.nom])
    expect(seen).toEqual([
      [false, 'fhir'],
      [true, 'fictif'],
      [false, 'fhir'],
      [true, 'fictif'],
    ])
    expect(asked.join()).not.toMatch(new RegExp(`${RPPS}|${CARTE}`))
  })

  test('an answer with an invented card in it is fictitious, whoever it is about', async () => {
    const { verify } = create()
    const administrateurTechnique = { carte: CARTE, nom: 'X', prenom: 'Y' }
    const seen = await verify({ numero: rppsOf(0), administrateurTechnique })
    expect([seen.fictif, seen.sources.map(({ nom }) => nom)]).toEqual([true, ['fhir', 'fictif']])
  })

  test('every structure of /numeros-fictifs is answered by the fixtures, and no other', async () => {
    const { verify, asked } = create()
    for (const { identifiant, type, issue, probleme } of structuresFictives) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, within the limit
      const seen = await verify({ identifiant: { type, valeur: identifiant } }, '/v1/structures')
      if (issue === null) expect([identifiant, seen.code]).toEqual([identifiant, probleme])
      else {
        expect([identifiant, seen.fictif, seen.sources.map(({ nom }) => nom)]).toEqual([
          identifiant,
          true,
          ['fictif'],
        ])
      }
    }
    expect(asked).toEqual([])
    const real = await verify({ identifiant: finessOf(0) }, '/v1/structures')
    expect([real.fictif, real.sources.map(({ nom }) => nom)]).toEqual([false, ['fhir']])
  }, 60_000)

  test('a card with the digits of a fictitious structure is nobody’s of ours', async () => {
    const { verify, asked } = create()
    expect((await verify({ numero: '991000043', type: 'carte' })).code).toBe('carte_inconnue')
    expect(asked.at(-1)).toContain('991000043')
  })

  test('a search asks the directory alone', async () => {
    const { verify, asked } = create()
    const { sources } = await verify({ texte: 'basile granite' }, '/v1/recherches')
    expect(sources.map(({ nom }) => nom)).toEqual(['fhir'])
    expect(asked.length).toBeGreaterThan(0)
  })

  test('/sources and /ready are about the directory alone; /numeros-fictifs leads to answers', async () => {
    const { get } = create()
    const { sources } = (await (await get('/sources')).json()) as { sources: { nom: string }[] }
    expect(sources.map(({ nom }) => nom)).toEqual(['fhir'])
    const page = await (await get('/numeros-fictifs', { accept: 'text/html' })).text()
    expect(page).not.toContain('ne connaît pas ces numéros')
    expect(await (await get('/', { accept: 'text/html' })).text()).not.toContain('Pour essayer')
  })
})

describe('FICTIFS=non', () => {
  test('a fictitious number goes to the directory like any other', async () => {
    const { verify, asked, get } = create({ FICTIFS: 'non' })
    const seen = await verify({ numero: RPPS })
    expect(seen.sources.map(({ nom }) => nom)).toEqual(['fhir'])
    expect(asked[0]).toContain(RPPS)
    const page = await (await get('/numeros-fictifs', { accept: 'text/html' })).text()
    expect(page).toContain('ne connaît pas ces numéros')
  })

  test('the fictitious directory, when it is the one asked, still answers', async () => {
    const { verify } = create({ FICTIFS: 'non', ANNUAIRE: 'fictif' })
    expect(await verify({ numero: RPPS })).toMatchObject({ sources: [{ nom: 'fictif' }] })
  })
})
