import { expect, test } from 'vitest'
import type { IdentifiantType } from '../../src/domain/identifiants/identifiants.ts'
import { parseIdentifiant } from '../../src/domain/identifiants/parse-identifiant.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  site,
  situation,
  type StructureInput,
  verify,
} from '../support/construire.ts'

const K = rangOf(RPPS)
const ej = entiteJuridique({ J: EJ })
const CABINET = { secteur: 'SA08', K, S: SIRET }
const SOCIETE = { secteur: 'SA09', S: SIRET, r72: '85' }
const CLINIQUE = { secteur: 'SA04', F: EG, S: SIRET, parent: ej }
const OFFICINE = { secteur: 'SA33', F: EG, S: SIRET, N: SIRET.slice(0, 9), parent: ej }
const LABORATOIRE = {
  secteur: 'SA25',
  F: '990000003',
  parent: entiteJuridique({
    J: EJ,
    sites: [site(EG, { typeEtablissement: 'P' }), site('990000003', { typeEtablissement: 'S' })],
  }),
}
const SCM = { secteur: 'SA09', S: SIRET, r72: '79' }
const GENERALISTE = ['SM54']

const controle = (
  de: StructureInput,
  [type, valeur]: readonly [IdentifiantType, string],
  more: { savoirFaire?: string[]; groupement?: true; terminee?: true } = {},
) =>
  verify(
    professionnel({
      savoirFaire: more.savoirFaire ?? ['SM44'],
      situations: [situation({ de, actif: more.terminee !== true })],
    }),
    {
      identifiantEnvisage: { type, valeur },
      contexte: more.groupement === undefined ? {} : { groupement: true },
    },
  ).controle

test.each([
  ['the RPPS rang of the cabinet', CABINET, ['RPPS_RANG', K], {}, true, 'conforme'],
  ['the SIRET of the société', SOCIETE, ['SIRET', SIRET], {}, true, 'conforme'],
  ['the EJ of a plateau technique', CLINIQUE, ['FINESS_EJ', EJ], {}, true, 'alternative_admise'],
  [
    'a structure that is over',
    CABINET,
    ['RPPS_RANG', K],
    { terminee: true },
    false,
    'activite_terminee',
  ],
  ['a SCM', SCM, ['SIRET', SIRET], {}, false, 'scm_non_reconnue'],
  [
    'a généraliste',
    CABINET,
    ['RPPS', RPPS],
    { savoirFaire: GENERALISTE },
    false,
    'certificat_inutile',
  ],
  ['nothing decided yet', { secteur: 'SA43' }, ['RPPS', RPPS], {}, null, 'a_verifier'],
  ['a RPPS where the clinic orders', CLINIQUE, ['RPPS', RPPS], {}, false, 'demande_en_liberal'],
  [
    'a RPPS rang where the société orders',
    SOCIETE,
    ['RPPS_RANG', K],
    {},
    false,
    'demande_en_liberal',
  ],
  [
    'a SIRET where the RPPS rang is wanted',
    CABINET,
    ['SIRET', SIRET],
    {},
    false,
    'siret_au_lieu_de_rpps_rang',
  ],
  [
    'a SIRET where the FINESS is wanted',
    CLINIQUE,
    ['SIRET', SIRET],
    {},
    false,
    'siret_au_lieu_de_finess',
  ],
  [
    'a SIREN where the FINESS is wanted',
    OFFICINE,
    ['SIREN', SIRET.slice(0, 9)],
    {},
    false,
    'siret_au_lieu_de_finess',
  ],
  ['the EJ of an officine', OFFICINE, ['FINESS_EJ', EJ], {}, false, 'ej_au_lieu_de_eg'],
  [
    'another site of the laboratory',
    LABORATOIRE,
    ['FINESS_EG', '990000003'],
    {},
    false,
    'identifiant_inconnu',
  ],
  [
    'a groupement',
    CLINIQUE,
    ['FINESS_EJ', '990780025'],
    { groupement: true },
    false,
    'groupement_sans_identifiant',
  ],
  [
    'somebody else’s RPPS rang',
    CABINET,
    ['RPPS_RANG', rangOf(AUTRE_RPPS)],
    {},
    false,
    'identifiant_inconnu',
  ],
] as const)('%s', (_, de, envisage, more, conforme, motif) => {
  expect(controle(de, envisage, more)).toMatchObject({ conforme, motif })
})

test('a refusal says what is expected', () => {
  expect(controle(CABINET, ['SIRET', SIRET])?.texte).toContain(`Il faut le RPPS rang ${K}.`)
})

test.each([
  ['the EG that orders', CLINIQUE, EG, true, 'conforme'],
  ['the EJ that is admitted', CLINIQUE, EJ, true, 'alternative_admise'],
  ['the EJ of an officine', OFFICINE, EJ, false, 'ej_au_lieu_de_eg'],
  ['a SIREN', OFFICINE, SIRET.slice(0, 9), false, 'siret_au_lieu_de_finess'],
  ['what no structure bears', CLINIQUE, '990000003', false, 'identifiant_inconnu'],
] as const)('nine digits without a type are what the directory says: %s', (...row) => {
  const [, de, valeur, conforme, motif] = row
  const { controle: got } = verify(professionnel({ situations: [situation({ de })] }), {
    identifiantEnvisage: {
      type: 'FINESS_EG',
      autresTypes: ['FINESS_EJ', 'SIREN'],
      valeur,
      avertissement: 'Doute.',
    },
  })
  expect(got).toMatchObject({ conforme, motif })
  expect(got?.texte.endsWith(' Doute.')).toBe(motif === 'identifiant_inconnu')
})

test('no identifier in mind, no control', () => {
  expect(verify(professionnel({ situations: [situation({ de: CABINET })] })).controle).toBeNull()
})

test('nine digits that are nobody’s FINESS may be the n° Assurance Maladie', () => {
  const got = controle(CLINIQUE, ['FINESS_EG', '990000036'])
  expect(got).toMatchObject({ conforme: false, motif: 'identifiant_inconnu' })
  expect(got?.texte).toMatch(/Assurance Maladie/)
  expect(controle(CLINIQUE, ['FINESS_EJ', EG])?.texte).not.toMatch(/Assurance Maladie/)
  expect(parseIdentifiant('FINESS_EG', '990000011')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/Assurance Maladie/),
  })
})
