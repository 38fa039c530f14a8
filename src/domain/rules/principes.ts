import type { Confiance } from '../verification.ts'
import { type Regle, regle } from './rule.ts'
import { ARRETE_MIE, DECISIONS, FAQ_SEGUR, GUIDE_HOPITAL, WEBINAIRE } from '../sources.ts'

const principe = (
  id: string,
  ref: string[],
  titre: string,
  pourquoi: string,
  source: Regle['source'],
  confiance: Confiance = 'deduite',
) =>
  regle({
    id,
    ref,
    titre,
    quand: {},
    alors: { nature: 'principe' },
    pourquoi,
    source,
    confiance,
    exemples: [],
  })

const decision = (repere: string) => ({ document: DECISIONS, repere })

/** How the answer as a whole is made. */
export const principes = [
  principe(
    'professionnel-inconnu',
    ['G1', 'P01'],
    'Numéro inconnu : une erreur, jamais une réponse',
    'L’Annuaire est la référence : un numéro qu’il ne connaît pas n’y est pas jugé.',
    { document: WEBINAIRE, repere: 'Vérification de l’activité, introduction' },
    'source',
  ),
  principe(
    'une-situation-un-jugement',
    ['G3', 'P04', 'H07'],
    'Chaque situation d’exercice en cours est jugée à part',
    'Quand elles ne mènent pas à la même commande, il faut dire où le logiciel est utilisé.',
    { document: WEBINAIRE, repere: 'Vérification de l’activité, étape 2' },
  ),
  principe(
    'identifiant-manquant',
    ['H05'],
    'Un identifiant manquant n’est jamais remplacé par un autre',
    'L’identifiant attendu n’est pas inscrit dans l’Annuaire : il faut l’y faire inscrire.',
    decision('§6, identifiant inconnu'),
  ),
  principe(
    'site-a-demander',
    ['P12', 'P39', 'H25'],
    'Une entité juridique dont chaque site commande pour lui-même : il faut demander le site',
    'C’est le site qui commande, sous son propre FINESS géographique : il faut dire lequel.',
    decision('P39, structure demandée pour elle-même'),
  ),
  principe(
    'controle-de-l-identifiant',
    ['G4', 'V6', 'V7'],
    'L’identifiant de la commande est celui de l’Annuaire',
    'Un identifiant envisagé est comparé à ceux que l’Annuaire permet.',
    { document: WEBINAIRE, repere: 'Le cas des cabinets libéraux ; causes de rejet' },
    'source',
  ),
  principe(
    'certificats-par-usage',
    ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'P20'],
    'Les certificats se comptent par usage, solution et instance',
    'Un même certificat sert plusieurs usages, sauf INSi qui a le sien ; le DMP ajoute une signature.',
    { document: WEBINAIRE, repere: 'Services socles ; doctrine ; cycle de vie' },
  ),
  principe(
    'administrateur-technique',
    ['V3', 'V4', 'A2', 'P21'],
    'L’administrateur technique a une carte valide, la plus récente, à son nom',
    'Carte CPS, CPE ou CPA en cours de validité, non opposée, la plus récente de sa profession.',
    { document: WEBINAIRE, repere: 'Administrateur technique ; causes de rejet' },
  ),
  principe(
    'annuaire-en-panne',
    ['P22'],
    'Un annuaire en panne n’est jamais une absence d’activité',
    'Sans réponse de l’Annuaire il n’y a pas de jugement, ou une réponse plus ancienne marquée comme telle.',
    decision('P22, sources en panne'),
  ),
  principe(
    'etapes-de-la-commande',
    ['P23', 'R18', 'V1', 'V2', 'V5', 'V8', 'V9'],
    'Contrat, carte du représentant légal, administrateur technique, plateforme, renouvellement',
    'Ce que les données ouvertes ne prouvent pas reste à vérifier.',
    { document: WEBINAIRE, repere: 'Processus de commande' },
  ),
  principe(
    'administrateur-technique-obligatoire',
    ['P23'],
    'L’administrateur technique est désigné avant toute demande',
    'Sa désignation préalable est une obligation réglementaire.',
    { document: ARRETE_MIE, repere: 'Article 3' },
    'source',
  ),
  principe(
    'professionnels-d-un-etablissement-equipe',
    ['R17'],
    'Un établissement équipé dispense ses professionnels de carte',
    'Quand l’établissement a son certificat, ses professionnels n’ont pas besoin de leur carte pour le DMP et INSi.',
    { document: WEBINAIRE, repere: 'Les services socles Ségur' },
    'source',
  ),
  principe(
    'service-d-un-hopital',
    ['R19'],
    'Un service de radiologie ou de biologie d’un hôpital suit son hôpital',
    'Il utilise le certificat de l’hôpital, ou un certificat dédié si son logiciel appelle lui-même les téléservices.',
    { document: GUIDE_HOPITAL, repere: 'p. 4-5' },
    'source_posterieure',
  ),
  principe(
    'alerte-avant-expiration',
    ['A7', 'P23'],
    'Avis 60 jours avant l’expiration',
    'L’avis, annoncé un mois avant en 2022, part aujourd’hui 60 jours avant l’expiration.',
    { document: FAQ_SEGUR, repere: 'Cycle de vie des certificats' },
    'source_posterieure',
  ),
]
