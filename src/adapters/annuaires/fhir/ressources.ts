import * as z from 'zod'
import { Jour } from '../../../domain/situation-exercice.ts'
import { cleanText } from '../../../domain/texte.ts'

/**
 * The FHIR V2 resources as far as they are used: loose schemas, and reading by coding system, never
 * by order, profile, `meta.source` or `versionId`.
 *
 * @see https://ansforge.github.io/annuaire-sante-fhir-documentation/pages/guide/version-2/
 */

/** Codes and identifiers too: no text of the upstream comes in another way. */
const Texte = z.string().overwrite(cleanText)
/** FHIR allows no null, but a null says no more than an absent key. */
const texte = Texte.nullish()
const id = Texte.min(1)
const Concept = z.object({
  coding: z.array(z.object({ system: texte, code: texte })).nullish(),
  /** Names the slice, on an organization's types. */
  extension: z
    .array(z.object({ url: texte, valueCode: texte }))
    .nullish()
    .catch(null),
})
const Identifier = z.object({ use: texte, system: texte, value: texte, type: Concept.nullish() })
const Period = z.object({ start: texte, end: texte })
const Reference = z.object({ reference: texte })

const extensionFields = {
  url: texte,
  valueString: texte,
  valueDate: texte,
  valueDateTime: texte,
  valuePeriod: Period.nullish(),
  valueCodeableConcept: Concept.nullish(),
}
const Extension = z.object({
  ...extensionFields,
  extension: z.array(z.object(extensionFields)).nullish(),
})

const Address = z.object({
  line: z.array(texte).nullish(),
  _line: z.array(z.object({ extension: z.array(Extension).nullish() }).nullish()).nullish(),
  city: texte,
  postalCode: texte,
})

const resourceFields = {
  id,
  meta: z
    .object({
      profile: z.array(texte).nullish().catch(null),
      tag: z
        .array(z.object({ code: texte }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  active: z.boolean().nullish(),
  identifier: z.array(Identifier).nullish(),
  extension: z.array(Extension).nullish(),
}

const FhirPractitioner = z.object({
  resourceType: z.literal('Practitioner'),
  ...resourceFields,
  name: z
    .array(
      z.object({
        text: texte,
        family: texte,
        given: z.array(texte).nullish(),
        prefix: z.array(texte).nullish(),
      }),
    )
    .nullish(),
  qualification: z.array(z.object({ code: Concept.nullish() })).nullish(),
})

const FhirPractitionerRole = z.object({
  resourceType: z.literal('PractitionerRole'),
  ...resourceFields,
  period: Period.nullish(),
  practitioner: Reference.nullish(),
  organization: Reference.nullish(),
  code: z.array(Concept).nullish(),
})

const FhirOrganization = z.object({
  resourceType: z.literal('Organization'),
  ...resourceFields,
  type: z.array(Concept).nullish(),
  name: texte,
  alias: z.array(texte).nullish(),
  address: z.array(Address).nullish(),
  partOf: Reference.nullish(),
})

export const FhirRessource = z.discriminatedUnion('resourceType', [
  FhirPractitioner,
  FhirPractitionerRole,
  FhirOrganization,
])
export type FhirRessource = z.infer<typeof FhirRessource>

/** What can still be told of a resource that cannot be read: whose it is. Null = not that either. */
export const FhirTrace = z.object({
  id: id.nullable().catch(null),
  identifier: z.array(Identifier).nullable().catch(null),
  extension: z.array(Extension).nullable().catch(null),
  practitioner: Reference.nullable().catch(null),
  partOf: Reference.nullable().catch(null),
})
export type FhirTrace = z.infer<typeof FhirTrace>
export type FhirPractitioner = z.infer<typeof FhirPractitioner>
export type FhirPractitionerRole = z.infer<typeof FhirPractitionerRole>
export type FhirOrganization = z.infer<typeof FhirOrganization>
export type FhirIdentifier = z.infer<typeof Identifier>
export type FhirExtension = z.infer<typeof Extension>
export type FhirAddress = z.infer<typeof Address>
export type FhirConcept = z.infer<typeof Concept>

export const SYSTEM_RPPS = 'https://rpps.esante.gouv.fr'
const EXTENSION_CARTE =
  'https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-smartcard'
const EXTENSION_PERIODE = 'http://hl7.org/fhir/StructureDefinition/organization-period'

/** The day of a FHIR date or dateTime, its time cut off; null when it is not a possible full day. */
export const readDay = (value: string | null | undefined): string | null => {
  const jour = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/.exec(value ?? '')?.[1]
  return jour !== undefined && Jour.safeParse(jour).success ? jour : null
}

/** The only value there is; null = none, or several: a contradiction is not settled by order. */
export const onlyOne = <T>(values: readonly T[]): T | null =>
  new Set(values).size === 1 ? (values[0] ?? null) : null

/** The identifiers that are in use. */
export const identifiersOf = ({
  identifier,
}: {
  identifier?: FhirIdentifier[] | null | undefined
}): FhirIdentifier[] => (identifier ?? []).filter(({ use }) => use !== 'old')

/** Type codes of an identifier: `RPPS`, `FINEG`, `SIRET`… */
export const typeCodes = ({ type }: FhirIdentifier): string[] =>
  (type?.coding ?? []).flatMap(({ code }) => (code ? [code] : []))

/** The id that a reference names, `Type/id` with or without a base URL; null = none readable. */
export const referenceId = (
  reference: { reference?: string | null | undefined } | null | undefined,
  type: FhirRessource['resourceType'],
): string | null => {
  const found = /(?:^|\/)([A-Za-z]+)\/([\w.-]{1,64})(?:\/_history\/[^/]*)?$/.exec(
    reference?.reference ?? '',
  )
  return found?.[1] === type ? (found[2] ?? null) : null
}

/** The cards of a Practitioner: one list of sub-extensions each. */
export const carteExtensions = ({
  extension,
}: Pick<FhirPractitioner, 'extension'>): FhirExtension[][] =>
  (extension ?? [])
    .filter(({ url }) => url === EXTENSION_CARTE)
    .map((carte) => carte.extension ?? [])

/** Opening and closing of a structure, as published. */
export const structurePeriod = ({ extension }: FhirOrganization) =>
  extension?.find(({ url }) => url === EXTENSION_PERIODE)?.valuePeriod ?? null

export const isPractitioner = (entry: FhirRessource): entry is FhirPractitioner =>
  entry.resourceType === 'Practitioner'
export const isRole = (entry: FhirRessource): entry is FhirPractitionerRole =>
  entry.resourceType === 'PractitionerRole'
export const isOrganization = (entry: FhirRessource): entry is FhirOrganization =>
  entry.resourceType === 'Organization'

/** Ids without nulls and doubles, in order. */
export const present = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null)),
]

/** Ids of the organizations that roles refer to, ended roles too; distinct, in order. */
export const organizationIds = (entries: readonly FhirRessource[]): string[] =>
  present(entries.filter(isRole).map((role) => referenceId(role.organization, 'Organization')))
