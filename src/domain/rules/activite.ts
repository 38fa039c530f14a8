import { regle } from './rule.ts'
import { DECISIONS, PROFILS_ANNUAIRE, WEBINAIRE } from '../sources.ts'

/** Whether a situation counts at all on the day judged, and whether its structure is open. */
export const activite = [
  regle({
    id: 'activite-terminee',
    ref: ['G2', 'P02'],
    titre: 'Une activité terminée ne compte pas',
    quand: { activite: ['terminee'] },
    alors: { nature: 'ecart', motif: 'terminee' },
    pourquoi: 'L’activité n’est plus en cours au {jour} : on ne commande rien pour elle.',
    source: { document: WEBINAIRE, repere: 'Vérification de l’activité, étape 2' },
    confiance: 'source',
    exemples: [
      { faits: { activite: 'terminee' }, attendu: 'oui' },
      { faits: { activite: 'fin-future' }, attendu: 'non' },
      { faits: {}, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'remplacant-ne-commande-pas',
    ref: ['T33', 'P03'],
    titre: 'Un remplaçant ne commande pas',
    quand: {
      remplacant: ['oui'],
      activite: ['en-cours', 'fin-future', 'debut-futur', 'dates-non-publiques'],
    },
    alors: { nature: 'ecart', motif: 'remplacant' },
    pourquoi: 'Le praticien n’est ici que remplaçant ({remplacement}) : il ne commande pas.',
    source: { document: DECISIONS, repere: 'P03, remplaçants' },
    confiance: 'deduite',
    exemples: [
      { faits: { remplacant: 'oui', activite: 'en-cours' }, attendu: 'oui' },
      { faits: { remplacant: 'oui', activite: 'terminee' }, attendu: 'non' },
      { faits: { remplacant: 'oui' }, attendu: 'inconnu' },
    ],
  }),
  regle({
    id: 'remplacement-non-verifiable',
    ref: ['T33', 'P03'],
    titre: 'Rien ne dit si le praticien est remplaçant',
    quand: { remplacant: ['inconnu'] },
    alors: { nature: 'precision', alerte: 'REMPLACEMENT_NON_VERIFIABLE', commandeSeule: true },
    pourquoi:
      'La fonction et le genre d’activité manquent, ou l’un des deux ne se lit pas : rien ne dit si le praticien est remplaçant.',
    source: { document: DECISIONS, repere: 'P03, remplaçants' },
    confiance: 'deduite',
    exemples: [
      { faits: { remplacant: 'inconnu' }, attendu: 'oui' },
      { faits: { remplacant: 'non' }, attendu: 'non' },
      { faits: { remplacant: 'oui' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'activite-bornee-dans-le-futur',
    ref: ['G2', 'P02'],
    titre: 'Une date de fin ou de début à venir demande une vérification',
    quand: { activite: ['fin-future', 'debut-futur'] },
    alors: { nature: 'reserve', questions: ['H08'] },
    pourquoi:
      'L’Annuaire donne {dates} : rien ne dit que l’activité sera en cours au moment de la commande.',
    source: { document: WEBINAIRE, repere: 'Vérification de l’activité, étape 2' },
    confiance: 'deduite',
    exemples: [
      { faits: { activite: 'fin-future' }, attendu: 'oui' },
      { faits: { activite: 'en-cours' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'dates-non-publiques',
    ref: ['P02'],
    titre: 'Les dates d’activité ne sont pas publiques',
    quand: { activite: ['dates-non-publiques'] },
    alors: { nature: 'precision', question: 'H09', alerte: 'DATES_NON_PUBLIQUES' },
    pourquoi: 'Les données publiques ne donnent pas de dates : l’activité est tenue pour en cours.',
    source: { document: PROFILS_ANNUAIRE, repere: 'Profil public de PractitionerRole, period' },
    confiance: 'source_posterieure',
    exemples: [
      { faits: { activite: 'dates-non-publiques' }, attendu: 'oui' },
      { faits: { activite: 'en-cours' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'structure-fermee',
    ref: ['P18'],
    titre: 'Une structure fermée ne commande pas',
    quand: { structure: ['fermee'] },
    alors: { nature: 'reserve', questions: ['H15'] },
    pourquoi: 'L’Annuaire dit la structure fermée au {jour} : une autre a pu prendre sa suite.',
    source: { document: DECISIONS, repere: 'P18, structures fermées' },
    confiance: 'deduite',
    exemples: [
      { faits: { structure: 'fermee' }, attendu: 'oui' },
      { faits: { structure: 'ouverte' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'un-identifiant-deux-structures',
    ref: ['P29', 'H15'],
    titre: 'Deux structures ouvertes sous un même identifiant : laquelle commande ?',
    quand: { homonyme: ['oui'] },
    alors: { nature: 'reserve', questions: ['H15'] },
    pourquoi:
      'Plusieurs structures ouvertes portent le même identifiant : {homonymes}. Une cession est peut-être en cours.',
    source: { document: DECISIONS, repere: 'P29, un identifiant, deux structures' },
    confiance: 'deduite',
    exemples: [
      { faits: { homonyme: 'oui' }, attendu: 'oui' },
      { faits: { homonyme: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'entite-juridique-introuvable',
    ref: ['P06', 'H15'],
    titre: 'Entité juridique que l’Annuaire ne montre pas',
    quand: { ejIntrouvable: ['oui'] },
    alors: { nature: 'precision', alerte: 'EJ_INTROUVABLE' },
    pourquoi: 'L’Annuaire renvoie à une entité juridique qu’il ne montre pas.',
    source: { document: DECISIONS, repere: 'P06, entité juridique inconnue' },
    confiance: 'deduite',
    exemples: [
      { faits: { ejIntrouvable: 'oui' }, attendu: 'oui' },
      { faits: { ejIntrouvable: 'non' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'entite-juridique-incertaine-de-categorie-illisible',
    ref: ['H15', 'P26'],
    titre: 'Entité juridique fermée ou contradictoire, catégorie peut-être médico-sociale',
    quand: {
      classe: [
        'officine',
        'officine-liste-ans',
        'maison-de-sante',
        'logiciel-du-praticien',
        'centre-de-sante',
      ],
      categorie: ['illisible'],
      ej: ['contradictoire', 'fermee', 'fermee-inconnue'],
    },
    alors: { nature: 'reserve', questions: ['H15'] },
    pourquoi:
      'L’entité juridique est fermée ou donnée en double, et la catégorie {categorie} peut être médico-sociale.',
    source: { document: DECISIONS, repere: 'P26, ce qui ne se lit pas' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'officine', categorie: 'illisible', ej: 'fermee' }, attendu: 'oui' },
      { faits: { classe: 'officine', categorie: 'lue', ej: 'fermee' }, attendu: 'non' },
    ],
  }),
  regle({
    id: 'entite-juridique-incertaine',
    ref: ['H15'],
    titre: 'Une entité juridique fermée ou contradictoire demande une vérification',
    quand: {
      classe: ['hopital', 'medico-social', 'laboratoire'],
      ej: ['contradictoire', 'fermee', 'fermee-inconnue'],
    },
    alors: { nature: 'reserve', questions: ['H15'] },
    pourquoi: 'L’entité juridique de la structure est fermée, ou l’Annuaire en donne deux.',
    source: { document: DECISIONS, repere: 'P18, étendue à l’entité juridique' },
    confiance: 'deduite',
    exemples: [
      { faits: { classe: 'hopital', ej: 'contradictoire' }, attendu: 'oui' },
      { faits: { classe: 'hopital', ej: 'connu' }, attendu: 'non' },
      { faits: { ej: 'fermee' }, attendu: 'inconnu' },
    ],
  }),
]
