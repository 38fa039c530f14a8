import { basename } from 'node:path'
import { type Entry, openPromise } from 'yauzl'
import { type Contenu, guardStream, refuseBomb } from './contenu.ts'
import { ImportRefuse } from './refus.ts'

/** The archives hold three entries at most; more than this is something else. */
const MAX_ENTRIES = 100

const DAMAGED = 'archive zip abîmée ou incomplète ; téléchargez-la de nouveau'
const damaged = (libelle: string) => new ImportRefuse(`${libelle} : ${DAMAGED}.`)

const open = async (chemin: string) => {
  try {
    return await openPromise(chemin, { lazyEntries: true, autoClose: false })
  } catch {
    throw damaged(basename(chemin))
  }
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
        const stream = await zip.openReadStreamPromise(entry)
        stream.once('close', () => zip.close())
        return guardStream(stream, libelle, DAMAGED, {
          packed: entry.compressedSize,
          crc: entry.crc32,
        })
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
