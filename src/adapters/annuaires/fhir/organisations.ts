import { success, type Result, type SourceFailure } from '../../../application/failure.ts'
import { isLaboratoire } from '../../../domain/faits/read/read-structure.ts'
import { separer, type Reponse } from './bundle.ts'
import type { Demande, ParLots, Part } from './recherche.ts'
import { type FhirOrganization, isOrganization, present, referenceId } from './ressources.ts'
import { SITES_LUS_MAX } from '../source.ts'
import { createStructures, readNature, readSecteur, type Structures } from './structure.ts'

/** The structures of a look-up, and what could not be had of them. */
export type Organisations = {
  structures: Structures
  /** Why the answer about these organizations would be incomplete; undefined = it is whole. */
  troubleOf: (ids: readonly string[]) => SourceFailure | undefined
}

/** The id of the EJ that an organization says it is part of; null = none. */
export const parentId = ({ partOf }: Pick<FhirOrganization, 'partOf'>): string | null =>
  referenceId(partOf, 'Organization')

/** Ids of the EJ that `partOf` names and that are not among these; distinct, in order. */
const missingParentIds = (organizations: readonly FhirOrganization[]): string[] => {
  const known = new Set(organizations.map(({ id }) => id))
  return present(organizations.map(parentId)).filter((id) => !known.has(id))
}

/**
 * Ids of the EJ of laboratories, a laboratory that is an EJ included: only for them
 * does a rule ask which other sites there are. Distinct, in order.
 */
const laboratoireEjIds = (organizations: readonly FhirOrganization[]): string[] =>
  present(
    organizations
      .filter((org) => isLaboratoire(readSecteur(org)))
      .map((org) => (readNature(org) === 'EJ' ? org.id : parentId(org))),
  )

/** Ids of the open EJ among those asked for. */
const askedEjIds = (organizations: readonly FhirOrganization[], ids: readonly string[]): string[] =>
  present(
    organizations
      .filter((org) => ids.includes(org.id ?? '') && org.active !== false)
      .map((org) => (readNature(org) === 'EJ' ? org.id : null)),
  )

export type Nonsense = (reason: string) => { ok: false; failure: SourceFailure }

export const PARTOF = { _include: 'Organization:partof' }
/** Asked for with several values; more made the gateway answer 502. */
const COUNT = { _count: '200' }
/** EJ whose sites are asked for together: each may have hundreds. */
const EJ_MAX = 10

const parId =
  (include: Record<string, string> = {}) =>
  (ids: readonly string[]): Demande => ({
    type: 'Organization',
    parameters: { _id: ids, ...include, ...(ids.length > 1 ? COUNT : {}) },
    ids,
  })

const parEj = (ids: readonly string[]): Demande => ({
  type: 'Organization',
  parameters: { partof: ids, ...COUNT },
})

/**
 * Structures with their EJ (one search; a second for an EJ that `_include` did not bring), and the
 * sites of the EJ of laboratories, which rule P13 asks for. An organization that is asked for and
 * not answered is nowhere: references to nothing exist. Refused: an answer with another one than
 * those asked for and their EJ, or, to the search for sites, with a site of another EJ or without
 * one that is known: "the only site" must not come from an answer to another question. `already`:
 * these organizations and their EJ, of a search that found them by something else than their id:
 * they are asked for themselves, and those that are EJ are told by their sites. Too many of them,
 * or an answer that cannot be read, and they have none that is known.
 */
