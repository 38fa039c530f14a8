import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CREATE_INDEXES,
  CREATE_TABLES,
  type LigneDe,
  META_COMPLET,
  SCHEMA_VERSION,
  TABLES,
  type Table,
  type TableDeBase,
  type TypeIncomplet,
  colonnesDe,
} from '../adapters/annuaires/extraction/schema.ts'
import { IndexRecherche } from './index-recherche.ts'
import { ImportRefuse } from './refus.ts'

/** Result codes of SQLite. */
const SQLITE_FULL = 13
const SQLITE_IOERR = 10

/** Rows that one statement writes: a third less time than one by one. */
const ROWS_AT_ONCE = 64

export type Lignes = Record<Table, number>

/**
 * A card said twice counts once, and what was updated later replaces what it updates. Two rows that
 * contradict each other otherwise both stay.
 */
const DEDUPE_CARTES = `
DELETE FROM carte WHERE id IN (
  SELECT a.id FROM carte AS a
  JOIN carte AS b ON b.numero = a.numero AND b.rpps = a.rpps AND b.exercice = a.exercice
  WHERE a.numero IN (SELECT numero FROM carte GROUP BY numero HAVING count(*) > 1)
    AND (a.mise_a_jour < b.mise_a_jour
      OR (b.id < a.id AND a.mise_a_jour IS b.mise_a_jour AND a.type IS b.type
        AND a.debut IS b.debut AND a.fin IS b.fin AND a.opposition IS b.opposition))
)`

/** An error of SQLite or of the system as a refusal when the disk is to blame, any other error as it is. */
export const explainSqlite = (error: unknown): unknown => {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number }
  const isFull = errcode === SQLITE_FULL || ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '')
  if (isFull || (errcode !== undefined && (errcode & 0xff) === SQLITE_IOERR)) {
    return new ImportRefuse(
      'Plus de place sur le disque (ou disque en défaut) : la nouvelle base n’a pas pu être écrite.',
    )
  }
  return error
}

const forTables = <T>(make: (table: Table) => T): Record<Table, T> =>
  Object.fromEntries(TABLES.map((table) => [table, make(table)])) as Record<Table, T>

/**
 * A database being made, in a file of its own: nobody reads it yet and it is thrown away when
 * anything goes wrong, so that it needs neither journal nor syncs.
 */
export class BaseNouvelle {
  readonly #db: DatabaseSync
  readonly #many: Record<Table, StatementSync>
  /** Values of the rows of each table that wait for their statement, and how many there are. */
  readonly #waiting: Record<
    Table,
    { colonnes: readonly string[]; values: SQLInputValue[]; length: number }
  >
  readonly lignes: Lignes
  /** What the search by name needs; null = it is left out. */
  readonly index: IndexRecherche | null

  constructor(chemin: string, recherche = true) {
    // Defensive mode would refuse to do without a journal.
    this.#db = new DatabaseSync(chemin, { defensive: false })
    this.#db.exec(
      'PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000',
    )
    for (const statement of CREATE_TABLES) this.#db.exec(statement)
    this.#many = forTables((table) => this.#prepare(table, ROWS_AT_ONCE))
    this.#waiting = forTables((table) => {
      const colonnes = colonnesDe(table)
      const values = Array.from({ length: colonnes.length * ROWS_AT_ONCE }, () => null)
      return { colonnes, values, length: 0 }
    })
    this.lignes = forTables(() => 0)
    this.#db.exec('BEGIN')
    this.index = recherche ? new IndexRecherche(this.#db) : null
  }

  #prepare(table: TableDeBase, rows: number): StatementSync {
    const row = `(${colonnesDe(table)
      .map(() => '?')
      .join()})`
    return this.#db.prepare(
      `INSERT INTO ${table} VALUES ${Array.from({ length: rows }, () => row).join()}`,
    )
  }

  insert<T extends Table>(table: T, ligne: LigneDe<T>): void {
    const waiting = this.#waiting[table]
    for (const colonne of waiting.colonnes as readonly (keyof LigneDe<T>)[]) {
      waiting.values[waiting.length++] = ligne[colonne]
    }
    this.lignes[table]++
    if (waiting.length < waiting.values.length) return
    this.#many[table].run(...waiting.values)
    waiting.length = 0
  }

  #flush(): void {
    for (const table of TABLES) {
      const { colonnes, values, length } = this.#waiting[table]
      const rows = length / colonnes.length
      if (rows > 0) this.#prepare(table, rows).run(...values.slice(0, length))
      this.#waiting[table].length = 0
    }
  }

  insertFichier(fichier: LigneDe<'fichier'>): void {
    this.#prepare('fichier', 1).run(...colonnesDe('fichier').map((colonne) => fichier[colonne]))
  }

  /** Remembers that a row about somebody or something could not be read: see the table. */
  addIncomplet(type: TypeIncomplet, valeur: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO incomplet VALUES (?, ?)').run(type, valeur)
  }

  /** Indexes, `meta`, then a check of the whole file; it is not closed when this throws. */
  finish(meta: Readonly<Record<string, string>>): void {
    this.#flush()
    this.index?.finish()
    for (const statement of CREATE_INDEXES) this.#db.exec(statement)
    this.lignes.carte -= Number(this.#db.prepare(DEDUPE_CARTES).run().changes)
    const entries = {
      schema: SCHEMA_VERSION,
      recherche: this.index === null ? '0' : '1',
      ...meta,
      ...Object.fromEntries(TABLES.map((table) => [`lignes_${table}`, `${this.lignes[table]}`])),
      [META_COMPLET]: '1',
    }
    const insert = this.#prepare('meta', 1)
    for (const [cle, valeur] of Object.entries(entries)) insert.run(cle, valeur)
    this.#db.exec('COMMIT')
    const [check] = this.#db.prepare('PRAGMA quick_check(1)').all()
    if (check?.['quick_check'] !== 'ok') {
      throw new ImportRefuse(
        'La nouvelle base est abîmée (contrôle de SQLite) ; disque en défaut ?',
      )
    }
    for (const table of TABLES) {
      const { n } = this.#db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }
      if (n !== this.lignes[table]) {
        throw new ImportRefuse(`La nouvelle base est incomplète (table ${table}).`)
      }
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}

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
      /** Whether it can be searched by name. */
      recherche: boolean
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
      recherche: meta.get('recherche') === '1',
    }
  } catch {
    return { etat: 'illisible' }
  } finally {
    db?.close()
  }
}
