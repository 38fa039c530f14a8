import * as z from 'zod'
import {
  carteExtensions,
  distinct,
  FhirRessource,
  readDay,
  structurePeriod,
} from './fhir-ressources.ts'

/** What was read, or why not in fixed English words: never a text of the upstream. */
export type Lecture<T> = { ok: true; value: T } | { ok: false; reason: string }

const RESOURCE_TYPES: ReadonlySet<string> = new Set([
  'Practitioner',
  'PractitionerRole',
  'Organization',
])

const texte = z.string().nullish()

/** The envelope: enough to sort the entries before any of them is read. */
const Skeleton = z.object({
  resourceType: z.literal('Bundle'),
  entry: z
    .array(z.object({ resource: z.looseObject({ resourceType: z.string() }).nullish() }))
    .nullish(),
  link: z.array(z.object({ relation: texte, url: texte })).nullish(),
})

/** What ends something: an end that cannot be read must not pass for no end. */
const endsOf = (ressource: FhirRessource): (string | null | undefined)[] => {
  switch (ressource.resourceType) {
    case 'Practitioner':
      return carteExtensions(ressource).flatMap((parts) =>
        parts.flatMap((part) => [part.valuePeriod?.end, part.valueDateTime, part.valueDate]),
      )
    case 'PractitionerRole':
      return [ressource.period?.end]
    default: // Organization
      return [structurePeriod(ressource)?.end]
  }
}

const V1_PROFILE = /(?:^|\/)(?:as-practitioner|practitioner-rass)(?:\||$)/i

const isV1 = ({ meta, identifier }: FhirRessource): boolean =>
  (meta?.profile ?? []).some((profile) => V1_PROFILE.test(profile)) ||
  (identifier ?? []).some(
    ({ system, type }) =>
      system === 'http://rpps.fr' ||
      type?.coding?.some((coding) => coding.system?.includes('interopsante')),
  )

/** One page: the resources that we use, each once, and the link to the next page as given. */
export type FhirBundle = { entries: FhirRessource[]; next: string | null }

const refuse = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

const explain = (json: unknown): string => {
  if (typeof json !== 'object' || json === null) return 'not a JSON object'
  const resourceType = 'resourceType' in json ? json.resourceType : undefined
  if (resourceType === 'OperationOutcome') return 'OperationOutcome instead of a Bundle'
  return resourceType === 'Bundle' ? 'Bundle without the FHIR form' : 'not a Bundle'
}

/**
 * Reads one page of a search. `total` may be absent; entries of other resource types are ignored.
 * Refused as a whole, in fixed words: what is not a Bundle (OperationOutcome, gateway message,
 * HTML), a resource without the form used here, the V1 shape, an end date that is no day. The
 * caller must check `next` before following it.
 */
export const readBundle = (json: unknown): Lecture<FhirBundle> => {
  const skeleton = Skeleton.safeParse(json)
  if (!skeleton.success) return refuse(explain(json))
  const entries: FhirRessource[] = []
  for (const { resource } of skeleton.data.entry ?? []) {
    if (resource?.resourceType === 'OperationOutcome') return refuse('OperationOutcome in a Bundle')
    if (!resource || !RESOURCE_TYPES.has(resource.resourceType)) continue
    const read = FhirRessource.safeParse(resource)
    if (!read.success) return refuse(`${resource.resourceType} without the FHIR V2 form`)
    if (isV1(read.data)) return refuse('FHIR V1 shape')
    if (endsOf(read.data).some((end) => end != null && readDay(end) === null)) {
      return refuse(`${read.data.resourceType} with an unreadable end date`)
    }
    entries.push(read.data)
  }
  const next = skeleton.data.link?.find(({ relation }) => relation === 'next')
  if (next !== undefined && !next.url) return refuse('next link without URL')
  return { ok: true, value: { entries: distinct(entries), next: next?.url ?? null } }
}
