import type * as z from 'zod'
import type { OrigineRppsRang } from '../situation-exercice.ts'
import type { Faits } from './faits.ts'

/** Which identifier of a situation a rule calls for. */
export type Attendu = 'RPPS_RANG' | 'SIRET' | 'FINESS_EG' | 'FINESS_EJ' | 'SITE_PRINCIPAL'

/**
 * The identifiers an order could be placed under, each under its type; null = unknown. A value
 * without the form of its type counts as unknown; a wrong key does not.
 */
export type Valeurs = {
  RPPS_RANG: string | null
  /** The structure's own, else one that the caller declares and that the SIREN known confirms. */
  SIRET: string | null
  FINESS_EG: string | null
  /** The structure's own, else that of its EJ. */
  FINESS_EJ: string | null
  /** FINESS EG of a laboratory's main site. */
  SITE_PRINCIPAL: string | null
  /**
   * How the main site is known: declared by the caller, typed by the directory, the only one.
   * `declare-ej`, `declare-ferme`: the directory knows the number declared as something else.
   */
  sitePrincipal: Faits['sitePrincipal']
  /** What becomes of a SIRET declared where only the SIREN is known; `ecarte`: not one of it. */
  siretDeclare: Faits['siretDeclare']
  /** The structure's own SIREN, else that of its EJ. */
  siren: string | null
  /** The structure itself has a FINESS, EG or EJ. */
  finessPropre: boolean
  /** A FINESS is known at all: its own, that of its EJ or, for a laboratory, of a site. */
  finessConnu: boolean
  rppsRangOrigine: z.infer<typeof OrigineRppsRang> | null
  rppsRangMalforme: boolean
}

/** A situation as the rules see it: its facts, and the identifiers an order could be placed under. */
export type SituationLue = { faits: Faits; valeurs: Valeurs }
