import { expect, test } from 'vitest'
import { ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createRecherche } from '../../mocks/fixtures/recherche.ts'
import { createLectureFhir } from '../../src/adapters/annuaires/fhir/lecture.ts'
import { createRechercheFhir } from '../../src/adapters/annuaires/fhir/recherche-nom.ts'
import { success } from '../../src/application/failure.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'

const BASE = 'https://annuaire.invalid'
const answer = createRecherche(ressourcesFictives, BASE)

/** Searches a directory that answers this to whatever is asked by name. */
const search = (texte: string, { family, given }: { family: string; given: string }) => {
  const rechercher = createRechercheFhir('fhir', BASE, createLectureFhir('fhir', BASE))
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
