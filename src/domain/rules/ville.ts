import type { Faits } from '../faits/faits.ts'
import { CABINETS_ET_SOCIETES, RADIOLOGUES } from './conditions.ts'
import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from '../sources.ts'

const P35 = { document: DECISIONS, repere: 'P35, réponses du demandeur' }

/** Where the software is the practitioner's own. */
const EN_VILLE: Faits['classe'][] = [...CABINETS_ET_SOCIETES, 'logiciel-du-praticien']
const P39 = { document: DECISIONS, repere: 'P39, structure demandée pour elle-même' }

const MAISONS_ET_CENTRES = {
  document: WEBINAIRE,
  repere: 'Règles pour les professionnels de santé libéraux, maisons et centres de santé',
}
const P11 = { document: DECISIONS, repere: 'P11, médecine de ville' }

const PAR_LA_STRUCTURE = {
  nature: 'decision',
  issue: 'commande',
  couloir: 'ville',
  role: 'etablissement',
  identifiant: 'FINESS_EG',
  alternatives: [],
  alertes: ['CERTIFICAT_FACULTATIF'],
} as const

/** Maisons and centres de santé; médecins libéraux, whom the CPS card is enough for; all others. */
export const ville = [
  regle({
    id: 'maison-de-sante',
    ref: ['R15', 'T27', 'T28', 'P14'],
    titre: 'Maison de santé : FINESS géographique, si elle en veut un',
    quand: { classe: ['maison-de-sante'], logiciel: ['praticien', 'inconnu'] },
    alors: { ...PAR_LA_STRUCTURE, siInconnu: ['H19'], champ: 'contexte.logiciel' },
    pourquoi: 'Une maison ou un pôle de santé peut commander sous son FINESS géographique.',
    source: MAISONS_ET_CENTRES,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'maison-de-sante', logiciel: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'centre-de-sante' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'maison-de-sante-logiciel-de-la-structure',
    ref: ['R15', 'T28', 'P14', 'P35'],
    titre: 'Maison de santé dont le logiciel est déclaré le sien : FINESS géographique, à obtenir',
    quand: { classe: ['maison-de-sante'], logiciel: ['structure'] },
    alors: PAR_LA_STRUCTURE,
    pourquoi:
      'D’après la demande, le logiciel est celui de la maison de santé : elle commande sous son FINESS géographique.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'maison-de-sante', logiciel: 'structure' }, attendu: 'oui' },
      { faits: { classe: 'maison-de-sante', logiciel: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'radiologue-en-maison-de-sante',
    ref: ['P35', 'T28', 'H02'],
    titre: 'Radiologue dont le logiciel est le sien, en maison de santé sans FINESS : aucune règle',
    quand: { classe: ['logiciel-du-praticien'], profil: RADIOLOGUES },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi:
      'Aucune règle publiée ne couvre un radiologue ({specialite}) qui a son propre logiciel en maison de santé.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'logiciel-du-praticien', profil: 'radiologue' }, attendu: 'oui' },
      { faits: { classe: 'maison-de-sante', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'centre-de-sante',
    ref: ['R15', 'T27', 'P14'],
    titre: 'Centre de santé : FINESS géographique, s’il en veut un',
    quand: { classe: ['centre-de-sante'] },
    alors: PAR_LA_STRUCTURE,
    pourquoi: 'Un centre de santé peut commander sous son FINESS géographique.',
    source: MAISONS_ET_CENTRES,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'centre-de-sante' }, attendu: 'oui' },
      { faits: { classe: 'maison-de-sante' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'medecin-liberal-carte-cps',
    ref: ['R16', 'P11'],
    titre: 'Médecin libéral : la carte CPS suffit',
    quand: {
      classe: EN_VILLE,
      profil: ['medecin-liberal'],
      certificatVoulu: ['non'],
    },
    alors: { nature: 'decision', issue: 'sans_certificat', couloir: 'ville' },
    pourquoi:
      'La carte CPS suffit à un médecin libéral hors radiologie ({specialite}) : il n’y a rien à commander.',
    source: {
      document: WEBINAIRE,
      repere: 'Règles pour les professionnels de santé libéraux, médecins',
    },
    confiance: 'source',
    exemples: [
      {
        faits: {
          classe: 'cabinet-individuel',
          profil: 'medecin-liberal',
          certificatVoulu: 'non',
        },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'non' },
      { faits: { classe: 'societe', certificatVoulu: 'non' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'medecin-liberal-certificat-demande',
    ref: ['P11', 'A4', 'H18'],
    titre: 'Médecin libéral qui demande un certificat : il faut demander à l’ANS',
    quand: {
      classe: EN_VILLE,
      profil: ['medecin-liberal'],
      certificatVoulu: ['oui'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: 'ville', questions: ['H18'] },
    pourquoi:
      'Pour un médecin libéral hors radiologie ({specialite}), aucune règle ne dit sous quel identifiant commander.',
    source: P11,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'medecin-liberal', certificatVoulu: 'oui' },
        attendu: 'oui',
      },
      { faits: { profil: 'medecin-liberal', certificatVoulu: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'medecin-liberal-specialite-inconnue',
    ref: ['P11', 'P25', 'H02'],
    titre: 'Médecin libéral de spécialité inconnue : peut-être un radiologue',
    quand: {
      classe: EN_VILLE,
      profil: ['specialite-inconnue'],
      certificatVoulu: ['non'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi:
      'On ne sait pas si ce médecin libéral est radiologue ({specialite}) : s’il l’est, la carte CPS ne suffit pas.',
    source: P11,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'specialite-inconnue', certificatVoulu: 'non' },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', profil: 'medecin-liberal' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'medecin-liberal-specialite-inconnue-certificat-demande',
    ref: ['P11', 'H02', 'H18'],
    titre: 'Médecin libéral de spécialité inconnue qui demande un certificat',
    quand: {
      classe: EN_VILLE,
      profil: ['specialite-inconnue'],
      certificatVoulu: ['oui'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02', 'H18'] },
    pourquoi:
      'On ne sait pas si ce médecin libéral est radiologue ({specialite}), et la règle en dépend.',
    source: P11,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'societe', profil: 'specialite-inconnue', certificatVoulu: 'oui' },
        attendu: 'oui',
      },
      { faits: { profil: 'specialite-inconnue', certificatVoulu: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'medecin-autre-mode-en-cabinet',
    ref: ['P11', 'H02'],
    titre: 'Médecin non libéral en cabinet ou en société, hors radiologie : aucune règle publiée',
    quand: { classe: EN_VILLE, profil: ['medecin-autre-mode'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: 'ville', questions: ['H02'] },
    pourquoi:
      'Aucune règle publiée ne couvre, en cabinet ou en société, un médecin de ce mode d’exercice ({mode}).',
    source: P11,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'medecin-autre-mode' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'medecin-liberal' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'autre-profession-en-cabinet',
    ref: ['R20', 'P11', 'H02'],
    titre: 'Autre profession en cabinet ou en société : aucune règle publiée',
    quand: { classe: EN_VILLE, profil: ['autre-profession'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi:
      'Aucune règle publiée ne couvre cette profession ({profession}) en cabinet ou en société.',
    source: P11,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'autre-profession' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'praticien-inconnu',
    ref: ['P39', 'H24'],
    titre: 'Cabinet ou société demandés pour eux-mêmes : tout dépend de qui utilise le logiciel',
    quand: { classe: EN_VILLE, profil: ['inconnu'] },
    alors: {
      nature: 'decision',
      issue: 'a_verifier',
      couloir: null,
      questions: ['H24'],
      champ: 'contexte.praticien',
    },
    pourquoi:
      'L’identifiant ne dit pas qui utilise le logiciel : pour un radiologue, un autre médecin ou une autre profession, la réponse n’est pas la même.',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-de-groupe', profil: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-de-groupe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'praticien-declare',
    ref: ['P39', 'H24'],
    titre: 'Le praticien est celui que la demande déclare',
    quand: {
      classe: [...EN_VILLE, 'hopital'],
      praticienDeclare: ['oui'],
    },
    alors: { nature: 'precision', alerte: 'PRATICIEN_DECLARE' },
    pourquoi: 'La structure est demandée pour elle-même : la demande déclare qui y exerce.',
    source: P39,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', praticienDeclare: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'officine', praticienDeclare: 'oui' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'logiciel-declare',
    ref: ['P35', 'H19'],
    titre: 'Le logiciel du praticien est ce que la demande déclare',
    quand: { classe: ['logiciel-du-praticien'] },
    alors: { nature: 'precision', alerte: 'LOGICIEL_DECLARE' },
    pourquoi: 'L’Annuaire ne dit pas à qui est le logiciel : c’est la demande qui le dit.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'logiciel-du-praticien' }, attendu: 'oui' },
      { faits: { classe: 'maison-de-sante' }, attendu: 'non' },
    ],
  }),
]
