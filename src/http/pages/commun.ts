import type {
  SituationJugee,
  Verification,
  VerificationStructure,
} from '../../domain/verification.ts'

/** What the pages show of either answer. */

/** What was judged: a situation d’exercice, or a structure by itself. */
export type Jugee = Pick<
  SituationJugee,
  'structure' | 'regles' | 'pourquoi' | 'verifications' | 'alertes' | 'commande'
>

/** What an answer about a practitioner and one about a structure have in common. */
export type Commune = Pick<
  Verification,
  | 'fictif'
  | 'issue'
  | 'resume'
  | 'commandes'
  | 'controle'
  | 'questions'
  | 'alertes'
  | 'sources'
  | 'reglement'
> & {
  demande: Pick<Verification['demande'], 'date'>
  situations: readonly Jugee[]
}

/** An answer about a structure, as one about a single situation d’exercice in it. */
export const toCommune = (verification: VerificationStructure): Commune => {
  const { structure, regles, pourquoi, verifications, commandes } = verification
  const commande = commandes[0]?.id ?? null
  const jugee = { structure, regles, pourquoi, verifications, alertes: [], commande }
  return { ...verification, situations: [jugee] }
}
