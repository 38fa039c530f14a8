import { expect, test } from 'vitest'
import { createSynthese } from '../../src/application/synthese.ts'
import { EG, professionnel, SIRET, situation, verify } from '../support/construire.ts'

const judged = (rpps: string, raisonSociale: string, siret: string) => {
  const de = { secteur: 'SA33', F: EG, S: siret, raisonSociale }
  const person = professionnel({
    professions: ['21'],
    savoirFaire: [],
    situations: [situation({ de })],
  })
  return { ok: true as const, verification: verify({ ...person, rpps }), jugement: null }
}

test('one order of a lot under two structures bears no name, and both names, in any order', () => {
  const one = judged('10999000010', 'OFFICINE ANCIENNE', SIRET)
  const other = judged('10999000028', 'OFFICINE NOUVELLE', '99900001100018')
  for (const verdicts of [
    [one, other],
    [other, one],
  ]) {
    const synthese = createSynthese()
    for (const verdict of verdicts) synthese.add(verdict)
    const { commandes } = synthese.read(2)
    expect(commandes).toHaveLength(1)
    expect(commandes[0]?.commanditaire).toMatchObject({
      nom: null,
      noms: ['OFFICINE ANCIENNE', 'OFFICINE NOUVELLE'],
    })
  }
})

test('one structure under two spellings keeps the first name of the alphabet', () => {
  const synthese = createSynthese()
  synthese.add(judged('10999000028', 'OFFICINE B', SIRET))
  synthese.add(judged('10999000010', 'OFFICINE A', SIRET))
  expect(synthese.read(2).commandes[0]?.commanditaire).toMatchObject({
    nom: 'OFFICINE A',
    noms: ['OFFICINE A', 'OFFICINE B'],
  })
})
