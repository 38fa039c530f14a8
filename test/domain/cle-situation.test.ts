import { expect, test } from 'vitest'
import { cleSituation } from '../../src/domain/reponse/cle-situation.ts'
import type { SituationExercice } from '../../src/domain/situation-exercice.ts'
import { EG, EJ, rangOf, RPPS, SIRET, situation, structure } from '../support/construire.ts'

/** The name of a situation that the directory gives none: what callers keep must go on naming it. */

const adresse = { lignes: ['1 RUE FICTIVE'], codePostal: '75001', commune: 'PARIS' }
const COMPLETE = {
  secteur: 'SA08',
  F: EG,
  J: EJ,
  S: SIRET,
  N: SIRET.slice(0, 9),
  K: rangOf(RPPS),
  malforme: 'F754567860',
  raisonSociale: 'CABINET',
  enseigne: 'ENSEIGNE',
  adresse,
}
const DITS = {
  genreActivite: 'GENR01',
  modeExercice: 'L',
  typeActiviteLiberale: 'ACT-LIB-03',
  fonction: 'FON-01',
}
const MEDECIN = ['10']

const cle = (
  de: Partial<typeof COMPLETE> | null,
  dits: Partial<SituationExercice> = {},
  professions: Parameters<typeof cleSituation>[0]['professions'] = MEDECIN,
): string =>
  cleSituation(
    { professions },
    { ...situation({ id: null, ...DITS, ...dits }), structure: de === null ? null : structure(de) },
  )

test('is the identifiant d’activité where there is one', () => {
  expect(cle(COMPLETE, { id: '1019900001' })).toBe('1019900001')
})

test('is the same from one version to the next', () => {
  expect([
    cle(COMPLETE),
    cle({}),
    cle(null),
    cle(null, {
      genreActivite: null,
      modeExercice: null,
      typeActiviteLiberale: null,
      fonction: null,
    }),
    cle(COMPLETE, {}, [{ illisible: ['10', '21'] }]),
    cle(COMPLETE, {}, []),
  ]).toMatchInlineSnapshot(`
    [
      "sef06a680560ee392",
      "sfc35d2935c574041",
      "sa5b28237a859b459",
      "s445e8d191deb6a1b",
      "s4976a38a0ec000e8",
      "s65e9accb569e8885",
    ]
  `)
})

test('is another where anything it is made of is another, and only then', () => {
  const sans = Object.keys(COMPLETE).map((champ) => cle({ ...COMPLETE, [champ]: undefined }))
  const ailleurs = [
    { ...adresse, codePostal: '75002' },
    { ...adresse, commune: 'LYON' },
  ].map((autre) => cle({ ...COMPLETE, adresse: autre }))
  const autrement = Object.keys(DITS).map((champ) => cle(COMPLETE, { [champ]: null }))
  const toutes = [
    cle(COMPLETE),
    cle(COMPLETE, {}, ['10', '21']),
    ...sans,
    ...ailleurs,
    ...autrement,
  ]
  expect(new Set(toutes).size).toBe(toutes.length)
  for (const one of toutes) expect(one).toMatch(/^s[\da-f]{16}$/)
  expect(cle(COMPLETE, { debut: '2020-01-01', fin: '2030-01-01', actif: null })).toBe(cle(COMPLETE))
  expect(cle(COMPLETE, {}, ['21', '10'])).toBe(cle(COMPLETE, {}, ['10', '21']))
})
