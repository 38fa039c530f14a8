import { crc32, deflateRawSync } from 'node:zlib'

export type Entree = {
  nom: string
  contenu: Buffer | string
  chiffree?: boolean
  /** What the archive claims instead of the truth. */
  crc?: number
  taille?: number
}

const header = (
  signature: number,
  central: boolean,
  entree: Entree,
  packed: Buffer,
  raw: Buffer,
): Buffer => {
  const at = central ? 2 : 0
  const bytes = Buffer.alloc(central ? 46 : 30)
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(20, 4 + at)
  bytes.writeUInt16LE(entree.chiffree === true ? 1 : 0, 6 + at)
  bytes.writeUInt16LE(8, 8 + at)
  bytes.writeUInt32LE(entree.crc ?? crc32(raw), 14 + at)
  bytes.writeUInt32LE(packed.length, 18 + at)
  bytes.writeUInt32LE(entree.taille ?? raw.length, 22 + at)
  bytes.writeUInt16LE(Buffer.byteLength(entree.nom), 26 + at)
  return bytes
}

/** A zip of these entries, compressed; no more than tests need, lies included. */
export const zip = (entrees: readonly Entree[]): Buffer => {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entree of entrees) {
    const raw = Buffer.from(entree.contenu as string)
    const packed = deflateRawSync(raw)
    const name = Buffer.from(entree.nom)
    const local = Buffer.concat([header(0x04034b50, false, entree, packed, raw), name, packed])
    const central = header(0x02014b50, true, entree, packed, raw)
    central.writeUInt32LE(offset, 42)
    locals.push(local)
    centrals.push(central, name)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entrees.length, 8)
  end.writeUInt16LE(entrees.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
