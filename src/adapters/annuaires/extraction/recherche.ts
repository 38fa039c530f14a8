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
import type { BaseExtraction, Meta } from './base.ts'
import { finessNommes, text, toReferentiel } from './finess.ts'
import { toPersonnes } from './lecture.ts'
import { toProfessionnel } from './mapping.ts'
import { finessDe, personnesDe } from './requetes.ts'
import {
  compterNoms,
  compterStructures,
  DONNEES_MAX,
  entiers,
  LUES_MAX,
  parMot,
  STRUCTURES_MAX,
  structuresDe,
  structuresParMot,
} from './requetes-recherche.ts'
import { toStructure } from './structure.ts'
import { type Echange, readOneState } from './un-seul-etat.ts'

type Lue = { result: ReleveRecherche['result']; meta: Meta }
export type RechercheExtraction = (question: Question) => Promise<Lue>

/** The rarest word of each reading: what begins with it is read, and the others looked for there. */
const chooseMots = (
  { lectures }: Question,
  counts: ReadonlyMap<string, number>,
): { mot: string; mots: readonly string[]; isBounded: boolean }[] =>
  lectures.map((mots) => {
    const countOf = (mot: string) => counts.get(mot) ?? 0
    const mot = mots.toSorted((a, b) => countOf(a) - countOf(b))[0] as string
    return { mot, mots, isBounded: countOf(mot) > LUES_MAX }
  })

const toCounts = (
  mots: readonly string[],
  lignes: readonly { n: number }[],
): ReadonlyMap<string, number> => {
  const each = lignes.length / mots.length
  // The larger of the two: each is read by a statement of its own, which has the bound.
  return new Map(
    mots.map((mot, i) => [
      mot,
      Math.max(...lignes.slice(i * each, (i + 1) * each).map(({ n }) => n)),
    ]),
  )
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

/**
 * Searches the database by name, in three exchanges, four when none of the first gives enough. What
 * was not all looked at is `tronque`, or `trop-large` when nobody was found in the part that was.
 * Rejects with `BaseIndisponible`.
 */
export const createRechercheExtraction = (base: BaseExtraction): RechercheExtraction => {
  const searchProfessionnels = async (ask: Echange, question: Question): Promise<Lue> => {
    const mots = distinct(question.lectures.flat())
    const first = await ask({
      entiers: entiers(question),
      nombres: mots.flatMap(compterNoms),
    })
    const { meta } = first
    if (!meta.recherche) return { meta, result: { ok: false, empechement: 'sans-index' } }
    const found = new Set(first.lots.entiers.map(({ rpps }) => rpps))
    const isFull = () => found.size > RESULTATS_MAX
    let isCut = first.lots.entiers.length >= DONNEES_MAX
    if (!isFull()) {
      for (const { mot, mots: all, isBounded } of chooseMots(
        question,
        toCounts(mots, first.lots.nombres),
      )) {
        // oxlint-disable-next-line no-await-in-loop -- two readings at most
        const { lots } = await ask({ noms: parMot(question, mot, all) })
        for (const { rpps } of lots.noms) found.add(rpps)
        isCut ||= isBounded || lots.noms.length >= DONNEES_MAX
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
    const people = [...toPersonnes(lots).values()]
      .map((personne) => toProfessionnel(personne, vide, meta))
      .filter((one) => hasNom(question, one) && hasExercice(question, one))
    const trouves = sortByNom(question, people)
    const selection = {
      trouves: trouves.slice(0, RESULTATS_MAX),
      tronque: isCut || trouves.length > RESULTATS_MAX,
    }
    return { meta, result: success({ quoi: 'professionnel', ...selection }) }
  }

  const searchStructures = async (ask: Echange, question: Question): Promise<Lue> => {
    const mots = distinct(question.lectures.flat())
    const first = await ask({ nombres: mots.map(compterStructures) })
    const { meta } = first
    if (!meta.recherche) return { meta, result: { ok: false, empechement: 'sans-index' } }
    const choices = chooseMots(question, toCounts(mots, first.lots.nombres))
    const second = await ask({
      ids: choices.map(({ mot, mots: all }) => structuresParMot(question, mot, all)),
    })
    const secteurs = new Map(second.lots.ids.map(({ id, secteur }) => [id, secteur]))
    const isCut =
      choices.some(({ isBounded }) => isBounded) || second.lots.ids.length >= STRUCTURES_MAX
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
