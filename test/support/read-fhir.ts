import { createFhir } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import type { Result } from '../../src/application/failure.ts'
import type { Cle, Trouve } from '../../src/application/ports.ts'

/** URL of the API that is played, for next links. */
export const BASE = 'https://annuaire.invalid/fhir'

/**
 * The body that answers one search: `type` is what stands after the base (`Practitioner`,
 * `Organization`, `_page`); a string is sent as it is, anything else as JSON.
 */
export type Answer = (type: string, params: URLSearchParams) => unknown

/** One look-up in the live directory, over a fetch that answers so, and the searches it made. */
export const readFhir = async (
  answer: Answer,
  cles: readonly Cle[],
): Promise<{ results: Result<Trouve>[]; searches: string[] }> => {
  const searches: string[] = []
  const fhir = createFhir({
    baseUrl: BASE,
    apiKey: 'key',
    clock: { now: () => new Date('2026-11-23T09:00:00Z') },
    quota: createQuotaParSeconde({ callsPerSecond: 1e6 }),
    timeoutMs: 1000,
    breakerSeconds: 0,
    fetch: async (url) => {
      const search = url.slice(BASE.length + 1)
      searches.push(decodeURIComponent(search))
      const [type = '', query] = search.split('?')
      const body = answer(type, new URLSearchParams(query))
      return new Response(typeof body === 'string' ? body : JSON.stringify(body))
    },
  })
  return { results: await fhir.findMany(cles), searches }
}
