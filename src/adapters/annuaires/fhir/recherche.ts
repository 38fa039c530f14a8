import { failure, success, type Result } from '../../../application/failure.ts'
import { type FhirPage, readPage, separer, type Reponse } from './bundle.ts'
import type { FhirRessource } from './ressources.ts'

/** A search with its answer, all pages together. `again`: fewer values at once may help. */
type Recherche = { result: Result<Reponse>; again: boolean }

/** One search of a type of resource; a parameter with several values asks for any of them. */
export type Demande = {
  type: FhirRessource['resourceType']
  /** Names as in the API; each value is encoded, the commas between them are not. */
  parameters: Readonly<Record<string, string | readonly string[]>>
  /** The ids asked for, where `_include` may bring others of the same type. */
  ids?: readonly string[]
}

/** Fetches one answer of the API as JSON of unknown shape; its failures are never `not-found`. */
export type GetJson = (url: string) => Promise<Result<unknown>>

type Search = (demande: Demande) => Promise<Recherche>

/** What a search of many values gave, part by part: one part unless it had to be split. */
export type Part<T> = { values: readonly string[]; result: Result<T> }

/** Pages of one search; more is no answer. */
const PAGES_MAX = 10
/** Pages of a search that is asked again with fewer values. */
const SPLIT_PAGES_MAX = 2
/** Values in one parameter; trouble was seen around 50. */
const VALUES_MAX = 40
/** Characters of one parameter. */
const PARAMETER_MAX = 1024
/** Searches added to one look-up to find which value spoils a batch: enough to single out one of 40. */
const SPLITS_MAX = 12
/** Entries of all the answers of one look-up, repeated ones too: five times what 500 keys need. */
const ENTRIES_MAX = 20_000
/** Searches of one look-up under way at once. */
const CONCURRENCY = 12

/** The address of a search, `base` without a slash at its end. */
export const searchUrl = (base: string, { type, parameters }: Demande): string => {
  const query = Object.entries(parameters).map(
    ([name, value]) => `${name}=${[value].flat().map(encodeURIComponent).join(',')}`,
  )
  return `${base}/${type}?${query.join('&')}`
}

/**
 * The address of the page after `page`, whose link may be relative to it, or null when it is not one
 * of the same origin and path prefix: the key goes nowhere else. What a server could still decode
 * into a way out is refused.
 */
export const followable = (base: string, page: string, link: string): string | null => {
  const home = new URL(`${base}/`)
  if (!URL.canParse(link, page)) return null
  const url = new URL(link, page)
  if (url.origin !== home.origin || url.username !== '' || url.password !== '') return null
  if (!url.pathname.startsWith(home.pathname) || /%2f|%5c|%2e/i.test(url.pathname)) return null
  url.hash = ''
  return url.href
}

/** The names of the parameters that bring what was not searched for. */
const INCLUDES: ReadonlySet<string> = new Set(['_include', '_revinclude'])

/**
 * Searches of one look-up. Pages are followed to the end, an empty one too; a bound that is reached,
 * a link that goes elsewhere or round in a circle, and fewer resources than the announced `total`
 * are `invalid-response`: never a partial answer.
 *
 * FHIR counts in `total` what was searched for, but some servers count what is included too. When
 * fewer came than that and as many of both, the same is asked without what is included, where
 * nothing else can be counted: that tells whether some are missing.
 */
const createSearch = (source: string, base: string, getJson: GetJson): Search => {
  let entriesRead = 0

  const nonsense = (reason: string, again = false): Recherche => ({
    result: failure('invalid-response', source, reason),
    again,
  })

  const search: Search = async (demande) => {
    const pages: FhirPage[] = []
    const seen = new Set<string>()
    for (let url = searchUrl(base, demande); seen.size < PAGES_MAX;) {
      if (seen.has(url)) return nonsense('paging in a circle')
      seen.add(url)
      const again = seen.size <= SPLIT_PAGES_MAX
      const answer = await getJson(url)
      if (!answer.ok) return { result: answer, again }
      entriesRead += countEntries(answer.value)
      if (entriesRead > ENTRIES_MAX) return nonsense('too many entries')
      const page = readPage(answer.value)
      if (!page.ok) return nonsense(page.reason, again)
      pages.push(page.value)
      if (page.value.next === null) {
        return { result: await conclude(pages, demande), again }
      }
      const next = followable(base, url, page.value.next)
      if (next === null) return nonsense('next link to elsewhere', again)
      url = next
    }
    return nonsense('too many pages')
  }

  /** Of all the pages together: what they gave, once it is sure that they gave it all. */
  const conclude = async (
    pages: readonly FhirPage[],
    demande: Demande,
  ): Promise<Result<Reponse>> => {
    const came = pages.flatMap(({ entries, rejets }) => [...entries, ...rejets])
    const found = separer(pages.flatMap(({ entries }) => entries))
    found.rejets.push(...pages.flatMap(({ rejets }) => rejets))
    const totals = pages.flatMap(({ total }) => total ?? [])
    if (came.length === 0 && !totals.includes(0) && pages.some(({ hasRemarque }) => hasRemarque)) {
      return failure('invalid-response', source, 'OperationOutcome instead of resources')
    }
    const announced = Math.max(0, ...totals)
    const asked = countAsked(found, demande)
    if (asked >= announced) return success(found)
    const fewer = failure('invalid-response', source, 'fewer than announced')
    const alone = withoutIncludes(demande)
    if (alone === null || announced < countOnce(came) || announced > came.length) return fewer
    const { result } = await search(alone)
    if (!result.ok) return result
    return countAsked(result.value, demande) > asked ? fewer : success(found)
  }

  return search
}

