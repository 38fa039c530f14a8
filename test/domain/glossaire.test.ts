import { expect, test } from 'vitest'
import { findTermes, GLOSSAIRE } from '../../src/domain/mots/glossaire.ts'

const ids = (texte: string): string[] => findTermes(texte).map(({ id }) => id)

test.each<[string, string[]]>([
  ['Un seul RIS sert tous les sites de l’entité juridique.', ['entite-juridique', 'ris']],
  ['À ses risques, RISQUE et ARSENAL', []],
  ['sous le RPPS rang 10999001000000', ['rpps-rang']],
  ['Le RPPS commence le RPPS rang.', ['rpps', 'rpps-rang']],
  ['sa carte CPS ou l’e-CPS', ['cps']],
  ['Vérifiez-le en accès authentifié.', ['acces-authentifie']],
  ['{"RPPS_RANG":1}', []],
])('%s', (texte, expected) => {
  expect(ids(texte)).toEqual(expected)
})

test('each term once, in the order of the alphabet, in one sentence', () => {
  const noms = GLOSSAIRE.map(({ terme }) => terme)
  expect(noms).toEqual(noms.toSorted((a, b) => a.localeCompare(b, 'fr')))
  expect(new Set(GLOSSAIRE.map(({ id }) => id)).size).toBe(GLOSSAIRE.length)
  for (const { phrase } of GLOSSAIRE) expect(phrase).toMatch(/^[^.]+\.$/)
})
