/**
 * The facts that rules may look at, each with every value it can take. They are derived before
 * any rule is read; what the source does not say, and what it says that cannot be read, are values
 * of their own, never "no". `-liste-ans` marks what only the ANS's later list of codes adds to the
 * webinar, `-deduit` what labels alone say, `-declare` what the caller says.
 */
export const FAITS = {
  /** What the sector (R02) makes of the structure; the médico-social categories (R66) win. */
  classe: [
    'cabinet-individuel',
    'cabinet-de-groupe',
    'societe',
    'cabinet-declare',
    'societe-declaree',
    /** A maison de santé without FINESS, whose software is the practitioner's own. */
    'logiciel-du-praticien',
    'hopital',
    'medico-social',
    'officine',
    'officine-liste-ans',
    'laboratoire',
    'maison-de-sante',
    'centre-de-sante',
    'sans-regle',
    'inconnue',
  ],
  /** Who practises, as cabinets and sociétés tell it apart. */
  profil: [
    'radiologue',
    'radiologue-liste-ans',
    'radiologue-deduit',
    'medecin-liberal',
    /** Not given, or a code that no table of ours holds. */
    'specialite-inconnue',
    'medecin-autre-mode',
    'autre-profession',
    /** A structure asked for itself: nobody says who practises there. */
    'inconnu',
  ],
  /** The caller says who practises in a structure asked for itself. */
  praticienDeclare: ['oui', 'non'],
  /** A libéral radiologist, as hospitals tell it apart. */
  plateau: ['oui', 'oui-liste-ans', 'oui-deduit', 'non', 'inconnu'],
  cote: ['public', 'prive', 'non-etabli'],
  /** The caller said public or private where the directory does not establish it. */
  statutDeclare: ['oui', 'non'],
  /** Category (R66); `deduite`: médico-social by a later value set than the ANS's list. */
  categorie: ['lue', 'deduite', 'absente', 'illisible'],
  dialyse: ['oui', 'non'],
  /** An EJ asked for itself, of which its open sites alone say so. */
  dialyseDesSites: ['oui', 'non'],
  /** SA03, whose private side in law is disputed. */
  psph: ['oui', 'non'],
  /**
   * Legal form (R400, R72), the structure's, else its EJ's. `generale`: a level above the forms,
   * that covers several of these.
   */
  forme: ['absente', 'scm', 'sel-scp', 'groupement', 'autre', 'generale', 'illisible'],
  nomScm: ['oui', 'non'],
  /** Titulaire de cabinet (FON-01). */
  titulaire: ['oui', 'non', 'inconnu', 'illisible'],
  /** Interne or docteur junior, who is never the titulaire. */
  enFormation: ['oui', 'non', 'inconnu', 'illisible'],
  /** By fonction or genre d'activité; `inconnu` when neither is given, or one cannot be read. */
  remplacant: ['oui', 'non', 'inconnu'],
  /**
   * What the open sites of an EJ asked for itself say of it, where it says nothing of itself;
   * `mixte`: one sector, and médico-social sites beside. `non`: itself, or nobody, says it.
   */
  secteurDesSites: ['non', 'accord', 'mixte', 'medico-social', 'desaccord'],
  /**
   * Whether an EJ asked for itself has open sites, each with its FINESS EG; `inconnu`: the source
   * does not list them. `non` for anything that is no EJ asked for itself too.
   */
  sitesOuverts: ['oui', 'non', 'inconnu'],
  /** FINESS EG of the structure itself. */
  eg: ['connu', 'inconnu'],
  /** FINESS EJ of the structure itself, else of its EJ; `fermee-inconnue`: a closed EJ without one. */
  ej: ['connu', 'inconnu', 'contradictoire', 'fermee', 'fermee-inconnue'],
  /** Either of the two or, for a laboratory, that of a site. */
  finess: ['connu', 'inconnu'],
  /** A FINESS, EG or EJ, of the structure itself. */
  finessPropre: ['oui', 'non'],
  /** Identifiers whose type cannot be told, or that contradict each other; one may be a FINESS. */
  identifiantIllisible: ['finess', 'autre', 'non'],
  siret: ['connu', 'inconnu'],
  /** A SIRET that the caller gives; `ecarte`: it is not one of the SIREN that is known. */
  siretDeclare: ['non', 'retenu', 'ecarte'],
  siren: ['connu', 'inconnu'],
  rang: ['propre', 'autre', 'absent'],
  rangMalforme: ['oui', 'non'],
  rangOrigine: ['identifiant', 'idnst', 'ancien', 'absent'],
  rangCle: ['bonne', 'fausse', 'absent'],
  /** `declare-ej`, `declare-ferme`: the directory knows the number declared as something else. */
  sitePrincipal: ['declare', 'confirme', 'declare-ej', 'declare-ferme', 'type', 'seul', 'inconnu'],
  structure: ['ouverte', 'fermee', 'absente', 'introuvable'],
  /** The directory refers to an EJ that it does not show. */
  ejIntrouvable: ['oui', 'non'],
  /** Another open structure bears the same identifier, under another SIRET or another EJ. */
  homonyme: ['oui', 'non'],
  /** Against the day judged. `terminee` also when the directory says so without a date. */
  activite: ['terminee', 'fin-future', 'debut-futur', 'en-cours', 'dates-non-publiques'],
  systemeInformation: ['commun', 'par-site', 'inconnu'],
  ris: ['unique', 'par-site', 'inconnu'],
  /** Whose the software of a maison de santé without FINESS is. */
  logiciel: ['structure', 'praticien', 'inconnu'],
  groupement: ['oui', 'non', 'inconnu'],
  /** A certificate is asked for although the CPS card would do. */
  certificatVoulu: ['oui', 'non'],
} as const satisfies Record<string, readonly string[]>

export type Faits = { [F in keyof typeof FAITS]: (typeof FAITS)[F][number] }

/** Fact → the values a rule accepts. */
export type Conditions = { [F in keyof Faits]?: readonly Faits[F][] }

/** The value of a fact that is always known. */
export const toOuiNon = (value: boolean): 'oui' | 'non' => (value ? 'oui' : 'non')
