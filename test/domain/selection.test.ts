import { describe, expect, test } from 'vitest'
import { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import {
  RESULTATS_MAX,
  selectProfessionnels,
  selectStructures,
  structuresOf,
} from '../../src/domain/recherche/select.ts'
import { toProfessionnelTrouve, toStructureTrouvee } from '../../src/domain/recherche/views.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  exercice,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  situation,
  structure,
} from '../support/construire.ts'

/** Who is found among all, in what order, and how each is shown. */

const at = (commune: string | null, codePostal: string | null = null) => ({
  secteur: 'SA08',
  raisonSociale: `CABINET ${commune}`,
  adresse: { lignes: [], codePostal, commune },
})
const nommee = (nom: string, prenom: string | null, rpps = RPPS): Professionnel => ({
  ...professionnel({ situations: [situation({ de: at('BREST') })] }),
  nom,
  prenom,
  rpps,
})

const found = (
  demande: Partial<Parameters<typeof toQuestion>[0]>,
  ...exercices: Parameters<typeof professionnel>
): number =>
  selectProfessionnels(toQuestion({ texte: 'testard', ...demande }), [professionnel(...exercices)])
    .trouves.length

describe('somebody is found', () => {
  const brest = { situations: [situation({ de: at('BREST') })] }
  const nantes = { professions: ['70'], situations: [situation({ de: at('NANTES') })] }

  test.each([
    ['by name alone', {}, [brest], 1],
    ['by another name', { texte: 'granite' }, [brest], 0],
    ['at the place', { lieu: 'Brest' }, [brest], 1],
    ['elsewhere', { lieu: 'Nantes' }, [brest], 0],
    ['at one of two places', { lieu: 'Nantes' }, [brest, nantes], 1],
    ['of the profession', { profession: '10' }, [brest], 1],
    ['of another one', { profession: '70' }, [brest], 0],
    ['of that profession there', { profession: '70', lieu: 'Nantes' }, [brest, nantes], 1],
    ['there, of another profession', { profession: '70', lieu: 'Brest' }, [brest, nantes], 0],
    ['without a place', { lieu: 'Brest' }, [{ situations: [situation({ de: null })] }], 0],
    ['without an address', { lieu: 'Brest' }, [{ situations: [situation({ de: {} })] }], 0],
    ['with nothing', {}, [{ situations: [] }], 1],
    [
      'where it is over',
      { lieu: 'Brest' },
      [{ situations: [situation({ actif: false, de: at('BREST') })] }],
      0,
    ],
    [
      'where it may be over',
      { lieu: 'Brest' },
      [{ situations: [situation({ actif: null, de: at('BREST') })] }],
      1,
    ],
  ])('%s', (_, demande, exercices, times) => {
    expect(found(demande, ...exercices)).toBe(times)
  })
})

test('the best first, then by name, first name and RPPS; twenty at most, and said', () => {
  const sorted = [
    nommee('GRANITE', 'Anne'),
    nommee('GRANITE', 'Basile', RPPS),
    nommee('GRANITE', 'Basile', AUTRE_RPPS),
    nommee('GRANITEAU', 'Anne'),
    nommee('ARDOISE GRANITE', 'Anne'),
  ]
  const question = toQuestion({ texte: 'granite' })
  const everybody = [...sorted, nommee('AUTRE', 'Anne')]
  for (const all of [everybody, everybody.toReversed()]) {
    expect(selectProfessionnels(question, all)).toEqual({ trouves: sorted, tronque: false })
  }
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      structure({ F: `99100${1000 + i}`, raisonSociale: `GRANITE ${i}`, secteur: 'SA01' }),
    )
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => nommee(`GRANITE ${i}`, 'Anne'))
  for (const [count, tronque] of [
    [RESULTATS_MAX, false],
    [RESULTATS_MAX + 1, true],
  ] as const) {
    for (const selection of [
      selectProfessionnels(question, people(count)),
      selectStructures(toQuestion({ texte: 'granite', quoi: 'structure' }), many(count)),
    ]) {
      expect(selection.trouves).toHaveLength(RESULTATS_MAX)
      expect(selection.tronque).toBe(tronque)
    }
  }
})

