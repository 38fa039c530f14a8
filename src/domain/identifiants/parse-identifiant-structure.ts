import { FORMES, type IdentifiantType } from './identifiants.ts'
import { parseIdentifiantSansType } from './parse-identifiant-sans-type.ts'
import { parseIdentifiant, refuseCompris } from './parse-identifiant.ts'
import type { SaisieRefusee } from './read-saisie.ts'

/** What a structure is found under; nothing in a FINESS tells an EG from an EJ. */
export type TypeCleStructure = 'FINESS' | 'SIRET' | 'RPPS_RANG'

/** The identifier of a structure, once read; or why it is none that a structure is found by. */
export type IdentifiantStructureLu =
  | { ok: true; type: TypeCleStructure; valeur: string }
  | SaisieRefusee

const SIREN =
  ' : un SIREN désigne toute une entreprise. Donnez le FINESS, ou le SIRET de l’établissement (14 chiffres).'

const TYPES: Record<IdentifiantType, TypeCleStructure | null> = {
  FINESS_EG: 'FINESS',
  FINESS_EJ: 'FINESS',
  SIRET: 'SIRET',
  RPPS_RANG: 'RPPS_RANG',
  SIREN: null,
  RPPS: null,
  CARTE: null,
}

/**
 * Reads the identifier of a structure as a person types or pastes it. A SIREN is refused, as is the
 * number of a person. Nine digits of no stated type are a FINESS: it is the only one that answers.
 */
export const parseIdentifiantStructure = (
  saisie: string,
  stated?: IdentifiantType,
): IdentifiantStructureLu => {
  const lu =
    stated === undefined ? parseIdentifiantSansType(saisie) : parseIdentifiant(stated, saisie)
  if (!lu.ok) return lu
  const { type: found, valeur } = lu
  const type = TYPES[found]
  if (type !== null) return { ok: true, type, valeur }
  if (found === 'SIREN') return refuseCompris('type', valeur, SIREN)
  const suite = `, lus comme un ${FORMES[found].nom} : c’est le numéro d’une personne. Un FINESS, un SIRET ou un RPPS rang est attendu.`
  return refuseCompris('type', valeur, suite)
}
