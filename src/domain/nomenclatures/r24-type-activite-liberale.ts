import { nomenclature } from './nomenclature.ts'

/**
 * R24, type d'activité libérale: cabinet, plateau technique, secteur privé à l'hôpital…
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_R24-TypeActiviteLiberale/FHIR/TRE-R24-TypeActiviteLiberale
 *   version 20231215120000
 */
export const typeActiviteLiberale = nomenclature(
  'TRE_R24-TypeActiviteLiberale',
  '20231215120000',
  'https://mos.esante.gouv.fr/NOS/TRE_R24-TypeActiviteLiberale/FHIR/TRE-R24-TypeActiviteLiberale',
  [
    ['ACT-LIB-01', 'Cabinet primaire', null],
    ['ACT-LIB-02', 'Cabinet secondaire', null],
    ['ACT-LIB-03', 'Plateau technique', null],
    ['ACT-LIB-04', "Secteur privé à l'hôpital", null],
    ['ACT-LIB-05', "Autre lieu d'exercice ou autre site", null],
    ['ACT-LIB-06', 'Cabinet', null],
  ],
)
