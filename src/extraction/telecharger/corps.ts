import { open, type FileHandle } from 'node:fs/promises'
import type { FichierPublic } from '../fichiers-publics.ts'
import { checkDebut, checkTaille } from './contenu.ts'
import { Echec, toEchecDisque, toEchecReseau } from './echec.ts'

/** Enough to tell a page or an archive from the data. */
const TETE_OCTETS = 512

const writeAll = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  let written = 0
  while (written < chunk.length) {
    // oxlint-disable-next-line no-await-in-loop -- the rest of a write that was cut short
    const { bytesWritten } = await file.write(
      chunk,
      written,
      chunk.length - written,
      position + written,
    )
    written += bytesWritten
  }
}

export type Reception = {
  path: string
  body: ReadableStream<Uint8Array> | null
  /** Bytes that are there already; 0 = a file begun anew. */
  debut: number
  format: FichierPublic['format']
  octetsMax: number
  /** Called with the size reached. */
  onBytes: (position: number) => void
}

/**
 * Writes a body to the disk, after what has come before; gives the size reached. What has come
 * before a failure stays.
 *
 * @throws Echec; EchecContenu when the first bytes are not those of such a file, or there are more
 * than `octetsMax`: these are never written.
 */
export const receive = async ({
  path,
  body,
  debut,
  format,
  octetsMax,
  onBytes,
}: Reception): Promise<number> => {
  const file = await open(path, debut === 0 ? 'w' : 'r+')
  let position = debut
  let tete = debut === 0 ? new Uint8Array() : null
  try {
    for await (const chunk of body ?? []) {
      checkTaille(position + chunk.length, octetsMax)
      if (tete !== null) {
        tete = Buffer.concat([tete, chunk])
        if (tete.length >= TETE_OCTETS) {
          checkDebut(format, tete)
          tete = null
        }
      }
      await writeAll(file, chunk, position)
      position += chunk.length
      onBytes(position)
    }
    if (tete !== null && tete.length > 0) checkDebut(format, tete)
    await file.truncate(position)
    await file.sync()
  } catch (error) {
    throw error instanceof Echec ? error : (toEchecDisque(error) ?? toEchecReseau(error))
  } finally {
    await file.close()
  }
  return position
}
