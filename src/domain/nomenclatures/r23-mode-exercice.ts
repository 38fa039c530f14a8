import { nomenclature } from './nomenclature.ts'

/**
 * R23, mode d'exercice: salarié, libéral, bénévole, indirect.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice
 *   version 20260202120000
 */
export const modeExercice = nomenclature(
  'TRE_R23-ModeExercice',
  '20260202120000',
  'https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice',
  [
    ['S', 'Salarié', null],
    ['L', 'Libéral, indépendant, artisan, commerçant', null],
    ['B', 'Bénévole', null],
    ['I', 'Indirect', null],
  ],
)
