import { nomenclature } from './nomenclature.ts'

/**
 * G15, profession de santé.
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante
 *   version 20250328120000
 */
export const professionSante = nomenclature(
  'TRE_G15-ProfessionSante',
  '20250328120000',
  'https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante',
  [
    ['10', 'Médecin', null],
    ['21', 'Pharmacien', null],
    ['26', 'Audioprothésiste', null],
    ['28', 'Opticien-Lunetier', null],
    ['31', 'Assistant dentaire', null],
    ['32', 'Physicien médical', null],
    ['35', 'Aide-soignant', '2024-12-13'],
    ['36', 'Ambulancier', '2024-12-13'],
    ['37', 'Auxiliaire de puériculture', '2024-12-13'],
    ['38', 'Préparateur en pharmacie hospitalière', '2024-12-13'],
    ['39', 'Préparateur en pharmacie (officine)', '2024-12-13'],
    ['40', 'Chirurgien-Dentiste', null],
    ['50', 'Sage-Femme', null],
    ['60', 'Infirmier', null],
    ['69', 'Infirmier psychiatrique', null],
    ['70', 'Masseur-Kinésithérapeute', null],
    ['80', 'Pédicure-Podologue', null],
    ['81', 'Orthoprothésiste', null],
    ['82', 'Podo-Orthésiste', null],
    ['83', 'Orthopédiste-Orthésiste', null],
    ['84', 'Oculariste', null],
    ['85', 'Epithésiste', null],
    ['86', 'Technicien de laboratoire médical', null],
    ['91', 'Orthophoniste', null],
    ['92', 'Orthoptiste', null],
    ['93', 'Psychologue', '2021-12-17'],
    ['94', 'Ergothérapeute', null],
    ['95', 'Diététicien', null],
    ['96', 'Psychomotricien', null],
    ['98', 'Manipulateur ERM', null],
  ],
)
