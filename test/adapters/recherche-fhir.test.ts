import { describe, expect, test } from 'vitest'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createLectureFhir } from '../../src/adapters/annuaires/fhir/lecture.ts'
import { createRechercheFhir } from '../../src/adapters/annuaires/fhir/recherche-nom.ts'
import { success } from '../../src/application/failure.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'

const BASE = 'https://annuaire.invalid'
const answer = createRecherche(ressourcesFictives, BASE)

const rechercher = createRechercheFhir('fhir', BASE, createLectureFhir('fhir', BASE))

/** Searches a directory that answers this to whatever is asked by name. */
const search = (texte: string, { family, given }: { family: string; given: string }) => {
  const question = toQuestion({ texte })
  return rechercher(question, async (url) => {
    const { pathname, searchParams } = new URL(url)
    const asked = searchParams.has('family') ? new URLSearchParams({ family, given }) : searchParams
    return success(answer(pathname.slice(1), asked).body)
  })
}

const GRANITE = { family: 'GRANITE', given: 'Basile' }

test('whoever is found has the name that was asked for', async () => {
  expect(await search('basile granite', GRANITE)).toMatchObject({
    ok: true,
    value: { trouves: [{ rpps: '10999001000' }], tronque: false },
  })
})

test('people of other names are the answer to another question, never nobody', async () => {
  expect(await search('clarisse obsidienne', GRANITE)).toMatchObject({
    ok: false,
    failure: { kind: 'invalid-response' },
  })
})

test('people with one of the words only are no match: nobody is there', async () => {
  expect(await search('basile obsidienne', GRANITE)).toMatchObject({
    ok: true,
    value: { trouves: [], tronque: false },
  })
})

describe('an answer that is not whole is never nobody', () => {
  type Bundle = { total?: number; entry: { resource: Record<string, unknown> }[] }
  const granite = () =>
    structuredClone(
      answer('Practitioner', new URLSearchParams({ family: 'GRANITE' })).body,
    ) as Bundle
  const give = (bundle: unknown, texte = 'basile granite') =>
    rechercher(toQuestion({ texte }), async (url) =>
      success(
        url.includes('family=')
          ? bundle
          : answer(new URL(url).pathname.slice(1), new URL(url).searchParams).body,
      ),
    )
  const NONSENSE = { ok: false, failure: { kind: 'invalid-response' } }
  const vide = { resourceType: 'Bundle', type: 'searchset' }

  test('nothing of what was announced', async () => {
    expect(await give({ ...vide, total: 3, entry: [] })).toMatchObject(NONSENSE)
  })

  test('resources of another type', async () => {
    const { body } = answer('Organization', new URLSearchParams({ identifier: '991000043' }))
    expect(await give({ ...(body as Bundle), total: 1 })).toMatchObject(NONSENSE)
  })

  test('somebody without a number that can be read', async () => {
    const bundle = granite()
    for (const { resource } of bundle.entry) delete resource['identifier']
    expect(await give(bundle)).toMatchObject(NONSENSE)
  })

  test('fewer than announced: somebody, and perhaps others', async () => {
    const bundle = granite()
    expect(await give({ ...bundle, total: 35 })).toMatchObject({
      ok: true,
      value: { trouves: [{ rpps: '10999001000' }], tronque: true },
    })
  })

  test('more ways to write the words than can be asked', async () => {
    const texte = Array.from({ length: 9 }, (_, i) => `anne-lise${'abcdefghi'[i]}`)
      .join(' ')
      .slice(0, 100)
    expect(await give({ ...vide, total: 0, entry: [] }, texte)).toEqual({
      ok: false,
      empechement: 'trop-large',
    })
  })
})
