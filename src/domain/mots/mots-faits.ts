import type { Faits } from '../faits/faits.ts'

/** A fact as people read it, and each of its values as what is true of the situation then. */
export type MotsFait<F extends keyof Faits> = { nom: string; valeurs: Record<Faits[F], string> }

/** The words of every fact that rules may look at: a fact or a value without words does not compile. */
export const MOTS_FAITS: { [F in keyof Faits]: MotsFait<F> } = {
  classe: {
    nom: 'Structure',
    valeurs: {
      'cabinet-individuel': 'cabinet individuel',
      'cabinet-de-groupe': 'cabinet de groupe',
      societe: 'société d’exercice',
      hopital: 'établissement de santé',
      'medico-social': 'établissement médico-social',
      officine: 'officine',
      'officine-liste-ans': 'autre pharmacie du couloir officine',
      laboratoire: 'laboratoire de biologie médicale',
      'maison-de-sante': 'maison de santé',
      'centre-de-sante': 'centre de santé',
      'sans-regle': 'structure d’un autre secteur',
      inconnue: 'structure de secteur absent, illisible ou périmé',
      'cabinet-declare': 'exercice déclaré en nom propre',
      'societe-declaree': 'exercice déclaré pour une société',
      'logiciel-du-praticien': 'maison de santé sans FINESS, logiciel du praticien',
    },
  },
  profil: {
    nom: 'Praticien',
    valeurs: {
      radiologue: 'radiologue',
      'radiologue-liste-ans': 'médecin nucléaire ou radiothérapeute',
      'radiologue-deduit': 'radiologue par le libellé de sa spécialité',
      'medecin-liberal': 'médecin libéral d’une autre spécialité',
      'specialite-inconnue': 'médecin libéral de spécialité absente ou illisible',
      'medecin-autre-mode': 'médecin non libéral hors radiologie',
      'autre-profession': 'profession autre que médecin ou inconnue',
      inconnu: 'praticien non précisé, structure demandée pour elle-même',
    },
  },
  praticienDeclare: {
    nom: 'Praticien déclaré',
    valeurs: { oui: 'déclaré par la demande', non: 'lu dans l’Annuaire, ou non précisé' },
  },
  plateau: {
    nom: 'Radiologue libéral',
    valeurs: {
      oui: 'radiologue libéral',
      'oui-liste-ans': 'médecin nucléaire libéral ou radiothérapeute libéral',
      'oui-deduit': 'radiologue libéral par le libellé de sa spécialité',
      non: 'pas un radiologue libéral',
      inconnu: 'non renseigné ou illisible',
    },
  },
  cote: {
    nom: 'Statut',
    valeurs: { public: 'public', prive: 'privé', 'non-etabli': 'ni public ni privé à coup sûr' },
  },
  statutDeclare: {
    nom: 'Statut public ou privé déclaré',
    valeurs: { oui: 'déclaré par la demande', non: 'non déclaré, ou établi par l’Annuaire' },
  },
  categorie: {
    nom: 'Catégorie d’établissement',
    valeurs: {
      lue: 'lue dans l’Annuaire',
      deduite: 'médico-sociale par le jeu de valeurs des ESSMS',
      absente: 'non renseignée',
      illisible: 'illisible',
    },
  },
  dialyse: {
    nom: 'Dialyse',
    valeurs: { oui: 'centre de dialyse', non: 'pas un centre de dialyse' },
  },
  dialyseDesSites: {
    nom: 'Dialyse d’après les sites',
    valeurs: {
      oui: 'tous les sites ouverts sont des centres de dialyse',
      non: 'les sites ne le disent pas',
    },
  },
  psph: {
    nom: 'Secteur privé PSPH',
    valeurs: { oui: 'établissement PSPH', non: 'autre établissement' },
  },
  forme: {
    nom: 'Statut juridique',
    valeurs: {
      absente: 'statut juridique inconnu',
      scm: 'SCM',
      'sel-scp': 'SEL ou SCP',
      groupement: 'groupement',
      autre: 'autre statut juridique',
      generale: 'statut juridique trop général',
      illisible: 'statut juridique illisible',
    },
  },
  nomScm: {
    nom: 'Nom de la structure',
    valeurs: { oui: 'il évoque une SCM', non: 'il n’évoque pas une SCM' },
  },
  titulaire: {
    nom: 'Fonction',
    valeurs: {
      oui: 'titulaire de cabinet',
      non: 'autre que titulaire de cabinet',
      inconnu: 'fonction non renseignée',
      illisible: 'fonction illisible',
    },
  },
  enFormation: {
    nom: 'Praticien en formation',
    valeurs: {
      oui: 'praticien interne ou docteur junior',
      non: 'ni interne ni docteur junior',
      inconnu: 'fonction non renseignée',
      illisible: 'fonction illisible',
    },
  },
  remplacant: {
    nom: 'Remplacement',
    valeurs: {
      oui: 'le praticien est remplaçant',
      non: 'le praticien n’est pas remplaçant',
      inconnu: 'on ne sait pas si le praticien est remplaçant',
    },
  },
  secteurDesSites: {
    nom: 'Secteur d’activité des sites',
    valeurs: {
      non: 'lu sur la structure elle-même, ou inconnu',
      accord: 'le même pour tous les sites ouverts dont il est connu',
      mixte: 'le même pour ses sites ouverts, hors ceux qui sont médico-sociaux',
      'medico-social': 'tous les sites ouverts sont médico-sociaux',
      desaccord:
        'différent d’un site ouvert à l’autre, illisible, ou donné par les seuls sites médico-sociaux',
    },
  },
  sitesOuverts: {
    nom: 'Sites d’une entité juridique demandée pour elle-même',
    valeurs: {
      oui: 'au moins un site ouvert',
      non: 'aucun site ouvert',
      inconnu: 'liste des sites inconnue',
    },
  },
  eg: {
    nom: 'FINESS géographique',
    valeurs: { connu: 'FINESS géographique connu', inconnu: 'FINESS géographique inconnu' },
  },
  ej: {
    nom: 'Entité juridique',
    valeurs: {
      connu: 'entité juridique connue',
      inconnu: 'entité juridique inconnue',
      contradictoire: 'contradictoire',
      fermee: 'fermée',
      'fermee-inconnue': 'fermée, sans FINESS connu',
    },
  },
  finess: {
    nom: 'FINESS de la structure ou de son entité juridique',
    valeurs: { connu: 'un FINESS au moins est connu', inconnu: 'aucun FINESS connu' },
  },
  finessPropre: {
    nom: 'FINESS de la structure elle-même',
    valeurs: { oui: 'la structure en porte un', non: 'la structure n’en porte pas' },
  },
  identifiantIllisible: {
    nom: 'Identifiant illisible',
    valeurs: {
      finess: 'un identifiant illisible, peut-être un FINESS',
      autre: 'un identifiant illisible',
      non: 'aucun identifiant illisible',
    },
  },
  siretDeclare: {
    nom: 'SIRET déclaré',
    valeurs: {
      non: 'aucun, ou l’Annuaire en donne un',
      retenu: 'déclaré par la demande, du SIREN connu',
      ecarte: 'déclaré par la demande, d’un autre SIREN',
    },
  },
  siret: { nom: 'SIRET', valeurs: { connu: 'SIRET connu', inconnu: 'SIRET inconnu' } },
  siren: { nom: 'SIREN', valeurs: { connu: 'SIREN connu', inconnu: 'SIREN inconnu' } },
  rang: {
    nom: 'RPPS rang',
    valeurs: {
      propre: 'RPPS rang du praticien lui-même',
      autre: 'RPPS rang d’un autre titulaire',
      absent: 'aucun RPPS rang',
    },
  },
  rangMalforme: {
    nom: 'Valeur à la place du RPPS rang',
    valeurs: { oui: 'une valeur sans la forme d’un RPPS rang', non: 'aucune valeur malformée' },
  },
  rangOrigine: {
    nom: 'Où le RPPS rang a été lu',
    valeurs: {
      identifiant: 'dans son champ',
      idnst: 'dans l’identifiant national de la structure',
      ancien: 'dans l’ancien identifiant de la structure',
      absent: 'nulle part',
    },
  },
  rangCle: {
    nom: 'Clé du RPPS rang',
    valeurs: { bonne: 'clé juste', fausse: 'clé fausse', absent: 'aucun RPPS rang' },
  },
  sitePrincipal: {
    nom: 'Site principal du laboratoire',
    valeurs: {
      declare: 'déclaré par la demande',
      confirme: 'déclaré, et confirmé par l’Annuaire',
      'declare-ej': 'déclaré sous le numéro de l’entité juridique',
      'declare-ferme': 'déclaré, mais fermé pour l’Annuaire',
      type: 'désigné par l’Annuaire',
      seul: 'seul site ouvert',
      inconnu: 'inconnu',
    },
  },
  structure: {
    nom: 'État de la structure',
    valeurs: {
      ouverte: 'ouverte',
      fermee: 'fermée',
      absente: 'aucune structure',
      introuvable: 'absente de l’Annuaire',
    },
  },
  ejIntrouvable: {
    nom: 'Entité juridique que l’Annuaire ne montre pas',
    valeurs: { oui: 'citée, et absente de l’Annuaire', non: 'montrée, ou non citée' },
  },
  homonyme: {
    nom: 'Autre structure sous le même identifiant',
    valeurs: { oui: 'deux structures sous un identifiant', non: 'aucune autre structure' },
  },
  activite: {
    nom: 'Activité',
    valeurs: {
      terminee: 'terminée',
      'fin-future': 'date de fin à venir',
      'debut-futur': 'date de début à venir',
      'en-cours': 'en cours, sans date de fin',
      'dates-non-publiques': 'dates non publiques',
    },
  },
  systemeInformation: {
    nom: 'Système d’information',
    valeurs: {
      commun: 'un seul système pour tous les sites',
      'par-site': 'un système par site',
      inconnu: 'non précisé',
    },
  },
  ris: {
    nom: 'RIS (logiciel de radiologie)',
    valeurs: {
      unique: 'un seul RIS pour tous les sites',
      'par-site': 'un RIS par site',
      inconnu: 'RIS non précisé',
    },
  },
  logiciel: {
    nom: 'Logiciel en maison de santé',
    valeurs: {
      structure: 'celui de la structure',
      praticien: 'celui du praticien',
      inconnu: 'non précisé',
    },
  },
  groupement: {
    nom: 'Commande pour un groupement',
    valeurs: { oui: 'oui', non: 'non', inconnu: 'non précisé' },
  },
  certificatVoulu: {
    nom: 'Certificat souhaité',
    valeurs: { oui: 'un certificat est demandé', non: 'aucun certificat n’est demandé' },
  },
}

/** The name of a fact. */
export const nameFait = (fait: keyof Faits): string => MOTS_FAITS[fait].nom
/** A value of a fact in words; one without words is its own. */
export const nameValeur = (fait: keyof Faits, valeur: string): string =>
  (MOTS_FAITS[fait].valeurs as Record<string, string>)[valeur] ?? valeur

/** `a, b ou c`; a word that is itself « b ou c » counts for two. */
const joinOr = (words: readonly string[]): string => {
  const all = words.flatMap((word) => word.split(' ou '))
  const last = all.at(-1) ?? ''
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ou ${last}`
}

/** Several values of a fact: « cabinet de groupe ou cabinet individuel ». */
export const nameValeurs = (fait: keyof Faits, valeurs: readonly string[]): string =>
  joinOr(valeurs.map((valeur) => nameValeur(fait, valeur)))
