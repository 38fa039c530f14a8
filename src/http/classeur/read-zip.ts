import { Inflate } from 'fflate'
import { joinBytes } from '../bytes.ts'
import { ABIME, ClasseurRefuse } from './classeur-refuse.ts'

/** One file of an archive, as its directory has it. */
export type Entree = {
  /** 0 = as it is, 8 = deflated. */
  methode: number
  chiffree: boolean
  /** Of its data as they stand in the archive. */
  taille: number
  crc: number
  /** Where its own header is. */
  debut: number
}

/** By name, in lower case: names that differ by nothing else are one. */
export type Archive = { bytes: Uint8Array; entrees: ReadonlyMap<string, Entree> }

const FIN = 0x06054b50
const FIN_TAILLE = 22
const COMMENTAIRE_MAX = 0xffff
const CENTRALE = 0x02014b50
const CENTRALE_TAILLE = 46
const LOCALE = 0x04034b50
const LOCALE_TAILLE = 30

const abime = (): never => {
  throw new ClasseurRefuse(ABIME)
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const findEnd = (view: DataView): number => {
  const last = view.byteLength - FIN_TAILLE
  for (let at = last; at >= 0 && at >= last - COMMENTAIRE_MAX; at--) {
    if (view.getUint32(at, true) === FIN) return at
  }
  return abime()
}

/**
 * The files of a zip, by its directory, which is what spreadsheets go by; none is unpacked yet.
 *
 * @throws ClasseurRefuse
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export const readZip = (bytes: Uint8Array): Archive => {
  const view = viewOf(bytes)
  const end = findEnd(view)
  const entrees = new Map<string, Entree>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + CENTRALE_TAILLE > end || view.getUint32(at, true) !== CENTRALE) abime()
    const suite = at + CENTRALE_TAILLE
    const nomTaille = view.getUint16(at + 28, true)
    const nom = new TextDecoder()
      .decode(bytes.subarray(suite, suite + nomTaille))
      .replaceAll('\\', '/')
      .toLowerCase()
    // Which of the two a spreadsheet would show is not ours to guess.
    if (entrees.has(nom)) abime()
    entrees.set(nom, {
      methode: view.getUint16(at + 10, true),
      chiffree: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      taille: view.getUint32(at + 20, true),
      debut: view.getUint32(at + 42, true),
    })
    at = suite + nomTaille + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return { bytes, entrees }
}

const CRC = Uint32Array.from({ length: 256 }, (_, octet) => {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const locate = ({ bytes }: Archive, { debut, taille }: Entree): Uint8Array => {
  const view = viewOf(bytes)
  if (debut + LOCALE_TAILLE > bytes.byteLength || view.getUint32(debut, true) !== LOCALE) abime()
  const start =
    debut + LOCALE_TAILLE + view.getUint16(debut + 26, true) + view.getUint16(debut + 28, true)
  if (start + taille > bytes.byteLength) abime()
  return bytes.subarray(start, start + taille)
}

/** What may still be unpacked of a workbook, in bytes: all its parts draw on one. */
export type Reserve = { left: number }

export const DECOMPRESSE =
  'Ce classeur est trop grand une fois décompressé. Copiez la liste dans un classeur neuf, sans les lignes et colonnes mises en forme mais vides, ou enregistrez-la en CSV.'

/** Compressed bytes given at a time: what they can become, a thousand times as much, is held. */
const TRANCHE = 1024

const inflate = (data: Uint8Array, reserve: Reserve): Uint8Array<ArrayBuffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  const inflater = new Inflate((part) => {
    size += part.byteLength
    if (size > reserve.left) throw new ClasseurRefuse(DECOMPRESSE, 'corps_trop_grand')
    parts.push(part)
  })
  for (let at = 0; at < data.byteLength; at += TRANCHE) {
    inflater.push(data.subarray(at, at + TRANCHE), at + TRANCHE >= data.byteLength)
  }
  return joinBytes(parts)
}

const unpack = (archive: Archive, entree: Entree, reserve: Reserve): Uint8Array => {
  const data = locate(archive, entree)
  if (entree.methode === 0) {
    if (data.byteLength > reserve.left) throw new ClasseurRefuse(DECOMPRESSE, 'corps_trop_grand')
    return data
  }
  if (entree.methode !== 8) abime()
  try {
    return inflate(data, reserve)
  } catch (error) {
    if (error instanceof ClasseurRefuse) throw error
    return abime()
  }
}

/**
 * One file as text, in UTF-8 or UTF-16; null = the archive has none of that name. Declared sizes are
 * not believed: `reserve` is drawn on while the data come.
 *
 * @throws ClasseurRefuse
 */
export const readEntree = (archive: Archive, nom: string, reserve: Reserve): string | null => {
  const entree = archive.entrees.get(nom.toLowerCase())
  if (entree === undefined) return null
  const bytes = unpack(archive, entree, reserve)
  reserve.left -= bytes.byteLength
  if (crcOf(bytes) !== entree.crc) abime()
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return abime()
  }
}
