import type { CodeRecu } from './code-recu.ts'

/** A code with its published label. `libelle` is null for a code that the table does not hold. */
export type CodeLibelle = { readonly code: string; readonly libelle: string | null }

/** One row of a table. `fin` is the day the code ended, 'YYYY-MM-DD', null while it is in force. */
export type Concept<C extends string = string> = {
  readonly code: C
  readonly libelle: string
  readonly fin: string | null
}

/**
 * A coded field once read: the row of its code; null = the source does not say; `illisible` = it says
 * something that this table cannot read. The last two never stand for each other.
 */
export type Lu<C extends string = string> = Concept<C> | null | 'illisible'

/**
 * A table of the NOS (nomenclatures des objets de santé), ended codes included: the Annuaire still
 * sends them. Rules and comparisons use codes; labels are for people, and drift between versions.
 */
export type Nomenclature<C extends string = string> = {
  /** Name of the code system, such as 'TRE_R02-SecteurActivite'. */
  readonly nom: string
  /** Version of the code system, 'YYYYMMDDhhmmss'. */
  readonly version: string
  /** Canonical URL of the code system, as FHIR codings carry it. */
  readonly url: string
  /** Every row, in the published order. */
  readonly concepts: readonly Concept<C>[]
  /** Numbers under which sources name the table: its own, 'R66', and those of tables with its codes. */
  readonly numeros: readonly string[]
  /** Reads a coded field: see `Lu`. */
  read(recu: CodeRecu): Lu<C>
  /** The row of a code, or undefined when the table has none. Exact match: no trim, no case. */
  find(code: string): Concept<C> | undefined
  /**
   * The code as answers show it: the published label, or a null label for an unknown code, never
   * an invented one; what cannot be read as one code stands with all that was given. Null gives
   * null. A known code always gives the same frozen object.
   */
  label(recu: Exclude<CodeRecu, null>): CodeLibelle
  label(recu: CodeRecu): CodeLibelle | null
}

/** The union of a table's codes: a rule that lists a code which does not exist does not compile. */
export type CodesOf<N extends Nomenclature> = N['concepts'][number]['code']

type Row<C extends string> = readonly [code: C, libelle: string, fin: string | null]

/** Builds a table from its rows. Look-ups are O(1), and allocate for unknown codes only. */
export const nomenclature = <C extends string>(
  nom: string,
  version: string,
  url: string,
  rows: readonly Row<C>[],
  aliases: readonly string[] = [],
): Nomenclature<C> => {
  const concepts = rows.map(([code, libelle, fin]) => Object.freeze({ code, libelle, fin }))
  const byCode = new Map<string, Concept<C>>(concepts.map((concept) => [concept.code, concept]))
  const labels = new Map<string, CodeLibelle>(
    concepts.map(({ code, libelle }) => [code, Object.freeze({ code, libelle })]),
  )

  function label(recu: Exclude<CodeRecu, null>): CodeLibelle
  function label(recu: CodeRecu): CodeLibelle | null
  function label(recu: CodeRecu): CodeLibelle | null {
    if (recu === null) return null
    if (typeof recu !== 'string') return { code: recu.illisible.join(' / '), libelle: null }
    return labels.get(recu) ?? { code: recu, libelle: null }
  }

  return Object.freeze({
    nom,
    version,
    url,
    concepts: Object.freeze(concepts),
    numeros: Object.freeze([/^TRE_([A-Z]\d+)-/.exec(nom)?.[1] ?? nom, ...aliases]),
    read: (recu: CodeRecu): Lu<C> => {
      if (recu === null) return null
      return (typeof recu === 'string' ? byCode.get(recu) : undefined) ?? 'illisible'
    },
    find: (code: string) => byCode.get(code),
    label,
  })
}
