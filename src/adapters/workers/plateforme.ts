import { waitUntil } from 'cloudflare:workers'
import { monotonicMs } from '../../application/monotonic.ts'
import type { Clock } from '../../application/ports.ts'
import { createBaseD1 } from '../annuaires/extraction/d1.ts'
import { createKvCache, createKvCacheStructures } from '../cache/kv.ts'
import { createQuotaDurable } from '../quota/quota-durable.ts'
import type { Liaisons } from './liaisons.ts'
import { createSondes } from './sondes.ts'

export type PlateformeOptions = {
  liaisons: Liaisons
  clock: Clock
  /** Writes one line of log. */
  log: (line: string) => void
  /** The key of the live directory, when it is asked; it also hides the names of what is kept. */
  apiKey: string | null
}

/** The one object in the world that counts the calls; near the gateway, which is in France. */
const OBJET = 'passerelle'
const LIEU = 'weur'

const WARN_EVERY_MS = 60_000

/** One line a minute for each kind of trouble, however many requests meet it. */
const createWarn = ({ clock, log }: PlateformeOptions): ((what: string) => void) => {
  const told = new Map<string, number>()
  return (what) => {
    const now = monotonicMs()
    if (now - (told.get(what) ?? Number.NEGATIVE_INFINITY) < WARN_EVERY_MS) return
    told.set(what, now)
    log(JSON.stringify({ time: clock.now().toISOString(), avertissement: what }))
  }
}

/** What the Workers runtime brings: work after the answer, and what all isolates have in common. */
export const createPlateforme = (options: PlateformeOptions) => {
  const { ANNUAIRE_DB, CACHE, LIMITE, QUOTA } = options.liaisons
  const { clock, log, apiKey } = options
  const warn = createWarn(options)
  const keepAlive = (work: Promise<unknown>): void => waitUntil(work)

  const quota =
    QUOTA &&
    createQuotaDurable({
      connect: () => QUOTA.get(QUOTA.idFromName(OBJET), { locationHint: LIEU }),
      keepAlive,
      warn,
    })
  const kept =
    CACHE && apiKey !== null
      ? { kv: CACHE, source: 'fhir', secret: apiKey, keepAlive, warn }
      : undefined
  const cache = kept && createKvCache(kept)
  const cacheStructures = kept && createKvCacheStructures(kept)
  const sondes = CACHE && createSondes(CACHE, warn)
  const limit =
    LIMITE &&
    (async (key: string): Promise<boolean> => {
      try {
        return (await LIMITE.limit({ key })).success
      } catch {
        // The count of this isolate still holds.
        warn('limite partagée injoignable')
        return true
      }
    })
  const openExtraction =
    ANNUAIRE_DB &&
    ((config: { annuaireTimeoutMs: number }) => createBaseD1(ANNUAIRE_DB, config.annuaireTimeoutMs))
  return {
    clock,
    log,
    keepAlive,
    openExtraction,
    shared: { quota, cache, cacheStructures, sondes, limit },
  }
}
