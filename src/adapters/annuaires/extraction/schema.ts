/**
 * The local database made from the open-data files: what the import writes and the directory
 * `extraction` reads, as a SQLite file on Node and as a D1 database on Workers. Written once, never
 * changed afterwards: another import makes another database.
 *
 * NULL means "the files do not say", never "no". An empty text is never stored. Every identifier
 * and code is a text, with its leading zeros. Days are `AAAA-MM-JJ`. The order of rows means
 * nothing and differs from one import to the next: sort what you show by its content.
 *
 * How to read it:
 * - Everything of a practitioner has the same key, the RPPS: the four tables `professionnel`,
 *   `exercice`, `situation` and `carte` are each one look-up `WHERE rpps IN (?, …)`, structures and
 *   FINESS come by `LEFT JOIN` on their primary keys. Nobody has this RPPS when `professionnel` has
 *   no row; a practitioner without situation has no activity in the files.
 * - `meta` first: refuse a database whose `schema` is not `SCHEMA_VERSION`, or that lacks
 *   `complet` (it is written last: a D1 database without it is still being loaded).
 * - What was imported stands in `fichier`. Without a row of type `cartes`, the table `carte` is
 *   empty because nobody looked: a card that is not found is then unknown, not "nobody's". Without
 *   one of type `finess`, legal forms, categories, closings and lists of sites are unknown.
 * - Whoever or whatever stands in `incomplet` may lack any part of what the files say: never judge
 *   from the rest, and never say that nobody has this number.
 * - The tables `nom`, `mot_structure`, `nom_structure` and `lieu` are for the search by name; all are
 *   empty when the import left it out (`meta.recherche` 0), and nobody can then be searched for.
 * - A FINESS that is absent from `etablissement` or `entite_juridique` although FINESS was imported
 *   is unknown too; the files keep closed ones, so absence does not mean closed.
 */

/** Raised with every change that a reader must know of. */
export const SCHEMA_VERSION = '5'

export type TypeIncomplet = 'RPPS' | 'CARTE' | 'FINESS' | 'SITES'

/** Types of the files, in the order of their import. */
export const TYPES_FICHIER = ['activites', 'savoir-faire', 'cartes', 'finess'] as const
export type TypeFichier = (typeof TYPES_FICHIER)[number]

/**
 * The keys of `meta`, all always there:
 * - `schema`: `SCHEMA_VERSION` of the importer;
 * - `importe_le`: instant of the import, ISO 8601 UTC;
 * - `donnees_du`: day of the data of the activities file, `''` when it does not say;
 * - `oppositions`: `1` when the file of cards has the column of oppositions: a card without
 *   opposition is then not opposed. `0`: no such file or column, oppositions are unknown;
 * - `non_attribuees`: how many rows could neither be read nor be laid to anybody in `incomplet`;
 * - `recherche`: `1` when the tables of the search were written;
 * - one per table, `lignes_<table>`: its number of rows;
 * - `complet`: `1`, written after everything else.
 */
export const META_COMPLET = 'complet'

type Declaration = `${'TEXT' | 'INTEGER'}${'' | ' NOT NULL' | ' NOT NULL PRIMARY KEY'}`
type Colonnes = Readonly<Record<string, Declaration>>

