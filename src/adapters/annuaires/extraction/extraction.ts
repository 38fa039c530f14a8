import type { Question } from '../../../domain/recherche/question.ts'
import { frenchDay } from '../../../domain/mots/dates.ts'
import { failure, type Result } from '../../../application/failure.ts'
import type { Annuaire, Clock } from '../../../application/ports.ts'
import { parisDay } from '../../../application/read-demande.ts'
import { type BaseExtraction, BaseIndisponible, type Meta } from './base.ts'
import { createLectureExtraction } from './lecture.ts'
import { createLectureStructures } from './lecture-structures.ts'
import { createRechercheExtraction } from './recherche.ts'
import { type TypeFichier, TYPES_FICHIER } from './schema.ts'
import { createSource, type Releve, type ReleveRecherche } from '../source.ts'

const NOM = 'extraction'

const explainNonAttribuees = ({ nonAttribuees }: Meta): string | null => {
  if (nonAttribuees === 0) return null
  const lignes =
    nonAttribuees === 1
      ? '1 ligne des fichiers n’a pu être ni lue ni rattachée à quelqu’un'
      : `${nonAttribuees} lignes des fichiers n’ont pu être ni lues ni rattachées à quelqu’un`
  return `${lignes} : un praticien, une activité, une carte ou un établissement peut manquer.`
}

type Failed = ReturnType<typeof failure>

const DAY_MS = 86_400_000

type Ancien = { type: TypeFichier; jour: string }

/** The files whose day is known and lies more than `ageMaxDays` before today. */
const findAnciens = ({ fichiers }: Meta, today: string, ageMaxDays: number): Ancien[] =>
  TYPES_FICHIER.flatMap((type) => {
    const jour = fichiers.get(type) ?? null
    if (jour === null) return []
    const ageDays = (Date.parse(today) - Date.parse(jour)) / DAY_MS
    return ageDays > ageMaxDays ? [{ type, jour }] : []
  })

const NOMS: Record<TypeFichier, string> = {
  activites: 'activités',
  'savoir-faire': 'savoir-faire',
  cartes: 'cartes',
  finess: 'FINESS',
}

const explainAnciens = (anciens: readonly Ancien[], ageMaxDays: number): string | null => {
  if (anciens.length === 0) return null
  const jours = `${ageMaxDays} jour${ageMaxDays > 1 ? 's' : ''}`
  const liste = anciens.map(({ type, jour }) => `${NOMS[type]} du ${frenchDay(jour)}`).join(', ')
  return `Des fichiers ont plus de ${jours} : ${liste}. Téléchargez et importez ceux du jour.`
}

/**
 * The open-data files of the Annuaire Santé and of FINESS, from the database that the import makes:
 * no key, no network on Node. Cards come with their validity and opposition; identifiants
 * d'activité and dates of activities are not in the files, and a RPPS rang stands in the former
 * identifier of the structure. A database made without the file of cards cannot tell who holds one.
 *
 * `provenance.donneesDu` is the day of the activities file. A file older than `ageMaxDays` is told
 * of, counted in days of Paris; left out = none is ever too old.
 */
export const createExtraction = (
  base: BaseExtraction,
  clock: Clock,
  ageMaxDays = Infinity,
): Annuaire => {
  const lire = createLectureExtraction(NOM, base)
  const lireStructures = createLectureStructures(NOM, base)
  let last: Meta | null = null
  const anciensOf = (meta: Meta) => findAnciens(meta, parisDay(clock.now()), ageMaxDays)

  const rechercher = createRechercheExtraction(base)

  const datesOf = (meta: Meta) => {
    last = meta
    const [anciennesDu] = anciensOf(meta)
      .map(({ jour }) => jour)
      .toSorted()
    return { donneesDu: meta.donneesDu, anciennesDu }
  }

  /** What a reading gives; a database that cannot be read now is a failure. */
  const reading = async <T>(work: () => Promise<T>, failed: (failure: Failed) => T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof BaseIndisponible)) throw error
      return failed(failure(error.kind, NOM, error.message))
    }
  }

  const read = <C, V>(
    lecture: (cles: readonly C[]) => Promise<{ meta: Meta; results: Result<V>[] }>,
    cles: readonly C[],
  ): Promise<Releve<V>> =>
    reading<Releve<V>>(
      async () => {
        const { meta, results } = await lecture(cles)
        return { results, ...datesOf(meta) }
      },
      (failed) => ({ results: cles.map(() => failed), donneesDu: null }),
    )

  const search = (question: Question): Promise<ReleveRecherche> =>
    reading<ReleveRecherche>(
      async () => {
        const { meta, result } = await rechercher(question)
        return { result, ...datesOf(meta) }
      },
      (failed) => ({ result: failed, donneesDu: null }),
    )

  return createSource({
    nom: NOM,
    clock,
    read: (cles) => read(lire, cles),
    readStructures: (cles) => read(lireStructures, cles),
    search,

    async etat() {
      const meta = base.meta() ?? last
      const avertissements = [
        base.avertissement(),
        meta && explainAnciens(anciensOf(meta), ageMaxDays),
        meta && explainNonAttribuees(meta),
      ].filter((texte) => texte !== null)
      const indisponible = base.indisponible()
      return {
        donneesDu: meta?.donneesDu ?? null,
        quotaRestant: null,
        disjoncteur: null,
        ...(indisponible === null ? {} : { indisponible }),
        ...(avertissements.length === 0 ? {} : { avertissement: avertissements.join(' ') }),
      }
    },
  })
}
