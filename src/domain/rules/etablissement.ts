import type { Faits } from '../faits.ts'
import { regle } from './rule.ts'
import { DECISIONS, WEBINAIRE } from './sources.ts'

const HOPITAL_OU_MS: Faits['classe'][] = ['hopital', 'medico-social']
const STRUCTURES: Faits['classe'][] = [
  ...HOPITAL_OU_MS,
  'officine',
  'officine-liste-ans',
  'laboratoire',
  'maison-de-sante',
  'centre-de-sante',
]

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
    id: 'groupement',
    ref: ['R12', 'N8', 'P16'],
    titre: 'Un groupement ne partage pas de certificat',
    quand: { classe: HOPITAL_OU_MS, groupement: ['oui'] },
    alors: { nature: 'precision', alerte: 'GROUPEMENT' },
    pourquoi:
      'La commande est destinée à un groupement → chaque entité juridique commande les siens.',
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
    pourquoi: 'Statut juridique {statut} → la structure est elle-même un groupement.',
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
    quand: { classe: STRUCTURES, siret: ['connu'] },
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
      classe: ['cabinet-individuel', 'cabinet-de-groupe'],
      profil: ['radiologue', 'radiologue-liste-ans'],
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
    quand: { classe: STRUCTURES, rang: ['propre', 'autre'] },
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
    quand: { classe: STRUCTURES, rang: ['absent'], rangMalforme: ['oui'] },
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
