import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Readable, pipeline } from 'node:stream'
import { crc32, createGunzip } from 'node:zlib'
import { type Entry, openPromise } from 'yauzl'
import { ImportRefuse, explainSystem } from './refus.ts'

/** One text to read, wherever it lies: a file, a gzip, an entry of a zip. */
export type Contenu = {
  /** For people: `fichier.txt`, or `archive.zip (fichier.txt)`. */
  libelle: string
  /** Name of the innermost file, which carries the stamp of the data. */
  nom: string
  /** The file on disk that holds it. */
  chemin: string
  /** Unpacked size in bytes as announced; null = not announced. */
  taille: number | null
  /** Starts reading, unpacked; ends with an ImportRefuse when the file is damaged or a bomb. */
  open(): Promise<AsyncIterable<Buffer>>
}

/** Beyond these an archive is not one of the files: ten times the largest of them, five times their ratio. */
const MAX_BYTES = 8 * 1024 ** 3
const MAX_RATIO = 100
/** Below this any ratio is harmless. */
const SMALL = 10 * 1024 ** 2

/** @throws ImportRefuse when so many bytes out of so many are no honest compression. */
const refuseBomb = (unpacked: number, packed: number, libelle: string): void => {
  if (unpacked <= SMALL) return
  if (unpacked > MAX_BYTES || unpacked > packed * MAX_RATIO) {
    throw new ImportRefuse(
      `${libelle} : taille décompressée anormale, l’archive est refusée par prudence.`,
    )
  }
}

/**
 * What comes out of a stream, counted since an archive's own figures are not believed.
 *
 * @throws ImportRefuse `damaged` when the stream fails or its sum is not `crc`; for a bomb, its own.
 */
async function* guardStream(
  stream: Readable,
  libelle: string,
  damaged: string,
  { packed, crc }: { packed: number; crc?: number },
): AsyncGenerator<Buffer> {
  let unpacked = 0
  let sum = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      refuseBomb(unpacked, packed, libelle)
      if (crc !== undefined) sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw error instanceof ImportRefuse ? error : new ImportRefuse(`${libelle} : ${damaged}.`)
  }
  if (crc !== undefined && sum !== crc) throw new ImportRefuse(`${libelle} : ${damaged}.`)
}

/** The first and the last four bytes of a file, zeros where it is shorter. @throws ImportRefuse when it cannot be read. */
const readEnds = async (chemin: string) => {
  let file
  try {
    file = await open(chemin)
    const { size } = await file.stat()
    const start = Buffer.alloc(4)
    await file.read(start, 0, 4, 0)
    const last = Buffer.alloc(4)
    if (size >= 4) await file.read(last, 0, 4, size - 4)
    return { size, start, last }
  } catch (error) {
    throw new ImportRefuse(`${chemin} : fichier illisible, ${explainSystem(error)}.`)
  } finally {
    await file?.close()
  }
}

type Emballage = 'zip' | 'gzip' | 'texte'

/**
 * How a file is packed, by its first bytes.
 *
 * @throws ImportRefuse when it cannot be read, is empty, or is not what its name says.
 */
export const readEmballage = async (chemin: string) => {
  const { size, start, last } = await readEnds(chemin)
  if (size === 0) throw new ImportRefuse(`${chemin} : le fichier est vide.`)
  const isZip = start.readUInt16BE(0) === 0x504b && [0x0304, 0x0506].includes(start.readUInt16BE(2))
  const isGzip = start[0] === 0x1f && start[1] === 0x8b
  const emballage: Emballage = isZip ? 'zip' : isGzip ? 'gzip' : 'texte'
  if (/\.zip$/i.test(chemin) && !isZip) {
    throw new ImportRefuse(`${chemin} : ce n’est pas un fichier zip, malgré son nom.`)
  }
  if (/\.gz$/i.test(chemin) && !isGzip) {
    throw new ImportRefuse(`${chemin} : ce n’est pas un fichier gzip, malgré son nom.`)
  }
  return { emballage, size, last }
}

const READ = { highWaterMark: 256 * 1024 }

/** A plain file. */
export const plainContenu = (chemin: string, nom: string, size: number): Contenu => ({
  libelle: nom,
  nom,
  chemin,
  taille: size,
  open: async () =>
    guardStream(createReadStream(chemin, READ), nom, 'la lecture a échoué', { packed: size }),
})

/** A gzip; its last four bytes announce the size, modulo 2^32. */
export const gzipContenu = (
  chemin: string,
  nom: string,
  size: number,
  announced: number,
): Contenu => ({
  libelle: nom,
  nom: nom.replace(/\.gz$/i, ''),
  chemin,
  taille: announced,
  open: async () => {
    const gunzip = createGunzip({ chunkSize: 256 * 1024 })
    // An error of either ends the second, where it is seen.
    pipeline(createReadStream(chemin, READ), gunzip, () => {})
    return guardStream(gunzip, nom, 'fichier gzip abîmé ou incomplet ; téléchargez-le de nouveau', {
      packed: size,
    })
  },
})

/** The archives hold three entries at most; more than this is something else. */
const MAX_ENTRIES = 100

const DAMAGED = 'archive zip abîmée ou incomplète ; téléchargez-la de nouveau'
const damaged = (libelle: string) => new ImportRefuse(`${libelle} : ${DAMAGED}.`)

const openZip = async (chemin: string) => {
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
      const zip = await openZip(chemin)
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
  const zip = await openZip(chemin)
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
