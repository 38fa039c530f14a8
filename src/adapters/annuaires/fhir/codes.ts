import { type CodeRecu, toCodeRecu } from '../../../domain/nomenclatures/code-recu.ts'
import { nomenclatures } from '../../../domain/nomenclatures/index.ts'
import type { FhirConcept } from './ressources.ts'

/** A coded field of a resource. */
export type Champ = {
  /** Numbers of the tables that code it, as `tableOf` gives them. */
  tables: readonly string[]
  /** What the extension that names the slice says, where there is one. */
  slice?: string
}

const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** `secteuractivite` → `R02`. */
const NUMBERS_BY_NAME: ReadonlyMap<string, string> = new Map(
  [...nomenclatures].map(([number, { nom }]) => [fold(nom.replace(/^TRE_[^-]*-/, '')), number]),
)

const findTable = (system: string): string => {
  const parts = system.split(/[/|#]/).filter(Boolean)
  for (const part of parts.toReversed()) {
    const number = /^(?:tre[-_])?([a-z]\d{2,3})(?=[-_]|$)/i.exec(part)?.[1]?.toUpperCase()
    if (number !== undefined) return number
    const byName = NUMBERS_BY_NAME.get(fold(part.replace(/^tre[-_]/i, '')))
    if (byName !== undefined) return byName
  }
  return parts.at(-1)?.toLowerCase() ?? ''
}

/** A few dozen systems are in use; of more, what was found is not kept. */
const TABLES_MAX = 500
const tables = new Map<string, string>()

/**
 * The table that a coding system is: the number of a NOS table (`R72`), whichever of its addresses
 * names it and however it is written, else the last part of the address in lower case.
 */
const tableOf = (system: string | null | undefined): string => {
  const address = system ?? ''
  const known = tables.get(address)
  if (known !== undefined) return known
  const found = findTable(address)
  if (tables.size < TABLES_MAX) tables.set(address, found)
  return found
}

type Coding = { table: string; code: string; slice: string | null }

const SLICE = '/as-ext-organization-types'

/** Codings that bear a code, with their table and the slice that an extension names. */
export const codingsOf = (concepts: readonly FhirConcept[]): Coding[] =>
  concepts.flatMap(({ coding, extension }) => {
    const slice = extension?.find(({ url }) => url?.endsWith(SLICE))?.valueCode ?? null
    return (coding ?? []).flatMap(({ system, code }) =>
      code ? [{ table: tableOf(system), code, slice }] : [],
    )
  })

/**
 * Coded fields by name. A coding belongs to the field whose table it is from. One of a table that is
 * neither theirs nor among `others` is what the field of its slice says, unreadable; without a slice
 * it may be any of them, so that those without a code of their own are unreadable. A slice that
 * bears a code of another table than its own is unreadable too.
 */
export const readCodes = <N extends string>(
  concepts: readonly FhirConcept[],
  champs: Readonly<Record<N, Champ>>,
  others: ReadonlySet<string>,
): Record<N, CodeRecu> => {
  const noms = Object.keys(champs) as N[]
  const codes = Object.fromEntries(noms.map((nom) => [nom, []])) as unknown as Record<N, string[]>
  const unread = Object.fromEntries(noms.map((nom) => [nom, []])) as unknown as Record<N, string[]>
  const orphans: string[] = []
  for (const { table, code, slice } of codingsOf(concepts)) {
    const owner = noms.find((nom) => champs[nom].tables.includes(table))
    const bySlice = noms.find((nom) => slice !== null && champs[nom].slice === slice)
    if (bySlice !== undefined && bySlice !== owner) unread[bySlice].push(code)
    else if (owner !== undefined) codes[owner].push(code)
    else if (slice === null && !others.has(table)) orphans.push(code)
  }
  return Object.fromEntries(
    noms.map((nom) => [
      nom,
      toCodeRecu(codes[nom], codes[nom].length === 0 ? [...unread[nom], ...orphans] : unread[nom]),
    ]),
  ) as Record<N, CodeRecu>
}