test('structures are sought by name, sign and place, but cabinets individuels', () => {
  const all = [
    structure({
      F: '991000001',
      raisonSociale: 'GRANITE',
      adresse: at('NANTES').adresse,
      secteur: 'SA01',
    }),
    structure({
      F: '991000002',
      raisonSociale: 'GRANITE',
      adresse: at('BREST').adresse,
      secteur: 'SA01',
    }),
    structure({ F: '991000003', raisonSociale: 'X', enseigne: 'GRANITE', secteur: 'SA01' }),
    structure({ F: '991000004', raisonSociale: 'GRANITE ET FILS', secteur: 'SA01' }),
    structure({ F: '991000005', raisonSociale: 'CLINIQUE GRANITE', secteur: 'SA01' }),
    structure({ F: '991000006', raisonSociale: 'GRANITE', secteur: 'SA07' }),
    structure({ F: '991000007', raisonSociale: 'ARDOISE', secteur: 'SA01' }),
  ]
  const egs = (demande: Partial<Parameters<typeof toQuestion>[0]>) =>
    selectStructures(
      toQuestion({ texte: 'granite', quoi: 'structure', ...demande }),
      all,
    ).trouves.map(({ identifiants }) => identifiants.finessEg?.at(-1))
  expect(egs({})).toEqual(['2', '1', '3', '4', '5'])
  expect(egs({ lieu: 'Brest' })).toEqual(['2'])
  // Without a number, what says the same is the same.
  const sansNumero = structure({ raisonSociale: 'GRANITE', secteur: 'SA01' })
  const question = toQuestion({ texte: 'granite', quoi: 'structure' })
  expect(selectStructures(question, [sansNumero, { ...sansNumero }]).trouves).toEqual([sansNumero])
  expect(
    selectStructures(question, [sansNumero, { ...sansNumero, enseigne: 'B' }]).trouves,
  ).toHaveLength(2)
})

test('the structures of somebody are those of activities not known to be over', () => {
  const situations = [true, null, false].map((actif, i) =>
    situation({ actif, de: { raisonSociale: `${i}` } }),
  )
  const noms = structuresOf([
    professionnel({ situations }, { situations: [situation({ de: null })] }),
  ]).map(({ raisonSociale }) => raisonSociale)
  expect(noms).toEqual(['0', '1'])
})

test('somebody is shown with what tells homonyms apart, each thing once', () => {
  const de = at('BREST', '29200')
  const vu = toProfessionnelTrouve({
    ...professionnel(),
    exercices: [
      exercice({
        savoirFaire: ['SM44', 'SM44'],
        situations: [
          situation({ de }),
          situation({ de }),
          situation({ de: at('NANTES'), actif: false }),
          situation({ de: null }),
        ],
      }),
      exercice({ savoirFaire: [], situations: [situation({ de: { raisonSociale: 'SANS' } })] }),
    ],
  })
  expect(vu).toEqual({
    rpps: RPPS,
    nom: 'TESTARD',
    prenom: 'Camille',
    civilite: 'MME',
    professions: [{ code: '10', libelle: 'Médecin' }],
    savoirFaire: [{ code: 'SM44', libelle: expect.stringMatching(/Radio-diagnostic/) }],
    lieux: [
      { structure: 'CABINET BREST', codePostal: '29200', commune: 'BREST' },
      { structure: 'SANS', codePostal: null, commune: null },
    ],
  })
})

test.each([
  ['FINESS_EG', { F: EG, J: EJ, S: SIRET, K: rangOf(RPPS) }, EG],
  ['FINESS_EJ', { J: EJ, S: SIRET, K: rangOf(RPPS) }, EJ],
  ['SIRET', { S: SIRET, K: rangOf(RPPS) }, SIRET],
  ['RPPS_RANG', { K: rangOf(RPPS) }, rangOf(RPPS)],
])('a structure is shown under its %s', (type, ids, valeur) => {
  const vue = toStructureTrouvee(structure({ ...ids, ...at('BREST', '29200') }))
  expect(vue).toMatchObject({
    identifiant: { type, valeur },
    raisonSociale: 'CABINET BREST',
    secteurActivite: { code: 'SA08' },
    codePostal: '29200',
    commune: 'BREST',
  })
  expect(toStructureTrouvee(structure())).toMatchObject({
    identifiant: null,
    secteurActivite: null,
    codePostal: null,
    commune: null,
  })
})

test.each([
  [true, { texte: 'Lo' }],
  [false, { texte: 'L' }],
  [false, { texte: 'L1' }],
  [false, { texte: '10999000010' }],
  [true, { texte: 'L’Ö' }],
  [true, { texte: 'Lo', lieu: '29200' }],
  [false, { texte: 'Lo', lieu: '123' }],
  [true, { texte: 'Lo', profession: '10' }],
  [false, { texte: 'Lo', profession: '1' }],
])('%s for %j', (accepted, demande) => {
  expect(DemandeRecherche.safeParse(demande).success).toBe(accepted)
})
