import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRegle } from '../../src/domain/rules/index.ts'
import type { SituationJugee } from '../../src/domain/verification.ts'
import { contexte, structure } from '../support/au-hasard.ts'
import { verify } from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'
import { choix, professionnel, toDemande } from '../support/praticien-au-hasard.ts'

/** Whatever is asked is asked by a rule that is cited, and what a cited rule asks is asked. */

type Vue = Pick<SituationJugee, 'regles' | 'verifications'>

/** Principles, which ask by themselves. */
const PRINCIPES: Readonly<Record<string, string>> = {
  'identifiant-manquant': 'H05',
  'site-a-demander': 'H25',
}

const questionsOf = (id: string): readonly string[] => {
  const alors = findRegle(id)?.alors
  switch (alors?.nature) {
    case 'reserve':
      return alors.questions
    case 'precision':
      return [alors.question ?? []].flat()
    case 'decision':
      if (alors.issue === 'a_verifier') return alors.questions
      return alors.issue === 'commande'
        ? [...(alors.questions ?? []), ...(alors.siInconnu ?? [])]
        : []
    default:
      return [PRINCIPES[id] ?? []].flat()
  }
}

const check = ({ regles, verifications }: Vue): void => {
  const codes = verifications.map(({ code }) => code)
  expect(codes).toHaveLength(new Set(codes).size)
  const natures = regles.map((id) => findRegle(id)?.alors.nature)
  const isBloquee = verifications.some(({ bloquante }) => bloquante)
  // Where a reserve or a question blocks, the decision it overrules is not cited for what it asks.
  const expliquees = verifications.filter(({ code, bloquante }) =>
    natures.includes('reserve') ? bloquante && code !== 'H19' : bloquante || !isBloquee,
  )
  expect(regles.flatMap(questionsOf)).toEqual(
    expect.arrayContaining(expliquees.map(({ code }) => code)),
  )
  const posees = regles.filter((id) => findRegle(id)?.alors.nature !== 'decision')
  expect(codes).toEqual(expect.arrayContaining(posees.flatMap(questionsOf)))
}

test('of practitioners', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(professionnel, choix, (personne, one) => {
      for (const situation of verify(personne, toDemande(one, personne)).situations)
        check(situation)
    }),
    { numRuns: 600, seed: 20_261_128 },
  )
})

test('of structures', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(structure, contexte, (lieu, contexte) => {
      check(askStructures('991000456', [lieu], { contexte }))
    }),
    { numRuns: 600, seed: 20_261_128 },
  )
})
