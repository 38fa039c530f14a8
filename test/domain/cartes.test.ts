import { expect, test } from 'vitest'
import {
  checkAdministrateurTechnique,
  readEtat,
  toCartesVues,
} from '../../src/domain/reponse/cartes.ts'
import type { Carte } from '../../src/domain/situation-exercice.ts'
import { exercice, professionnel, rangOf, RPPS, situation, verify } from '../support/construire.ts'

const JOUR = '2026-11-23'
const carte = (input: Partial<Carte> = {}): Carte => ({
  numero: '3199000011',
  type: 'CPS',
  debut: '2025-01-01',
  fin: '2028-01-01',
  opposition: null,
  oppositionConnue: false,
  ...input,
})

test.each([
  ['valide', {}],
  ['valide', { fin: JOUR }],
  ['valide', { debut: JOUR }],
  ['expiree', { fin: '2026-11-22' }],
  ['expiree', { debut: null, fin: '2026-11-22' }],
  ['pas-encore-valide', { debut: '2026-11-24' }],
  ['pas-encore-valide', { debut: '2026-11-24', fin: null }],
  ['opposee', { opposition: JOUR }],
  ['valide', { opposition: '2026-11-24' }],
  ['inconnu', { debut: null }],
  ['inconnu', { fin: null }],
] as const)('a card is %s with %o', (etat, input) => {
  expect(readEtat(carte(input), JOUR)).toBe(etat)
})

test('the latest card is told per profession, and not when nothing tells it', () => {
  const latest = (...cartes: Carte[]): boolean[] =>
    toCartesVues([exercice({ cartes })], JOUR).map(({ plusRecente }) => plusRecente)
  const old = carte({ numero: '1', debut: '2021-01-01' })
  expect(latest(old, carte())).toEqual([false, true])
  // Cards stand by their numbers, whatever the order of the directory.
  expect(latest(carte(), old)).toEqual([false, true])
  expect(latest(carte({ debut: null }))).toEqual([true])
  expect(latest(carte({ debut: null }), carte())).toEqual([false, false])
  expect(latest(carte(), carte())).toEqual([false, false])
  const both = toCartesVues([exercice({ cartes: [old] }), exercice({ cartes: [carte()] })], JOUR)
  expect(both.map(({ plusRecente }) => plusRecente)).toEqual([true, true])
})

test('a card is shown with its type where the table has it, else with what was received', () => {
  const typeOf = (type: Carte['type']) =>
    toCartesVues([exercice({ cartes: [carte({ type })] })], JOUR).map((vue) => vue.type)
  expect([typeOf('CPS'), typeOf('CPF'), typeOf('XYZ'), typeOf(null)].flat()).toEqual([
    'CPS',
    'CPF',
    'XYZ',
    null,
  ])
})

const porteur = (...cartes: Carte[]) => professionnel({ cartes })
const personne = { carte: '3199000011', nom: 'Testard', prenom: 'camille' }
const avis = (cartes: Carte[], input: Partial<typeof personne> = {}) => {
  const { recevable, motifs } = checkAdministrateurTechnique(
    { ...personne, ...input },
    porteur(...cartes),
    JOUR,
  )
  return [recevable, ...motifs.map(({ code }) => code)]
}

test('a valid card in the right name is receivable, opposition not being public', () => {
  expect(avis([carte()])).toEqual([true, 'OPPOSITION_NON_PUBLIQUE'])
  expect(avis([carte({ oppositionConnue: true })])).toEqual([true])
})

test.each([
  ['AC94 expired', [carte({ fin: '2026-01-01' })], 'V4'],
  ['opposed', [carte({ opposition: '2026-01-01', oppositionConnue: true })], 'V4'],
  ['AC96 not the latest', [carte({ numero: '1', debut: '2026-01-01' }), carte()], 'V4'],
  ['AC99 CPF', [carte({ type: 'CPF' })], 'V4'],
])('%s: refused', (_, cartes, code) => {
  const [recevable, ...codes] = avis(cartes)
  expect(recevable).toBe(false)
  expect(codes).toContain(code)
})

test('a name that is not the holder’s is refused, however it is written', () => {
  expect(avis([carte()], { nom: 'AUTRE' })).toEqual([false, 'V3', 'OPPOSITION_NON_PUBLIQUE'])
  expect(avis([carte()], { prenom: 'Camile' })[0]).toBe(false)
  const holder = { ...porteur(carte()), nom: 'DE L’ÉTÉ-CŒUR', prenom: 'JEAN-RENÉ' }
  const same = { carte: '3199000011', nom: 'de l ete coeur', prenom: 'Jean René' }
  expect(checkAdministrateurTechnique(same, holder, JOUR).recevable).toBe(true)
  expect(checkAdministrateurTechnique({ ...same, nom: '---' }, holder, JOUR).recevable).toBe(false)
})

test('what cannot be checked is unknown, H17, never refused', () => {
  expect(checkAdministrateurTechnique(personne, null, JOUR)).toMatchObject({
    recevable: null,
    motifs: [{ code: 'H17' }],
  })
  expect(avis([carte({ fin: null })])[0]).toBeNull()
  expect(avis([carte({ type: null })])[0]).toBeNull()
  expect(avis([])).toEqual([null, 'H17'])
  const stripped = { ...porteur(carte()), nom: null, prenom: null }
  expect(checkAdministrateurTechnique(personne, stripped, JOUR).recevable).toBeNull()
})

test('a card that a newer one of its profession replaced says so; one of unknown type is unknown', () => {
  const person = professionnel({
    cartes: [carte(), carte({ numero: '3199000029', debut: '2026-01-01' })],
    situations: [situation({ de: { secteur: 'SA08', K: rangOf(RPPS) } })],
  })
  const codes = (numero: string) =>
    verify(person, { type: 'CARTE', numero, jour: JOUR }).alertes.map(({ code }) => code)
  expect(codes('3199000011')).toEqual(['CARTE_REMPLACEE'])
  expect(codes('3199000029')).toEqual([])
  expect(avis([carte({ type: 'XYZ' })])[0]).toBeNull()
  expect(avis([carte({ type: { illisible: ['CPS', 'CPF'] } })])[0]).toBeNull()
})

test('a card asks for its own profession alone, and says when it is not valid', () => {
  const de = { secteur: 'SA08', K: rangOf(RPPS) }
  const two = professionnel(
    { cartes: [carte({ fin: '2026-01-01' })], situations: [situation({ id: '1', de })] },
    { professions: ['70'], savoirFaire: [], situations: [situation({ id: '2', de })] },
  )
  const got = verify(two, { type: 'CARTE', numero: '3199000011', jour: JOUR })
  expect(got.situations.map(({ id }) => id)).toEqual(['1'])
  expect(got.professionnel.professions).toEqual([{ code: '10', libelle: 'Médecin' }])
  expect(got.alertes.map(({ code }) => code)).toContain('CARTE_NON_VALIDE')
})
