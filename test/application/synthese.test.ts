import { expect, test } from 'vitest'
import { createSynthese } from '../../src/application/synthese.ts'
import type { Commande, Verification } from '../../src/domain/verification.ts'
import { EG, EJ, professionnel, SIRET, situation, verify } from '../support/construire.ts'

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

type Vue = Verification['situations'][number]

/** One order under the SIRET, of the situations `1` and `2`, in the structures with these identifiers. */
const ordered = (
  rpps: string | null,
  structures: readonly (Partial<Record<'finessEg' | 'finessEj' | 'siret', string>> | null)[],
  nature: 'EG' | 'EJ' = 'EG',
  identifiant: { type: 'SIRET' | 'FINESS_EJ'; valeur: string } = { type: 'SIRET', valeur: SIRET },
) => {
  const { verification } = judged('10999000010', 'OFFICINE', SIRET)
  const [commande] = verification.commandes as [Commande]
  const [situationVue] = verification.situations as [Vue]
  const none = { finessEg: null, finessEj: null, siret: null, rppsRang: null }
  return {
    ok: true as const,
    jugement: null,
    verification: {
      ...verification,
      situations: structures.map((ids, index): Vue => {
        const { structure } = situationVue
        if (structure === null) throw new Error('a structure was expected')
        return {
          ...situationVue,
          cle: String(index + 1),
          structure: ids && {
            ...structure,
            nature,
            identifiants: { ...structure.identifiants, ...none, ...ids },
          },
        }
      }),
      commandes: [
        {
          ...commande,
          situations: ['1', '2'],
          commanditaire: { ...commande.commanditaire, rpps },
          identifiant: { ...commande.identifiant, ...identifiant },
        },
      ],
    },
  }
}
const nomsOf = (...verdicts: ReturnType<typeof ordered>[]) => {
  const synthese = createSynthese()
  for (const verdict of verdicts) synthese.add(verdict)
  return synthese.read(verdicts.length).commandes.map(({ commanditaire: { nom } }) => nom)
}

test('one order of two people under one identifier is two orders', () => {
  const [one, other] = ['10999000010', '10999000028'].map((rpps) => ordered(rpps, []))
  expect(nomsOf(one!, other!, one!)).toHaveLength(2)
  expect(nomsOf(ordered(null, []), ordered(null, []))).toHaveLength(1)
})

test('whether two parties order is told by the structures of that order alone', () => {
  const [site, memeEj] = [
    { siret: SIRET, finessEj: EJ },
    { siret: SIRET, finessEj: EJ, finessEg: EG },
  ]
  const autre = { siret: SIRET, finessEj: '991000464' }
  expect(nomsOf(ordered(null, [site, memeEj]))).toEqual(['OFFICINE'])
  expect(nomsOf(ordered(null, [site, autre]))).toEqual([null])
  expect(nomsOf(ordered(null, [site, null, autre]))).toEqual(['OFFICINE'])
  expect(nomsOf(ordered(null, [null, site]), ordered(null, [memeEj]))).toEqual(['OFFICINE'])
  expect(nomsOf(ordered(null, [site]), ordered(null, [memeEj]), ordered(null, [autre]))).toEqual([
    null,
  ])
})

test('an EJ of two SIRET is two parties, sites of one EJ are one', () => {
  const deux = [SIRET, '99900001100018'].map((siret) => ({ siret, finessEj: EJ }))
  const under = { type: 'FINESS_EJ', valeur: EJ } as const
  expect(nomsOf(ordered(null, deux, 'EJ', under))).toEqual([null])
  expect(nomsOf(ordered(null, deux, 'EG', under))).toEqual(['OFFICINE'])
})
