import type { IdentifiantType } from '../../identifiants/identifiants.ts'

/** The identifiers of a structure, as telling two structures apart needs them. */
export type Porteur = {
  finessEg: string | null
  /** Its own, else that of its EJ. */
  finessEj: string | null
  /** It is an EJ itself: the FINESS EJ is its own. */
  isEj: boolean
  siret: string | null
  rppsRang: string | null
  /** Identifiers whose type cannot be told. */
  illisibles?: readonly string[]
}

type Identifiant = { type: IdentifiantType; valeur: string }

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const hasIllisibles = ({ illisibles = [] }: Porteur): boolean => illisibles.length > 0

/** Whether the structure bears the identifier itself, rather than its EJ or another site. */
const bears = ({ type, valeur }: Identifiant, porteur: Porteur): boolean => {
  const { finessEg, finessEj, isEj, siret, rppsRang, illisibles = [] } = porteur
  if (illisibles.includes(valeur)) return true
  if (type === 'FINESS_EJ') return isEj && finessEj === valeur
  return (type === 'FINESS_EG' ? finessEg : type === 'SIRET' ? siret : rppsRang) === valeur
}

/**
 * Whether two structures under one identifier cannot be told to be the same party: their EJ differ
 * or, where both bear it themselves, their SIRET. What is unknown differs from nothing; what cannot
 * be read may be anything.
 */
export const areDistinct = (identifiant: Identifiant, a: Porteur, b: Porteur): boolean => {
  if (differ(a.finessEj, b.finessEj)) return true
  if (!bears(identifiant, a) || !bears(identifiant, b)) return false
  return differ(a.siret, b.siret) || hasIllisibles(a) || hasIllisibles(b)
}

/** Whether a structure stands under an identifier that another orders under. */
export const isUnder = (identifiant: Identifiant, orderer: Porteur, other: Porteur): boolean =>
  bears(identifiant, other) || (orderer.finessEg !== null && orderer.finessEg === other.finessEg)
