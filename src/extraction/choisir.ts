import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type TypeFichier, TYPES_FICHIER } from '../adapters/annuaires/extraction/schema.ts'
import { type Contenu, gzipContenu, plainContenu, readArchive, readEmballage } from './contenu.ts'
import { stampOf } from './cellules.ts'
import { type Autre, typeOfHeader } from './colonnes.ts'
import { explainSystem, ImportRefuse } from './refus.ts'
import { readHorodatage } from './telecharger/partiel.ts'

/** A file to import: its content, what it is, and how to know it again. */
export type Fichier = Contenu & {
  type: TypeFichier
  /** SHA-256 of the file on disk, lower-case hex. */
  sha256: string
  /** `AAAAMMJJHHMM` of its name, else of its publication; null = unknown. */
  horodatage: string | null
  /** Size and time of the file on disk when it was chosen. */
  etat: string
}

/** How much of a file is looked at to tell what it is. */
const PEEK_BYTES = 64 * 1024

const peek = async (contenu: Contenu): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of await contenu.open()) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= PEEK_BYTES) break
  }
  const bytes = Buffer.concat(chunks)
  // Ends of lines that the import refuses too: the file must be known to say so.
  const end = bytes.findIndex((byte) => byte === 10 || byte === 13)
  const line = end === -1 ? bytes : bytes.subarray(0, end)
  return new TextDecoder(isUtf8(line) ? 'utf-8' : 'windows-1252').decode(bytes)
}

const typeOf = async (contenu: Contenu): Promise<TypeFichier | Autre | 'etalab' | null> => {
  const start = await peek(contenu)
  if (/^\s*\{/.test(start)) {
    return /"(?:pmej|gco)"\s*:/.test(start) ? 'finess' : null
  }
  if (start.startsWith('finess;etalab;')) return 'etalab'
  const header = (start.split(/[\r\n]/, 1)[0] ?? '').trimEnd()
  return typeOfHeader(header.split('|'))
}

const unpack = async (chemin: string): Promise<Contenu[]> => {
  const { emballage, size, last } = await readEmballage(chemin)
  const nom = basename(chemin)
  switch (emballage) {
    case 'zip':
      return readArchive(chemin)
    case 'gzip':
      return [gzipContenu(chemin, nom, size, last.readUInt32LE(0))]
    case 'texte':
      return [plainContenu(chemin, nom, size)]
  }
}

const CANDIDATE = /\.(?:txt|csv|json|gz|zip)$/i

/** The files named, and those of the folders named; `isNamed` when somebody wrote the name. */
const list = async (chemins: readonly string[]) => {
  const listed: { chemin: string; isNamed: boolean }[] = []
  for (const chemin of chemins) {
    try {
      if (!(await stat(chemin)).isDirectory()) {
        listed.push({ chemin, isNamed: true })
        continue
      }
      for (const entry of (await readdir(chemin, { withFileTypes: true })).toSorted((a, b) =>
        a.name < b.name ? -1 : 1,
      )) {
        if (entry.isFile() && CANDIDATE.test(entry.name) && !entry.name.startsWith('.')) {
          listed.push({ chemin: join(chemin, entry.name), isNamed: false })
        }
      }
    } catch (error) {
      throw new ImportRefuse(`${chemin} : illisible, ${explainSystem(error)}.`)
    }
  }
  return listed
}

const REFUS: Record<Autre | 'etalab', string> = {
  diplomes: 'c’est le fichier des diplômes, dont l’import n’a pas besoin',
  restreinte:
    'c’est une extraction à accès restreint (données de naissance), que ce service ne doit pas garder',
  etalab: 'les CSV FINESS sont arrêtés depuis mai 2026 ; donnez le JSON « finess-structures »',
}

const sha256 = async (chemin: string): Promise<string> => {
  const hash = createHash('sha256')
  const file = await open(chemin)
  try {
    // One place for all pieces: those of a stream would be freed much later than they are left.
    const piece = Buffer.allocUnsafe(256 * 1024)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** Changes when somebody writes to the file. */
export const etatOf = async (chemin: string): Promise<string> => {
  const { size, mtimeMs, ino } = await stat(chemin)
  return `${size} ${mtimeMs} ${ino}`
}

/** The newest of two files of one type; a copy of the same file, packed or not, is no rival. */
const newest = (a: Contenu, b: Contenu, type: TypeFichier): Contenu => {
  if (a.nom === b.nom && a.taille === b.taille) return a
  const [stampA, stampB] = [stampOf(a.nom), stampOf(b.nom)]
  if (stampA !== null && stampB !== null && stampA !== stampB) return stampA > stampB ? a : b
  throw new ImportRefuse(
    `Deux fichiers de même nature (${type}) : ${a.libelle} et ${b.libelle}. Donnez celui qu’il faut importer.`,
  )
}

/**
 * What to import among files and folders: at most one file of each type, the newest by the stamp
 * of its name. In a folder, what is not one of the files is passed over and listed.
 *
 * @throws ImportRefuse for a file that cannot be read, a named file that is none of ours, and when
 * the file of activities is missing.
 */
export const chooseFichiers = async (chemins: readonly string[]) => {
  const chosen = new Map<TypeFichier, Contenu>()
  const ignores: string[] = []
  for (const { chemin, isNamed } of await list(chemins)) {
    const contenus = await unpack(chemin)
    let useful = 0
    for (const contenu of contenus) {
      const type = await typeOf(contenu)
      if (type !== null && type in REFUS && (isNamed || type === 'restreinte')) {
        if (contenus.length === 1) {
          throw new ImportRefuse(`${contenu.libelle} : ${REFUS[type as Autre | 'etalab']}.`)
        }
      }
      if (type === null || type in REFUS) {
        ignores.push(contenu.libelle)
        continue
      }
      useful++
      const known = type as TypeFichier
      const rival = chosen.get(known)
      chosen.set(known, rival === undefined ? contenu : newest(rival, contenu, known))
    }
    if (isNamed && useful === 0) {
      throw new ImportRefuse(
        `${basename(chemin)} : ce n’est aucune des extractions attendues (PS_LibreAcces_Personne_activite, ` +
          'PS_LibreAcces_SavoirFaire, Porteurs_CPS_CPF, finess-structures).',
      )
    }
  }
  if (!chosen.has('activites')) {
    throw new ImportRefuse(
      'Le fichier des activités (PS_LibreAcces_Personne_activite) n’est pas parmi les fichiers donnés.',
    )
  }
  const sums = new Map<string, string>()
  const fichiers: Fichier[] = []
  for (const type of TYPES_FICHIER) {
    const contenu = chosen.get(type)
    if (contenu === undefined) continue
    const etat = await etatOf(contenu.chemin)
    const sum = sums.get(contenu.chemin) ?? (await sha256(contenu.chemin))
    sums.set(contenu.chemin, sum)
    const horodatage = stampOf(contenu.nom) ?? (await readHorodatage(contenu.chemin))
    fichiers.push({ ...contenu, type, sha256: sum, horodatage, etat })
  }
  return { fichiers, ignores }
}
