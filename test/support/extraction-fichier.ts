import { renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type BaseOptions, type Lignes, toInstructions } from './extraction-lignes.ts'

/** Writes a database of these rows and puts it in that place by a rename, as the import does. */
export const writeBase = (path: string, lignes: Lignes, options: BaseOptions = {}): void => {
  const nouveau = `${path}.nouveau`
  rmSync(nouveau, { force: true })
  const db = new DatabaseSync(nouveau)
  try {
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    for (const { sql, params } of toInstructions(lignes, options)) db.prepare(sql).run(...params)
    db.exec('COMMIT')
  } finally {
    db.close()
  }
  renameSync(nouveau, path)
}
