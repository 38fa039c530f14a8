import type { BaseNouvelle } from './base.ts'
import { SAVOIR_FAIRE } from './colonnes.ts'
import type { Fichier } from './choisir.ts'
import { createLireExercice } from './lire-exercice.ts'
import { at, readTableau } from './lire-tableau.ts'
import type { Population } from './population.ts'
import type { Avancement } from './progression.ts'

/** PS_LibreAcces_SavoirFaire: one row per practitioner, profession, category and savoir-faire. */
export const readSavoirFaire = (
  fichier: Fichier,
  population: Population,
  base: BaseNouvelle,
  avancement: Avancement,
) =>
  readTableau(fichier, SAVOIR_FAIRE, base, avancement, (places) => {
    const exerciceOf = createLireExercice(population, places)
    return (rpps, cells) => {
      population.addSavoirFaire(
        exerciceOf(rpps, cells),
        at(cells, places.typeSavoirFaire),
        at(cells, places.savoirFaire),
        at(cells, places.libelleSavoirFaire),
      )
    }
  })
