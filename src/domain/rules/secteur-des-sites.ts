import { regle } from './rule.ts'
import { DECISIONS } from '../sources.ts'

const P39 = { document: DECISIONS, repere: 'P39, structure demandée pour elle-même' }

/** What the open sites of an EJ asked for itself make of it. */
export const secteurDesSites = [
  regle({
    id: 'categorie-des-sites-medico-sociale',
    ref: ['R11', 'P15', 'P39'],
    titre: 'Entité juridique dont tous les sites sont médico-sociaux : établissement médico-social',
    quand: { classe: ['medico-social'], secteurDesSites: ['medico-social'] },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'Tous les sites ouverts de cette entité juridique sont, d’après leur catégorie, des établissements médico-sociaux.',
    source: P39,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'medico-social', secteurDesSites: 'medico-social' },
        attendu: 'oui',
      },
      { faits: { classe: 'medico-social', secteurDesSites: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteur-des-sites',
    ref: ['P39'],
    titre: 'Entité juridique sans secteur : celui sur lequel ses sites s’accordent',
    quand: { secteurDesSites: ['accord', 'mixte'] },
    alors: { nature: 'precision', alerte: 'SECTEUR_DES_SITES' },
    pourquoi:
      'L’Annuaire ne donne pas de secteur d’activité à l’entité juridique : tous ses sites ouverts dont il est connu, hors médico-social, ont le même ({secteur}).',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { secteurDesSites: 'accord' }, attendu: 'oui' },
      { faits: { secteurDesSites: 'desaccord' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'sites-medico-sociaux',
    ref: ['P15', 'P39'],
    titre: 'Entité juridique d’un hôpital qui a aussi des sites médico-sociaux',
    quand: { secteurDesSites: ['mixte'] },
    alors: { nature: 'precision', alerte: 'SITES_MEDICO_SOCIAUX' },
    pourquoi:
      'D’après leur catégorie, certains de ses sites sont médico-sociaux : leur couloir n’est pas celui de l’hôpital.',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { secteurDesSites: 'mixte' }, attendu: 'oui' },
      { faits: { secteurDesSites: 'accord' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'dialyse-des-sites',
    ref: ['R10', 'P39'],
    titre: 'Entité juridique dont tous les sites sont des centres de dialyse : centre de dialyse',
    quand: { classe: ['hopital'], dialyseDesSites: ['oui'] },
    alors: { nature: 'precision' },
    pourquoi:
      'Tous les sites ouverts de cette entité juridique sont, d’après leur catégorie ou leur secteur d’activité, des centres de dialyse.',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', dialyseDesSites: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'hopital', dialyseDesSites: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteurs-des-sites-differents',
    ref: ['P19', 'P39'],
    titre: 'Entité juridique sans secteur, dont les sites ne s’accordent pas : il faut demander',
    quand: { classe: ['inconnue'], secteurDesSites: ['desaccord'] },
    alors: { nature: 'precision' },
    pourquoi:
      'Ses sites ouverts ne permettent pas de trancher : refaites la demande avec le FINESS géographique de celui qui utilise le logiciel ({sites}).',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'inconnue', secteurDesSites: 'desaccord' }, attendu: 'oui' },
      { faits: { classe: 'inconnue', secteurDesSites: 'non' }, attendu: 'non' },
    ],
  }),
]