export const readOrganisations = async (
  ids: readonly string[],
  parLots: ParLots,
  nonsense: Nonsense,
  already?: readonly Part<Reponse>[],
): Promise<Organisations> => {
  const missing = new Map<string, SourceFailure>()
  const missingSites = new Map<string, SourceFailure>()
  const laboratoires = new Set<string>()
  const organizations: FhirOrganization[] = []
  const sites = new Map<string, FhirOrganization[]>()

  const readById = (answer: Reponse, asked: readonly string[]): Result<Reponse> => {
    const all = [...answer.entries.filter(isOrganization), ...answer.rejets]
    const expected = new Set<string | null>(asked)
    for (const one of all) if (asked.includes(one.id ?? '')) expected.add(parentId(one))
    expected.delete(null)
    const isForeign = answer.entries.length + answer.rejets.length > all.length
    return isForeign || all.some(({ id }) => !expected.has(id))
      ? nonsense('organizations that were not asked for')
      : success(answer)
  }
  const readSites = (answer: Reponse, asked: readonly string[]): Result<Reponse> => {
    const all = [...answer.entries.filter(isOrganization), ...answer.rejets]
    const isForeign = answer.entries.length + answer.rejets.length > all.length
    return isForeign || all.some((one) => !asked.includes(parentId(one) ?? ''))
      ? nonsense('sites of another EJ')
      : success(answer)
  }
  const keep = (parts: readonly Part<Reponse>[]) => {
    for (const { values, result } of parts) {
      if (!result.ok) for (const value of values) missing.set(value, result.failure)
      else {
        organizations.push(...result.value.entries.filter(isOrganization))
        for (const { id, reason } of result.value.rejets) {
          missing.set(id ?? '', nonsense(reason).failure)
        }
      }
    }
  }
  /** Only the sites of a laboratory are never done without. */
  const failSites = (ejId: string, trouble: SourceFailure): void => {
    sites.delete(ejId)
    if (laboratoires.has(ejId) || trouble.kind !== 'invalid-response') {
      missingSites.set(ejId, trouble)
    }
  }
  const listEjIds = (): string[] => {
    const ofLaboratoires = laboratoireEjIds(organizations)
    for (const id of ofLaboratoires) laboratoires.add(id)
    const asked = already === undefined ? [] : askedEjIds(organizations, ids)
    return [...new Set([...ofLaboratoires, ...asked])]
  }
  const keepSites = (parts: readonly Part<Reponse>[]) => {
    for (const { values, result } of parts) {
      if (!result.ok) {
        for (const value of values) failSites(value, result.failure)
        continue
      }
      for (const value of values) sites.set(value, [])
      for (const org of result.value.entries.filter(isOrganization)) {
        sites.get(parentId(org) ?? '')?.push(org)
      }
      for (const one of result.value.rejets) {
        failSites(parentId(one) ?? '', nonsense(one.reason).failure)
      }
    }
  }

  keep(already ?? (await parLots(ids, parId(PARTOF), readById)))
  const parentIds = missingParentIds(organizations).filter((id) => !missing.has(id))
  const ejIds = listEjIds()
  const [parents, first] = await Promise.all([
    parLots(parentIds, parId(), readById),
    parLots(ejIds, parEj, readSites, EJ_MAX),
  ])
  keep(parents)
  const late = listEjIds().filter((id) => !ejIds.includes(id))
  keepSites([...first, ...(await parLots(late, parEj, readSites, EJ_MAX))])

  for (const org of organizations) {
    const ejId = parentId(org) ?? ''
    const known = sites.get(ejId)
    if (known === undefined || org.id === ejId) continue
    if (org.active === false || readNature(org) === 'EJ') continue
    if (!known.some(({ id }) => id === org.id)) {
      failSites(ejId, nonsense('sites without one that is known').failure)
    }
  }
  for (const [ejId, list] of sites) {
    if (!laboratoires.has(ejId) && list.length > SITES_LUS_MAX) sites.delete(ejId)
  }
  const all = separer([...organizations, ...[...sites.values()].flat()])
  for (const one of all.rejets) {
    const trouble = nonsense(one.reason).failure
    missing.set(one.id ?? '', trouble)
    failSites(parentId(one) ?? '', trouble)
  }
  const found = all.entries.filter(isOrganization)
  const parentsOf = new Map(found.map((org) => [org.id, parentId(org)]))
  return {
    structures: createStructures(found, sites),
    troubleOf: (wanted) => {
      for (const id of wanted.flatMap((one) => [one, parentsOf.get(one) ?? one])) {
        const trouble = missing.get(id) ?? missingSites.get(id)
        if (trouble) return trouble
      }
      return undefined
    },
  }
}
