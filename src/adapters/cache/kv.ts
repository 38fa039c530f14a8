import * as z from 'zod'
import type {
  CleStructure,
  Memo,
  SharedCache,
  StructuresTrouvees,
  Trouve,
} from '../../application/ports.ts'
import { Professionnel, Structure } from '../../domain/situation-exercice.ts'
import { SourceInterrogee } from '../../domain/verification.ts'
import type { CleDe } from './memory.ts'
import { within } from '../http-client/look-up.ts'
import type { KvNamespace } from '../workers/liaisons.ts'

export type KvCacheOptions = {
  kv: KvNamespace
  /** Name of the source whose answers these are. */
  source: string
  /** Makes the names of the entries unreadable; a new one begins an empty cache. */
  secret: string
  /** Lets a write end after the answer has left. */
  keepAlive: (work: Promise<unknown>) => void
  /** Tells the log that the memory does not answer. */
  warn: (what: string) => void
}

/** To be raised with every change of what is written: entries of another form are not read. */
const FORME = 2
/** The least that KV keeps anything. */
const TTL_MIN_SECONDS = 60
/** What one read may ask for. */
const KEYS_MAX = 100
/** Longest wait for what is kept: then the source is asked as if it were not. */
const PATIENCE_MS = 1000
/**
 * Writes under way at once for one look-up. A request on Workers has six connections in all: the
 * writes of a lot must leave some to its calls to the source, whose time is counted.
 *
 * @see https://developers.cloudflare.com/workers/platform/limits/#simultaneous-open-connections
 */
const WRITES_AT_ONCE = 2

const provenance = z.array(SourceInterrogee)
const TrouveEcrit: z.ZodType<Trouve> = z.strictObject({ professionnel: Professionnel, provenance })
const StructuresEcrites: z.ZodType<StructuresTrouvees> = z.strictObject({
  structures: z.array(Structure).min(1),
  provenance,
})

const createParse = <T>(trouve: z.ZodType<T>) => {
  const MemoEcrit = z.strictObject({ keptMs: z.int().positive(), trouve })
  return (text: string | null | undefined): Memo<T> | null => {
    if (text == null) return null
    try {
      return (MemoEcrit.safeParse(JSON.parse(text)).data as Memo<T> | undefined) ?? null
    } catch {
      return null
    }
  }
}

const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Names of entries: a HMAC of the number, so that who lists them reads no RPPS and no card, and
 * cannot find them by trying all numbers either, which a plain digest would allow.
 */
const createNaming = (source: string, secret: string) => {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const material = encoder.encode(`qui-commande cache ${secret}`)
  const imported = crypto.subtle.importKey('raw', material, algorithm, false, ['sign'])
  return async ({ type, valeur }: CleDe): Promise<string> => {
    const mac = await crypto.subtle.sign(
      'HMAC',
      await imported,
      encoder.encode(`${type}:${valeur}`),
    )
    return `annuaire:${source}:${FORME}:${toHex(mac)}`
  }
}

/** Practitioners in Workers KV; see `createKv`. */
export const createKvCache = (options: KvCacheOptions): SharedCache =>
  createKv(options, TrouveEcrit)

/** Structures in Workers KV; see `createKv`. */
export const createKvCacheStructures = (
  options: KvCacheOptions,
): SharedCache<CleStructure, StructuresTrouvees> => createKv(options, StructuresEcrites)

/**
 * Answers in Workers KV, where every isolate finds them. They expire by themselves. What cannot be
 * read, or has not the form that we write, is as if it were not there.
 *
 * @see https://developers.cloudflare.com/kv/
 */
const createKv = <C extends CleDe, T>(
  options: KvCacheOptions,
  forme: z.ZodType<T>,
): SharedCache<C, T> => {
  const { kv, keepAlive, warn } = options
  const parse = createParse(forme)
  const nameOf = createNaming(options.source, options.secret)

  const readSome = async (cles: readonly C[]): Promise<(Memo<T> | null)[]> => {
    const names = await Promise.all(cles.map(nameOf))
    const texts = await within(PATIENCE_MS, () => kv.get(names))
    if (texts === null) warn('cache partagé illisible')
    return names.map((name) => parse(texts?.get(name)))
  }

  const writeOne = async ({ cle, memo }: Entree<C, T>, seconds: number): Promise<void> => {
    try {
      const name = await nameOf(cle)
      if (memo === null) await kv.delete(name)
      else await kv.put(name, JSON.stringify(memo), { expirationTtl: Math.floor(seconds) })
    } catch {
      warn('cache partagé non écrit')
    }
  }

  return {
    async read(cles) {
      const parts: C[][] = []
      for (let i = 0; i < cles.length; i += KEYS_MAX) parts.push(cles.slice(i, i + KEYS_MAX))
      return (await Promise.all(parts.map(readSome))).flat()
    },

    write(entries, seconds) {
      const wanted = seconds < TTL_MIN_SECONDS ? entries.filter(isDeletion) : entries
      const queue = wanted.values()
      const work = async () => {
        // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
        for (const entry of queue) await writeOne(entry, seconds)
      }
      for (let i = 0; i < Math.min(WRITES_AT_ONCE, wanted.length); i++) keepAlive(work())
    },
  }
}

type Entree<C, T> = { cle: C; memo: Memo<T> | null }

const isDeletion = ({ memo }: Entree<unknown, unknown>): boolean => memo === null