/** The same search for nothing but what it searches for; null = it is that. */
const withoutIncludes = (demande: Demande): Demande | null => {
  const parameters = Object.entries(demande.parameters)
  const kept = parameters.filter(([name]) => !INCLUDES.has(name))
  return kept.length === parameters.length
    ? null
    : { ...demande, parameters: Object.fromEntries(kept) }
}

const countEntries = (json: unknown): number => {
  const entry = (json as { entry?: unknown } | null)?.entry
  return Array.isArray(entry) ? entry.length : 0
}

type Venue = Reponse['entries'][number] | Reponse['rejets'][number]

/** Resources, each once; one without id counts for itself. */
const countOnce = (all: readonly Venue[]): number =>
  new Set(all.map((one) => (one.id === null ? one : `${one.resourceType}/${one.id}`))).size

/** Resources that the search itself found, rejected ones too. */
const countAsked = ({ entries, rejets }: Reponse, { type, ids }: Demande): number =>
  countOnce(
    [...entries, ...rejets].filter(
      ({ resourceType, id }) =>
        resourceType === type && (ids === undefined || (id !== null && ids.includes(id))),
    ),
  )

/** Batches that fit in one parameter, as even as can be. */
export const toBatches = (values: readonly string[], valuesMax = VALUES_MAX): string[][] => {
  const longest = Math.max(1, ...values.map((value) => value.length))
  const fitting = Math.floor((PARAMETER_MAX + 1) / (longest + 1))
  const perBatch = Math.max(1, Math.min(valuesMax, fitting))
  const count = Math.ceil(values.length / perBatch)
  return Array.from({ length: count }, (_, i) =>
    values.slice(
      Math.floor((i * values.length) / count),
      Math.floor(((i + 1) * values.length) / count),
    ),
  )
}

export type ParLots = <T>(
  values: readonly string[],
  demande: (values: readonly string[]) => Demande,
  read: (answer: Reponse, values: readonly string[]) => Result<T>,
  /** Values asked for together, 40 unless said. */
  valuesMax?: number,
) => Promise<Part<T>[]>

/** What the gateway answers to a page that is too big for it (annuaire-sante-fhir-documentation #372). */
const isTooBig = (result: Result<unknown>): boolean =>
  !result.ok && /^HTTP 50[24]$/.test(result.failure.reason)

/**
 * Searches for many values in few calls, for one look-up. A batch that is answered with nonsense is
 * halved, again and again, so that the value that spoils it fails alone; how often is bounded for
 * the whole look-up, and a batch whose paging goes wrong is left as it is. A batch answered with 502
 * or 504 is halved once, and its second half asked for only if the first is answered.
 */
export const createParLots = (source: string, base: string, getJson: GetJson): ParLots => {
  const search = createSearch(source, base, getJson)
  let splits = SPLITS_MAX
  const acquire = createGate(CONCURRENCY)

  return async (values, demande, read, valuesMax) => {
    type Parts = Part<ReturnOf<typeof read>>[]
    const ask = async (batch: readonly string[], isHalf = false): Promise<Parts> => {
      const release = await acquire()
      const { result, again } = await search(demande(batch)).finally(release)
      const part = { values: batch, result: result.ok ? read(result.value, batch) : result }
      if (part.result.ok || batch.length === 1 || !again) return [part]
      const middle = Math.ceil(batch.length / 2)
      const [left, right] = [batch.slice(0, middle), batch.slice(middle)]
      if (isTooBig(part.result)) {
        if (isHalf) return [part]
        const first = await ask(left, true)
        const failed = first.find((one) => isTooBig(one.result))
        return failed ? [{ ...failed, values: batch }] : [...first, ...(await ask(right, true))]
      }
      if (part.result.failure.kind !== 'invalid-response' || splits < 2) return [part]
      splits -= 2
      return (await Promise.all([ask(left, isHalf), ask(right, isHalf)])).flat()
    }
    return (await Promise.all(toBatches(values, valuesMax).map((batch) => ask(batch)))).flat()
  }
}

type ReturnOf<F> = F extends (...args: never[]) => Result<infer T> ? T : never

/** Lets `size` through at once; each calls what it was given when it is done. */
const createGate = (size: number) => {
  const waiting: (() => void)[] = []
  let free = size
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return (): Promise<() => void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(() => resolve(release)))
    free -= 1
    return Promise.resolve(release)
  }
}
