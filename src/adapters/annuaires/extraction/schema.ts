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
 * - A FINESS that is absent from `etablissement` or `entite_juridique` although FINESS was imported
 *   is unknown too; the files keep closed ones, so absence does not mean closed.
 */

/** Raised with every change that a reader must know of. */
export const SCHEMA_VERSION = '4'

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
 * - one per table, `lignes_<table>`: its number of rows;
 * - `complet`: `1`, written after everything else.
 */
export const META_COMPLET = 'complet'

/** Every table that the import counts. */
export const TABLES = [
  'professionnel',
  'exercice',
  'situation',
  'structure',
  'carte',
  'entite_juridique',
  'etablissement',
] as const
export type Table = (typeof TABLES)[number]

/** One statement each: D1 takes them one by one. */
const statements = (sql: string): readonly string[] =>
  sql
    .trim()
    .split(/;\n*(?=\n|$)/)
    .flatMap((one) => one.trim() || [])

/** To be run on an empty database, one by one. */
export const CREATE_TABLES = statements(`
CREATE TABLE meta (cle TEXT NOT NULL PRIMARY KEY, valeur TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row per imported file.
CREATE TABLE fichier (
  type TEXT NOT NULL PRIMARY KEY,   -- TYPES_FICHIER
  nom TEXT NOT NULL,                -- name of the file, or of the entry of a zip
  sha256 TEXT NOT NULL,             -- of the file as given (of the zip for its entries), lower-case hex
  donnees_du TEXT,                  -- day of its data, from its name or its own date
  donnees_le TEXT,                  -- the same with the time, as the file gives it: AAAAMMJJHHMM or ISO 8601
  lignes INTEGER NOT NULL,          -- data rows read; for finess: entites juridiques and EG
  mises_de_cote INTEGER NOT NULL    -- rows that could not be read
) STRICT, WITHOUT ROWID;

-- What a row that could not be read is about, as far as it still tells. FINESS: an EG or EJ that
-- cannot be read, or is said in two ways. SITES: an EJ some of whose EG are missing.
CREATE TABLE incomplet (
  type TEXT NOT NULL,               -- RPPS, CARTE, FINESS, SITES
  valeur TEXT NOT NULL,
  PRIMARY KEY (type, valeur)
) STRICT, WITHOUT ROWID;

CREATE TABLE professionnel (
  rpps TEXT NOT NULL PRIMARY KEY,   -- 11 digits, key not checked
  nom TEXT,                         -- nom d'exercice; NULL also when the rows contradict each other
  prenom TEXT,
  civilite TEXT                     -- M, MME
) STRICT, WITHOUT ROWID;

-- One row per profession and category of a practitioner. Of its savoir-faire: the type is S for a
-- specialite ordinale, C, CEX, CAPA… for others, and empty when no row says it (:SM54). Without a
-- code, a label of no table stands in its place, its spaces being U+00A0; the code is empty when a
-- row has a type alone (S:): there is then a savoir-faire that cannot be read. One code with two
-- types stands there twice.
CREATE TABLE exercice (
  rpps TEXT NOT NULL,
  rang INTEGER NOT NULL,            -- unique per practitioner; only ties situations and cards to it
  profession TEXT,                  -- TRE_G15; without a code, the label when it is of no table
  categorie TEXT,                   -- TRE_R09: C civil, E etudiant, M agent public
  savoir_faire TEXT,                -- type:code (S:SM44), separated by one space; see above
  PRIMARY KEY (rpps, rang)
) STRICT, WITHOUT ROWID;

-- One row per activity and structure; no identifier, no dates: the files have none.
CREATE TABLE situation (
  rpps TEXT NOT NULL,
  rang INTEGER NOT NULL,            -- 0, 1…: no meaning
  exercice INTEGER NOT NULL,        -- exercice.rang
  mode TEXT,                        -- TRE_R23; without a code, the label when it is of no table
  secteur TEXT,                     -- TRE_R02; likewise
  section TEXT,                     -- TRE_R06
  fonction TEXT,                    -- TRE_R21; likewise
  genre TEXT,                       -- TRE_R22; likewise
  structure INTEGER,                -- structure.id; NULL = an activity without structure
  PRIMARY KEY (rpps, rang)
) STRICT, WITHOUT ROWID;

-- A structure as the activities file describes it; the same one described in two ways has two rows.
CREATE TABLE structure (
  id INTEGER NOT NULL PRIMARY KEY,
  raison_sociale TEXT,
  enseigne TEXT,
  finess_eg TEXT,                   -- column FINESS site, no prefix, form not checked
  finess_ej TEXT,                   -- column FINESS etablissement juridique, no prefix
  siret TEXT,                       -- column SIRET site, no prefix
  siren TEXT,
  ancien_identifiant TEXT,          -- prefixed: 0 ADELI rang, 1 FINESS (EG or EJ), 2 SIREN, 3 SIRET, 4 RPPS rang
  rpps_rang TEXT,                   -- the 14 digits after the prefix 4; NULL when they are not 14 digits
  identifiant_technique TEXT,       -- internal to the Annuaire, opaque
  adresse TEXT,                     -- lines above postcode and town, separated by U+000A
  code_postal TEXT,
  commune TEXT
) STRICT;

-- One row per card, profession and category; a number may stand in several rows.
CREATE TABLE carte (
  id INTEGER NOT NULL PRIMARY KEY,
  numero TEXT NOT NULL,             -- digits, 10 as a rule
  rpps TEXT NOT NULL,
  exercice INTEGER NOT NULL,        -- exercice.rang
  type TEXT,                        -- TRE_R87: CPS, CPF; without a code, the label of no table
  debut TEXT,
  fin TEXT,
  opposition TEXT,                  -- NULL: not opposed, if meta.oppositions is 1; else unknown
  mise_a_jour TEXT
) STRICT;

-- FINESS: entites juridiques, closed ones too.
CREATE TABLE entite_juridique (
  finess TEXT NOT NULL PRIMARY KEY,
  nom TEXT,
  siren TEXT,
  statut_juridique TEXT,            -- TRE_R72
  actif INTEGER,                    -- 1 etatObjet A, 0 I, NULL none
  ouverture TEXT,
  fermeture TEXT
) STRICT, WITHOUT ROWID;

-- FINESS: entites geographiques, closed ones too; which is the main site is not published.
CREATE TABLE etablissement (
  finess TEXT NOT NULL PRIMARY KEY,
  finess_ej TEXT NOT NULL,          -- entite_juridique.finess
  nom TEXT,
  siret TEXT,
  categorie TEXT,                   -- TRE_R66
  actif INTEGER,
  ouverture TEXT,
  fermeture TEXT
) STRICT, WITHOUT ROWID;
`)

/**
 * To be run once the tables are full: look-ups by card, cards of a practitioner, sites of an EJ for
 * FINESS and for the activities.
 */
export const CREATE_INDEXES = statements(`
CREATE INDEX carte_numero ON carte (numero);
CREATE INDEX carte_rpps ON carte (rpps);
CREATE INDEX etablissement_ej ON etablissement (finess_ej);
CREATE INDEX structure_ej ON structure (finess_ej, finess_eg) WHERE finess_ej IS NOT NULL;
`)
