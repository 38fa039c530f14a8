import type { Faits } from '../faits/faits.ts'
import { ETABLISSEMENTS, RADIOLOGUES } from './conditions.ts'
import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from '../sources.ts'

const SOURCE = { document: WEBINAIRE, repere: 'Le cas des cabinets libéraux, SCM' }
const HORS_CABINETS: Faits['classe'][] = [...ETABLISSEMENTS, 'sans-regle', 'inconnue']

/** A société civile de moyens never orders: each cabinet and its titulaire does. */
export const scm = [
  regle({
    id: 'scm-non-reconnue',
    ref: ['R06', 'T05', 'P17'],
    titre: 'Une SCM ne commande pas',
    quand: { forme: ['scm'], classe: HORS_CABINETS },
    alors: { nature: 'reserve', questions: ['H06'] },
    pourquoi:
      'D’après le statut juridique ({statut}), c’est une SCM : elle met des moyens en commun, elle ne répond pas des soins.',
    source: SOURCE,
    confiance: 'source',
    exemples: [
      { faits: { forme: 'scm', classe: 'hopital' }, attendu: 'oui' },
      { faits: { forme: 'scm', classe: 'cabinet-de-groupe' }, attendu: 'non' },
      { faits: { forme: 'scm' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'scm-de-radiologues-non-reconnue',
    ref: ['R06', 'T12', 'T18', 'P10', 'P17'],
    titre: 'Une SCM de radiologues ne commande pas',
    quand: {
      forme: ['scm'],
      classe: ['cabinet-individuel', 'cabinet-de-groupe', 'societe'],
      profil: RADIOLOGUES,
    },
    alors: { nature: 'reserve', questions: ['H06'] },
    pourquoi:
      'D’après le statut juridique ({statut}), c’est une SCM : chaque titulaire commande sous le RPPS rang de son cabinet.',
    source: SOURCE,
    confiance: 'source',
    exemples: [
      { faits: { forme: 'scm', classe: 'societe', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { forme: 'scm', classe: 'societe', profil: 'medecin-liberal' }, attendu: 'non' },
      { faits: { forme: 'scm', classe: 'societe' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'nom-de-scm',
    ref: ['P17'],
    titre: 'Un nom qui évoque une SCM n’est qu’un indice',
    quand: { nomScm: ['oui'] },
    alors: { nature: 'precision', alerte: 'NOM_EVOQUE_SCM' },
    pourquoi: 'Le nom de la structure, {nomScm}, évoque une SCM.',
    source: { document: DECISIONS, repere: 'P17, sociétés civiles de moyens' },
    confiance: 'deduite',
    exemples: [
      { faits: { nomScm: 'oui' }, attendu: 'oui' },
      { faits: { nomScm: 'non' }, attendu: 'non' },
    ],
  }),
]