/** Every table that the import counts: its columns in their order, as SQL declares them. */
const CONTENU = {
  professionnel: {
    /** 11 digits, key not checked. */
    rpps: 'TEXT NOT NULL PRIMARY KEY',
    /** Nom d'exercice; NULL also when the rows contradict each other. */
    nom: 'TEXT',
    prenom: 'TEXT',
    /** M, MME. */
    civilite: 'TEXT',
  },

  /**
   * One row per profession and category of a practitioner. Of its savoir-faire: the type is S for a
   * specialite ordinale, C, CEX, CAPA… for others, and empty when no row says it (:SM54). Without a
   * code, a label of no table stands in its place, its spaces being U+00A0; the code is empty when a
   * row has a type alone (S:): there is then a savoir-faire that cannot be read. One code with two
   * types stands there twice.
   */
  exercice: {
    rpps: 'TEXT NOT NULL',
    /** Unique per practitioner; only ties situations and cards to it. */
    rang: 'INTEGER NOT NULL',
    /** TRE_G15; without a code, the label when it is of no table. */
    profession: 'TEXT',
    /** TRE_R09: C civil, E etudiant, M agent public. */
    categorie: 'TEXT',
    /** type:code (S:SM44), separated by one space; see above. */
    savoir_faire: 'TEXT',
  },

  /** One row per activity and structure; no identifier, no dates: the files have none. */
  situation: {
    rpps: 'TEXT NOT NULL',
    /** 0, 1…: no meaning. */
    rang: 'INTEGER NOT NULL',
    /** exercice.rang. */
    exercice: 'INTEGER NOT NULL',
    /** TRE_R23; without a code, the label when it is of no table. */
    mode: 'TEXT',
    /** TRE_R02; likewise. */
    secteur: 'TEXT',
    /** TRE_R06. */
    section: 'TEXT',
    /** TRE_R21; without a code, the label when it is of no table. */
    fonction: 'TEXT',
    /** TRE_R22; likewise. */
    genre: 'TEXT',
    /** structure.id; NULL = an activity without structure. */
    structure: 'INTEGER',
  },

  /** As the activities file describes it; the same one described in two ways has two rows. */
  structure: {
    id: 'INTEGER NOT NULL PRIMARY KEY',
    raison_sociale: 'TEXT',
    enseigne: 'TEXT',
    /** Column FINESS site, no prefix, form not checked. */
    finess_eg: 'TEXT',
    /** Column FINESS etablissement juridique, no prefix. */
    finess_ej: 'TEXT',
    /** Column SIRET site, no prefix. */
    siret: 'TEXT',
    siren: 'TEXT',
    /** Prefixed: 0 ADELI rang, 1 FINESS (EG or EJ), 2 SIREN, 3 SIRET, 4 RPPS rang. */
    ancien_identifiant: 'TEXT',
    /** The 14 digits after the prefix 4; NULL when they are not 14 digits. */
    rpps_rang: 'TEXT',
    /** Internal to the Annuaire, opaque. */
    identifiant_technique: 'TEXT',
    /** Lines above postcode and town, separated by U+000A. */
    adresse: 'TEXT',
    code_postal: 'TEXT',
    commune: 'TEXT',
  },

  /** One row per card, profession and category; a number may stand in several rows. */
  carte: {
    id: 'INTEGER NOT NULL PRIMARY KEY',
    /** Digits, 10 as a rule. */
    numero: 'TEXT NOT NULL',
    rpps: 'TEXT NOT NULL',
    /** exercice.rang. */
    exercice: 'INTEGER NOT NULL',
    /** TRE_R87: CPS, CPF; without a code, the label of no table. */
    type: 'TEXT',
    debut: 'TEXT',
    fin: 'TEXT',
    /** NULL: not opposed, if meta.oppositions is 1; else unknown. */
    opposition: 'TEXT',
    mise_a_jour: 'TEXT',
  },

  /** FINESS: entites juridiques, closed ones too. */
  entite_juridique: {
    finess: 'TEXT NOT NULL PRIMARY KEY',
    nom: 'TEXT',
    siren: 'TEXT',
    /** TRE_R72. */
    statut_juridique: 'TEXT',
    /** 1 etatObjet A, 0 I, NULL none. */
    actif: 'INTEGER',
    ouverture: 'TEXT',
    fermeture: 'TEXT',
  },

  /** FINESS: entites geographiques, closed ones too; which is the main site is not published. */
  etablissement: {
    finess: 'TEXT NOT NULL PRIMARY KEY',
    /** entite_juridique.finess. */
    finess_ej: 'TEXT NOT NULL',
    nom: 'TEXT',
    siret: 'TEXT',
    /** TRE_R66. */
    categorie: 'TEXT',
    actif: 'INTEGER',
    ouverture: 'TEXT',
    fermeture: 'TEXT',
  },
} as const satisfies Record<string, Colonnes>

/** All of them. */
const COLONNES = {
  meta: { cle: 'TEXT NOT NULL PRIMARY KEY', valeur: 'TEXT NOT NULL' },

  /** One row per imported file. */
  fichier: {
    /** TYPES_FICHIER. */
    type: 'TEXT NOT NULL PRIMARY KEY',
    /** Name of the file, or of the entry of a zip. */
    nom: 'TEXT NOT NULL',
    /** Of the file as given (of the zip for its entries), lower-case hex. */
    sha256: 'TEXT NOT NULL',
    /** Day of its data, from its name or its own date. */
    donnees_du: 'TEXT',
    /** The same with the time, as the file gives it: AAAAMMJJHHMM or ISO 8601. */
    donnees_le: 'TEXT',
    /** Data rows read; for finess: entites juridiques and EG. */
    lignes: 'INTEGER NOT NULL',
    /** Rows that could not be read. */
    mises_de_cote: 'INTEGER NOT NULL',
  },

  /**
   * What a row that could not be read is about, as far as it still tells. FINESS: an EG or EJ that
   * cannot be read, or is said in two ways. SITES: an EJ some of whose EG are missing.
   */
  incomplet: {
    /** TypeIncomplet. */
    type: 'TEXT NOT NULL',
    valeur: 'TEXT NOT NULL',
  },

  ...CONTENU,

  /** Places of structures, as they are compared: `foldCommune`, `departementOf`. */
  lieu: {
    /** From 1. */
    id: 'INTEGER NOT NULL PRIMARY KEY',
    commune: 'TEXT',
    code_postal: 'TEXT',
    departement: 'TEXT',
  },

  /**
   * A row for each word by which somebody is found, profession and place: the word, then all the
   * others, so that any word may come first and the rest is read without leaving the index.
   */
  nom: {
    /** 0 for a whole name, `NOM, PRENOM`, in alphabetical order; 1 for the other words. */
    sorte: 'INTEGER NOT NULL',
    /** `foldNom`. */
    cle: 'TEXT NOT NULL',
    /** As a number: half the bytes. */
    rpps: 'INTEGER NOT NULL',
    /** lieu.id of an activity of this profession; 0 = none. */
    lieu: 'INTEGER NOT NULL',
    /** TRE_G15; 0 = none, or no code. */
    profession: 'INTEGER NOT NULL',
  },

  /** Each word of the name and enseigne of a structure. */
  mot_structure: {
    mot: 'TEXT NOT NULL',
    structure: 'INTEGER NOT NULL',
    /** lieu.id; 0 = none. */
    lieu: 'INTEGER NOT NULL',
  },

  nom_structure: {
    /** structure.id */
    id: 'INTEGER NOT NULL PRIMARY KEY',
    /** All its words. */
    cle: 'TEXT NOT NULL',
    /** TRE_R02, of one of its activities. */
    secteur: 'TEXT',
  },
} as const satisfies Record<string, Colonnes>

