import {
  donneesDu,
  isFictif,
  lentMs,
  type NumeroFictif,
  numerosFictifs,
  organizationsById,
  organizationsByPartOf,
  pannes,
  practitionersByRpps,
  rppsOfCarte,
} from '../../../mocks/fixtures/index.ts'
import { failure, type Result, type SourceFailureKind, success } from '../../application/failure.ts'
import type { Annuaire, Cle, Clock, LookupOptions, Trouve } from '../../application/ports.ts'
import type { Professionnel } from '../../domain/situation-exercice.ts'
import {
  type FhirRessource,
  laboratoireEjIds,
  type Lecture,
  organizationIds,
  readBundle,
  toProfessionnels,
} from './fhir/mapping.ts'
import { toInstant } from './instant.ts'
import { createJournal } from './journal.ts'
import { keepCarte } from './keep-carte.ts'

export { isFictif, type NumeroFictif, numerosFictifs }

const NOM = 'fictif'

/** A practitioner as read; null = nobody. */
type Lu = Lecture<Professionnel | null>

const givenUp = failure('timeout', NOM, 'the caller stopped waiting')

const readEntries = (bundles: readonly unknown[]): Lecture<FhirRessource[]> => {
  const entries: FhirRessource[] = []
  for (const bundle of bundles) {
    const page = readBundle(bundle)
    if (!page.ok) return page
    entries.push(...page.value.entries)
  }
  return { ok: true, value: entries }
}

/** The three searches that the live API is asked, one after the other. */
const readByRpps = (rpps: string): Lu => {
  const people = readEntries([practitionersByRpps(rpps)])
  if (!people.ok) return people
  const structures = readEntries([organizationsById(organizationIds(people.value))])
  if (!structures.ok) return structures
  const sitesOf = laboratoireEjIds(structures.value)
  const sites = readEntries(sitesOf.map(organizationsByPartOf))
  if (!sites.ok) return sites
  const found = toProfessionnels(people.value, [...structures.value, ...sites.value], { sitesOf })
  return found.ok ? { ok: true, value: found.value.get(rpps) ?? null } : found
}

/** Only the exercices that hold this very card. */
const readByCarte = (numero: string): Lu => {
  const rpps = rppsOfCarte(numero)
  const read = rpps === undefined ? null : readByRpps(rpps)
  if (read === null) return { ok: true, value: null }
  return read.ok && read.value !== null ? { ok: true, value: keepCarte(read.value, numero) } : read
}

/** True once the time has passed, false as soon as nobody waits any more. */
const wait = (ms: number, signal: AbortSignal | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })

/**
 * The directory of invented practitioners that we ship: FHIR answers, built, read by the same
 * code as the live ones, each number once. The sites of an EJ are known for laboratories alone, as
 * with the live source. Some numbers fail on purpose (`numerosFictifs` says which): unavailable,
 * timeout, invalid-response; one is slow and answers `timeout` when the caller gives up.
 */
export const createFictif = (clock: Clock): Annuaire => {
  const journal = createJournal(clock)
  const lus = { RPPS: new Map<string, Lu>(), CARTE: new Map<string, Lu>() }

  const read = ({ type, valeur }: Cle): Lu => {
    const known = lus[type].get(valeur)
    if (known !== undefined) return known
    // A number that is not ours is not kept: anybody may ask for any of them.
    if (!isFictif(valeur)) return { ok: true, value: null }
    const lu = type === 'RPPS' ? readByRpps(valeur) : readByCarte(valeur)
    lus[type].set(valeur, lu)
    return lu
  }

  const fail = (kind: SourceFailureKind, reason: string): Result<Trouve> => {
    journal.failure(kind)
    return failure(kind, NOM, reason)
  }

  const find = async (cle: Cle, options?: LookupOptions): Promise<Result<Trouve>> => {
    if (options?.signal?.aborted) return givenUp
    const panne = pannes.get(cle.valeur)
    if (panne === 'indisponible') return fail('unavailable', 'unavailable on purpose')
    if (panne === 'delai') return fail('timeout', 'timeout on purpose')
    if (panne === 'lent' && !(await wait(lentMs, options?.signal))) return givenUp
    const lu = read(cle)
    if (!lu.ok) return fail('invalid-response', lu.reason)
    journal.success()
    if (lu.value === null) return failure('not-found', NOM, 'no such number')
    return success({
      professionnel: lu.value,
      provenance: [{ nom: NOM, etat: 'direct', donneesDu, interrogeeLe: toInstant(clock.now()) }],
    })
  }

  return {
    nom: NOM,
    find,
    findMany: (cles, options) => Promise.all(cles.map((cle) => find(cle, options))),
    etats: () => [
      { nom: NOM, ...journal.read(), donneesDu, quotaRestant: null, disjoncteur: null },
    ],
  }
}
