import { expect, test } from 'vitest'
import { codesOf } from '../../src/domain/faits/codes.ts'
import type { Faits } from '../../src/domain/faits/faits.ts'
import { searchRegles } from '../../src/domain/reponse/recherche-regles.ts'
import { regles } from '../../src/domain/rules/index.ts'
import type { Regle } from '../../src/domain/rules/rule.ts'

/** Every rule is found by each of the words and codes that a reader may know of it. */

const ids = (recherche: string): string[] => searchRegles(regles, recherche).map(({ id }) => id)

const questionsOf = ({ alors }: Regle): readonly string[] => {
  if (alors.nature === 'precision') return [alors.question ?? []].flat()
  return 'questions' in alors && (alors.nature === 'reserve' || alors.issue === 'a_verifier')
    ? (alors.questions ?? [])
    : []
}

const codesDe = ({ quand }: Regle): string[] =>
  (Object.entries(quand) as [keyof Faits, readonly string[]][]).flatMap(([fait, valeurs]) =>
    valeurs.flatMap((valeur) =>
      codesOf(fait, valeur).flatMap(({ concepts }) => concepts.map(({ code }) => code)),
    ),
  )

test.each(regles.map((regle) => [regle.id, regle] as const))('%s', (id, regle) => {
  const { ref, titre, source } = regle
  const sought = [
    ...ref,
    ...questionsOf(regle),
    ...codesDe(regle),
    id,
    titre,
    source.repere,
    source.document.titre,
  ]
  for (const recherche of sought)
    expect([recherche, ids(recherche)]).toEqual([recherche, expect.arrayContaining([id])])
})

test('a code finds the rules that bear it whole, and no others', () => {
  const bears = (code: string) =>
    regles.filter((regle) =>
      [...regle.ref, ...questionsOf(regle), ...codesDe(regle)].includes(code),
    )
  for (const code of ['R04', 'P06', 'H11', 'SM44']) {
    expect([code, ids(code)]).toEqual([
      code,
      expect.arrayContaining(bears(code).map(({ id }) => id)),
    ])
  }
  expect(ids('SM44').length).toBeLessThan(regles.length / 2)
  expect(ids('P1')).not.toEqual(ids('P10'))
  expect(ids('SM4')).toEqual([])
})

test('every word counts, accents and case do not; nothing finds nothing', () => {
  expect(ids('')).toEqual([])
  expect(ids(' , ;« »"')).toEqual([])
  expect(ids('rule book')).toEqual([])
  expect(ids('RADIOLOGUE cabinet')).toEqual(ids('« Cabinet »  radiologue'))
  expect(ids('societe')).toEqual(ids('Société'))
  expect(ids('radiologue cabinet').length).toBeLessThan(ids('cabinet').length)
  expect(ids("l'ordre")).toEqual(ids('l’Ordre'))
  expect(ids('.*')).toEqual([])
})
