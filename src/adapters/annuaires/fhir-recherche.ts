import { failure, success, type Result } from '../../application/failure.ts'
import type { HttpClient } from '../http-client.ts'
import type { LookUp } from '../look-up.ts'
import { readBundle, type FhirRessource } from './fhir-mapping.ts'
import { distinct } from './fhir-ressources.ts'

/** A search with its answer, all pages together. `pages`: calls that it took, retries apart. */
export type Recherche = { result: Result<FhirRessource[]>; pages: number }

/** One search of a type of resource; a parameter with several values asks for any of them. */
export type Demande = {
  type: FhirRessource['resourceType']
  /** Names as in the API; each value is encoded, the commas between them are not. */
  parameters: Readonly<Record<string, string | readonly string[]>>
}

export type Chercher = (demande: Demande, lookUp: LookUp) => Promise<Recherche>

/** What a search of many values gave, part by part: one part unless it had to be split. */
export type Part<T> = { values: readonly string[]; result: Result<T> }

/** Pages of one search; more is no answer. */
const PAGES_MAX = 10
/** Values in one parameter; trouble was seen around 50. */
const VALUES_MAX = 40
/** Characters of one parameter. */
const PARAMETER_MAX = 1024
/** Searches added to one look-up to find which value spoils a batch: enough to single out one of 40. */
const SPLITS_MAX = 12
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
 * The address of a next page, or null when it is not one of the same origin and path prefix: the
 * key goes nowhere else. What a server could still decode into a way out is refused.
 */
export const followable = (base: string, link: string): string | null => {
  const home = new URL(`${base}/`)
  if (!URL.canParse(link, home)) return null
  const url = new URL(link, home)
  if (url.origin !== home.origin || url.username !== '' || url.password !== '') return null
  if (!url.pathname.startsWith(home.pathname) || /%2f|%5c|%2e/i.test(url.pathname)) return null
  url.hash = ''
  return url.href
}

/**
 * Searches by one source. Pages are followed to the end, an empty one too; a bound that is reached,
 * a link that goes elsewhere or round in a circle, and fewer resources than the announced `total`
 * are `invalid-response`: never a partial answer.
 */
export const createChercher = (source: string, base: string, client: HttpClient): Chercher => {
  const nonsense = (reason: string) => failure('invalid-response', source, reason)

  return async (demande, lookUp) => {
    const entries: FhirRessource[] = []
    const seen = new Set<string>()
    let announced = 0
    for (let url = searchUrl(base, demande); seen.size < PAGES_MAX;) {
      if (seen.has(url)) return { result: nonsense('paging in a circle'), pages: seen.size }
      seen.add(url)
      const answer = await client.getJson(url, lookUp)
      if (!answer.ok) return { result: answer, pages: seen.size }
      const bundle = readBundle(answer.value)
      if (!bundle.ok) return { result: nonsense(bundle.reason), pages: seen.size }
      entries.push(...bundle.value.entries)
      announced = Math.max(announced, readTotal(answer.value))
      if (bundle.value.next === null) {
        const found = distinct(entries)
        const count = found.filter(({ resourceType }) => resourceType === demande.type).length
        const result = count < announced ? nonsense('fewer than announced') : success(found)
        return { result, pages: seen.size }
      }
      const next = followable(base, bundle.value.next)
      if (next === null) return { result: nonsense('next link to elsewhere'), pages: seen.size }
      url = next
    }
    return { result: nonsense('too many pages'), pages: seen.size }
  }
}

/** Resources announced by a Bundle, includes apart; 0 = not said. */
const readTotal = (json: unknown): number => {
  const total = (json as { total?: unknown }).total
  return typeof total === 'number' ? total : 0
}

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
  read: (entries: FhirRessource[]) => Result<T>,
  /** Values asked for together, 40 unless said. */
  valuesMax?: number,
) => Promise<Part<T>[]>

/**
 * Searches for many values in few calls, for one look-up. A batch that is answered with nonsense is
 * halved, again and again, so that the value that spoils it fails alone; how often is bounded for
 * the whole look-up, and a batch whose paging goes wrong is left as it is.
 */
export const createParLots = (chercher: Chercher, lookUp: LookUp): ParLots => {
  let splits = SPLITS_MAX
  const acquire = createGate(CONCURRENCY)

  return async (values, demande, read, valuesMax) => {
    const ask = async (batch: readonly string[]): Promise<Part<ReturnOf<typeof read>>[]> => {
      const release = await acquire()
      const { result, pages } = await chercher(demande(batch), lookUp).finally(release)
      const part = { values: batch, result: result.ok ? read(result.value) : result }
      const spoiled = !part.result.ok && part.result.failure.kind === 'invalid-response'
      if (!spoiled || batch.length === 1 || pages > 2 || splits < 2) return [part]
      splits -= 2
      const middle = Math.ceil(batch.length / 2)
      const halves = await Promise.all([ask(batch.slice(0, middle)), ask(batch.slice(middle))])
      return halves.flat()
    }
    return (await Promise.all(toBatches(values, valuesMax).map(ask))).flat()
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
