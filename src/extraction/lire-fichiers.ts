import {
  fonction,
  genreActivite,
  modeExercice,
  professionSante,
  secteurActivite,
  typeCarte,
} from '../domain/nomenclatures/index.ts'
import type { BaseNouvelle } from './base.ts'
import { MiseDeCote, toCode, toDay } from './cellules.ts'
import type { Fichier } from './choisir.ts'
import { ACTIVITES, at, CARTES, type Places, SAVOIR_FAIRE } from './colonnes.ts'
import { createLireCode } from './libelles.ts'
import { readTableau } from './lire-tableau.ts'
import type { Population } from './population.ts'
import type { Avancement } from './progression.ts'
import { Structures } from './structures.ts'

type Nom = 'nom' | 'prenom' | 'profession' | 'libelleProfession' | 'categorie'

/** Adds the exercice that a row is about, the same in every file, and gives its number. */
const createLireExercice = (
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
    const secteur = createLireCode(places.secteur, places.libelleSecteur, secteurActivite)
    const structures = new Structures(Math.ceil(rows / 2), places, (id, structure, cells) => {
      base.insert('structure', { ...structure, id })
      base.index?.addStructure(id, structure, toCode(secteur(cells)))
    })
    const exerciceOf = createLireExercice(population, places)
    const codes = [
      createLireCode(places.mode, places.libelleMode, modeExercice, MODES),
      secteur,
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
      base.insert('carte', { ...days, id: base.lignes.carte, numero, rpps, exercice, type })
    }
  })
