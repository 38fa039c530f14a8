import { once } from 'node:events'
import { createWriteStream, existsSync, type WriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { finished } from 'node:stream/promises'
import {
  CREATE_INDEXES,
  CREATE_TABLES,
  META_COMPLET,
  TABLES,
  TABLES_RECHERCHE,
} from '../adapters/annuaires/extraction/schema.ts'
import { readAncienne } from './base.ts'
import type { Avancement } from './progression.ts'
import { explainSystem, ImportRefuse } from './refus.ts'

/** D1 refuses statements above 100,000 bytes. */
const STATEMENT_BYTES = 90_000
/** A local `wrangler d1 execute` needs some ten times that in memory. */
const CHUNK_BYTES = 20 * 1024 * 1024

const CHUNK = /^\d{4}\.sql$/

type Value = string | number | bigint | null

const literal = (value: Value): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL')

/** Rows as statements of many rows each. */
function* toInserts(table: string, rows: Iterable<Value[]>): Generator<string> {
  let tuples: string[] = []
  let bytes = 0
  for (const row of rows) {
    const tuple = `(${row.map(literal).join(',')})`
    const length = Buffer.byteLength(tuple) + 1
    if (bytes + length > STATEMENT_BYTES) {
      yield `INSERT INTO ${table} VALUES ${tuples.join(',')};\n`
      tuples = []
      bytes = 0
    }
    tuples.push(tuple)
    bytes += length
  }
  if (tuples.length > 0) yield `INSERT INTO ${table} VALUES ${tuples.join(',')};\n`
}

function* statements(db: DatabaseSync): Generator<string> {
  const rows = (sql: string): Iterable<Value[]> => {
    const statement = db.prepare(sql)
    statement.setReturnArrays(true)
    return statement.iterate() as unknown as Iterable<Value[]>
  }
  for (const statement of CREATE_TABLES) yield `${statement};\n`
  for (const table of ['fichier', 'incomplet', ...TABLES, ...TABLES_RECHERCHE])
    yield* toInserts(table, rows(`SELECT * FROM ${table}`))
  for (const statement of CREATE_INDEXES) yield `${statement};\n`
  yield* toInserts('meta', rows(`SELECT * FROM meta WHERE cle <> '${META_COMPLET}'`))
  yield* toInserts('meta', rows(`SELECT * FROM meta WHERE cle = '${META_COMPLET}'`))
}

const close = async (stream: WriteStream): Promise<void> => {
  stream.end()
  await finished(stream)
}

/** @throws ImportRefuse when the folder holds something else than the chunks of another time. */
const checkFolder = async (dossier: string): Promise<void> => {
  if (!existsSync(dossier)) return
  const foreign = (await readdir(dossier)).find((name) => !CHUNK.test(name))
  if (foreign !== undefined) {
    throw new ImportRefuse(
      `${dossier} contient autre chose que des fichiers 0001.sql, 0002.sql… : donnez un dossier vide ou nouveau.`,
    )
  }
}

/**
 * Writes the database as numbered SQL files for `wrangler d1 execute --file`, to be run in order on
 * an empty D1 database. `meta.complet` is the last statement of the last file: until then the
 * service refuses the database. The folder is replaced as a whole.
 *
 * @returns the number of files.
 * @throws ImportRefuse
 */
export const writeD1 = async (
  chemin: string,
  dossier: string,
  avancement: Avancement,
  chunkBytes = CHUNK_BYTES,
): Promise<number> => {
  if (readAncienne(chemin).etat !== 'lue') {
    throw new ImportRefuse(
      `${chemin} : pas de base à exporter. Donnez d’abord les fichiers à importer.`,
    )
  }
  const nouveau = `${dossier.replace(/[/\\]+$/, '')}.nouveau-${process.pid}`
  const db = new DatabaseSync(chemin, { readOnly: true })
  let chunks = 0
  let stream: WriteStream | null = null
  try {
    await checkFolder(dossier)
    await mkdir(nouveau, { recursive: true })
    avancement.begin('Fichiers SQL pour D1', null)
    let bytes = 0
    for (const statement of statements(db)) {
      avancement.throwIfAborted()
      if (stream === null || bytes > chunkBytes) {
        if (stream !== null) await close(stream)
        const nom = `${String(++chunks).padStart(4, '0')}.sql`
        stream = createWriteStream(join(nouveau, nom))
        bytes = 0
      }
      bytes += Buffer.byteLength(statement)
      if (!stream.write(statement)) await once(stream, 'drain')
    }
    if (stream !== null) await close(stream)
    await rm(dossier, { recursive: true, force: true })
    await mkdir(dirname(nouveau), { recursive: true })
    await rename(nouveau, dossier)
    return chunks
  } catch (error) {
    const isSystem = (error as NodeJS.ErrnoException).syscall !== undefined
    if (!isSystem) throw error
    throw new ImportRefuse(`${dossier} : on ne peut pas y écrire, ${explainSystem(error)}.`)
  } finally {
    avancement.end()
    db.close()
    await rm(nouveau, { recursive: true, force: true })
  }
}
