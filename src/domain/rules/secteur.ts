import { STRUCTURES_DE_SOINS } from './conditions.ts'
import { type Regle, regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, DECISIONS, JDV_ESSMS } from '../sources.ts'

const COULOIRS = { document: COULOIRS_ANNUAIRE, repere: 'Cas d’usage Ségur, couloirs et secteurs' }
const P35 = { document: DECISIONS, repere: 'P35, réponses du demandeur' }
const P19 = { document: DECISIONS, repere: 'P19, secteur inconnu ou sans règle' }

/** A hint from the identifiers, which never decide alone. */
const indice = (
  id: string,
  titre: string,
  quand: Regle['quand'],
  alerte: 'INDICE_CABINET' | 'INDICE_SOCIETE' | 'INDICE_ETABLISSEMENT',
  pourquoi: string,
  exemples: Regle['exemples'],
) =>
  regle({
    id,
    ref: ['T35', 'P19'],
    titre,
    quand: { classe: ['inconnue'], ...quand },
    alors: { nature: 'precision', alerte },
    pourquoi,
    source: P19,
    confiance: 'deduite',
    exemples,
  })

/** What the sector of the structure makes of it; what has no rule or no sector goes to a human. */
export const secteur = [
  regle({
    id: 'secteur-cabinet',
    ref: ['R02', 'G5'],
    titre: 'Secteur cabinet : le professionnel prend la commande en charge',
    quand: { classe: ['cabinet-individuel', 'cabinet-de-groupe'] },
    alors: { nature: 'classement', classe: 'cabinet' },
    pourquoi: 'D’après le secteur d’activité ({secteur}), c’est un cabinet.',
    source: COULOIRS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'cabinet-de-groupe' }, attendu: 'oui' },
      { faits: { classe: 'societe' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteur-societe',
    ref: ['R07'],
    titre: 'Secteur exercice en société : la société d’exercice',
    quand: { classe: ['societe'] },
    alors: { nature: 'classement', classe: 'societe' },
    pourquoi: 'D’après le secteur d’activité ({secteur}), c’est une société d’exercice.',
    source: COULOIRS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'societe' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteur-etablissement',
    ref: ['R01', 'G5', 'T01'],
    titre: 'Secteur établissement : l’établissement prend la commande en charge',
    quand: { classe: ['hopital'] },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'D’après le secteur d’activité ({secteur}), c’est un établissement, quelles que soient la fonction du praticien et la raison sociale.',
    source: COULOIRS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'hopital' }, attendu: 'oui' },
      { faits: { classe: 'medico-social' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'categorie-medico-sociale',
    ref: ['R11', 'P15'],
    titre: 'Une catégorie médico-sociale l’emporte sur le secteur',
    quand: { classe: ['medico-social'], categorie: ['lue'] },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'D’après la catégorie d’établissement ({categorie}), c’est un établissement médico-social, quel que soit le secteur d’activité.',
    source: COULOIRS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'medico-social', categorie: 'lue' }, attendu: 'oui' },
      { faits: { classe: 'sans-regle' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'categorie-medico-sociale-deduite',
    ref: ['R11', 'P15', 'P28'],
    titre: 'Une catégorie que l’ANS compte depuis parmi les médico-sociales l’emporte aussi',
    quand: { classe: ['medico-social'], categorie: ['deduite'] },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'L’ANS compte cette catégorie d’établissement ({categorie}) parmi les médico-sociales : c’est un établissement médico-social, quel que soit le secteur d’activité.',
    source: { document: JDV_ESSMS, repere: 'Catégories 242 et 640' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'medico-social', categorie: 'deduite' }, attendu: 'oui' },
      { faits: { classe: 'medico-social', categorie: 'lue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'exercice-declare-en-nom-propre',
    ref: ['P35', 'H04'],
    titre: 'Déclaré exercer en son nom propre : jugé comme un cabinet',
    quand: { classe: ['cabinet-declare'] },
    alors: { nature: 'classement', classe: 'cabinet' },
    pourquoi:
      'Le secteur d’activité ({secteur}) et le statut juridique ({statut}) ne suffisent pas : d’après la demande, le praticien exerce en son nom propre.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'cabinet-declare' }, attendu: 'oui' },
      { faits: { classe: 'cabinet-individuel' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'exercice-declare-en-societe',
    ref: ['P35', 'H04'],
    titre: 'Déclaré exercer pour une société : jugé comme une société d’exercice',
    quand: { classe: ['societe-declaree'] },
    alors: { nature: 'classement', classe: 'societe' },
    pourquoi:
      'Le secteur d’activité ({secteur}) et le statut juridique ({statut}) ne suffisent pas : d’après la demande, le praticien exerce pour une société.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'societe-declaree' }, attendu: 'oui' },
      { faits: { classe: 'societe' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'logiciel-declare-du-praticien',
    ref: ['P35', 'T28', 'H19'],
    titre:
      'Logiciel déclaré du praticien, en maison de santé sans FINESS : jugé en médecine de ville',
    quand: { classe: ['logiciel-du-praticien'] },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'La maison de santé n’a pas de FINESS et, d’après la demande, le logiciel est celui du praticien.',
    source: P35,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'logiciel-du-praticien' }, attendu: 'oui' },
      { faits: { classe: 'maison-de-sante' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteur-structure-de-soins',
    ref: ['R13', 'R14', 'R15'],
    titre: 'Officine, laboratoire, centre ou maison de santé : la structure elle-même',
    quand: { classe: STRUCTURES_DE_SOINS },
    alors: { nature: 'classement', classe: 'etablissement' },
    pourquoi:
      'D’après le secteur d’activité ({secteur}), c’est la structure elle-même qui est concernée.',
    source: COULOIRS,
    confiance: 'source_posterieure',
    exemples: [
      { faits: { classe: 'officine' }, attendu: 'oui' },
      { faits: { classe: 'hopital' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'secteur-inconnu',
    ref: ['T35', 'P19'],
    titre: 'Secteur inconnu : il faut demander',
    quand: { classe: ['inconnue'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H01'] },
    pourquoi: 'Le secteur d’activité ({secteur}) ne permet pas de savoir qui commande.',
    source: P19,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'inconnue' }, attendu: 'oui' },
      { faits: { classe: 'sans-regle' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'secteur-sans-regle',
    ref: ['P19', 'T35'],
    titre: 'Secteur sans règle publiée : il faut demander',
    quand: { classe: ['sans-regle'] },
    alors: { nature: 'decision', issue: 'a_verifier', couloir: null, questions: ['H02'] },
    pourquoi: 'Aucune règle publiée ne couvre ce secteur d’activité ({secteur}).',
    source: P19,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'sans-regle' }, attendu: 'oui' },
      { faits: { classe: 'hopital' }, attendu: 'non' },
    ],
  }),
  indice(
    'indice-cabinet',
    'Secteur inconnu, RPPS rang présent',
    { rang: ['propre', 'autre'] },
    'INDICE_CABINET',
    'Un RPPS rang ({rppsRang}) est inscrit sur la structure.',
    [
      { faits: { classe: 'inconnue', rang: 'propre' }, attendu: 'oui' },
      { faits: { classe: 'inconnue', rang: 'absent' }, attendu: 'non' },
    ],
  ),
  indice(
    'indice-etablissement',
    'Secteur inconnu, FINESS présent',
    { finess: ['connu'] },
    'INDICE_ETABLISSEMENT',
    'Un FINESS est inscrit sur la structure ou sur son entité juridique.',
    [
      { faits: { classe: 'inconnue', finess: 'connu' }, attendu: 'oui' },
      { faits: { classe: 'hopital', finess: 'connu' }, attendu: 'non' },
    ],
  ),
  indice(
    'indice-societe',
    'Secteur inconnu, SIRET seul',
    { finess: ['inconnu'], rang: ['absent'], siret: ['connu'] },
    'INDICE_SOCIETE',
    'Un SIRET sans FINESS ni RPPS rang est inscrit sur la structure.',
    [
      {
        faits: { classe: 'inconnue', finess: 'inconnu', rang: 'absent', siret: 'connu' },
        attendu: 'oui',
      },
      { faits: { classe: 'inconnue', finess: 'connu' }, attendu: 'non' },
    ],
  ),
  regle({
    id: 'situation-sans-structure',
    ref: ['P19'],
    titre: 'Situation sans structure',
    quand: { structure: ['absente'] },
    alors: { nature: 'precision', alerte: 'STRUCTURE_ABSENTE' },
    pourquoi: 'L’Annuaire ne rattache cette situation à aucune structure.',
    source: P19,
    confiance: 'deduite',
    exemples: [
      { faits: { structure: 'absente' }, attendu: 'oui' },
      { faits: { structure: 'ouverte' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'structure-introuvable',
    ref: ['P19'],
    titre: 'Structure que l’Annuaire ne montre pas',
    quand: { structure: ['introuvable'] },
    alors: { nature: 'precision', alerte: 'STRUCTURE_INTROUVABLE' },
    pourquoi: 'L’Annuaire renvoie à une structure qu’il ne montre pas.',
    source: P19,
    confiance: 'deduite',
    exemples: [
      { faits: { structure: 'introuvable' }, attendu: 'oui' },
      { faits: { structure: 'absente' }, attendu: 'non' },
    ],
  }),
]
