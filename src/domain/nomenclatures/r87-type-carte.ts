import { nomenclature } from './nomenclature.ts'

/**
 * R87, type de carte. CDE and CDA have no code of their own: they are under CPE and CPA.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_R87-TypeCarte/FHIR/TRE-R87-TypeCarte
 *   version 20231215120000
 */
export const typeCarte = nomenclature(
  'TRE_R87-TypeCarte',
  '20231215120000',
  'https://mos.esante.gouv.fr/NOS/TRE_R87-TypeCarte/FHIR/TRE-R87-TypeCarte',
  [
    ['CPA', 'Carte de Personnel Autorisé (CDA/CPA)', null],
    ['CPE', "Carte de Personnel d'Etablissement de santé (CDE/CPE)", null],
    ['CPF', 'Carte de Professionnel de Santé en Formation (CPF)', null],
    ['CPS', 'Carte de Professionnel de Santé (CPS)', null],
  ],
)
