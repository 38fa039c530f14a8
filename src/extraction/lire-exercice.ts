import { professionSante } from '../domain/nomenclatures/index.ts'
import type { Places } from './colonnes.ts'
import { createLireCode } from './libelles.ts'
import { at } from './lire-tableau.ts'
import type { Population } from './population.ts'

type Nom = 'nom' | 'prenom' | 'profession' | 'libelleProfession' | 'categorie'

/** Adds the exercice that a row is about, the same in every file, and gives its number. */
export const createLireExercice = (
  population: Population,
  places: Places<Nom> & { civilite?: number },
): ((rpps: string, cells: readonly string[]) => number) => {
  const { nom, prenom, categorie, civilite = -1 } = places
  const profession = createLireCode(places.profession, places.libelleProfession, professionSante)
  return (rpps, cells) =>
    population.addExercice(
      rpps,
      at(cells, nom),
      at(cells, prenom),
      at(cells, civilite),
      profession(cells),
      at(cells, categorie),
    )
}
