import { professionSante } from './g15-profession-sante.ts'
import { secteurActivite } from './r02-secteur-activite.ts'
import { fonction } from './r21-fonction.ts'
import { genreActivite } from './r22-genre-activite.ts'
import { modeExercice } from './r23-mode-exercice.ts'
import { typeActiviteLiberale } from './r24-type-activite-liberale.ts'
import { specialiteOrdinale } from './r38-specialite-ordinale.ts'
import { categorieEtablissement } from './r66-categorie-etablissement.ts'
import { finessStatutJuridique } from './r400-finess-statut-juridique.ts'
import { espic } from './r73-espic.ts'
import { typeCarte } from './r87-type-carte.ts'
import type { Nomenclature } from './nomenclature.ts'

export { nomenclature } from './nomenclature.ts'
export type { CodeLibelle, CodesOf, Concept, Lu, Nomenclature } from './nomenclature.ts'
export { formsUnder, rootOf } from './r400-finess-statut-juridique.ts'
export {
  professionSante,
  secteurActivite,
  fonction,
  genreActivite,
  modeExercice,
  typeActiviteLiberale,
  specialiteOrdinale,
  categorieEtablissement,
  finessStatutJuridique,
  espic,
  typeCarte,
}

/** Every table by its short name: 'R02', 'G15'… */
export const nomenclatures: ReadonlyMap<string, Nomenclature> = new Map<string, Nomenclature>([
  ['G15', professionSante],
  ['R02', secteurActivite],
  ['R21', fonction],
  ['R22', genreActivite],
  ['R23', modeExercice],
  ['R24', typeActiviteLiberale],
  ['R38', specialiteOrdinale],
  ['R66', categorieEtablissement],
  ['R400', finessStatutJuridique],
  ['R73', espic],
  ['R87', typeCarte],
])