/** In the order in which they are exported. */
export const TABLES_RECHERCHE = ['lieu', 'nom', 'mot_structure', 'nom_structure'] as const

type Tables = typeof COLONNES
export type TableDeBase = keyof Tables
export type Colonne<T extends TableDeBase> = keyof Tables[T] & string

export type Table = keyof typeof CONTENU
export const TABLES = Object.keys(CONTENU) as readonly Table[]

type Valeur<D> =
  | (D extends `TEXT${string}` ? string : number)
  | (D extends `${string} NOT NULL${string}` ? never : null)

/** One row of a table. */
export type LigneDe<T extends TableDeBase> = {
  readonly [C in Colonne<T>]: Valeur<Tables[T][C]>
}

/** The columns of a table, in their order. */
export const colonnesDe = <T extends TableDeBase>(table: T): readonly Colonne<T>[] =>
  Object.keys(COLONNES[table]) as Colonne<T>[]

/** Keys of several columns. */
const CLES: { readonly [T in TableDeBase]?: readonly Colonne<T>[] } = {
  incomplet: ['type', 'valeur'],
  exercice: ['rpps', 'rang'],
  situation: ['rpps', 'rang'],
  nom: ['sorte', 'cle', 'rpps', 'lieu', 'profession'],
  mot_structure: ['mot', 'structure'],
}

/** To be run on an empty database, one by one: D1 takes statements so. */
export const CREATE_TABLES = Object.entries<Colonnes>(COLONNES).map(([table, colonnes]) => {
  const cle = CLES[table as TableDeBase]
  const parts = [
    ...Object.entries(colonnes).map((colonne) => colonne.join(' ')),
    ...(cle === undefined ? [] : [`PRIMARY KEY (${cle.join(', ')})`]),
  ]
  // A whole number that is the key is the rowid itself.
  const options = colonnes['id'] === undefined ? 'STRICT, WITHOUT ROWID' : 'STRICT'
  return `CREATE TABLE ${table} ( ${parts.join(', ')} ) ${options}`
})

/**
 * To be run once the tables are full: look-ups by card, cards of a practitioner, sites of an EJ for
 * FINESS and for the activities; structures by each of their identifiers, and the sectors that
 * activities give them.
 */
export const CREATE_INDEXES = [
  'CREATE INDEX carte_numero ON carte (numero)',
  'CREATE INDEX carte_rpps ON carte (rpps)',
  'CREATE INDEX etablissement_ej ON etablissement (finess_ej)',
  'CREATE INDEX lieu_commune ON lieu (commune)',
  'CREATE INDEX lieu_code_postal ON lieu (code_postal)',
  'CREATE INDEX lieu_departement ON lieu (departement)',
  'CREATE INDEX structure_ej ON structure (finess_ej, finess_eg) WHERE finess_ej IS NOT NULL',
  'CREATE INDEX structure_eg ON structure (finess_eg) WHERE finess_eg IS NOT NULL',
  'CREATE INDEX structure_siret ON structure (siret) WHERE siret IS NOT NULL',
  'CREATE INDEX structure_ancien ON structure (ancien_identifiant) WHERE ancien_identifiant IS NOT NULL',
  'CREATE INDEX situation_structure ON situation (structure, secteur) WHERE structure IS NOT NULL',
  'CREATE INDEX etablissement_siret ON etablissement (siret) WHERE siret IS NOT NULL',
]
