import type { Professionnel, SituationExercice } from '../../../domain/situation-exercice.ts'
import { type Lecture, separer } from './bundle.ts'
import { readIdentite, toExercice } from './exercice.ts'
import { type Personne, toPersonnes } from './personnes.ts'
import { isLaboratoire } from '../../../domain/faits/read/read-structure.ts'
import {
  fonction,
  genreActivite,
  modeExercice,
  typeActiviteLiberale,
} from '../../../domain/nomenclatures/index.ts'
import { readCodes } from './codes.ts'
import {
  type FhirOrganization,
  type FhirPractitionerRole,
  type FhirRessource,
  identifiersOf,
  isOrganization,
  onlyOne,
  present,
  readDay,
  referenceId,
  SYSTEM_RPPS,
} from './ressources.ts'
import { createStructures, readNature, readSecteur, type Structures } from './structure.ts'

export { type FhirBundle, type Lecture, readBundle } from './bundle.ts'
export { type FhirRessource, organizationIds } from './ressources.ts'

/**
 * From FHIR V2 answers to the model, for every source that speaks it:
 *
 *     readBundle(json)                                  one page of a search
 *     organizationIds(practitionerEntries)              what to ask next: Organization?_id=…
 *     missingParentIds(organizationEntries)             EJ that `_include` did not bring
 *     laboratoireEjIds(organizationEntries)             EJ whose sites matter: Organization?partof=…
 *     toProfessionnels(practitionerEntries, organizationEntries, { sitesOf })
 *
 * Entries are those of all pages, one after the other. Pure; nothing here throws on any JSON. Who
 * asks for many at once groups people first: `toPersonnes`, then `toProfessionnel` for each.
 */

/** The id of the EJ that an organization says it is part of; null = none. */
export const parentId = ({ partOf }: Pick<FhirOrganization, 'partOf'>): string | null =>
  referenceId(partOf, 'Organization')

/** Ids of the EJ that `partOf` names and that are not among the entries; distinct, in order. */
export const missingParentIds = (entries: readonly FhirRessource[]): string[] => {
  const organizations = entries.filter(isOrganization)
  const known = new Set(organizations.map(({ id }) => id))
  return present(organizations.map(parentId)).filter((id) => !known.has(id))
}

/**
 * Ids of the EJ of laboratories, a laboratory that is an EJ included: only for them
 * does a rule ask which other sites there are. Distinct, in order.
 */
export const laboratoireEjIds = (entries: readonly FhirRessource[]): string[] =>
  present(
    entries
      .filter(isOrganization)
      .filter((org) => isLaboratoire(readSecteur(org)))
      .map((org) => (readNature(org) === 'EJ' ? org.id : parentId(org))),
  )

/** Identifiant d'activité, 10 digits under the system of the RPPS; older data under another one. */
const readActiviteId = (role: FhirPractitionerRole): string | null => {
  const valuesOf = (wanted: string) =>
    identifiersOf(role).flatMap(({ system, value }) =>
      system === wanted && value && /^\d{10}$/.test(value) ? [value] : [],
    )
  const current = valuesOf(SYSTEM_RPPS)
  return onlyOne(current.length > 0 ? current : valuesOf('https://annuaire.sante.fr'))
}

/** What `PractitionerRole.code` says. */
const CHAMPS = {
  genreActivite: { tables: genreActivite.numeros },
  modeExercice: { tables: modeExercice.numeros },
  typeActiviteLiberale: { tables: typeActiviteLiberale.numeros },
  fonction: { tables: fonction.numeros },
}

/** Sections of the Ordre des pharmaciens, hospital and military statuses, fonctions of who has no Ordre. */
const AUTRES_TABLES = new Set([
  'G05',
  'R06',
  'R32',
  'R34',
  'R85',
  'R96',
  'fr-core-cs-v2-3307',
  'fr-v2-3307',
])

const toSituation = (role: FhirPractitionerRole, structures: Structures): SituationExercice => {
  const structure = structures(referenceId(role.organization, 'Organization') ?? '')
  return {
    id: readActiviteId(role),
    actif: role.active ?? null,
    debut: readDay(role.period?.start),
    fin: readDay(role.period?.end),
    ...readCodes(role.code ?? [], CHAMPS, AUTRES_TABLES),
    structure: structure ?? null,
    structureIntrouvable: structure === undefined && role.organization != null,
  }
}

/** In an order that the API's own, which is not stable, does not touch. */
const byId = (exercices: Personne['exercices']): Personne['exercices'] =>
  exercices.toSorted((a, b) => (a.practitioner.id < b.practitioner.id ? -1 : 1))

/** One person in the model. A role whose organization is not at hand has `structureIntrouvable`. */
export const toProfessionnel = (
  { rpps, exercices }: Personne,
  structures: Structures,
): Professionnel => ({
  rpps,
  ...readIdentite(byId(exercices).map(({ practitioner }) => practitioner)),
  exercices: byId(exercices).map(({ practitioner, roles }) =>
    toExercice(
      practitioner,
      roles.map((role) => toSituation(role, structures)),
    ),
  ),
})

/** `sitesOf`: ids of the EJ whose every EG is among the organization entries. */
export type MappingOptions = { sitesOf?: readonly string[] }

/** The practitioners of a search for one key, by RPPS; refused as a whole whatever is wrong. */
export const toProfessionnels = (
  practitionerEntries: readonly FhirRessource[],
  organizationEntries: readonly FhirRessource[],
  options: MappingOptions = {},
): Lecture<Map<string, Professionnel>> => {
  const people = separer(practitionerEntries)
  const { entries, rejets } = separer([...organizationEntries, ...practitionerEntries])
  const personnes = toPersonnes({ entries: people.entries, rejets: [] })
  if (!personnes.ok) return personnes
  const refus = rejets[0]?.reason ?? [...personnes.value.values()].find((one) => one.refus)?.refus
  if (refus) return { ok: false, reason: refus }
  const organizations = entries.filter(isOrganization)
  const sites = new Map<string, FhirOrganization[]>((options.sitesOf ?? []).map((id) => [id, []]))
  for (const org of organizations) sites.get(parentId(org) ?? '')?.push(org)
  const structures = createStructures(organizations, sites)
  return {
    ok: true,
    value: new Map(
      [...personnes.value].map(([rpps, one]) => [rpps, toProfessionnel(one, structures)]),
    ),
  }
}
