import { nomenclature } from './nomenclature.ts'

/**
 * R22, genre d'activité: care, replacement (GENR02, GENR03), non-care…
 *
 * @see https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite
 *   version 20240329120000
 */
export const genreActivite = nomenclature(
  'TRE_R22-GenreActivite',
  '20240329120000',
  'https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite',
  [
    ['GENR01', 'Activité de soin et de pharmacie', null],
    ['GENR02', 'Activité de soins ou de pharmacien en tant que remplaçant', null],
    ['GENR03', 'Remplacement dans une activité de soins', null],
    ['GENR04', 'Activité non soignante', null],
    ['GENR05', 'Activité non médicale', '2020-06-26'],
    ['GENR06', 'Délégation de responsabilité pour continuité de service', null],
    ['GENR07', "Activité de soins en tant qu'intérimaire", '2020-06-26'],
    ['GENR08', 'Coordination et orientation', null],
    [
      'GENR09',
      "Administratif ou appui à l'organisation de l'accompagnement social/médico-social",
      null,
    ],
    [
      'GENR10',
      'Accompagnement social/médico-social à la vie sociale, professionnelle, éducative',
      null,
    ],
    ['GENR11', 'Accompagnement social/médico-social au soin', null],
    ['GENR12', "Encadrement et organisation de l'accompagnement social/médico-social", null],
    ['GENR13', 'Activité médico-administrative', null],
    ['GENR99', 'Autre activité', null],
  ],
)
