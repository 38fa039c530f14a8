import type { Professionnel, SituationExercice } from '../../domain/situation-exercice.ts'
import type { Lecture } from './fhir-bundle.ts'
import { isOutsideRpps, readIdentite, readRpps, toExercice } from './fhir-exercice.ts'
import {
  codesOf,
  distinct,
  type FhirOrganization,
  type FhirPractitioner,
  type FhirPractitionerRole,
  type FhirRessource,
  readDay,
  referenceId,
  SYSTEM_RPPS,
} from './fhir-ressources.ts'
import { type Organizations, readNature, toStructure } from './fhir-structure.ts'

export { type FhirBundle, type Lecture, readBundle } from './fhir-bundle.ts'
export type { FhirRessource } from './fhir-ressources.ts'

/**
 * From FHIR V2 answers to the model, for every source that speaks it:
 *
 *     readBundle(json)                                  one page of a search
 *     organizationIds(practitionerEntries)              what to ask next: Organization?_id=…
 *     missingParentIds(organizationEntries)             EJ that `_include` did not bring
 *     laboratoireEjIds(organizationEntries)             EJ whose sites matter: Organization?partof=…
 *     toProfessionnels(practitionerEntries, organizationEntries, { sitesOf })
 *     keepCarte(professionnel, numero)                  after a search by card
 *
 * Entries are those of all pages, one after the other. Pure; nothing here throws on any JSON.
 */

const isPractitioner = (entry: FhirRessource): entry is FhirPractitioner =>
  entry.resourceType === 'Practitioner'
const isRole = (entry: FhirRessource): entry is FhirPractitionerRole =>
  entry.resourceType === 'PractitionerRole'
const isOrganization = (entry: FhirRessource): entry is FhirOrganization =>
  entry.resourceType === 'Organization'

const present = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null)),
]

/** Ids of the organizations that roles refer to, ended roles too; distinct, in order. */
export const organizationIds = (entries: readonly FhirRessource[]): string[] =>
  present(entries.filter(isRole).map((role) => referenceId(role.organization, 'Organization')))

/** Ids of the EJ that `partOf` names and that are not among the entries; distinct, in order. */
export const missingParentIds = (entries: readonly FhirRessource[]): string[] => {
  const organizations = entries.filter(isOrganization)
  const known = new Set(organizations.map(({ id }) => id))
  return present(organizations.map(({ partOf }) => referenceId(partOf, 'Organization'))).filter(
    (id) => !known.has(id),
  )
}

/**
 * Ids of the EJ of laboratories (SA25, SA29), a laboratory that is an EJ included: only for them
 * does a rule ask which other sites there are. Distinct, in order.
 */
export const laboratoireEjIds = (entries: readonly FhirRessource[]): string[] =>
  present(
    entries
      .filter(isOrganization)
      .filter(({ type }) =>
        codesOf(type ?? [], 'R02').some((code) => code === 'SA25' || code === 'SA29'),
      )
      .map((org) => (readNature(org) === 'EJ' ? org.id : referenceId(org.partOf, 'Organization'))),
  )

/** Identifiant d'activité, 10 digits under the system of the RPPS; older data under another one. */
const readActiviteId = ({ identifier }: FhirPractitionerRole): string | null =>
  [SYSTEM_RPPS, 'https://annuaire.sante.fr']
    .map((system) =>
      identifier?.find((entry) => entry.system === system && /^\d{10}$/.test(entry.value ?? '')),
    )
    .find((entry) => entry !== undefined)?.value ?? null

const toSituation = (
  role: FhirPractitionerRole,
  organizations: Organizations,
  sitesOf: ReadonlySet<string>,
): SituationExercice => {
  const codes = role.code ?? []
  const org = organizations.get(referenceId(role.organization, 'Organization') ?? '')
  return {
    id: readActiviteId(role),
    actif: role.active ?? null,
    debut: readDay(role.period?.start),
    fin: readDay(role.period?.end),
    genreActivite: codesOf(codes, 'R22')[0] ?? null,
    modeExercice: codesOf(codes, 'R23')[0] ?? null,
    typeActiviteLiberale: codesOf(codes, 'R24')[0] ?? null,
    fonction: codesOf(codes, 'R21')[0] ?? null,
    structure: org === undefined ? null : toStructure(org, organizations, sitesOf),
    structureIntrouvable: org === undefined && role.organization != null,
  }
}

/** `sitesOf`: ids of the EJ whose every EG is among the organization entries. */
export type MappingOptions = { sitesOf?: readonly string[] }

/**
 * The practitioners of a search, by RPPS. Several Practitioner with one RPPS are the exercices of
 * one person, each with its own roles and cards, in the order given. Somebody without RPPS is left
 * out. A role whose organization is not at hand has `structureIntrouvable`.
 *
 * A role belongs to the Practitioner it names; one that names none, or one that is not at hand,
 * belongs to the only Practitioner there is. Refused as a whole: such a role among several
 * Practitioners (ask one by one), and a Practitioner without any identifier.
 */
export const toProfessionnels = (
  practitionerEntries: readonly FhirRessource[],
  organizationEntries: readonly FhirRessource[],
  options: MappingOptions = {},
): Lecture<Map<string, Professionnel>> => {
  const practitioners = distinct(practitionerEntries.filter(isPractitioner))
  const organizations: Organizations = new Map(
    distinct([...organizationEntries, ...practitionerEntries].filter(isOrganization)).map((org) => [
      org.id,
      org,
    ]),
  )
  const sitesOf = new Set(options.sitesOf)
  const situations = new Map<string, SituationExercice[]>(practitioners.map(({ id }) => [id, []]))
  const alone = practitioners.length === 1 ? situations.get(practitioners[0]?.id ?? '') : undefined
  for (const role of distinct(practitionerEntries.filter(isRole))) {
    const owned = situations.get(referenceId(role.practitioner, 'Practitioner') ?? '') ?? alone
    if (owned === undefined) return { ok: false, reason: 'role of an unknown Practitioner' }
    owned.push(toSituation(role, organizations, sitesOf))
  }

  const persons = new Map<string, FhirPractitioner[]>()
  for (const practitioner of practitioners) {
    const rpps = readRpps(practitioner)
    if (rpps === null) {
      if (isOutsideRpps(practitioner)) continue
      return { ok: false, reason: 'Practitioner without RPPS' }
    }
    persons.set(rpps, [...(persons.get(rpps) ?? []), practitioner])
  }
  const found = new Map<string, Professionnel>()
  for (const [rpps, resources] of persons) {
    const exercices = resources.map((one) => toExercice(one, situations.get(one.id) ?? []))
    found.set(rpps, { rpps, ...readIdentite(resources), exercices })
  }
  return { ok: true, value: found }
}

/** The practitioner with only the exercices that hold this very card; null = none does. */
export const keepCarte = (professionnel: Professionnel, numero: string): Professionnel | null => {
  const exercices = professionnel.exercices.filter(({ cartes }) =>
    cartes.some((carte) => carte.numero === numero),
  )
  return exercices.length === 0 ? null : { ...professionnel, exercices }
}
