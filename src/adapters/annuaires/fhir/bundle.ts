import * as z from 'zod'
import {
  carteExtensions,
  FhirRessource,
  FhirTrace,
  readDay,
  structurePeriod,
} from './ressources.ts'

/** What was read, or why not in fixed English words: never a text of the upstream. */
export type Lecture<T> = { ok: true; value: T } | { ok: false; reason: string }

type RessourceType = FhirRessource['resourceType']

/** A resource that cannot be used, why, and what can still be told of it. */
export type Rejet = FhirTrace & { resourceType: RessourceType; reason: string }

/** What a search gave: the resources that can be used, each once, and those that cannot. */
export type Reponse = { entries: FhirRessource[]; rejets: Rejet[] }

const RESOURCE_TYPES: ReadonlySet<string> = new Set<RessourceType>([
  'Practitioner',
  'PractitionerRole',
  'Organization',
])
const isUsed = (type: string): type is RessourceType => RESOURCE_TYPES.has(type)

const texte = z.string().nullish()

/** The envelope: enough to sort the entries before any of them is read. */
const Skeleton = z
  .object({
    resourceType: z.literal('Bundle'),
    type: z.literal('searchset'),
    total: z.unknown().optional(),
    entry: z.array(z.object({ resource: z.looseObject({ resourceType: z.string() }) })).nullish(),
    link: z.array(z.object({ relation: texte, url: texte })).nullish(),
  })
  .refine(({ entry, total }) => entry != null || total === 0)

/** Issues that make the answer another than the one asked for, or a part of it, however mildly said. */
const AMPUTATIONS: ReadonlySet<string> = new Set(
  (
    'not-supported too-costly security login unknown expired forbidden suppressed ' +
    'transient lock-error no-store exception timeout incomplete throttled'
  ).split(' '),
)

/**
 * An OperationOutcome that may come beside results and takes nothing from them.
 *
 * @see https://hl7.org/fhir/R4/bundle.html#searchset
 * @see https://hl7.org/fhir/R4/valueset-issue-type.html
 */
const Remarque = z.object({
  issue: z
    .array(
      z.object({
        severity: z.enum(['information', 'warning']),
        code: texte.refine((code) => !AMPUTATIONS.has(code ?? '')),
      }),
    )
    .min(1),
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
  (meta?.profile ?? []).some((profile) => V1_PROFILE.test(profile ?? '')) ||
  (identifier ?? []).some(
    ({ system, type }) =>
      system === 'http://rpps.fr' ||
      type?.coding?.some((coding) => coding.system?.includes('interopsante')),
  )

/** A card that names two numbers is known by neither. */
const hasAmbiguousCarte = (ressource: FhirRessource): boolean =>
  ressource.resourceType === 'Practitioner' &&
  carteExtensions(ressource).some(
    (parts) =>
      new Set(parts.flatMap(({ url, valueString }) => (url === 'number' ? [valueString] : [])))
        .size > 1,
  )

/** Why a resource that has the form cannot be used all the same; null = it can. */
const defectOf = (ressource: FhirRessource): string | null => {
  const { resourceType, meta } = ressource
  if (meta?.tag?.some(({ code }) => code === 'SUBSETTED')) return `${resourceType} in part only`
  if (hasAmbiguousCarte(ressource)) return `${resourceType} with two numbers on one card`
  return endsOf(ressource).some((end) => end != null && readDay(end) === null)
    ? `${resourceType} with an unreadable end date`
    : null
}

const contentOf = (ressource: FhirRessource): string =>
  JSON.stringify({ ...ressource, meta: undefined })

/**
 * Each resource once, by type and id: included ones are repeated. One that comes with different
 * contents (`meta` apart) is not settled by order: every version of it is rejected.
 */
export const separer = (all: readonly FhirRessource[]): Reponse => {
  const groups = new Map<string, FhirRessource[]>()
  for (const entry of all) {
    const key = `${entry.resourceType}/${entry.id}`
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  const answer: Reponse = { entries: [], rejets: [] }
  for (const group of groups.values()) {
    const versions =
      group.length === 1 ? group : new Map(group.map((one) => [contentOf(one), one])).values()
    const [first, ...others] = versions
    if (first && others.length === 0) answer.entries.push(first)
    else if (first) {
      for (const one of [first, ...others]) {
        const reason = `${one.resourceType} in two different versions`
        answer.rejets.push({ ...FhirTrace.parse(one), resourceType: one.resourceType, reason })
      }
    }
  }
  return answer
}

const refuse = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

const explain = (json: unknown): string => {
  if (typeof json !== 'object' || json === null) return 'not a JSON object'
  const resourceType = 'resourceType' in json ? json.resourceType : undefined
  if (resourceType === 'OperationOutcome') return 'OperationOutcome instead of a Bundle'
  return resourceType === 'Bundle' ? 'Bundle without the FHIR form' : 'not a Bundle'
}

/** One page: its resources as they come, repeated ones too. */
export type FhirPage = Reponse & {
  /** The next link as given. */
  next: string | null
  /** As announced; null = not said. */
  total: number | null
  /** An OperationOutcome came with them, and was read past. */
  hasRemarque: boolean
}

/**
 * Reads one page of a search. `total` may be absent; entries of other resource types are ignored,
 * and an OperationOutcome of information and warnings that take nothing from the answer.
 * Refused as a whole, in fixed words: what is not a searchset (OperationOutcome, gateway message,
 * HTML, no entries and no `total` 0), any other OperationOutcome, an entry without resource, the V1
 * shape. A resource without the form used here, with an end date that is no day, or cut to some
 * elements (SUBSETTED) is rejected alone. The caller must check `next` before following it.
 */
export const readPage = (json: unknown): Lecture<FhirPage> => {
  const skeleton = Skeleton.safeParse(json)
  if (!skeleton.success) return refuse(explain(json))
  const entries: FhirRessource[] = []
  const rejets: Rejet[] = []
  let hasRemarque = false
  for (const { resource } of skeleton.data.entry ?? []) {
    const { resourceType } = resource
    if (resourceType === 'OperationOutcome') {
      if (!Remarque.safeParse(resource).success) return refuse('OperationOutcome in a Bundle')
      hasRemarque = true
    }
    if (!isUsed(resourceType)) continue
    const read = FhirRessource.safeParse(resource)
    if (read.success && isV1(read.data)) return refuse('FHIR V1 shape')
    const reason = read.success ? defectOf(read.data) : `${resourceType} without the FHIR V2 form`
    if (read.success && reason === null) entries.push(read.data)
    else rejets.push({ ...FhirTrace.parse(resource), resourceType, reason: reason ?? '' })
  }
  const next = skeleton.data.link?.find(({ relation }) => relation === 'next')
  if (next !== undefined && !next.url) return refuse('next link without URL')
  const { total } = skeleton.data
  return {
    ok: true,
    value: {
      entries,
      rejets,
      next: next?.url ?? null,
      total: typeof total === 'number' ? total : null,
      hasRemarque,
    },
  }
}
