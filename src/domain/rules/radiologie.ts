import type { Faits } from '../faits.ts'
import { regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, DECISIONS, MOS, WEBINAIRE } from './sources.ts'

const CABINETS: Faits['classe'][] = ['cabinet-individuel', 'cabinet-de-groupe']
const RADIOLOGUES: Faits['profil'][] = ['radiologue', 'radiologue-liste-ans']

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

/** Radiologists in cabinets and sociétés d'exercice: who orders, under which identifier. */
export const radiologie = [
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
    id: 'cabinet-en-forme-de-societe',
    ref: ['T11'],
    titre: 'Un cabinet qui a la forme d’une SEL ou d’une SCP demande une vérification',
    quand: {
      classe: CABINETS,
      profil: RADIOLOGUES,
      rang: ['propre', 'autre'],
      forme: ['sel-scp'],
    },
    alors: { nature: 'reserve', questions: ['H04'] },
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
