import { regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, WEBINAIRE } from '../sources.ts'

const PAR_L_OFFICINE = {
  nature: 'decision',
  issue: 'commande',
  couloir: 'officine',
  role: 'etablissement',
  identifiant: 'FINESS_EG',
  alternatives: [],
} as const

/** Officines: each orders for itself, by the bon de commande Ségur. */
export const officine = [
  regle({
    id: 'officine',
    ref: ['R13', 'T23', 'T24', 'P12'],
    titre: 'Officine : FINESS géographique de chaque officine',
    quand: { classe: ['officine'] },
    alors: PAR_L_OFFICINE,
    pourquoi: 'Une officine commande sous son propre FINESS géographique.',
    source: {
      document: WEBINAIRE,
      repere: 'Règles pour les professionnels de santé libéraux, officines',
    },
    confiance: 'source',
    exemples: [
      { faits: { classe: 'officine' }, attendu: 'oui' },
      { faits: { classe: 'hopital' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'officine-liste-ans',
    ref: ['R13', 'P12', 'S18'],
    titre: 'Pharmacie minière, mutualiste ou antenne : FINESS géographique, comme une officine',
    quand: { classe: ['officine-liste-ans'] },
    alors: PAR_L_OFFICINE,
    pourquoi:
      'L’ANS compte ce secteur d’activité ({secteur}) avec les officines : la pharmacie commande sous son FINESS géographique.',
    source: { document: COULOIRS_ANNUAIRE, repere: 'Cas d’usage Ségur, couloir officine' },
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'officine-liste-ans' }, attendu: 'oui' },
      { faits: { classe: 'officine' }, attendu: 'non' },
    ],
  }),
]
