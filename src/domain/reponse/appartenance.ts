import { FORME } from '../faits/listes.ts'
import { readStatutJuridique } from '../faits/read/read-structure.ts'
import type { IdentifiantType } from '../identifiants/identifiants.ts'
import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import type { Site, Structure } from '../situation-exercice.ts'

/** Whose an identifier is: that of a structure, its EJ, one of its sites. */

type Numero = { type: IdentifiantType; valeur: string }

const holds = (ids: Structure['identifiants'], { type, valeur }: Numero): boolean => {
  switch (type) {
    case 'RPPS_RANG':
      return ids.rppsRang?.valeur === valeur
    case 'SIRET':
      return ids.siret === valeur
    case 'SIREN':
      return ids.siren === valeur
    case 'FINESS_EG':
      return ids.finessEg === valeur
    case 'FINESS_EJ':
      return ids.finessEj === valeur
    case 'RPPS':
    case 'CARTE':
      return false
  }
}

const hasSite = (sites: readonly Site[] | null | undefined, { type, valeur }: Numero): boolean =>
  type === 'FINESS_EG' && (sites ?? []).some(({ finessEg }) => finessEg === valeur)

/** Whether it is that of a site of the structure, which is an EJ. */
export const isOfSite = (structure: Structure | null, numero: Numero): boolean =>
  structure !== null && !holds(structure.identifiants, numero) && hasSite(structure.sites, numero)

/** Whether the structure, its EJ or, of an EJ, a site bears it under that type. */
export const isOf = (structure: Structure | null, numero: Numero): boolean =>
  structure !== null &&
  (holds(structure.identifiants, numero) ||
    (structure.partOf !== null && holds(structure.partOf.identifiants, numero)) ||
    hasSite(structure.sites, numero))

/** The same of what the directory shows of it without saying that it is its own: unreadable, another site's. */
export const isSeenAt = (structure: Structure | null, numero: Numero): boolean =>
  structure !== null &&
  (isOf(structure, numero) ||
    [structure, structure.partOf].some(
      (one) => one?.identifiants.illisibles.includes(numero.valeur) === true,
    ) ||
    hasSite(structure.partOf?.sites, numero))

const isStatutScm = (statut: CodeRecu): boolean =>
  typeof statut === 'string' && FORME.sensOf(statut) === 'scm'

/** Whether it is that of a SCM: the structure's, or its EJ's own when the EJ alone is one. */
export const isOfScm = (structure: Structure | null, numero: Numero): boolean => {
  if (structure === null) return false
  if (isStatutScm(readStatutJuridique(structure))) return isOf(structure, numero)
  const { partOf } = structure
  return (
    partOf !== null && isStatutScm(partOf.statutJuridique) && holds(partOf.identifiants, numero)
  )
}
