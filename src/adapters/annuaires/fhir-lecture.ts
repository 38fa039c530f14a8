import { failure, success, type Result, type SourceFailure } from '../../application/failure.ts'
import type { Cle } from '../../application/ports.ts'
import type { Professionnel } from '../../domain/situation-exercice.ts'
import type { LookUp } from '../look-up.ts'
import { readRpps } from './fhir-exercice.ts'
import {
  keepCarte,
  laboratoireEjIds,
  missingParentIds,
  organizationIds,
  toProfessionnels,
  type FhirRessource,
} from './fhir-mapping.ts'
import {
  createParLots,
  type Chercher,
  type Demande,
  type ParLots,
  type Part,
} from './fhir-recherche.ts'
import { referenceId, SYSTEM_RPPS } from './fhir-ressources.ts'

const REVINCLUDE = { _revinclude: 'PractitionerRole:practitioner' }
const PARTOF = { _include: 'Organization:partof' }
/** Asked for with several values; more made the gateway answer 502. */
const COUNT = { _count: '200' }
/** EJ whose sites are asked for together: each may have hundreds. */
const EJ_MAX = 10

/** A single one with its system, several as bare values: each form as the documentation shows it. */
const parRpps = (values: readonly string[]): Demande => ({
  type: 'Practitioner',
  parameters:
    values.length === 1
      ? { identifier: `${SYSTEM_RPPS}|${values[0]}`, ...REVINCLUDE }
      : { identifier: values, ...REVINCLUDE, ...COUNT },
})

const parCarte = (values: readonly string[]): Demande => ({
  type: 'Practitioner',
  parameters: { 'number-smartcard': values, ...REVINCLUDE, ...COUNT },
})

const organizations =
  (name: '_id' | 'partof', include: Record<string, string> = {}) =>
  (values: readonly string[]): Demande => ({
    type: 'Organization',
    parameters: {
      [name]: values,
      ...include,
      ...(values.length > 1 || name === 'partof' ? COUNT : {}),
    },
  })

/** The structures of a look-up, and what could not be had of them. */
type Structures = {
  entries: FhirRessource[]
  /** EJ whose every site is among the entries. */
  sitesOf: string[]
  /** Failures by what is missing: an organization's id, or `sites of` an EJ. */
  missing: Map<string, SourceFailure>
}

const sitesKey = (ejId: string) => `sites of ${ejId}`

const gather = (parts: readonly Part<FhirRessource[]>[], missing: Map<string, SourceFailure>) =>
  parts.flatMap(({ values, result }) => {
    if (result.ok) return result.value
    for (const value of values) missing.set(value, result.failure)
    return []
  })

/**
 * Structures with their EJ (one search; a second for an EJ that `_include` did not bring), and the
 * sites of the EJ of laboratories, which rule P13 asks for.
 */
const readStructures = async (ids: readonly string[], parLots: ParLots): Promise<Structures> => {
  const missing = new Map<string, SourceFailure>()
  const entries = gather(await parLots(ids, organizations('_id', PARTOF), success), missing)
  const parentIds = missingParentIds(entries).filter((id) => !missing.has(id))
  const ejIds = laboratoireEjIds(entries)
  const missingSites = new Map<string, SourceFailure>()
  const [parents, sites] = await Promise.all([
    parLots(parentIds, organizations('_id'), success),
    parLots(ejIds, organizations('partof'), success, EJ_MAX),
  ])
  entries.push(...gather(parents, missing), ...gather(sites, missingSites))
  for (const [id, trouble] of missingSites) missing.set(sitesKey(id), trouble)
  return { entries, sitesOf: ejIds.filter((id) => !missingSites.has(id)), missing }
}

/** A stripped ended role may not say whose it is: among several people it is nobody's. */
const withoutOrphans = (entries: readonly FhirRessource[]): FhirRessource[] => {
  const practitioners = entries.filter(({ resourceType }) => resourceType === 'Practitioner')
  if (practitioners.length < 2) return [...entries]
  return entries.filter(
    (entry) =>
      entry.resourceType !== 'PractitionerRole' ||
      entry.active !== false ||
      entry.practitioner != null,
  )
}

