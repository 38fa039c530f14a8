import type { Lecture, Reponse } from './bundle.ts'
import { isOutsideRpps, readNumeros, readRpps } from './exercice.ts'
import {
  type FhirPractitioner,
  type FhirPractitionerRole,
  isPractitioner,
  isRole,
  organizationIds,
  referenceId,
} from './ressources.ts'

/** One person of a search: the Practitioners with this RPPS, each with its own roles. */
export type Personne = {
  rpps: string
  /** Cards of the Practitioners, of rejected ones too. */
  numeros: Set<string>
  exercices: { practitioner: FhirPractitioner; roles: FhirPractitionerRole[] }[]
  /** Why nothing can be told of this person, in fixed words; null = everything can. */
  refus: string | null
}

/** Structures of one person; more is no answer. */
const STRUCTURES_MAX = 200

/**
 * The people of a search, by RPPS. Several Practitioner with one RPPS are the exercices of one
 * person, in the order given. Somebody without RPPS is left out. A rejected resource, or too many
 * structures, refuses the person whose it is.
 *
 * A role belongs to the Practitioner it names. One that names none belongs to the only Practitioner
 * there is when one key alone was asked for; an ended one (stripped) else is nobody's. Refused as a
 * whole: a role of nobody else, a role that names somebody who is not there, a Practitioner without
 * any identifier, a rejected resource of nobody in particular.
 */
export const toPersonnes = (
  { entries, rejets }: Reponse,
  keys = 1,
): Lecture<Map<string, Personne>> => {
  const personnes = new Map<string, Personne>()
  const owners = new Map<string | null, { roles: FhirPractitionerRole[]; personne?: Personne }>()
  const personneOf = (
    rpps: string,
    { extension }: Pick<FhirPractitioner, 'extension'>,
  ): Personne => {
    const personne = personnes.get(rpps) ?? { rpps, numeros: new Set(), exercices: [], refus: null }
    for (const numero of readNumeros({ extension })) personne.numeros.add(numero)
    personnes.set(rpps, personne)
    return personne
  }

  for (const rejet of rejets) {
    if (rejet.resourceType !== 'Practitioner') continue
    const rpps = readRpps(rejet)
    if (rpps === null) return { ok: false, reason: rejet.reason }
    const personne = personneOf(rpps, rejet)
    personne.refus = rejet.reason
    if (rejet.id !== null) owners.set(rejet.id, { roles: [], personne })
  }
  for (const practitioner of entries.filter(isPractitioner)) {
    const rpps = readRpps(practitioner)
    if (rpps === null) {
      if (!isOutsideRpps(practitioner)) return { ok: false, reason: 'Practitioner without RPPS' }
      owners.set(practitioner.id, { roles: [] })
      continue
    }
    const personne = personneOf(rpps, practitioner)
    const exercice = { practitioner, roles: [] }
    personne.exercices.push(exercice)
    owners.set(practitioner.id, { ...exercice, personne })
  }

  const alone = keys === 1 && owners.size === 1 ? [...owners.values()][0] : undefined
  const ownerOf = ({ practitioner }: Pick<FhirPractitionerRole, 'practitioner'>) =>
    practitioner?.reference == null ? alone : owners.get(referenceId(practitioner, 'Practitioner'))
  for (const role of entries.filter(isRole)) {
    const owner = ownerOf(role)
    if (owner) owner.roles.push(role)
    else if (role.active !== false || role.practitioner?.reference != null || owners.size === 0) {
      return { ok: false, reason: 'role of an unknown Practitioner' }
    }
  }
  for (const rejet of rejets) {
    if (rejet.resourceType === 'Practitioner') continue
    const owner = rejet.resourceType === 'PractitionerRole' ? ownerOf(rejet) : undefined
    if (owner === undefined) return { ok: false, reason: rejet.reason }
    if (owner.personne) owner.personne.refus = rejet.reason
  }
  for (const personne of personnes.values()) {
    const ids = organizationIds(personne.exercices.flatMap(({ roles }) => roles))
    if (ids.length > STRUCTURES_MAX) personne.refus = 'too many structures'
  }
  return { ok: true, value: personnes }
}
