import { CABINETS, CABINETS_ET_SOCIETES, RADIOLOGUES } from './conditions.ts'
import { regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, DECISIONS, MOS, WEBINAIRE } from '../sources.ts'

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
      '{specialite} en cabinet de groupe → une spécialité de radiologie : le titulaire commande sous le RPPS rang du cabinet.',
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
      '{specialite} en cabinet individuel → une spécialité de radiologie : le titulaire commande sous le RPPS rang du cabinet.',
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
      '{specialite} en société d’exercice → une spécialité de radiologie : la société commande sous son SIRET.',
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
      'Il est déclaré exercer en son nom propre → le titulaire commande sous le RPPS rang de son cabinet.',
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
      'Il est déclaré exercer pour une société d’exercice → la société commande sous son SIRET.',
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
      'Radiologue ({specialite}) en cabinet de groupe → le titulaire commande sous le RPPS rang du cabinet.',
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
      '{specialite} en cabinet de groupe → couloir radiologie de l’ANS : le titulaire commande sous le RPPS rang du cabinet.',
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
      'Radiologue ({specialite}) en cabinet individuel → le titulaire commande sous le RPPS rang du cabinet.',
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
      '{specialite} en cabinet individuel → couloir radiologie de l’ANS : le titulaire commande sous le RPPS rang du cabinet.',
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
      'Radiologue ({specialite}) en société d’exercice → la société commande sous son SIRET.',
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
      '{specialite} en société d’exercice → couloir radiologie de l’ANS : la société commande sous son SIRET.',
    source: LISTE_ANS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'societe', profil: 'radiologue-liste-ans' }, attendu: 'oui' },
      { faits: { classe: 'societe', profil: 'radiologue' }, attendu: 'non' },
    ],
  }),
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
    source: { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' },
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
    pourquoi: 'Statut juridique {statut} → on ne peut exclure ni une SCM ni une autre société.',
    source: { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' },
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
      'Le secteur dit cabinet, mais le statut juridique {statut} est celui d’une société d’exercice.',
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
      'Fonction {fonction}, mais le RPPS rang désigne le praticien lui-même comme titulaire : les deux se contredisent.',
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
      'Fonction {fonction} : elle ne se lit pas, et le RPPS rang ne suffit pas à dire qu’il est titulaire.',
    source: { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' },
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
    source: { document: MOS, repere: 'EntiteGeographique.identifiantEG' },
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
      'Le RPPS rang commence par un autre RPPS ({titulaire}) → c’est ce titulaire qui commande.',
    source: { document: MOS, repere: 'EntiteGeographique.identifiantEG' },
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
