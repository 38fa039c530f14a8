import * as z from 'zod'
import { Sonde } from '../../application/etat-source.ts'
import type { Annuaire } from '../../application/ports.ts'
import { within } from '../http-client/look-up.ts'
import type { KvNamespace } from './liaisons.ts'

const KEY = 'etat:sources'
const KEPT_SECONDS = 86_400
const PATIENCE_MS = 1000

const Sondes = z.record(z.string(), Sonde)

const parse = (text: string): Record<string, Sonde> => {
  try {
    return Sondes.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    return {}
  }
}

/** The last re-checks of the sources: made by one isolate, read by all. */
export type Sondes = {
  read(): Promise<Record<string, Sonde>>
  write(sondes: Readonly<Record<string, Sonde>>): Promise<void>
}

/** Kept in KV. Never fails: what cannot be read is absent, what cannot be written is lost. */
export const createSondes = (kv: KvNamespace, warn: (what: string) => void): Sondes => ({
  async read() {
    const text = await within(PATIENCE_MS, async () => (await kv.get(KEY)) ?? '{}')
    if (text === null) warn('cache partagé illisible')
    return parse(text ?? '{}')
  },

  async write(sondes) {
    try {
      await kv.put(KEY, JSON.stringify(sondes), { expirationTtl: KEPT_SECONDS })
    } catch {
      warn('cache partagé non écrit')
    }
  },
})

/** A directory whose states tell when each source was last re-checked; null = not yet, or unknown. */
export const withSondes = (annuaire: Annuaire, sondes: Sondes): Annuaire => ({
  ...annuaire,
  async etats() {
    const [etats, dernieres] = await Promise.all([annuaire.etats(), sondes.read()])
    return etats.map((etat) => ({ ...etat, derniereSonde: dernieres[etat.nom] ?? null }))
  },
})
