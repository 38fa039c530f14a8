import { failure, success, type Result } from '../../../application/failure.ts'
import type { CleStructure } from '../../../application/ports.ts'
import { structIdNat } from '../../../domain/identifiants/identifiants.ts'
import type { Structure } from '../../../domain/situation-exercice.ts'
import type { Reponse } from './bundle.ts'
import { parentId, PARTOF, readOrganisations } from './organisations.ts'
import { createParLots, type Demande, type GetJson } from './recherche.ts'
import { bearsIdentifiant } from '../source.ts'
import { type FhirOrganization, isOrganization, present } from './ressources.ts'

/** A structure publishes the number itself, its national id, or both: either finds it. */
const valuesOf = ({ type, valeur }: CleStructure): string[] => {
  const national = structIdNat(type === 'FINESS' ? 'FINESS_EG' : type, valeur)
  return national === null ? [valeur] : [valeur, national]
}

const FORMS: Record<CleStructure['type'], RegExp> = {
  FINESS: /^\d[\dAB]\d{7}$/,
  SIRET: /^\d{14}$/,
  RPPS_RANG: /^\d{14}$/,
}

/** As bare values: the systems of a RPPS rang differ from one version of the profiles to the next. */
const parIdentifiant = (cle: CleStructure): Demande => ({
  type: 'Organization',
  parameters: { identifier: valuesOf(cle), ...PARTOF },
})

/** Reads some keys, each answer of the API had by `getJson`. */
export type LectureStructuresFhir = (
  cles: readonly CleStructure[],
  getJson: GetJson,
) => Promise<Result<readonly Structure[]>[]>

/**
 * Reads structures from the FHIR API by their identifiers, one search for each key and one more for
 * the sites of a laboratory. An organization that bears none of the values asked for, and is not the
 * EJ of one that does, answers another question: `invalid-response`. One that bears the value under
 * another type (a SIRET has 14 digits, like a RPPS rang) is not the one asked for.
 */
export const createLectureStructuresFhir =
  (source: string, base: string): LectureStructuresFhir =>
  (cles, getJson) => {
    const parLots = createParLots(source, base, getJson)
    const nonsense = (reason: string) => failure('invalid-response', source, reason)
    const notFound = failure('not-found', source, 'no such structure')

    const readOne = async (cle: CleStructure): Promise<Result<readonly Structure[]>> => {
      if (!FORMS[cle.type].test(cle.valeur)) return notFound
      const values = valuesOf(cle)
      const isAsked = (org: Pick<FhirOrganization, 'identifier'>): boolean =>
        (org.identifier ?? []).some(({ value }) => values.includes(value ?? ''))
      const read = (answer: Reponse): Result<Reponse> => {
        const all = [...answer.entries.filter(isOrganization), ...answer.rejets]
        const parents = new Set(all.filter(isAsked).map(parentId))
        const isForeign = answer.entries.length + answer.rejets.length > all.length
        return isForeign || all.some((one) => !isAsked(one) && !parents.has(one.id ?? ''))
          ? nonsense('organizations that were not asked for')
          : success(answer)
      }
      const parts = await parLots([cle.valeur], () => parIdentifiant(cle), read)
      const [part] = parts
      if (part === undefined) return notFound
      if (!part.result.ok) return part.result
      const { entries, rejets } = part.result.value
      const [rejet] = rejets.filter(isAsked)
      if (rejet !== undefined) return nonsense(rejet.reason)
      const ids = present(
        entries
          .filter(isOrganization)
          .filter(isAsked)
          .map(({ id }) => id),
      )
      if (ids.length === 0) return notFound
      const organisations = await readOrganisations(ids, parLots, nonsense, parts)
      const found = ids.flatMap((id) => {
        const structure = organisations.structures(id)
        return structure !== undefined && bearsIdentifiant(structure.identifiants, cle)
          ? [{ id, structure }]
          : []
      })
      if (found.length === 0) return notFound
      const trouble = organisations.troubleOf(found.map(({ id }) => id))
      if (trouble) return { ok: false, failure: trouble }
      return success(found.map(({ structure }) => structure))
    }
    return Promise.all(cles.map(readOne))
  }
