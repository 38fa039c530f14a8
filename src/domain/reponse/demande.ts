import type { Contexte, Usage } from '../demande.ts'
import type { IdentifiantEnvisage } from './controle.ts'

/** A request whose numbers have been read and whose day is known. */
export type Demande = {
  numero: string
  type: 'RPPS' | 'CARTE'
  /** The day judged, `AAAA-MM-JJ`. */
  jour: string
  usages: readonly Usage[]
  contexte: Contexte
  /** Judge the situation of this `cle` alone; null = all of them. */
  situation: string | null
  identifiantEnvisage: IdentifiantEnvisage | null
}
