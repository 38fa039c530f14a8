import { failure, success, type Result } from '../../../application/failure.ts'
import type { Cle } from '../../../application/ports.ts'
import type { Professionnel } from '../../../domain/situation-exercice.ts'
import type { Reponse } from './bundle.ts'
import { readNumeros, readRpps } from './exercice.ts'
import { toProfessionnel } from './mapping.ts'
import { readOrganisations } from './organisations.ts'
import { type Personne, toPersonnes } from './personnes.ts'
import { createParLots, type Demande, type GetJson, type Part } from './recherche.ts'
import {
  isPractitioner,
  organizationIds,
  SYSTEM_RPPS,
  type FhirPractitioner,
} from './ressources.ts'
import { keepCarte } from '../source.ts'

const REVINCLUDE = { _revinclude: 'PractitionerRole:practitioner' }
/** Asked for with several values; more made the gateway answer 502. */
const COUNT = { _count: '200' }

/** A single one with its system, several as bare values: each form as the documentation shows it. */
const parRpps = (values: readonly string[]): Demande => ({
  type: 'Practitioner',
  parameters:
    values.length === 1
      ? { identifier: `${SYSTEM_RPPS}|${values[0]}`, ...REVINCLUDE }
      : { identifier: values, ...REVINCLUDE, ...COUNT },
})

const parCarte = (values: readonly string[]): Demande => ({
  type: 'Practitioner',
  parameters: { 'number-smartcard': values, ...REVINCLUDE, ...COUNT },
})

/** Whether a Practitioner answers the question: the search by card finds beginnings of numbers. */
const isAsked = {
  RPPS: (one: Pick<FhirPractitioner, 'identifier'>, values: readonly string[]) =>
    values.includes(readRpps(one) ?? ''),
  CARTE: (one: Pick<FhirPractitioner, 'extension'>, values: readonly string[]) =>
    readNumeros(one).some((numero) => values.some((value) => numero.startsWith(value))),
}

type People = ReadonlyMap<string, Personne>

const rolesOf = ({ exercices }: Personne) => exercices.flatMap(({ roles }) => roles)

/** Reads some keys, each answer of the API had by `getJson`. */
export type LectureFhir = (
  cles: readonly Cle[],
  getJson: GetJson,
) => Promise<Result<Professionnel>[]>

/**
 * Reads practitioners from the FHIR API: one result per key, in the order of the keys. People are
 * told by their RPPS or by the equality of a card number, never by order; an answer about somebody
 * who was not asked for answers another question, and is `invalid-response`. What is wrong with one
 * person fails that person alone where it can be told whose it is. A card gives the exercices that
 * hold it, not the person's others. `base`: URL of the API without a slash at its end.
 */
export const createLectureFhir =
  (source: string, base: string): LectureFhir =>
  async (cles, getJson) => {
    const parLots = createParLots(source, base, getJson)
    const nonsense = (reason: string) => failure('invalid-response', source, reason)
    const notFound = failure('not-found', source, 'no such practitioner')

    const read =
      (type: Cle['type']) =>
      (answer: Reponse, values: readonly string[]): Result<People> => {
        const rejets = answer.rejets.filter(({ resourceType }) => resourceType === 'Practitioner')
        const practitioners = [...answer.entries.filter(isPractitioner), ...rejets]
        const people = toPersonnes(answer, values.length)
        if (!people.ok) return nonsense(people.reason)
        return practitioners.every((one) => isAsked[type](one, values))
          ? success(people.value)
          : nonsense('somebody who was not asked for')
      }
    const valuesOf = (type: Cle['type']) => [
      ...new Set(
        cles
          .filter((cle) => cle.type === type && /^\d+$/.test(cle.valeur))
          .map((cle) => cle.valeur),
      ),
    ]
    const [rppsParts, carteParts] = await Promise.all([
      parLots(valuesOf('RPPS'), parRpps, read('RPPS')),
      parLots(valuesOf('CARTE'), parCarte, read('CARTE')),
    ])

    const roles = [...rppsParts, ...carteParts].flatMap(({ result }) =>
      result.ok
        ? [...result.value.values()].filter(({ refus }) => refus === null).flatMap(rolesOf)
        : [],
    )
    const organisations = await readOrganisations(organizationIds(roles), parLots, nonsense)

    const settle = (personne: Personne): Result<Professionnel> => {
      if (personne.refus !== null) return nonsense(personne.refus)
      const trouble = organisations.troubleOf(organizationIds(rolesOf(personne)))
      return trouble
        ? { ok: false, failure: trouble }
        : success(toProfessionnel(personne, organisations.structures))
    }
    const settleAll = (
      parts: readonly Part<People>[],
      one: (people: People, value: string) => Result<Professionnel>,
    ) =>
      new Map(
        parts.flatMap(({ values, result }) =>
          values.map((value) => [value, result.ok ? one(result.value, value) : result] as const),
        ),
      )
    const byRpps = settleAll(rppsParts, (people, value) => {
      const personne = people.get(value)
      return personne === undefined ? notFound : settle(personne)
    })
    const byCarte = settleAll(carteParts, (people, value) => {
      const [personne, other] = [...people.values()].filter(({ numeros }) => numeros.has(value))
      if (personne === undefined) return notFound
      if (other !== undefined) return nonsense('one card of several people')
      const settled = settle(personne)
      if (!settled.ok) return settled
      const found = keepCarte(settled.value, value)
      return found === null ? notFound : success(found)
    })
    return cles.map(
      ({ type, valeur }) => (type === 'RPPS' ? byRpps : byCarte).get(valeur) ?? notFound,
    )
  }
