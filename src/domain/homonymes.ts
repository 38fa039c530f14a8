import type { IdentifiantType } from './identifiants.ts'

/** The identifiers of a structure, as telling two structures apart needs them. */
export type Porteur = {
  finessEg: string | null
  /** Its own, else that of its EJ. */
  finessEj: string | null
  siret: string | null
  rppsRang: string | null
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

/** Whether the structure bears the identifier itself, rather than its EJ or another site. */
const bears = (
  { type, valeur }: { type: IdentifiantType; valeur: string },
  { finessEg, finessEj, siret, rppsRang }: Porteur,
): boolean => {
  if (type === 'FINESS_EJ') return finessEg === null && finessEj === valeur
  return (type === 'FINESS_EG' ? finessEg : type === 'SIRET' ? siret : rppsRang) === valeur
}

/**
 * Whether two structures that order under one identifier cannot be the same party: their EJ differ
 * or, where both bear the identifier themselves, their SIRET. What is unknown differs from nothing.
 */
export const areDistinct = (
  identifiant: { type: IdentifiantType; valeur: string },
  a: Porteur,
  b: Porteur,
): boolean =>
  differ(a.finessEj, b.finessEj) ||
  (bears(identifiant, a) && bears(identifiant, b) && differ(a.siret, b.siret))
