import { praticiens, ressourcesFictives } from '../../../mocks/fixtures/build.ts'
import {
  donneesDu,
  isFictif,
  isStructureFictive,
  lentMs,
  numerosFictifs,
  pannes,
  structuresFictives,
} from '../../../mocks/fixtures/index.ts'
import { createRecherche } from '../../../mocks/fixtures/recherche.ts'
import { failure, success, type Result } from '../../application/failure.ts'
import type { Annuaire, Cle, Clock, LookupOptions } from '../../application/ports.ts'
import type { Question } from '../../domain/recherche/question.ts'
import {
  selectProfessionnels,
  selectStructures,
  structuresOf,
} from '../../domain/recherche/select.ts'
import type { Professionnel } from '../../domain/situation-exercice.ts'
import { sleep } from '../http-client/look-up.ts'
import { createLectureFhir } from './fhir/lecture.ts'
import { createLectureStructuresFhir } from './fhir/lecture-structures.ts'
import { createSource } from './source.ts'

export { isFictif, isStructureFictive, numerosFictifs, structuresFictives }

const NOM = 'fictif'
const BASE = 'https://annuaire.invalid'

const ECHECS = {
  indisponible: 'unavailable',
  delai: 'timeout',
  invalide: 'invalid-response',
} as const

/**
 * The directory of invented practitioners that we ship: FHIR resources built from tables, searched
 * in this process and read by the reader of the live directory, each number once. Some numbers fail
 * on purpose (`numerosFictifs` says which): unavailable, timeout, invalid-response; one is slow and
 * answers `timeout` when the caller gives up.
 */
export const createFictif = (clock: Clock): Annuaire => {
  const rechercher = createRecherche(ressourcesFictives, BASE)
  const lire = createLectureFhir(NOM, BASE)
  const getJson = async (url: string): Promise<Result<unknown>> => {
    const { pathname, searchParams } = new URL(url)
    return success(rechercher(pathname.slice(1), searchParams).body)
  }

  /** Reads each key by itself, once; the one result of each is kept. */
  const createRead = <C extends { type: string; valeur: string }, V>(
    lire: (cles: readonly C[], get: typeof getJson) => Promise<Result<V>[]>,
    isOurs: (valeur: string) => boolean,
    nobody: string,
  ) => {
    const lus = new Map<string, readonly Result<V>[]>()
    const readOne = async (
      cle: C,
      signal: AbortSignal | undefined,
    ): Promise<readonly Result<V>[]> => {
      const { type, valeur } = cle
      const panne = pannes.get(valeur)
      if (panne === 'lent') await sleep(lentMs, signal)
      else if (panne !== undefined) return [failure(ECHECS[panne], NOM, `${panne} on purpose`)]
      const key = `${type} ${valeur}`
      const known = lus.get(key)
      if (known !== undefined) return known
      // A number that is not ours is not kept: anybody may ask for any of them.
      if (!isOurs(valeur)) return [failure('not-found', NOM, nobody)]
      const lu = await lire([cle], getJson)
      lus.set(key, lu)
      return lu
    }
    return async (cles: readonly C[], { signal }: LookupOptions) => ({
      results: (await Promise.all(cles.map((cle) => readOne(cle, signal)))).flat(),
      donneesDu,
    })
  }

  /** Everybody, read at the first search. */
  let tous: Promise<Professionnel[]> | null = null
  const readTous = async (): Promise<Professionnel[]> => {
    const cles = praticiens.map(({ qui: [valeur] }): Cle => ({ type: 'RPPS', valeur }))
    const lus = await lire(cles, getJson)
    return lus.flatMap((result) => (result.ok ? [result.value] : []))
  }

  const search = async (question: Question) => {
    const all = await (tous ??= readTous())
    return question.quoi === 'professionnel'
      ? { quoi: question.quoi, ...selectProfessionnels(question, all) }
      : { quoi: question.quoi, ...selectStructures(question, structuresOf(all)) }
  }

  const source = createSource({
    nom: NOM,
    clock,
    read: createRead(lire, isFictif, 'no such practitioner'),
    readStructures: createRead(
      createLectureStructuresFhir(NOM, BASE),
      isStructureFictive,
      'no such structure',
    ),
    search: async (question) => ({ result: success(await search(question)), donneesDu }),
    etat: async () => ({ donneesDu, quotaRestant: null, disjoncteur: null }),
  })

  return {
    ...source,
    // Each number is a look-up of its own: its failure is counted, and its slowness is its own.
    findMany: async (cles, options) =>
      (await Promise.all(cles.map((cle) => source.findMany([cle], options)))).flat(),
  }
}
