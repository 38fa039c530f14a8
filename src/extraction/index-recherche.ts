import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { toEntreesNom } from '../domain/recherche/index-rows.ts'
import { departementOf, foldCommune } from '../domain/recherche/lieu.ts'
import { isCherchee, motsStructure } from '../domain/recherche/select.ts'
import { Numbers } from './compact.ts'
import type { Personne } from './population.ts'
import type { Structure } from './structures.ts'

/** Rows that one statement writes. */
const ROWS_AT_ONCE = 64

/** Rows of one table, written many at a time. */
class Rows {
  readonly #db: DatabaseSync
  readonly #table: string
  readonly #width: number
  readonly #many: StatementSync
  #waiting: SQLInputValue[] = []

  constructor(db: DatabaseSync, table: string, width: number) {
    this.#db = db
    this.#table = table
    this.#width = width
    this.#many = this.#prepare(ROWS_AT_ONCE)
  }

  #prepare(rows: number): StatementSync {
    const row = `(${Array.from({ length: this.#width }, () => '?').join()})`
    const values = Array.from({ length: rows }, () => row).join()
    return this.#db.prepare(`INSERT INTO ${this.#table} VALUES ${values}`)
  }

  add(...row: SQLInputValue[]): void {
    this.#waiting.push(...row)
    if (this.#waiting.length < ROWS_AT_ONCE * this.#width) return
    this.#many.run(...this.#waiting)
    this.#waiting = []
  }

  flush(): void {
    const rows = this.#waiting.length / this.#width
    if (rows > 0) this.#prepare(rows).run(...this.#waiting)
    this.#waiting = []
  }
}

/** Tables kept by their words are filled in that order, or their pages are written many times. */
const TRI = ['tri_nom (sorte, cle, rpps, lieu, profession)', 'tri_mot (mot, structure, lieu)']
/** A text first sorts a third sooner than a number before it. */
const FILL = [
  'INSERT INTO nom SELECT * FROM tri_nom WHERE sorte = 0 ORDER BY cle, rpps',
  'INSERT INTO nom SELECT * FROM tri_nom WHERE sorte = 1 ORDER BY cle, rpps',
  'DROP TABLE tri_nom',
  'INSERT INTO mot_structure SELECT * FROM tri_mot ORDER BY mot, structure',
  'DROP TABLE tri_mot',
]

/** The tables of the search, of a database being made. */
export class IndexRecherche {
  readonly #db: DatabaseSync
  readonly #lieux = new Map<string, number>()
  /** lieu.id of each structure. */
  readonly #lieuOf = new Numbers(1024)
  readonly #rows: { lieu: Rows; nom: Rows; mot: Rows; structure: Rows }

  constructor(db: DatabaseSync) {
    this.#db = db
    for (const table of TRI) db.exec(`CREATE TEMP TABLE ${table}`)
    this.#rows = {
      lieu: new Rows(db, 'lieu', 4),
      nom: new Rows(db, 'tri_nom', 5),
      mot: new Rows(db, 'tri_mot', 3),
      structure: new Rows(db, 'nom_structure', 3),
    }
  }

  /** Structures come in the order of their ids, from 0, before anybody who is there. */
  addStructure(id: number, structure: Structure, secteur: string | null): void {
    const lieu = this.#addLieu(structure)
    this.#lieuOf.push(lieu)
    if (!isCherchee(secteur)) return
    const mots = motsStructure({
      raisonSociale: structure.raison_sociale,
      enseigne: structure.enseigne,
    })
    if (mots.length === 0) return
    this.#rows.structure.add(id, mots.join(' '), secteur)
    for (const mot of mots) this.#rows.mot.add(mot, id, lieu)
  }

  /** 0 = neither a postcode nor a town. */
  #addLieu({ commune, code_postal }: Structure): number {
    if (commune === null && code_postal === null) return 0
    const key = `${code_postal ?? ''} ${commune ?? ''}`
    const known = this.#lieux.get(key)
    if (known !== undefined) return known
    const id = this.#lieux.size + 1
    this.#lieux.set(Buffer.from(key).toString(), id)
    const plie = commune === null ? null : foldCommune(commune)
    this.#rows.lieu.add(id, plie, code_postal, departementOf(code_postal))
    return id
  }

  addPersonne(
    personne: Pick<Personne, 'rpps' | 'nom' | 'prenom' | 'exercices' | 'situations'>,
  ): void {
    const { rpps, nom, prenom, exercices, situations } = personne
    const entrees = toEntreesNom(nom, prenom)
    const number = Number(rpps)
    const seen: number[] = []
    const add = (code: number, lieu: number): void => {
      const pair = lieu * 1000 + code
      if (seen.includes(pair)) return
      seen.push(pair)
      for (const { sorte, cle } of entrees) this.#rows.nom.add(sorte, cle, number, lieu, code)
    }
    for (const { rang, profession } of exercices) {
      const code = /^\d{1,3}$/.test(profession ?? '') ? Number(profession) : 0
      let isSomewhere = false
      for (const { exercice, structure } of situations) {
        if (exercice !== rang) continue
        isSomewhere = true
        add(code, structure === null ? 0 : this.#lieuOf.get(structure))
      }
      if (!isSomewhere) add(code, 0)
    }
  }

  finish(): void {
    for (const rows of Object.values(this.#rows)) rows.flush()
    for (const statement of FILL) this.#db.exec(statement)
  }
}
