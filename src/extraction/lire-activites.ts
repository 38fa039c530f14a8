import {
  fonction,
  genreActivite,
  modeExercice,
  secteurActivite,
} from '../domain/nomenclatures/index.ts'
import type { BaseNouvelle } from './base.ts'
import { ACTIVITES } from './colonnes.ts'
import type { Fichier } from './choisir.ts'
import { createLireCode } from './libelles.ts'
import { createLireExercice } from './lire-exercice.ts'
import { at, readTableau } from './lire-tableau.ts'
import type { Population } from './population.ts'
import type { Avancement } from './progression.ts'
import { Structures } from './structures.ts'

/** What the files call the mode L, over the years. */
const MODES = { Libéral: 'L', 'Lib,indép,artis,com': 'L' }

/**
 * PS_LibreAcces_Personne_activite: one row per activity and savoir-faire, in any order. Rows of one
 * activity come together; structures go to the database as they come.
 */
export const readActivites = (
  fichier: Fichier,
  rows: number,
  population: Population,
  base: BaseNouvelle,
  avancement: Avancement,
) =>
  readTableau(fichier, ACTIVITES, base, avancement, (places) => {
    const structures = new Structures(Math.ceil(rows / 2), places, (id, structure) =>
      base.insert('structure', { id, ...structure }),
    )
    const exerciceOf = createLireExercice(population, places)
    const codes = [
      createLireCode(places.mode, places.libelleMode, modeExercice, MODES),
      createLireCode(places.secteur, places.libelleSecteur, secteurActivite),
      (cells: readonly string[]) => at(cells, places.section),
      createLireCode(places.fonction, places.libelleFonction, fonction),
      createLireCode(places.genre, places.libelleGenre, genreActivite),
    ]
    return (rpps, cells) => {
      const exercice = exerciceOf(rpps, cells)
      population.addSavoirFaire(
        exercice,
        at(cells, places.typeSavoirFaire),
        at(cells, places.savoirFaire),
        at(cells, places.libelleSavoirFaire),
      )
      const structure = structures.add(cells)
      const read = codes.map((codeOf) => codeOf(cells))
      // Somebody without activity has one row that says nothing of one.
      if (structure !== null || read.some((code) => code.trim() !== '')) {
        population.addSituation(exercice, structure, read)
      }
    }
  })
