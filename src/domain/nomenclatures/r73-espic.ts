import { nomenclature } from './nomenclature.ts'

/**
 * R73, ESPIC: how an establishment takes part in the service public hospitalier.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_R73-ESPIC/FHIR/TRE-R73-ESPIC
 *   version 20231215120000
 */
export const espic = nomenclature(
  'TRE_R73-ESPIC',
  '20231215120000',
  'https://mos.esante.gouv.fr/NOS/TRE_R73-ESPIC/FHIR/TRE-R73-ESPIC',
  [
    ['0', 'Non concerné', null],
    ['1', 'Etablissement public de santé', null],
    ['2', 'PSPH par intégration', null],
    ['3', 'PSPH par concession', null],
    ['4', 'PSPH par association', null],
    ['5', 'Assoc 1901 act. Psy', null],
    ['6', "Etablissement de santé privé d'intérêt collectif", null],
    ['7', 'Etab de santé privé non lucratif, non déclar intérêt collect', null],
    ['9', 'Indéterminé', null],
  ],
)
