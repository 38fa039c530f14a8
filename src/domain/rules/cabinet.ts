import { CABINETS, CABINETS_ET_SOCIETES, RADIOLOGUES } from './conditions.ts'
import { regle } from './rule.ts'
import { DECISIONS, MOS } from '../sources.ts'

const P26 = { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' }
const IDENTIFIANT_EG = { document: MOS, repere: 'EntiteGeographique.identifiantEG' }

/** What holds back, or only deserves a word, when a cabinet of radiologists orders. */
export const cabinet = [
  regle({
    id: 'cabinet-avec-finess',
    ref: ['T13'],
    titre: 'Un cabinet de radiologie qui porte un FINESS demande une vérification',
    quand: { classe: CABINETS, profil: RADIOLOGUES, finessPropre: ['oui'] },
    alors: { nature: 'reserve', questions: ['H03'] },
    pourquoi:
      'Le secteur dit cabinet, mais la structure porte un FINESS : les deux se contredisent.',
    source: { document: DECISIONS, repere: 'T13, cabinet avec FINESS' },
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'cabinet-de-groupe', profil: 'radiologue', finessPropre: 'oui' },
        attendu: 'oui',
      },
      { faits: { classe: 'cabinet-de-groupe', finessPropre: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'cabinet-a-l-identifiant-illisible',
    ref: ['T13', 'T21', 'P26'],
    titre: 'Un identifiant illisible peut être un FINESS : il faut demander',
    quand: {
      classe: CABINETS_ET_SOCIETES,
      profil: RADIOLOGUES,
      finessPropre: ['non'],
      identifiantIllisible: ['finess'],
    },
    alors: { nature: 'reserve', questions: ['H03'] },
    pourquoi:
      'Un identifiant de la structure ({identifiantsIllisibles}) ne se lit pas : ce peut être un FINESS.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      {
        faits: {
          classe: 'societe',
          profil: 'radiologue',
          finessPropre: 'non',
          identifiantIllisible: 'finess',
        },
        attendu: 'oui',
      },
      { faits: { classe: 'societe', identifiantIllisible: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'forme-illisible',
    ref: ['P26', 'H04'],
    titre: 'Un statut juridique illisible laisse possible une SCM, ou une société d’exercice',
    quand: {
      classe: ['cabinet-individuel', 'cabinet-de-groupe', 'societe'],
      profil: RADIOLOGUES,
      forme: ['illisible', 'generale'],
    },
    alors: { nature: 'reserve', questions: ['H04'], champ: 'contexte.exercice' },
    pourquoi: 'Le statut juridique ({statut}) ne permet d’exclure ni une SCM ni une autre société.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue', forme: 'illisible' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue', forme: 'absente' }, attendu: 'non' },
      { faits: { classe: 'societe', forme: 'illisible' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'cabinet-en-forme-de-societe',
    ref: ['T11'],
    titre: 'Un cabinet qui a la forme d’une SEL ou d’une SCP demande une vérification',
    quand: {
      classe: ['cabinet-individuel', 'cabinet-de-groupe'],
      profil: RADIOLOGUES,
      rang: ['propre', 'autre'],
      forme: ['sel-scp'],
    },
    alors: { nature: 'reserve', questions: ['H04'], champ: 'contexte.exercice' },
    pourquoi:
      'Le secteur dit cabinet, mais le statut juridique ({statut}) est celui d’une société d’exercice.',
    source: { document: DECISIONS, repere: 'T11, cabinet ou société' },
    confiance: 'deduite',
    exemples: [
      {
        faits: {
          classe: 'cabinet-de-groupe',
          profil: 'radiologue',
          rang: 'propre',
          forme: 'sel-scp',
        },
        attendu: 'oui',
      },
      { faits: { classe: 'cabinet-de-groupe', forme: 'absente' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-d-un-praticien-en-formation',
    ref: ['T34', 'P03', 'H10'],
    titre: 'Un interne ou un docteur junior n’est pas le titulaire du cabinet',
    quand: { classe: CABINETS, profil: RADIOLOGUES, rang: ['propre'], enFormation: ['oui'] },
    alors: { nature: 'reserve', questions: ['H10'] },
    pourquoi:
      'La fonction ({fonction}) contredit le RPPS rang, qui désigne le praticien lui-même comme titulaire.',
    source: { document: DECISIONS, repere: 'P03, internes et docteurs juniors' },
    confiance: 'deduite',
    exemples: [
      {
        faits: {
          classe: 'cabinet-de-groupe',
          profil: 'radiologue',
          rang: 'propre',
          enFormation: 'oui',
        },
        attendu: 'oui',
      },
      { faits: { rang: 'autre', enFormation: 'oui' }, attendu: 'non' },
      { faits: { rang: 'propre', enFormation: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-d-un-praticien-de-fonction-illisible',
    ref: ['T34', 'P26', 'H10'],
    titre: 'Fonction illisible : le praticien est peut-être en formation, et non titulaire',
    quand: { classe: CABINETS, profil: RADIOLOGUES, rang: ['propre'], enFormation: ['illisible'] },
    alors: { nature: 'reserve', questions: ['H10'] },
    pourquoi:
      'La fonction du praticien ({fonction}) ne peut pas servir, et le RPPS rang ne suffit pas à dire qu’il est titulaire.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      {
        faits: {
          classe: 'cabinet-de-groupe',
          profil: 'radiologue',
          rang: 'propre',
          enFormation: 'illisible',
        },
        attendu: 'oui',
      },
      { faits: { rang: 'propre', enFormation: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-malforme',
    ref: ['P09', 'H10'],
    titre: 'Une valeur qui n’a pas la forme d’un RPPS rang ne sert pas',
    quand: { classe: CABINETS, profil: RADIOLOGUES, rang: ['absent'], rangMalforme: ['oui'] },
    alors: { nature: 'reserve', questions: ['H10', 'H05'] },
    pourquoi: 'La valeur inscrite à la place du RPPS rang n’a pas 14 chiffres : elle ne sert pas.',
    source: IDENTIFIANT_EG,
    confiance: 'deduite',
    exemples: [
      {
        faits: {
          classe: 'cabinet-de-groupe',
          profil: 'radiologue',
          rang: 'absent',
          rangMalforme: 'oui',
        },
        attendu: 'oui',
      },
      { faits: { rang: 'propre' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-d-un-autre-titulaire',
    ref: ['T08', 'P08'],
    titre: 'Le RPPS rang désigne le titulaire, qui peut être un confrère',
    quand: { classe: CABINETS, profil: RADIOLOGUES, rang: ['autre'] },
    alors: { nature: 'precision', question: 'H10' },
    pourquoi:
      'Le RPPS rang commence par un autre RPPS ({titulaire}) : c’est ce titulaire qui commande.',
    source: IDENTIFIANT_EG,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'cabinet-de-groupe', profil: 'radiologue', rang: 'autre' },
        attendu: 'oui',
      },
      { faits: { rang: 'propre' }, attendu: 'non' },
    ],
  }),
]
