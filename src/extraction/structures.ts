import type { LigneDe } from '../adapters/annuaires/extraction/schema.ts'
import type { ACTIVITES, Places } from './colonnes.ts'
import { toCode, toText } from './cellules.ts'
import { Cles } from './compact.ts'

type Nom = keyof typeof ACTIVITES

const FIELDS = [
  'technique',
  'ancien',
  'finessEg',
  'finessEj',
  'siret',
  'siren',
  'raisonSociale',
  'enseigne',
  'destinataire',
  'pointGeographique',
  'numeroVoie',
  'repetition',
  'codeTypeVoie',
  'typeVoie',
  'voie',
  'distribution',
  'cedex',
  'codePostal',
  'commune',
  'pays',
] as const satisfies readonly Nom[]

/** What is written of a structure. */
export type Structure = Omit<LigneDe<'structure'>, 'id'>

/**
 * The different structures of the file. Told apart by 85 bits of hash over all their cells: with a
 * million of them two differ unseen with a probability of 10^-14.
 */
export class Structures {
  readonly #cles: Cles
  readonly #places: readonly number[]
  readonly #at: (cells: readonly string[], nom: Nom) => string
  readonly #write: (id: number, structure: Structure, cells: readonly string[]) => void

  constructor(
    expected: number,
    places: Places<Nom>,
    /** Called for each new one, with the row that it was first seen in. */
    write: (id: number, structure: Structure, cells: readonly string[]) => void,
  ) {
    this.#cles = new Cles(expected)
    this.#places = FIELDS.map((nom) => places[nom]).filter((place) => place !== -1)
    this.#at = (cells, nom) => cells[places[nom]] ?? ''
    this.#write = write
  }

  get size(): number {
    return this.#cles.size
  }

  /** Number of the structure of a row; null = the row has none. */
  add(cells: readonly string[]): number | null {
    let a = 0xdeadbeef
    let b = 0x41c6ce57
    let c = 0x811c9dc5
    let isEmpty = true
    for (const place of this.#places) {
      const cell = cells[place] as string
      let start = 0
      let end = cell.length
      while (start < end && isBlank(cell.charCodeAt(start))) start++
      while (start < end && isBlank(cell.charCodeAt(end - 1))) end--
      if (start < end) isEmpty = false
      for (let i = start; i < end; i++) {
        const unit = cell.charCodeAt(i)
        a = Math.imul(a ^ unit, 2654435761)
        b = Math.imul(b ^ unit, 1597334677)
        c = Math.imul(c ^ unit, 16777619)
      }
      // Where a cell ends is part of the hash.
      a = Math.imul(a ^ 0x10000, 2654435761)
      b = Math.imul(b ^ 0x10000, 1597334677)
      c = Math.imul(c ^ 0x10000, 16777619)
    }
    if (isEmpty) return null
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
    const before = this.#cles.size
    const id = this.#cles.add((b >>> 11) * 4294967296 + (a >>> 0), c >>> 0)
    if (id === before) this.#write(id, this.#read(cells), cells)
    return id
  }

  #read(cells: readonly string[]): Structure {
    const at = this.#at
    const ancien = toCode(at(cells, 'ancien'))
    return {
      raison_sociale: toText(at(cells, 'raisonSociale')),
      enseigne: toText(at(cells, 'enseigne')),
      finess_eg: toCode(at(cells, 'finessEg')),
      finess_ej: toCode(at(cells, 'finessEj')),
      siret: toCode(at(cells, 'siret')),
      siren: toCode(at(cells, 'siren')),
      ancien_identifiant: ancien,
      rpps_rang: ancien !== null && /^4\d{14}$/.test(ancien) ? ancien.slice(1) : null,
      identifiant_technique: toCode(at(cells, 'technique')),
      adresse: toLines(cells, at),
      code_postal: toText(at(cells, 'codePostal')),
      commune: toText(at(cells, 'commune')),
    }
  }
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0xa0

/** The address above postcode and town; « Bureau cedex » repeats these two, except for a CEDEX. */
const toLines = (
  cells: readonly string[],
  at: (cells: readonly string[], nom: Nom) => string,
): string | null => {
  const text = (nom: Nom): string => toText(at(cells, nom)) ?? ''
  const voie = [
    text('numeroVoie'),
    text('repetition'),
    text('typeVoie') || text('codeTypeVoie'),
    text('voie'),
  ]
  const cedex = text('cedex')
  const pays = text('pays')
  const lines = [
    text('destinataire'),
    text('pointGeographique'),
    voie.filter(Boolean).join(' '),
    text('distribution'),
    /cedex/i.test(cedex) ? cedex : '',
    /^france$/i.test(pays) ? '' : pays,
  ].filter(Boolean)
  return lines.length === 0 ? null : lines.join('\n')
}
