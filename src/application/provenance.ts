import type { Verification } from '../domain/verification.ts'
import type { Provenance } from './ports.ts'

/** Who took part; the card of the administrateur technique adds a source only in another state. */
export const toSources = (
  provenance: readonly Provenance[],
  ofCarte: readonly Provenance[] = [],
): Verification['sources'] => {
  const added = ofCarte.filter(({ nom, etat }) =>
    provenance.every((other) => other.nom !== nom || other.etat !== etat),
  )
  return [...provenance, ...added].map(({ nom, etat, donneesDu, interrogeeLe }) => ({
    nom,
    etat,
    donneesDu,
    interrogeeLe,
  }))
}

/** The oldest data that took part, of those that are too old; undefined = none is. */
export const findAnciennesDu = (provenance: readonly Provenance[]): string | undefined =>
  provenance.flatMap(({ anciennesDu }) => anciennesDu ?? []).toSorted()[0]
