import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import {
  type LigneDe,
  SCHEMA_VERSION,
  type Table,
  TABLES,
} from '../adapters/annuaires/extraction/schema.ts'
import type { Lignes } from './base.ts'

/** What is to be known of the database that would be replaced. */
export type Ancienne =
  /** `schema`: made by another version of the import; nothing of it can be compared. */
  | { etat: 'absente' | 'schema' | 'illisible' }
  | {
      etat: 'lue'
      lignes: Lignes
      /** The imported files. */
      fichiers: Pick<LigneDe<'fichier'>, 'type' | 'nom' | 'sha256'>[]
      importeLe: string
    }

/** Reads the counts of a database, without changing anything of it. */
export const readAncienne = (chemin: string): Ancienne => {
  if (!existsSync(chemin)) return { etat: 'absente' }
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(chemin, { readOnly: true })
    const entries = db.prepare('SELECT * FROM meta').all() as LigneDe<'meta'>[]
    const meta = new Map(entries.map(({ cle, valeur }) => [cle, valeur]))
    if (meta.get('schema') !== SCHEMA_VERSION) return { etat: 'schema' }
    const fichiers = db.prepare('SELECT * FROM fichier').all()
    return {
      etat: 'lue',
      lignes: Object.fromEntries(
        TABLES.map((table) => [table, Number(meta.get(`lignes_${table}`))]),
      ) as Record<Table, number>,
      fichiers: fichiers as LigneDe<'fichier'>[],
      importeLe: meta.get('importe_le') ?? '',
    }
  } catch {
    return { etat: 'illisible' }
  } finally {
    db?.close()
  }
}
