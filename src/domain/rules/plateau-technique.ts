import type { Conditions, Faits } from '../faits/faits.ts'
import type { Confiance } from '../verification.ts'
import type { Attendu } from '../faits/valeurs.ts'
import { PRATICIENS_CONNUS } from './conditions.ts'
import { type Exemple, type Regle, regle } from './rule.ts'
import { COULOIRS_ANNUAIRE, DECISIONS, WEBINAIRE } from '../sources.ts'

const UN_SEUL_RIS = 'si un seul RIS sert tous les sites de l’entité juridique'
const UN_RIS_PAR_SITE = 'si chaque site a son propre RIS'

type Variante = {
  plateau: Faits['plateau']
  suffixe: string
  /** What the titles add, in brackets; none for the specialties of the webinar. */
  precision?: string
  ref: string[]
  confiance: Confiance
  source: Regle['source']
}

const VARIANTES: Variante[] = [
  {
    plateau: 'oui',
    suffixe: '',
    ref: [],
    confiance: 'source',
    source: { document: WEBINAIRE, repere: 'Le cas des plateaux techniques' },
  },
  {
    plateau: 'oui-liste-ans',
    suffixe: '-liste-ans',
    precision: 'médecine nucléaire, radiothérapie',
    ref: ['S18'],
    confiance: 'source_posterieure',
    source: {
      document: COULOIRS_ANNUAIRE,
      repere: 'Cas d’usage Ségur, couloir radiologie (spécialités SM28 et SM45)',
    },
  },
  {
    plateau: 'oui-deduit',
    suffixe: '-deduite',
    precision: 'radiologie par son libellé',
    ref: ['P24'],
    confiance: 'deduite',
    source: { document: DECISIONS, repere: 'P24, spécialités de radiologie' },
  },
]

/** The five cases of one variant: what is known of the RIS, of the FINESS, and of an EJ's sites. */
const rulesOf = ({ plateau, suffixe, precision, ref, confiance, source }: Variante): Regle[] => {
  const rule = (
    id: string,
    titre: string,
    quand: Conditions,
    identifiant: Attendu,
    alternatives: { identifiant: Attendu; si: string }[],
    suite: string,
    exemples: Exemple[],
  ) =>
    regle({
      id: id + suffixe,
      ref: ['R03', 'P05', ...ref],
      titre: precision === undefined ? titre : `${titre} (${precision})`,
      quand: { classe: ['hopital'], plateau: [plateau], ...quand },
      alors: {
        nature: 'decision',
        issue: 'commande',
        couloir: 'radiologie',
        role: 'etablissement',
        identifiant,
        alternatives,
      },
      pourquoi: `Ce radiologue libéral ({specialite}) exerce dans un établissement : c’est l’établissement qui porte le certificat, ${suite}.`,
      source,
      confiance,
      exemples,
    })
  const base = { classe: 'hopital', plateau } as const
  const sansFiness = { ...base, ris: 'inconnu', eg: 'inconnu' } as const
  return [
    rule(
      'plateau-technique-ris-unique',
      'Radiologue libéral en établissement, un seul RIS : FINESS juridique',
      { ris: ['unique'] },
      'FINESS_EJ',
      [{ identifiant: 'FINESS_EG', si: UN_RIS_PAR_SITE }],
      'sous le FINESS juridique puisque le RIS est unique',
      [
        { faits: { ...base, ris: 'unique' }, attendu: 'oui' },
        { faits: { ...base, ris: 'par-site' }, attendu: 'non' },
        { faits: base, attendu: 'inconnu' },
      ],
    ),
    rule(
      'plateau-technique-ris-par-site',
      'Radiologue libéral en établissement, un RIS par site : FINESS géographique',
      { ris: ['par-site'] },
      'FINESS_EG',
      [{ identifiant: 'FINESS_EJ', si: UN_SEUL_RIS }],
      'sous le FINESS géographique puisque chaque site a son RIS',
      [
        { faits: { ...base, ris: 'par-site' }, attendu: 'oui' },
        { faits: { ...base, ris: 'unique' }, attendu: 'non' },
      ],
    ),
    rule(
      'plateau-technique-ris-inconnu',
      'Radiologue libéral en établissement, RIS inconnu : FINESS géographique, sauf RIS unique',
      { ris: ['inconnu'], eg: ['connu'] },
      'FINESS_EG',
      [{ identifiant: 'FINESS_EJ', si: UN_SEUL_RIS }],
      'sous le FINESS géographique sauf si le RIS est unique',
      [
        { faits: { ...base, ris: 'inconnu', eg: 'connu' }, attendu: 'oui' },
        { faits: { ...base, ris: 'inconnu', eg: 'inconnu' }, attendu: 'non' },
      ],
    ),
    rule(
      'plateau-technique-finess-juridique-seul',
      'Radiologue libéral en établissement, RIS et FINESS géographique inconnus : FINESS juridique',
      { ris: ['inconnu'], eg: ['inconnu'], sitesOuverts: ['non'] },
      'FINESS_EJ',
      [],
      'sous le FINESS juridique, le seul connu',
      [
        { faits: { ...sansFiness, sitesOuverts: 'non' }, attendu: 'oui' },
        { faits: { ...sansFiness, sitesOuverts: 'oui' }, attendu: 'non' },
        { faits: { ...base, ris: 'inconnu', eg: 'connu' }, attendu: 'non' },
      ],
    ),
    rule(
      'plateau-technique-site-a-demander',
      'Radiologue libéral dans un des sites d’une entité juridique, RIS inconnu : il faut demander le site',
      { ris: ['inconnu'], eg: ['inconnu'], sitesOuverts: ['oui', 'inconnu'] },
      'FINESS_EG',
      [{ identifiant: 'FINESS_EJ', si: UN_SEUL_RIS }],
      'sous le FINESS géographique du site où il exerce, sauf si le RIS est unique',
      [
        { faits: { ...sansFiness, sitesOuverts: 'oui' }, attendu: 'oui' },
        { faits: { ...sansFiness, sitesOuverts: 'inconnu' }, attendu: 'oui' },
        { faits: { ...sansFiness, sitesOuverts: 'non' }, attendu: 'non' },
      ],
    ),
  ]
}

