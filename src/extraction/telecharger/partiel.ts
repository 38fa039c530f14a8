import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { strongValidator, type Version } from './requete.ts'

/** What is remembered beside a file: where it comes from, and which version it is. */
export type Origine = Version & {
  /** Bytes of the whole file; null = the server did not say. */
  octets: number | null
}

const isText = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'

/** Null for what is missing or is not ours: the file is then downloaded anew. */
const readOrigine = async (path: string): Promise<Origine | null> => {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof json !== 'object' || json === null) return null
    const { adresse, etag, lastModified, octets } = json as Record<string, unknown>
    if (typeof adresse !== 'string' || !isText(etag) || !isText(lastModified)) return null
    if (octets !== null && !Number.isSafeInteger(octets)) return null
    return { adresse, etag, lastModified, octets: octets as number | null }
  } catch {
    return null
  }
}

const writeOrigine = async (path: string, origine: Origine): Promise<void> => {
  await writeFile(`${path}.tmp`, `${JSON.stringify(origine, null, 2)}\n`)
  await rename(`${path}.tmp`, path)
}

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    const stats = await stat(path)
    return stats.isFile() ? stats.size : null
  } catch {
    return null
  }
}

/**
 * When a downloaded file was published, `AAAAMMJJHHMM`: data.gouv.fr writes it in the address,
 * others at most in `Last-Modified`. Null = this file was not downloaded here, or nothing says it.
 */
export const readHorodatage = async (path: string): Promise<string | null> => {
  const [octets, origine] = await Promise.all([sizeOf(path), readOrigine(`${path}.origine`)])
  if (origine === null || octets !== origine.octets) return null
  const [, day, time] = /\/(20\d{6})-(\d{4})\d\d\//.exec(origine.adresse) ?? []
  if (day !== undefined && time !== undefined) return day + time
  const at = Date.parse(origine.lastModified ?? '')
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace(/\D/g, '').slice(0, 12)
}

/** A file on disk, and the version it is (or begins). */
export type Etat = { octets: number; origine: Origine }

/**
 * The places of one download: the file, what has come of the next one (`.partiel`), and beside each
 * an `.origine` that says which version it is. A file without a sound one counts as unknown.
 */
export const createEmplacement = (path: string) => {
  const partiel = `${path}.partiel`
  const read = async (file: string): Promise<Etat | null> => {
    const [octets, origine] = await Promise.all([sizeOf(file), readOrigine(`${file}.origine`)])
    return octets === null || origine === null ? null : { octets, origine }
  }
  return {
    partiel,

    /** The whole file of last time; null = none, or it has changed since. */
    readEntier: async (): Promise<Etat | null> => {
      const etat = await read(path)
      return etat !== null && etat.octets === etat.origine.octets ? etat : null
    },

    /** What can be gone on with; null = nothing. */
    readPartiel: async (): Promise<Etat | null> => {
      const etat = await read(partiel)
      const isUsable = etat !== null && etat.octets > 0 && strongValidator(etat.origine) !== null
      return isUsable ? etat : null
    },

    begin: (origine: Origine): Promise<void> => writeOrigine(`${partiel}.origine`, origine),

    discard: async (): Promise<void> => {
      await Promise.all([partiel, `${partiel}.origine`].map((one) => rm(one, { force: true })))
    },

    /** The new file takes the place of the old one, at once and as a whole. */
    keep: async (origine: Origine): Promise<void> => {
      await rename(partiel, path)
      await writeOrigine(`${path}.origine`, origine)
      await rm(`${partiel}.origine`, { force: true })
    },
  }
}
