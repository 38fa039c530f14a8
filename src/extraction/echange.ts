import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { explainSystem, ImportRefuse } from './refus.ts'

/**
 * One import at a time for one database (or other `travail`, for one place). The lock is the system's own, on a file beside it: it
 * ends with the process, however that ends, so that none is ever left over. The empty file stays.
 *
 * @throws ImportRefuse when another import holds it.
 */
export const lock = (chemin: string, travail = 'import'): { release(): void } => {
  let db: DatabaseSync | undefined
  try {
    mkdirSync(dirname(chemin), { recursive: true })
    db = new DatabaseSync(`${chemin}.verrou`, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    const held = db
    return { release: () => held.close() }
  } catch (error) {
    db?.close()
    const code = (error as { errcode?: number }).errcode
    if (code === 5) {
      throw new ImportRefuse(`Un autre ${travail} est en cours sur ${chemin} : attendez sa fin.`)
    }
    const motif = code === undefined ? explainSystem(error) : 'le dossier n’accepte pas d’écriture'
    throw new ImportRefuse(`${dirname(chemin)} : on ne peut pas y écrire, ${motif}.`)
  }
}

const NOUVEAU = '.nouveau-'

/** Where the new database grows; only one process at a time uses such a name. */
export const nameOfNew = (chemin: string): string => `${chemin}${NOUVEAU}${process.pid}`

/** Removes what killed imports left; only for who holds the lock. */
export const cleanLeftovers = async (chemin: string): Promise<void> => {
  const folder = dirname(chemin)
  const prefix = `${basename(chemin)}${NOUVEAU}`
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

const sync = (chemin: string): void => {
  const file = openSync(chemin, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Puts the new database in the place of the old one: there is never a moment without one. */
export const swap = async (nouveau: string, chemin: string): Promise<void> => {
  sync(nouveau)
  // A reader that still has the old file open keeps it until it closes it.
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(chemin + suffix, { force: true })
  await rename(nouveau, chemin)
  // Windows has no folders to sync.
  if (existsSync(dirname(chemin)) && process.platform !== 'win32') sync(dirname(chemin))
}
