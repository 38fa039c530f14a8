import type { BaseNouvelle } from './base.ts'
import { SAVOIR_FAIRE } from './colonnes.ts'
import type { Fichier } from './choisir.ts'
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
    return (rpps, cells) => {
      const exercice = population.addExercice(
        rpps,
        at(cells, places.nom),
        at(cells, places.prenom),
        '',
        at(cells, places.profession),
        at(cells, places.categorie),
      )
      population.addSavoirFaire(exercice, at(cells, places.savoirFaire))
    }
  })
