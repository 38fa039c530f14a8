import { typeCarte } from '../domain/nomenclatures/index.ts'
import type { BaseNouvelle } from './base.ts'
import { MiseDeCote, toCode, toDay } from './cellules.ts'
import { CARTES } from './colonnes.ts'
import type { Fichier } from './choisir.ts'
import { createLireCode } from './libelles.ts'
import { createLireExercice } from './lire-exercice.ts'
import { at, readTableau } from './lire-tableau.ts'
import type { Population } from './population.ts'
import type { Avancement } from './progression.ts'

/** What the file calls a CPF. */
const TYPES = { 'Carte de Professionnel en Formation': 'CPF' }

/** Porteurs_CPS_CPF: one row per card. A holder without activity becomes a person all the same. */
export const readCartes = (
  fichier: Fichier,
  population: Population,
  base: BaseNouvelle,
  avancement: Avancement,
) =>
  readTableau(fichier, CARTES, base, avancement, (places) => {
    const exerciceOf = createLireExercice(population, places)
    const typeOf = createLireCode(places.type, places.libelleType, typeCarte, TYPES)
    return (rpps, cells) => {
      const numero = toCode(at(cells, places.numero))
      if (numero === null || !/^\d{8,12}$/.test(numero)) {
        throw new MiseDeCote('numéro de carte illisible')
      }
      const days = {
        debut: toDay(at(cells, places.debut), 'début de validité'),
        fin: toDay(at(cells, places.fin), 'fin de validité'),
        opposition: toDay(at(cells, places.opposition), 'opposition'),
        mise_a_jour: toDay(at(cells, places.miseAJour), 'mise à jour'),
      }
      const exercice = population.rang(exerciceOf(rpps, cells))
      const type = toCode(typeOf(cells))
      base.insert('carte', { id: base.lignes.carte, numero, rpps, exercice, type, ...days })
    }
  })
