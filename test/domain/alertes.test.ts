import { expect, test } from 'vitest'
import {
  EG,
  EJ,
  entiteJuridique,
  note,
  rangOf,
  RPPS,
  SIRET,
  verifyOne,
} from '../support/construire.ts'

const K = rangOf(RPPS)
const ej = entiteJuridique({ J: EJ })
const GENERALISTE = { exercice: { savoirFaire: ['SM54'] } }

test.each([
  ['RPPS_RANG_IDNST', { secteur: 'SA08', K, origine: 'idnst' }, {}],
  ['RPPS_RANG_ANCIEN', { secteur: 'SA08', K, origine: 'ancien' }, {}],
  ['RPPS_RANG_ECARTE', { secteur: 'SA08', K, malforme: 'F754567860' }, {}],
  ['RPPS_RANG_IGNORE', { secteur: 'SA01', F: EG, parent: ej, K }, {}],
  ['RPPS_RANG_IGNORE', { secteur: 'SA33', F: EG, malforme: 'F754567860' }, {}],
  ['NOM_EVOQUE_SCM', { secteur: 'SA08', K, raisonSociale: 'S.C.M. DU LAC FICTIF' }, {}],
  ['FORME_NON_VERIFIEE', { secteur: 'SA09', S: SIRET }, { fonction: 'FON-02' }],
  ['TITULAIRE_EN_SOCIETE', { secteur: 'SA09', S: SIRET, r72: '85' }, {}],
  ['EJ_INCONNUE', { secteur: 'SA17', r66: '500', F: EG }, {}],
  ['EJ_INCONNUE', { secteur: 'SA01', F: EG }, GENERALISTE],
  ['RADIOLOGIE_INCONNUE', { secteur: 'SA01', F: EG, parent: ej }, { modeExercice: null }],
  ['STRUCTURE_ABSENTE', null, {}],
  ['STRUCTURE_INTROUVABLE', null, { structureIntrouvable: true }],
  ['INDICE_SOCIETE', { S: SIRET }, {}],
  ['INDICE_ETABLISSEMENT', { F: EG }, {}],
] as const)('%s is given for %o %o', (code, de, more) => {
  expect(note(verifyOne(de, {}, more)).alertes).toContain(code)
})

test('none of the traps is seen in a plain cabinet', () => {
  expect(note(verifyOne({ secteur: 'SA08', K })).alertes).toEqual([])
})

test.each([
  ['a military hospital without legal form', { secteur: 'SA02', F: EG }],
  ['a public sector with a private form', { secteur: 'SA01', F: EG, r72: '73' }],
  ['a private sector with a public form', { secteur: 'SA04', F: EG, r72: '13' }],
  ['a form in no published range', { secteur: 'SA04', F: EG, r72: '35' }],
])('H13, whether it is public or private, is asked for %s', (_, de) => {
  expect(note(verifyOne({ ...de, parent: ej }, {}, GENERALISTE)).bloquantes).toEqual(['H13'])
})

test('H13 stays open for SA03, and is not asked where the side does not matter', () => {
  const psph = verifyOne({ secteur: 'SA03', F: EG, parent: ej }, {}, GENERALISTE)
  expect(note(psph)).toMatchObject({ issue: 'decide', ouvertes: ['H13'] })
  for (const de of [
    { secteur: 'SA34', F: EG, parent: ej },
    { secteur: 'SA02', r66: '141', F: EG, parent: ej },
  ]) {
    const dialyse = verifyOne(de, { contexte: { systemeInformation: 'commun' } }, GENERALISTE)
    expect(note(dialyse)).toMatchObject({ issue: 'decide', identifiant: `FINESS_EJ ${EJ}` })
    expect(note(dialyse).ouvertes).toEqual([])
  }
})

test.each(['29', '30', '66', '89'])('H16 stays open for a groupement of form %s', (r72) => {
  const got = verifyOne({ secteur: 'SA17', r66: '500', F: EG, parent: ej, r72 })
  expect(note(got)).toMatchObject({ issue: 'decide' })
  expect(note(got).ouvertes).toContain('H16')
})

test.each([
  ['closed', { fermeture: '2020-01-01' }, {}],
  ['stripped', { actif: false }, {}],
  ['another than the structure says', { J: '990780025' }, { J: EJ }],
])('H15 is asked when the EJ is %s', (_, parent, own) => {
  const de = { secteur: 'SA01', F: EG, ...own, parent: entiteJuridique({ J: EJ, ...parent }) }
  expect(note(verifyOne(de, {}, GENERALISTE)).bloquantes).toEqual(['H15'])
})
