import {
  CABINETS,
  ETABLISSEMENTS,
  HOPITAL_OU_MS,
  RADIOLOGUES,
  STRUCTURES_DE_SOINS,
} from './conditions.ts'
import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from '../sources.ts'

const P26 = { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' }

/** What holds for every établissement that orders under a FINESS, and the traps around it. */
export const etablissement = [
  regle({
    id: 'etablissement-sans-finess',
    ref: ['T03', 'P15'],
    titre: 'Un établissement sans FINESS ne peut pas commander',
    quand: { classe: HOPITAL_OU_MS, finess: ['inconnu'] },
    alors: { nature: 'reserve', questions: ['H05'] },
    pourquoi: 'Aucun FINESS n’est inscrit, ni géographique ni juridique : rien ne le remplace.',
    source: { document: DECISIONS, repere: 'T03 et P15, établissement sans FINESS' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', finess: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'hopital', finess: 'connu' }, attendu: 'non' },
      { faits: { finess: 'inconnu' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'statut-juridique-illisible',
    ref: ['P26', 'P17', 'H13'],
    titre: 'Un statut juridique illisible laisse possibles une SCM et les deux côtés',
    quand: { classe: ETABLISSEMENTS, forme: ['illisible'], statutDeclare: ['non'] },
    alors: { nature: 'reserve', questions: ['H13'], champ: 'contexte.statut' },
    pourquoi:
      'Le statut juridique ({statut}) ne dit ni si l’établissement est public ou privé, ni si c’est une SCM.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'hopital', forme: 'illisible', statutDeclare: 'non' },
        attendu: 'oui',
      },
      { faits: { classe: 'hopital', forme: 'absente', statutDeclare: 'non' }, attendu: 'non' },
      { faits: { classe: 'officine', forme: 'illisible' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'statut-declare',
    ref: ['P35', 'H13'],
    titre: 'Public ou privé : ce que la demande déclare',
    quand: { classe: ['hopital'], statutDeclare: ['oui'] },
    alors: { nature: 'precision', alerte: 'STATUT_DECLARE', commandeSeule: true },
    pourquoi:
      'L’Annuaire ne dit pas à coup sûr si l’établissement est public ou privé : c’est la demande qui le dit.',
    source: { document: DECISIONS, repere: 'P35, réponses du demandeur' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', statutDeclare: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'hopital', statutDeclare: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'statut-juridique-illisible-declare',
    ref: ['P35', 'P26', 'H13'],
    titre: 'Statut juridique illisible, que la demande éclaire',
    quand: {
      classe: ['medico-social', ...STRUCTURES_DE_SOINS],
      forme: ['illisible'],
      statutDeclare: ['oui'],
    },
    alors: { nature: 'precision', alerte: 'STATUT_DECLARE', commandeSeule: true },
    pourquoi: 'Le statut juridique ne se lit pas dans l’Annuaire : c’est la demande qui le dit.',
    source: { document: DECISIONS, repere: 'P35, réponses du demandeur' },
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'officine', forme: 'illisible', statutDeclare: 'oui' },
        attendu: 'oui',
      },
      { faits: { classe: 'officine', forme: 'absente', statutDeclare: 'oui' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'categorie-illisible',
    ref: ['P26'],
    titre: 'Une catégorie illisible peut être médico-sociale',
    quand: { classe: ['hopital', ...STRUCTURES_DE_SOINS], categorie: ['illisible'] },
    alors: { nature: 'precision', alerte: 'CATEGORIE_ILLISIBLE', commandeSeule: true },
    pourquoi:
      'La catégorie d’établissement ({categorie}) ne peut pas servir : la règle du secteur d’activité s’applique.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', categorie: 'illisible' }, attendu: 'oui' },
      { faits: { classe: 'hopital', categorie: 'absente' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'categorie-illisible-sans-etablissement',
    ref: ['P26', 'H01'],
    titre:
      'Une catégorie illisible, là où le secteur ne dit pas un établissement : il faut demander',
    quand: {
      classe: [
        'cabinet-individuel',
        'cabinet-de-groupe',
        'cabinet-declare',
        'societe',
        'societe-declaree',
        'logiciel-du-praticien',
        'sans-regle',
        'inconnue',
      ],
      categorie: ['illisible'],
    },
    alors: { nature: 'reserve', questions: ['H01'] },
    pourquoi:
      'La catégorie d’établissement ({categorie}) est peut-être médico-sociale : ce serait alors l’organisme gestionnaire qui commande.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'sans-regle', categorie: 'illisible' }, attendu: 'oui' },
      { faits: { classe: 'hopital', categorie: 'illisible' }, attendu: 'non' },
      { faits: { classe: 'societe', categorie: 'lue' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'identifiant-illisible',
    ref: ['P26'],
    titre: 'Un identifiant illisible ne sert pas',
    quand: { identifiantIllisible: ['finess', 'autre'] },
    alors: { nature: 'precision', alerte: 'IDENTIFIANT_ILLISIBLE', commandeSeule: true },
    pourquoi: 'Un identifiant de la structure ({identifiantsIllisibles}) ne se lit pas.',
    source: P26,
    confiance: 'deduite',
    exemples: [
      { faits: { identifiantIllisible: 'autre' }, attendu: 'oui' },
      { faits: { identifiantIllisible: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'groupement',
    ref: ['R12', 'N8', 'P16'],
    titre: 'Un groupement ne partage pas de certificat',
    quand: { classe: HOPITAL_OU_MS, groupement: ['oui'] },
    alors: { nature: 'precision', alerte: 'GROUPEMENT' },
    pourquoi:
      'La commande est pour un groupement : chacune de ses entités juridiques commande ses propres certificats.',
    source: { document: WEBINAIRE, repere: 'Doctrine ; application des règles (3)' },
    confiance: 'source',
    exemples: [
      { faits: { classe: 'hopital', groupement: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'hopital', groupement: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'groupement-personne-morale',
    ref: ['P16', 'H16'],
    titre: 'Un groupement qui est lui-même une personne morale',
    quand: { classe: HOPITAL_OU_MS, forme: ['groupement'] },
    alors: { nature: 'precision', question: 'H16' },
    pourquoi: 'D’après le statut juridique ({statut}), la structure est elle-même un groupement.',
    source: { document: DECISIONS, repere: 'P16, groupements' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', forme: 'groupement' }, attendu: 'oui' },
      { faits: { classe: 'hopital', forme: 'autre' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'siret-ignore-en-structure',
    ref: ['R03c', 'T02', 'T25'],
    titre: 'Le SIRET d’une structure à FINESS ne sert pas',
    quand: { classe: ETABLISSEMENTS, siret: ['connu'] },
    alors: { nature: 'precision', alerte: 'SIRET_IGNORE', commandeSeule: true },
    pourquoi: 'Le SIRET {siret} est inscrit, mais seul le FINESS compte ici.',
    source: { document: DECISIONS, repere: 'T02 et T25, SIRET d’une structure à FINESS' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', siret: 'connu' }, attendu: 'oui' },
      { faits: { classe: 'hopital', siret: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'siret-ignore-en-cabinet',
    ref: ['T10'],
    titre: 'Le SIRET d’un cabinet ne sert pas',
    quand: {
      classe: CABINETS,
      profil: RADIOLOGUES,
      siret: ['connu'],
    },
    alors: { nature: 'precision', alerte: 'SIRET_IGNORE', commandeSeule: true },
    pourquoi: 'Le SIRET {siret} est inscrit, mais un cabinet commande sous son RPPS rang.',
    source: { document: DECISIONS, repere: 'T10, SIRET d’un cabinet' },
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'cabinet-de-groupe', profil: 'radiologue', siret: 'connu' },
        attendu: 'oui',
      },
      { faits: { classe: 'cabinet-de-groupe', siret: 'inconnu' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-ignore-en-structure',
    ref: ['T04'],
    titre: 'Le RPPS rang inscrit sur un établissement ne sert pas',
    quand: { classe: ETABLISSEMENTS, rang: ['propre', 'autre'] },
    alors: { nature: 'precision', alerte: 'RPPS_RANG_IGNORE', commandeSeule: true },
    pourquoi: 'Le RPPS rang {rppsRang} est inscrit, mais une structure à FINESS ne s’en sert pas.',
    source: { document: DECISIONS, repere: 'T04, RPPS rang sur un établissement' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', rang: 'propre' }, attendu: 'oui' },
      { faits: { classe: 'hopital', rang: 'absent' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'rpps-rang-malforme-ignore-en-structure',
    ref: ['T04'],
    titre: 'Ce qui tient la place du RPPS rang sur un établissement ne sert pas',
    quand: { classe: ETABLISSEMENTS, rang: ['absent'], rangMalforme: ['oui'] },
    alors: { nature: 'precision', alerte: 'RPPS_RANG_IGNORE', commandeSeule: true },
    pourquoi: 'Une valeur occupe la place du RPPS rang : une structure à FINESS ne s’en sert pas.',
    source: { document: DECISIONS, repere: 'T04, RPPS rang sur un établissement' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', rang: 'absent', rangMalforme: 'oui' }, attendu: 'oui' },
      { faits: { classe: 'hopital', rang: 'propre', rangMalforme: 'oui' }, attendu: 'non' },
    ],
  }),
]
