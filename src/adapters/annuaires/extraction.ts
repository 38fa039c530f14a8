import { failure, success, type Result } from '../../application/failure.ts'
import type { Annuaire, Cle, Clock, LookupOptions, Trouve } from '../../application/ports.ts'
import { unlessAborted } from '../look-up.ts'
import { type BaseExtraction, BaseIndisponible, type Meta } from './extraction-base.ts'
import { createLectureExtraction } from './extraction-lecture.ts'
import { toInstant } from './instant.ts'
import { createJournal } from './journal.ts'

const NOM = 'extraction'

const explainNonAttribuees = ({ nonAttribuees }: Meta): string | null => {
  if (nonAttribuees === 0) return null
  const lignes =
    nonAttribuees === 1
      ? '1 ligne des fichiers n’a pu être ni lue ni rattachée à quelqu’un'
      : `${nonAttribuees} lignes des fichiers n’ont pu être ni lues ni rattachées à quelqu’un`
  return `${lignes} : un praticien, une activité, une carte ou un établissement peut manquer.`
}

/**
 * The open-data files of the Annuaire Santé and of FINESS, from the database that the import makes:
 * no key, no network on Node. Cards come with their validity and opposition; identifiants
 * d'activité and dates of activities are not in the files, and a RPPS rang stands in the former
 * identifier of the structure. A database made without the file of cards cannot tell who holds one.
 *
 * `provenance.donneesDu` is the day of the activities file.
 */
export const createExtraction = (base: BaseExtraction, clock: Clock): Annuaire => {
  const journal = createJournal(clock)
  const lire = createLectureExtraction(NOM, base)
  let last: Meta | null = null

  const read = async (cles: readonly Cle[]): Promise<Result<Trouve>[]> => {
    const interrogeeLe = toInstant(clock.now())
    try {
      const answer = await lire(cles)
      last = answer.meta
      const { donneesDu } = answer.meta
      const provenance = [{ nom: NOM, etat: 'direct' as const, donneesDu, interrogeeLe }]
      return answer.results.map((one) =>
        one.ok ? success({ professionnel: one.value, provenance }) : one,
      )
    } catch (error) {
      if (!(error instanceof BaseIndisponible)) throw error
      return cles.map(() => failure(error.kind, NOM, error.message))
    }
  }

  const findMany = async (
    cles: readonly Cle[],
    { signal }: LookupOptions = {},
  ): Promise<Result<Trouve>[]> => {
    if (cles.length === 0) return []
    const abandoned = () => cles.map(() => failure('timeout', NOM, 'the caller stopped waiting'))
    if (signal?.aborted) return abandoned()
    const reading = read(cles)
    const results = await (signal
      ? unlessAborted<Result<Trouve>[]>(reading, signal, abandoned)
      : reading)
    if (signal?.aborted) return results
    const kinds = new Set(results.map((one) => (one.ok ? null : one.failure.kind)))
    if (kinds.has(null) || kinds.has('not-found')) journal.success()
    for (const kind of kinds) if (kind !== null && kind !== 'not-found') journal.failure(kind)
    return results
  }

  return {
    nom: NOM,

    async find(cle, options) {
      const [result] = await findMany([cle], options)
      return result ?? failure('invalid-response', NOM, 'no result')
    },

    findMany,

    async etats() {
      const meta = base.meta() ?? last
      const avertissement = base.avertissement() ?? (meta && explainNonAttribuees(meta))
      return [
        {
          nom: NOM,
          ...journal.read(),
          donneesDu: meta?.donneesDu ?? null,
          quotaRestant: null,
          disjoncteur: null,
          ...(avertissement === null ? {} : { avertissement }),
        },
      ]
    },
  }
}
