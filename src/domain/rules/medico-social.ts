import { orderedByEntiteJuridique } from './entite-juridique.ts'
import { WEBINAIRE } from '../sources.ts'

/** Médico-social: the organisme gestionnaire orders for all its établissements. */
export const medicoSocial = orderedByEntiteJuridique({
  id: 'medico-social',
  ref: ['R11', 'T29'],
  sujet: 'établissement médico-social',
  quand: { classe: ['medico-social'] },
  couloir: 'medico-social',
  source: { document: WEBINAIRE, repere: 'Couloir médico-social' },
  confiance: 'source',
  exemple: { classe: 'medico-social' },
  contreExemple: { classe: 'hopital' },
})