/** The failure that makes the answer about one person incomplete; undefined = it is whole. */
const troubleOf = (
  rpps: string,
  entries: readonly FhirRessource[],
  { entries: organizationEntries, missing }: Structures,
): SourceFailure | undefined => {
  if (missing.size === 0) return undefined
  const own = new Set<string | null>()
  const others = new Set<string | null>()
  for (const entry of entries) {
    if (entry.resourceType !== 'Practitioner') continue
    ;(readRpps(entry) === rpps ? own : others).add(entry.id)
  }
  const roles = entries.filter(
    (entry) =>
      entry.resourceType === 'PractitionerRole' &&
      !others.has(referenceId(entry.practitioner, 'Practitioner')),
  )
  const parents = new Map<string, string | null>()
  for (const entry of organizationEntries) {
    if (entry.resourceType !== 'Organization') continue
    parents.set(entry.id, referenceId(entry.partOf, 'Organization'))
  }
  const needs = organizationIds(roles).flatMap((id) => [id, parents.get(id) ?? id])
  for (const id of needs) {
    const trouble = missing.get(id) ?? missing.get(sitesKey(id))
    if (trouble) return trouble
  }
  return undefined
}

export type LectureFhir = (cles: readonly Cle[], lookUp: LookUp) => Promise<Result<Professionnel>[]>

/**
 * Reads practitioners from the FHIR API: one result per key, in the order of the keys. People are
 * told by their RPPS or by the equality of a card number, never by order; who was not asked for is
 * ignored. A card gives the exercices that hold it, not the person's others.
 */
export const createLectureFhir =
  (source: string, chercher: Chercher): LectureFhir =>
  async (cles, lookUp) => {
    const parLots = createParLots(chercher, lookUp)
    const nonsense = (reason: string) => failure('invalid-response', source, reason)
    const notFound = failure('not-found', source, 'no such practitioner')

    const read = (entries: FhirRessource[]): Result<FhirRessource[]> => {
      const own = withoutOrphans(entries)
      const readable = toProfessionnels(own, [])
      return readable.ok ? success(own) : nonsense(readable.reason)
    }
    const valuesOf = (type: Cle['type']) => [
      ...new Set(
        cles
          .filter((cle) => cle.type === type && /^\d+$/.test(cle.valeur))
          .map((cle) => cle.valeur),
      ),
    ]
    const [rppsParts, carteParts] = await Promise.all([
      parLots(valuesOf('RPPS'), parRpps, read),
      parLots(valuesOf('CARTE'), parCarte, read),
    ])

    const entries = [...rppsParts, ...carteParts].flatMap(({ result }) =>
      result.ok ? result.value : [],
    )
    const structures = await readStructures(organizationIds(entries), parLots)

    const settle = (
      { values, result }: Part<FhirRessource[]>,
      pick: (people: Professionnel[], value: string) => Professionnel[],
    ): [string, Result<Professionnel>][] => {
      if (!result.ok) return values.map((value) => [value, result])
      const { sitesOf } = structures
      const people = toProfessionnels(result.value, structures.entries, { sitesOf })
      if (!people.ok) return values.map((value) => [value, nonsense(people.reason)])
      return values.map((value) => {
        const [found, other] = pick([...people.value.values()], value)
        if (found === undefined) return [value, notFound]
        if (other !== undefined) return [value, nonsense('one card of several people')]
        const trouble = troubleOf(found.rpps, result.value, structures)
        return [value, trouble ? { ok: false, failure: trouble } : success(found)]
      })
    }
    const byRpps = new Map(
      rppsParts.flatMap((part) =>
        settle(part, (people, value) => people.filter(({ rpps }) => rpps === value)),
      ),
    )
    const byCarte = new Map(
      carteParts.flatMap((part) =>
        settle(part, (people, value) => people.flatMap((one) => keepCarte(one, value) ?? [])),
      ),
    )
    return cles.map(
      ({ type, valeur }) => (type === 'RPPS' ? byRpps : byCarte).get(valeur) ?? notFound,
    )
  }
