import { fonction, genreActivite } from '../domain/nomenclatures/index.ts'
import type { BaseNouvelle } from './base.ts'
import { toCode } from './cellules.ts'
import { ACTIVITES } from './colonnes.ts'
import type { Fichier } from './choisir.ts'
import { codeByLibelle } from './libelles.ts'
import { at, readTableau } from './lire-tableau.ts'
import type { Population } from './population.ts'
import type { Avancement } from './progression.ts'
import { Structures } from './structures.ts'

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
      base.insert('structure', id, ...structure),
    )
    const codes = [places.mode, places.secteur, places.section]
    const labelled = [
      [places.fonction, places.libelleFonction, codeByLibelle(fonction)],
      [places.genre, places.libelleGenre, codeByLibelle(genreActivite)],
    ] as const
    return (rpps, cells) => {
      const exercice = population.addExercice(
        rpps,
        at(cells, places.nom),
        at(cells, places.prenom),
        at(cells, places.civilite),
        at(cells, places.profession),
        at(cells, places.categorie),
      )
      population.addSavoirFaire(exercice, at(cells, places.savoirFaire))
      const structure = structures.add(cells)
      const read = codes.map((place) => at(cells, place))
      for (const [code, libelle, codeOf] of labelled) {
        const label = at(cells, libelle)
        read.push(toCode(at(cells, code)) ?? codeOf(label) ?? label)
      }
      // Somebody without activity has one row that says nothing of one.
      if (structure !== null || read.some((code) => code.trim() !== '')) {
        population.addSituation(exercice, structure, read)
      }
    }
  })
