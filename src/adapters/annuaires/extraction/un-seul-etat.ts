import { type BaseExtraction, BaseIndisponible, type Meta, readMeta, REQUETE_META } from './base.ts'
import type { Groupes, Lots } from './requetes.ts'
import type { LigneDe } from './schema.ts'

/** Times a reading begins anew because the database was loaded meanwhile. */
const RELECTURES_MAX = 3

/** Thrown when the data are no longer those that the reading began with. */
class BaseChangee extends Error {}

/** One exchange with the database: the rows, and the state of the database that it read. */
export type Echange = <G extends Groupes>(groups: G) => Promise<{ meta: Meta; lots: Lots<G> }>

const exchange = async <G extends Groupes>(
  base: BaseExtraction,
  groups: G,
): Promise<{ meta: Meta; lots: Lots<G> }> => {
  const asked = Object.entries(groups)
  const answers = await base.query([REQUETE_META, ...asked.flatMap(([, requetes]) => requetes)])
  const state = readMeta((answers[0] ?? []) as readonly LigneDe<'meta'>[])
  if (!state.ok) throw new BaseIndisponible('the database is not complete, or of another version')
  let at = 1
  const lots = asked.map(([name, { length }]) => {
    at += length
    return [name, answers.slice(at - length, at).flat()]
  })
  return { meta: state.meta, lots: Object.fromEntries(lots) as Lots<G> }
}

/**
 * A reading of several exchanges over one state of the database: it begins anew when the data were
 * changed between two of them. Rejects with `BaseIndisponible`.
 */
export const readOneState = async <T>(
  base: BaseExtraction,
  read: (ask: Echange) => Promise<T>,
): Promise<T> => {
  for (let relectures = 0; ; relectures++) {
    let meta: Meta | null = null
    const ask: Echange = async <G extends Groupes>(groups: G) => {
      if (meta !== null && Object.values(groups).every(({ length }) => length === 0)) {
        // Nothing to ask: every list of statements is empty, as the rows are.
        return { meta, lots: groups as unknown as Lots<G> }
      }
      const answer = await exchange(base, groups)
      if (meta !== null && answer.meta.version !== meta.version) throw new BaseChangee()
      meta = answer.meta
      return answer
    }
    try {
      // oxlint-disable-next-line no-await-in-loop -- anew only when the data have changed
      return await read(ask)
    } catch (error) {
      if (!(error instanceof BaseChangee)) throw error
      if (relectures === RELECTURES_MAX) {
        throw new BaseIndisponible('the database keeps changing')
      }
    }
  }
}
