import { RADIOLOGUES } from './conditions.ts'
import { regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, DECISIONS, WEBINAIRE } from '../sources.ts'

/** The titulaire orders under the RPPS rang of the cabinet; nothing ever takes its place. */
const PAR_LE_TITULAIRE = {
  nature: 'decision',
  issue: 'commande',
  couloir: 'radiologie',
  role: 'professionnel',
  identifiant: 'RPPS_RANG',
  alternatives: [],
} as const

const PAR_LA_SOCIETE = {
  nature: 'decision',
  issue: 'commande',
  couloir: 'radiologie',
  role: 'societe',
  identifiant: 'SIRET',
  alternatives: [],
  // Without a SIRET, what is asked depends on the SIREN: two rules of societe.ts say it.
  siInconnu: [],
} as const

const CABINETS_LIBERAUX = { document: WEBINAIRE, repere: 'Le cas des cabinets libéraux' }
const LIBERAUX_RADIOLOGIE = {
  document: WEBINAIRE,
  repere: 'Règles pour les professionnels de santé libéraux, radiologie',
}
const LISTE_ANS = {
  document: COULOIRS_ANNUAIRE,
  repere: 'Cas d’usage Ségur, couloir radiologie (spécialités SM28, SM44, SM45, SM55)',
}

const P24 = { document: DECISIONS, repere: 'P24, spécialités de radiologie' }
const P35 = { document: DECISIONS, repere: 'P35, réponses du demandeur' }

/** Radiologists in cabinets and sociétés d'exercice: who orders, under which identifier. */
export const radiologie = [
  regle({
    id: 'radiologie-cabinet-de-groupe-deduite',
    ref: ['R04', 'P08', 'P24'],
    titre: 'Radiologie par son libellé, en cabinet de groupe : RPPS rang du cabinet',
    quand: { classe: ['cabinet-de-groupe'], profil: ['radiologue-deduit'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce praticien exerce en cabinet de groupe une spécialité de radiologie, d’après son libellé ({specialite}) : le titulaire commande sous le RPPS rang du cabinet.',
    source: P24,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue-deduit' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'medecin-liberal' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-cabinet-individuel-deduite',
    ref: ['R05', 'P08', 'P24'],
    titre: 'Radiologie par son libellé, en cabinet individuel : RPPS rang du cabinet',
    quand: { classe: ['cabinet-individuel'], profil: ['radiologue-deduit'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce praticien exerce en cabinet individuel une spécialité de radiologie, d’après son libellé ({specialite}) : le titulaire commande sous le RPPS rang du cabinet.',
    source: P24,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue-deduit' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'specialite-inconnue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-societe-deduite',
    ref: ['R07', 'P10', 'P24'],
    titre: 'Radiologie par son libellé, en société d’exercice : SIRET de la société',
    quand: { classe: ['societe'], profil: ['radiologue-deduit'] },
    alors: PAR_LA_SOCIETE,
    pourquoi:
      'Ce praticien exerce en société une spécialité de radiologie, d’après son libellé ({specialite}) : la société commande sous son SIRET.',
    source: P24,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue-deduit' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-exercice-en-nom-propre-declare',
    ref: ['P08', 'P35', 'H04'],
    titre: 'Radiologue qui déclare exercer en son nom propre : RPPS rang du cabinet',
    quand: { classe: ['cabinet-declare'], profil: RADIOLOGUES },
    alors: { ...PAR_LE_TITULAIRE, alertes: ['EXERCICE_DECLARE'] },
    pourquoi:
      'D’après la demande, le praticien exerce en son nom propre : le titulaire commande sous le RPPS rang de son cabinet.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-declare', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-exercice-en-societe-declare',
    ref: ['P10', 'P35', 'H04'],
    titre: 'Radiologue déclaré exercer pour une société d’exercice : SIRET de la société',
    quand: { classe: ['societe-declaree'], profil: RADIOLOGUES },
    alors: { ...PAR_LA_SOCIETE, alertes: ['EXERCICE_DECLARE'] },
    pourquoi:
      'D’après la demande, le praticien exerce pour une société d’exercice : la société commande sous son SIRET.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe-declaree', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-cabinet-de-groupe',
    ref: ['R04', 'T06', 'P08'],
    titre: 'Radiologue en cabinet de groupe : RPPS rang du cabinet',
    quand: { classe: ['cabinet-de-groupe'], profil: ['radiologue'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce radiologue ({specialite}) exerce en cabinet de groupe : le titulaire commande sous le RPPS rang du cabinet.',
    source: CABINETS_LIBERAUX,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'medecin-liberal' }, attendu: 'non' },
      { faits: { classe: 'cabinet-de-groupe' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'radiologie-cabinet-de-groupe-liste-ans',
    ref: ['R04', 'P08', 'S18'],
    titre: 'Médecine nucléaire ou radiothérapie en cabinet de groupe : RPPS rang du cabinet',
    quand: { classe: ['cabinet-de-groupe'], profil: ['radiologue-liste-ans'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce praticien exerce en cabinet de groupe une spécialité que l’ANS compte avec la radiologie ({specialite}) : le titulaire commande sous le RPPS rang du cabinet.',
    source: LISTE_ANS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue-liste-ans' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-cabinet-individuel',
    ref: ['R05', 'T07', 'P08'],
    titre: 'Radiologue en cabinet individuel : RPPS rang du cabinet',
    quand: { classe: ['cabinet-individuel'], profil: ['radiologue'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce radiologue ({specialite}) exerce en cabinet individuel : le titulaire commande sous le RPPS rang du cabinet.',
    source: LIBERAUX_RADIOLOGIE,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'autre-profession' }, attendu: 'non' },
      { faits: { profil: 'radiologue' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'radiologie-cabinet-individuel-liste-ans',
    ref: ['R05', 'P08', 'S18'],
    titre: 'Médecine nucléaire ou radiothérapie en cabinet individuel : RPPS rang du cabinet',
    quand: { classe: ['cabinet-individuel'], profil: ['radiologue-liste-ans'] },
    alors: PAR_LE_TITULAIRE,
    pourquoi:
      'Ce praticien exerce en cabinet individuel une spécialité que l’ANS compte avec la radiologie ({specialite}) : le titulaire commande sous le RPPS rang du cabinet.',
    source: LISTE_ANS,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue-liste-ans' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-societe',
    ref: ['R07', 'T14', 'P10'],
    titre: 'Radiologue en société d’exercice : SIRET de la société',
    quand: { classe: ['societe'], profil: ['radiologue'] },
    alors: PAR_LA_SOCIETE,
    pourquoi:
      'Ce radiologue ({specialite}) exerce en société : la société commande sous son SIRET.',
    source: LIBERAUX_RADIOLOGIE,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologie-societe-liste-ans',
    ref: ['R07', 'P10', 'S18'],
    titre: 'Médecine nucléaire ou radiothérapie en société d’exercice : SIRET de la société',
    quand: { classe: ['societe'], profil: ['radiologue-liste-ans'] },
    alors: PAR_LA_SOCIETE,
    pourquoi:
      'Ce praticien exerce en société une spécialité que l’ANS compte avec la radiologie ({specialite}) : la société commande sous son SIRET.',
    source: LISTE_ANS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue-liste-ans' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
]
