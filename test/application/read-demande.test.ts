import { expect, test } from 'vitest'
import {
  findOptionFault,
  readDemande,
  readDemandeStructure,
} from '../../src/application/read-demande.ts'
import { EG, RPPS } from '../support/construire.ts'

const TODAY = '2026-11-23'
const SIRET = '99900001100018'
const contexte = { siret: '999 000 011 00018', sitePrincipal: '99 1000 456', solutions: 2 }
const lu = { siret: SIRET, sitePrincipal: EG, solutions: 2 }

test('numbers in the answers to questions are read as they are pasted', () => {
  expect(readDemande({ numero: RPPS, contexte }, TODAY)).toMatchObject({
    value: { demande: { jour: TODAY, contexte: lu, situation: null, identifiantEnvisage: null } },
  })
  const structure = readDemandeStructure({ identifiant: EG, contexte, date: '2026-01-01' }, TODAY)
  expect(structure).toMatchObject({ value: { jour: '2026-01-01', contexte: lu } })
})

test('what was not asked or answered stays out', () => {
  const read = readDemande({ numero: RPPS, usages: ['dmp', 'psc', 'dmp'] }, TODAY)
  expect(read).toEqual({
    ok: true,
    value: {
      demande: {
        numero: RPPS,
        type: 'RPPS',
        jour: TODAY,
        usages: ['dmp', 'psc'],
        contexte: {},
        situation: null,
        identifiantEnvisage: null,
      },
      administrateurTechnique: null,
    },
  })
})

test.each([
  ['siret', '999 000 011 00019'],
  ['sitePrincipal', '991000457'],
])(
  'a wrong number there is refused, of a practitioner, a structure or a lot: %s',
  (nom, valeur) => {
    const errors = [{ pointer: `/contexte/${nom}`, code: 'cle' }]
    const faux = { contexte: { [nom]: valeur } }
    const refused = { code: 'numero_invalide', errors }
    expect(readDemande({ numero: RPPS, ...faux }, TODAY)).toMatchObject({ probleme: refused })
    expect(readDemandeStructure({ identifiant: EG, ...faux }, TODAY)).toMatchObject({
      probleme: refused,
    })
    expect(findOptionFault(faux)).toMatchObject(refused)
    expect(findOptionFault(faux)?.detail).toContain(`« contexte.${nom} » : `)
  },
)

test('the options of a lot have no fault without their number', () => {
  expect(findOptionFault({ contexte })).toBeNull()
})

test('an identifier that is considered keeps what else it may be', () => {
  const valeur = SIRET.slice(0, 9)
  const envisage = (identifiantEnvisage: { valeur: string; type?: 'SIREN' }) => {
    const read = readDemande({ numero: RPPS, identifiantEnvisage }, TODAY)
    return read.ok ? read.value.demande.identifiantEnvisage : read.probleme
  }
  expect(envisage({ valeur, type: 'SIREN' })).toEqual({
    type: 'SIREN',
    autresTypes: [],
    valeur,
    avertissement: null,
  })
  expect(envisage({ valeur: EG })).toMatchObject({
    type: 'FINESS_EG',
    autresTypes: ['FINESS_EJ', 'SIREN'],
  })
})

test('a card that is asked for is a card, and that of an administrateur is read as it is pasted', () => {
  const administrateurTechnique = { carte: '31 9900 0011', nom: 'A', prenom: 'B' }
  expect(readDemande({ numero: '3199000011', administrateurTechnique }, TODAY)).toMatchObject({
    value: {
      demande: { numero: '3199000011', type: 'CARTE' },
      administrateurTechnique: { carte: '3199000011', nom: 'A', prenom: 'B' },
    },
  })
})
