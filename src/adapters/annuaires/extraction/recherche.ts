import { success } from '../../../application/failure.ts'
import type { Question } from '../../../domain/recherche/question.ts'
import {
  hasExercice,
  hasNom,
  RESULTATS_MAX,
  selectStructures,
  sortByNom,
} from '../../../domain/recherche/select.ts'
import type { ReleveRecherche } from '../source.ts'
import type { BaseExtraction, Meta, Requete } from './base.ts'
import { finessNommes, text, toReferentiel } from './finess.ts'
import { toPersonnes } from './lecture.ts'
import { toProfessionnel } from './mapping.ts'
import { finessDe, personnesDe } from './requetes.ts'
import {
  compterNoms,
  compterStructures,
  DONNEES_MAX,
  entiers,
  type LigneNombre,
  LUES_MAX,
  parMot,
  RARES_MAX,
  STRUCTURES_MAX,
  structuresDe,
  structuresParMot,
} from './requetes-recherche.ts'
import { toStructure } from './structure.ts'
import { type Echange, readOneState } from './un-seul-etat.ts'

type Lue = { result: ReleveRecherche['result']; meta: Meta }
export type RechercheExtraction = (question: Question) => Promise<Lue>

type Compter = (mot: string, max?: number) => Requete<LigneNombre>[]

/** For each reading its rarest word: what begins with it is read, and the others looked for there. */
const chooseMots = (
  { lectures }: Question,
  mots: readonly string[],
  nombres: readonly LigneNombre[],
): { mot: string; mots: readonly string[]; isRare: boolean }[] => {
  const each = nombres.length / mots.length
  const countOf = (mot: string): number => {
    const start = mots.indexOf(mot) * each
    return Math.max(...nombres.slice(start, start + each).map(({ n }) => n))
  }
  return lectures.map((all) => {
    // Among common ones, the longest is the least common as a rule.
    const [mot = ''] = all.toSorted((a, b) => countOf(a) - countOf(b) || b.length - a.length)
    return { mot, mots: all, isRare: countOf(mot) <= RARES_MAX }
  })
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

/**
 * Searches the database by name, in three exchanges, four when none of the first gives enough. What
 * was not all looked at is `tronque`, or `trop-large` when nobody was found in the part that was.
 * Rejects with `BaseIndisponible`.
 */
export const createRechercheExtraction = (base: BaseExtraction): RechercheExtraction => {
  /** Whether more begins with a word than one statement looks at. */
  const isTooMany = async (ask: Echange, mot: string, compter: Compter): Promise<boolean> => {
    const { lots } = await ask({ nombres: compter(mot, LUES_MAX) })
    return lots.nombres.some(({ n }) => n > LUES_MAX)
  }

  const searchProfessionnels = async (ask: Echange, question: Question): Promise<Lue> => {
    const mots = distinct(question.lectures.flat())
    const first = await ask({
      entiers: entiers(question),
      nombres: mots.flatMap((mot) => compterNoms(mot)),
    })
    const { meta } = first
    if (!meta.recherche) return { meta, result: { ok: false, empechement: 'sans-index' } }
    const found = new Set(first.lots.entiers.map(({ rpps }) => rpps))
    const isFull = () => found.size > RESULTATS_MAX
    let isCut = isFull() || first.lots.entiers.length >= DONNEES_MAX
    if (!isFull()) {
      for (const { mot, mots: all, isRare } of chooseMots(question, mots, first.lots.nombres)) {
        // oxlint-disable-next-line no-await-in-loop -- two readings at most
        const { lots } = await ask({ noms: parMot(question, mot, all) })
        for (const { rpps } of lots.noms) found.add(rpps)
        isCut ||= lots.noms.length >= DONNEES_MAX
        // oxlint-disable-next-line no-await-in-loop
        isCut ||= !isRare && (await isTooMany(ask, mot, compterNoms))
      }
    }
    if (found.size === 0 && isCut) {
      return { meta, result: { ok: false, empechement: 'trop-large' } }
    }
    const { lots } = await ask(personnesDe([...found]))
    const vide = toReferentiel(
      { etablissements: [], entites: [], incomplets: [], sites: [], sitesActivites: [] },
      meta.donneesDu,
    )
    const lost = new Set(lots.incomplets.map(({ valeur }) => valeur))
    const people = [...toPersonnes(lots).values()]
      .map((personne) => toProfessionnel(personne, vide, meta))
      // Where and as what somebody works of whom a row was lost cannot be told: never left out for it.
      .filter((one) => hasNom(question, one) && (lost.has(one.rpps) || hasExercice(question, one)))
    const trouves = sortByNom(question, people)
    const selection = {
      trouves: trouves.slice(0, RESULTATS_MAX),
      tronque: isCut || trouves.length > RESULTATS_MAX,
    }
    return { meta, result: success({ quoi: 'professionnel', ...selection }) }
  }

  const searchStructures = async (ask: Echange, question: Question): Promise<Lue> => {
    const mots = distinct(question.lectures.flat())
    const first = await ask({ nombres: mots.flatMap((mot) => compterStructures(mot)) })
    const { meta } = first
    if (!meta.recherche) return { meta, result: { ok: false, empechement: 'sans-index' } }
    const choices = chooseMots(question, mots, first.lots.nombres)
    const second = await ask({
      ids: choices.map(({ mot, mots: all }) => structuresParMot(question, mot, all)),
    })
    const secteurs = new Map(second.lots.ids.map(({ id, secteur }) => [id, secteur]))
    let isCut = second.lots.ids.length >= STRUCTURES_MAX
    for (const { mot, isRare } of choices) {
      // oxlint-disable-next-line no-await-in-loop -- one reading as a rule
      isCut ||= !isRare && (await isTooMany(ask, mot, compterStructures))
    }
    const third = await ask({ structures: structuresDe([...secteurs.keys()].map(String)) })
    const lignes = [...new Map(third.lots.structures.map((ligne) => [ligne.id, ligne])).values()]
    const finess = await ask(finessDe(distinct(lignes.flatMap(finessNommes)), []))
    const contexte = {
      referentiel: toReferentiel(finess.lots, meta.donneesDu),
      donneesDu: meta.donneesDu,
      laboratoire: false,
    }
    const { trouves, tronque } = selectStructures(
      question,
      lignes.map((ligne) => toStructure(ligne, text(secteurs.get(ligne.id)), contexte)),
    )
    if (trouves.length === 0 && isCut) {
      return { meta, result: { ok: false, empechement: 'trop-large' } }
    }
    const selection = { trouves, tronque: tronque || isCut }
    return { meta, result: success({ quoi: 'structure', ...selection }) }
  }

  return (question) =>
    readOneState(base, (ask) =>
      question.quoi === 'professionnel'
        ? searchProfessionnels(ask, question)
        : searchStructures(ask, question),
    )
}
