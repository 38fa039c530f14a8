import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { FichierPublic } from './fichiers-publics.ts'
import { EchecContenu } from './telecharger-echec.ts'

const NEWLINE = 0x0a

const isHtml = (text: string): boolean => /^\s*<(!doctype|html|head|body|\?xml)/i.test(text)

/**
 * Whether the first bytes are those of such a file: said at once, before hundreds of megabytes.
 *
 * @throws EchecContenu
 */
export const checkDebut = (format: FichierPublic['format'], bytes: Uint8Array): void => {
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

/** Nothing is kept: a sound archive unpacks to its end. */
const unpack = async (path: string): Promise<void> => {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), createGunzip(), nowhere).catch(
    () => {
      throw new EchecContenu('Le fichier gzip reçu est abîmé ou incomplet.')
    },
  )
}

/**
 * Whether a file that has come to its end is whole: not too small, its last line ended or its
 * compression sound.
 *
 * @throws EchecContenu
 */
export const checkEntier = async (
  path: string,
  size: number,
  { format, octetsMin }: Pick<FichierPublic, 'format' | 'octetsMin'>,
): Promise<void> => {
  if (size < octetsMin) {
    const limits = `${size.toLocaleString('fr-FR')} octets, au moins ${octetsMin.toLocaleString('fr-FR')} attendus`
    throw new EchecContenu(`Le fichier reçu est trop petit pour être complet (${limits}).`)
  }
  if (format === 'gzip') await unpack(path)
  else if ((await readLastByte(path, size)) !== NEWLINE) {
    throw new EchecContenu('Le fichier reçu est coupé au milieu d’une ligne.')
  }
}
