import type { Probleme } from '../../application/probleme.ts'
import { parseNumero } from '../../domain/identifiants/parse-identifiant.ts'

const MOTIF = 'Un numéro de carte ne s’écrit pas dans une adresse, qui reste dans les journaux :'

/**
 * The refusal of a number of an address that is, for all we know, a card's; null = it is not.
 * `conseil` ends the sentence: where the number goes instead.
 */
export const refuseCarteDansAdresse = (numero: string, conseil: string): Probleme | null => {
  const lecture = parseNumero(numero)
  if (lecture.ok ? lecture.type !== 'CARTE' : lecture.code !== 'type') return null
  const erreur = { pointer: '/numero', code: 'type', detail: `${MOTIF} ${conseil}` }
  return { code: 'numero_invalide', detail: erreur.detail, errors: [erreur] }
}
