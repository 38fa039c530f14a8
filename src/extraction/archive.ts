import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise } from 'yauzl'
import { type Contenu, guardUnpacked, join, refuseBomb } from './contenu.ts'
import { ImportRefuse } from './refus.ts'

/** The archives hold three entries at most; more than this is something else. */
const MAX_ENTRIES = 100

const damaged = (libelle: string) =>
  new ImportRefuse(`${libelle} : archive zip abîmée ou incomplète ; téléchargez-la de nouveau.`)

const open = async (chemin: string) => {
  try {
    return await openPromise(chemin, { lazyEntries: true, autoClose: false })
  } catch {
    throw damaged(basename(chemin))
  }
}

/** Ends with an error when the bytes are not those that were packed: a zip says so only on demand. */
const checkSum = (expected: number, libelle: string): Transform => {
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum)
      done(null, chunk)
    },
    flush: (done) => done(sum === expected ? null : damaged(libelle)),
  })
}

const toContenu = (chemin: string, entry: Entry): Contenu => {
  const libelle = `${basename(chemin)} (${basename(entry.fileName)})`
  if (entry.isEncrypted()) {
    throw new ImportRefuse(
      `${libelle} : l’archive est chiffrée ; les fichiers publics ne le sont pas.`,
    )
  }
  if (!entry.canDecodeFileData()) {
    throw new ImportRefuse(`${libelle} : compression inconnue (${entry.compressionMethod}).`)
  }
  refuseBomb(entry.uncompressedSize, entry.compressedSize, libelle)
  return {
    libelle,
    nom: basename(entry.fileName),
    chemin,
    taille: entry.uncompressedSize,
    open: async () => {
      const zip = await open(chemin)
      try {
        const raw = await zip.openReadStreamPromise(entry)
        const stream = join(
          [raw, guardUnpacked(entry.compressedSize, libelle), checkSum(entry.crc32, libelle)],
          () => damaged(libelle),
        )
        stream.once('close', () => zip.close())
        return stream
      } catch {
        zip.close()
        throw damaged(libelle)
      }
    },
  }
}

/**
 * The files of a zip, folders left out.
 *
 * @throws ImportRefuse when it is damaged, encrypted, a bomb, or packed in a way we cannot read.
 */
export const readArchive = async (chemin: string): Promise<Contenu[]> => {
  const zip = await open(chemin)
  try {
    if (zip.entryCount > MAX_ENTRIES) {
      throw new ImportRefuse(`${basename(chemin)} : ${zip.entryCount} fichiers dans l’archive.`)
    }
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.push(entry)
    }
    if (entries.length === 0) throw new ImportRefuse(`${basename(chemin)} : l’archive est vide.`)
    return entries.map((entry) => toContenu(chemin, entry))
  } catch (error) {
    throw error instanceof ImportRefuse ? error : damaged(basename(chemin))
  } finally {
    zip.close()
  }
}
