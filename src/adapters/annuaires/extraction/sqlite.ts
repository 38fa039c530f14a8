import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { BaseRefusee, type Ligne, type Meta, readMeta, REQUETE_META, type Requete } from './base.ts'
import type { LigneDe } from './schema.ts'

const HEADER_BYTES = 100
const PRE_READ_BYTES = 4 * 1024 * 1024

/** Tells one file from the one that takes its place. */
export type Identite = { octets: number; cle: string }

/**
 * Null = there is no such file.
 *
 * @throws what the system says when it cannot be looked at.
 */
export const readIdentite = (path: string): Identite | null => {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true })
  if (stats === undefined || !stats.isFile()) return null
  return { octets: Number(stats.size), cle: `${stats.ino} ${stats.mtimeNs} ${stats.size}` }
}

/** A database cut short by a copy opens well and fails later: its header says how long it is. */
const hasItsLength = (path: string, octets: number): boolean => {
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return false
  } finally {
    closeSync(file)
  }
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return false
  const pageSize = header.readUInt16BE(16)
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(28) === octets
}

/** SQLite's codes for what is wrong in the file itself: ERROR (no such table), CORRUPT, FORMAT, NOTADB. */
const FAUTES_DU_FICHIER: ReadonlySet<number> = new Set([1, 11, 24, 26])
const TROP_DE_FICHIERS: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE'])

/**
 * Why the database cannot be used, whatever was thrown. Final is what was read in the file alone:
 * that it could not be opened or read comes of the machine, and passes.
 */
export const toRefus = (path: string, error: unknown): BaseRefusee => {
  if (error instanceof BaseRefusee) return error
  const { code = '', errcode = 0 } = error as { code?: string; errcode?: number }
  const sqlite = code === 'ERR_SQLITE_ERROR' ? errcode & 0xff : null
  if (sqlite !== null && FAUTES_DU_FICHIER.has(sqlite)) {
    const motif =
      'ce n’est pas une base de l’import, ou elle n’est pas lisible ; npm run import la refait'
    return new BaseRefusee(motif, `la base « ${path} » ne peut pas servir : ${motif}`)
  }
  const motif = TROP_DE_FICHIERS.has(code)
    ? `trop de fichiers sont ouverts (${code})`
    : `le fichier n’est pas accessible (${sqlite === null ? code || 'inconnu' : `SQLite ${sqlite}`})`
  const message = `la base « ${path} » ne peut pas être ouverte pour l’instant : ${motif}`
  return new BaseRefusee(motif, message, true)
}

/** Reads the file once from end to end: a look-up in a cold file would wait for the disk at each page. */
export const preRead = async (path: string): Promise<void> => {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(PRE_READ_BYTES)
    // oxlint-disable-next-line no-await-in-loop -- one part after the other
    while ((await file.read(buffer, 0, PRE_READ_BYTES, null)).bytesRead > 0);
  } finally {
    await file.close()
  }
}

/** One open file. */
export type FichierSqlite = {
  identite: Identite
  meta: Meta
  query: (requetes: readonly Requete[]) => Ligne[][]
  close: () => void
}

const toRun = (db: DatabaseSync): FichierSqlite['query'] => {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const run = ({ sql, params }: Requete): Ligne[] =>
    prepare(sql).all(...params) as unknown as Ligne[]
  // The file never changes: what takes no parameter is read once.
  const constants = new Map<string, Ligne[]>()
  return (requetes) =>
    requetes.map((requete) => {
      if (requete.params.length > 0) return run(requete)
      const known = constants.get(requete.sql) ?? run(requete)
      constants.set(requete.sql, known)
      return known
    })
}

/**
 * Opens the database that the import made, and checks that it is whole and of our version.
 *
 * @throws BaseRefusee
 */
export const openFichierSqlite = (path: string): FichierSqlite => {
  const refuse = (motif: string) =>
    new BaseRefusee(motif, `la base « ${path} » ne peut pas servir : ${motif}`)
  let db: DatabaseSync | undefined
  try {
    const identite = readIdentite(path)
    if (identite === null) {
      const motif = 'n’existe pas : npm run import la fabrique'
      throw new BaseRefusee(motif, `la base « ${path} » ${motif}`)
    }
    if (!hasItsLength(path, identite.octets)) {
      throw refuse('ce n’est pas une base SQLite entière ; npm run import la refait')
    }
    db = new DatabaseSync(path, { readOnly: true })
    // Nobody writes to it: one lock for as long as it is open, rather than one a statement.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000')
    const query = toRun(db)
    const [entries = []] = query([REQUETE_META])
    const state = readMeta(entries as LigneDe<'meta'>[])
    if (!state.ok) throw refuse(`${state.motif} ; npm run import la refait`)
    const opened = db
    return { identite, meta: state.meta, query, close: () => opened.close() }
  } catch (error) {
    db?.close()
    throw toRefus(path, error)
  }
}
