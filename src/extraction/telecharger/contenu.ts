import { type FileHandle, open } from 'node:fs/promises'
import { gzipContenu } from '../contenu.ts'
import type { FichierPublic } from '../fichiers-publics.ts'
import { CR_SEULS } from '../lignes.ts'
import { ImportRefuse } from '../refus.ts'
import { Echec, EchecContenu, toEchecDisque, toEchecReseau } from './echec.ts'

const NEWLINE = 0x0a
const RETURN = 0x0d

const toOctets = (size: number): string => `${size.toLocaleString('fr-FR')} octets`

/**
 * Whether so many bytes, announced or received, may still be such a file.
 *
 * @throws EchecContenu
 */
export const checkTaille = (size: number, octetsMax: number): void => {
  if (size <= octetsMax) return
  const limits = `${toOctets(size)}, au plus ${octetsMax.toLocaleString('fr-FR')} attendus`
  throw new EchecContenu(
    `Le fichier est trop gros pour être celui que l’on publie (${limits}) ; --taille-max relève la limite.`,
  )
}

const isHtml = (text: string): boolean => /^\s*<(!doctype|html|head|body|\?xml)/i.test(text)

/**
 * Whether the first bytes are those of such a file: said at once, before hundreds of megabytes.
 *
 * @throws EchecContenu
 */
const checkDebut = (format: FichierPublic['format'], bytes: Uint8Array): void => {
  const text = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1000))
    .replace(/^\xef\xbb\xbf/, '')
  if (isHtml(text)) throw new EchecContenu('Le serveur envoie une page web à la place des données.')
  if (format === 'gzip') {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
      throw new EchecContenu('Le serveur n’envoie pas un fichier gzip.')
    }
  } else if (!text.includes('|')) {
    throw new EchecContenu('Le serveur n’envoie pas un fichier de colonnes séparées par « | ».')
  }
}

const readLastByte = async (path: string, size: number): Promise<number | undefined> => {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0]
  } finally {
    await file.close()
  }
}

/** Nothing is kept: a sound archive unpacks to its end, and to no more than an honest one. */
const unpack = async (path: string, size: number): Promise<void> => {
  try {
    for await (const _ of await gzipContenu(path, 'Le fichier reçu', size, 0).open());
  } catch (error) {
    throw error instanceof ImportRefuse ? new EchecContenu(error.message) : error
  }
}

/**
 * Whether a file that has come to its end is whole: of a likely size, its last line ended or its
 * compression sound.
 *
 * @throws EchecContenu
 */
export const checkEntier = async (
  path: string,
  size: number,
  { format, octetsMin, octetsMax }: Pick<FichierPublic, 'format' | 'octetsMin' | 'octetsMax'>,
): Promise<void> => {
  checkTaille(size, octetsMax)
  if (size < octetsMin) {
    const limits = `${toOctets(size)}, au moins ${octetsMin.toLocaleString('fr-FR')} attendus`
    throw new EchecContenu(`Le fichier reçu est trop petit pour être complet (${limits}).`)
  }
  if (format === 'gzip') return unpack(path, size)
  const last = await readLastByte(path, size)
  if (last === RETURN) throw new EchecContenu(`Le fichier reçu ne peut être lu : ${CR_SEULS}.`)
  if (last !== NEWLINE) throw new EchecContenu('Le fichier reçu est coupé au milieu d’une ligne.')
}

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

type Reception = {
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