/** Libéral radiologists in an établissement: it orders, they do not. */
export const plateauTechnique = [
  ...VARIANTES.flatMap(rulesOf),
  regle({
    id: 'plateau-technique-ris-a-preciser',
    ref: ['P05', 'H11'],
    titre: 'La configuration du RIS choisit entre FINESS géographique et juridique',
    quand: {
      classe: ['hopital'],
      plateau: ['oui', 'oui-liste-ans', 'oui-deduit'],
      ris: ['inconnu'],
    },
    alors: { nature: 'precision', question: 'H11', champ: 'contexte.ris' },
    pourquoi: 'On ne sait pas si un seul RIS sert tous les sites, ou si chaque site a le sien.',
    source: { document: WEBINAIRE, repere: 'Le cas des plateaux techniques' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', plateau: 'oui', ris: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'hopital', plateau: 'oui', ris: 'unique' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'plateau-technique-incertain',
    ref: ['P05'],
    titre: 'Mode d’exercice ou spécialité inconnus : peut-être un radiologue libéral',
    quand: { classe: ['hopital'], plateau: ['inconnu'], profil: PRATICIENS_CONNUS },
    alors: { nature: 'precision', alerte: 'RADIOLOGIE_INCONNUE' },
    pourquoi:
      'La profession, la spécialité ou le mode d’exercice manque, ou ne se lit pas : la règle générale des établissements s’applique.',
    source: { document: DECISIONS, repere: 'P05, radiologue libéral en établissement' },
    confiance: 'deduite',
    exemples: [
      {
        faits: { classe: 'hopital', plateau: 'inconnu', profil: 'autre-profession' },
        attendu: 'oui',
      },
      { faits: { classe: 'hopital', plateau: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'plateau-technique-praticien-inconnu',
    ref: ['P05', 'P39', 'H24'],
    titre: 'Établissement demandé pour lui-même : peut-être pour un radiologue libéral',
    quand: { classe: ['hopital'], profil: ['inconnu'] },
    alors: { nature: 'precision', question: 'H24', champ: 'contexte.praticien' },
    pourquoi:
      'L’identifiant ne dit pas qui utilise le logiciel : la règle générale des établissements est appliquée.',
    source: { document: DECISIONS, repere: 'P39, structure demandée pour elle-même' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', profil: 'inconnu' }, attendu: 'oui' },
      { faits: { classe: 'hopital', profil: 'autre-profession' }, attendu: 'non' },
    ],
  }),
]
