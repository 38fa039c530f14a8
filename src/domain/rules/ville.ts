import type { Faits } from '../faits.ts'
import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from './sources.ts'

const CABINETS_ET_SOCIETES: Faits['classe'][] = [
  'cabinet-individuel',
  'cabinet-de-groupe',
  'societe',
]
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
    quand: { classe: ['maison-de-sante'] },
    alors: { ...PAR_LA_STRUCTURE, siInconnu: ['H19'] },
    pourquoi: 'Maison ou pôle de santé → elle peut commander sous son FINESS géographique.',
    source: MAISONS_ET_CENTRES,
    confiance: 'source',
    exemples: [
      { faits: { classe: 'maison-de-sante' }, attendu: 'oui' },
      { faits: { classe: 'centre-de-sante' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'centre-de-sante',
    ref: ['R15', 'T27', 'P14'],
    titre: 'Centre de santé : FINESS géographique, s’il en veut un',
    quand: { classe: ['centre-de-sante'] },
    alors: PAR_LA_STRUCTURE,
    pourquoi: 'Centre de santé → il peut commander sous son FINESS géographique.',
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
      classe: CABINETS_ET_SOCIETES,
      profil: ['medecin-liberal'],
      certificatVoulu: ['non'],
    },
    alors: { nature: 'decision', issue: 'sans_certificat', couloir: 'ville' },
    pourquoi:
      'Médecin libéral ({specialite}), hors radiologie → sa carte CPS suffit, rien à commander.',
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
      classe: CABINETS_ET_SOCIETES,
      profil: ['medecin-liberal'],
      certificatVoulu: ['oui'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: 'ville', questions: ['H18'] },
    pourquoi:
      'Médecin libéral ({specialite}), hors radiologie : aucune règle ne dit sous quel identifiant commander.',
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
    ref: ['P11', 'H02'],
    titre: 'Médecin libéral de spécialité inconnue : peut-être un radiologue',
    quand: {
      classe: CABINETS_ET_SOCIETES,
      profil: ['specialite-inconnue'],
      certificatVoulu: ['non'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi:
      'Médecin libéral dont l’Annuaire ne donne pas la spécialité : s’il est radiologue, la carte CPS ne suffit pas.',
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
      classe: CABINETS_ET_SOCIETES,
      profil: ['specialite-inconnue'],
      certificatVoulu: ['oui'],
    },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02', 'H18'] },
    pourquoi:
      'Médecin libéral dont l’Annuaire ne donne pas la spécialité : la règle n’est pas la même selon qu’il est radiologue ou non.',
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
    quand: { classe: CABINETS_ET_SOCIETES, profil: ['medecin-autre-mode'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: 'ville', questions: ['H02'] },
    pourquoi: 'Médecin, mode d’exercice {mode} → aucune règle publiée en cabinet ou en société.',
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
    quand: { classe: CABINETS_ET_SOCIETES, profil: ['autre-profession'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi: 'Profession {profession} → aucune règle publiée en cabinet ou en société.',
    source: P11,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-individuel', profil: 'autre-profession' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
]
