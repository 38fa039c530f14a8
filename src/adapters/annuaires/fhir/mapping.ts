import type { Professionnel, SituationExercice } from '../../../domain/situation-exercice.ts'
import { readIdentite, toExercice } from './exercice.ts'
import type { Personne } from './personnes.ts'
import {
  fonction,
  genreActivite,
  modeExercice,
  typeActiviteLiberale,
} from '../../../domain/nomenclatures/index.ts'
import { readCodes } from './codes.ts'
import {
  type FhirPractitionerRole,
  identifiersOf,
  onlyOne,
  readDay,
  referenceId,
  SYSTEM_RPPS,
} from './ressources.ts'
import type { Structures } from './structure.ts'

/** Identifiant d'activité, 10 digits under the system of the RPPS; older data under another one. */
const readActiviteId = (role: FhirPractitionerRole): string | null => {
  const valuesOf = (wanted: string) =>
    identifiersOf(role).flatMap(({ system, value }) =>
      system === wanted && value && /^\d{10}$/.test(value) ? [value] : [],
    )
  const current = valuesOf(SYSTEM_RPPS)
  return onlyOne(current.length > 0 ? current : valuesOf('https://annuaire.sante.fr'))
}

/** What `PractitionerRole.code` says. */
const CHAMPS = {
  genreActivite: { tables: genreActivite.numeros },
  modeExercice: { tables: modeExercice.numeros },
  typeActiviteLiberale: { tables: typeActiviteLiberale.numeros },
  fonction: { tables: fonction.numeros },
}

/** Sections of the Ordre des pharmaciens, hospital and military statuses, fonctions of who has no Ordre. */
const AUTRES_TABLES = new Set([
  'G05',
  'R06',
  'R32',
  'R34',
  'R85',
  'R96',
  'fr-core-cs-v2-3307',
  'fr-v2-3307',
])

const toSituation = (role: FhirPractitionerRole, structures: Structures): SituationExercice => {
  const structure = structures(referenceId(role.organization, 'Organization') ?? '')
  return {
    id: readActiviteId(role),
    actif: role.active ?? null,
    debut: readDay(role.period?.start),
    fin: readDay(role.period?.end),
    ...readCodes(role.code ?? [], CHAMPS, AUTRES_TABLES),
    structure: structure ?? null,
    structureIntrouvable: structure === undefined && role.organization != null,
  }
}

/** In an order that the API's own, which is not stable, does not touch. */
const byId = (exercices: Personne['exercices']): Personne['exercices'] =>
  exercices.toSorted((a, b) => (a.practitioner.id < b.practitioner.id ? -1 : 1))

/** One person in the model. A role whose organization is not at hand has `structureIntrouvable`. */
export const toProfessionnel = (
  { rpps, exercices }: Personne,
  structures: Structures,
): Professionnel => ({
  rpps,
  ...readIdentite(byId(exercices).map(({ practitioner }) => practitioner)),
  exercices: byId(exercices).map(({ practitioner, roles }) =>
    toExercice(
      practitioner,
      roles.map((role) => toSituation(role, structures)),
    ),
  ),
})
