/**
 * Small invented files in the shape of the open-data ones: `|` between cells and at the end of each
 * line, nothing quoted. Everybody in them is invented.
 */
export const ACTIVITES = [
  "Type d'identifiant PP",
  'Identifiant PP',
  'Identification nationale PP',
  "Code civilité d'exercice",
  "Libellé civilité d'exercice",
  'Code civilité',
  'Libellé civilité',
  "Nom d'exercice",
  "Prénom d'exercice",
  'Code profession',
  'Libellé profession',
  'Code catégorie professionnelle',
  'Libellé catégorie professionnelle',
  'Code type savoir-faire',
  'Libellé type savoir-faire',
  'Code savoir-faire',
  'Libellé savoir-faire',
  'Code mode exercice',
  'Libellé mode exercice',
  'Numéro SIRET site',
  'Numéro SIREN site',
  'Numéro FINESS site',
  'Numéro FINESS établissement juridique',
  'Identifiant technique de la structure',
  'Raison sociale site',
  'Enseigne commerciale site',
  'Complément destinataire (coord. structure)',
  'Complément point géographique (coord. structure)',
  'Numéro Voie (coord. structure)',
  'Indice répétition voie (coord. structure)',
  'Code type de voie (coord. structure)',
  'Libellé type de voie (coord. structure)',
  'Libellé Voie (coord. structure)',
  'Mention distribution (coord. structure)',
  'Bureau cedex (coord. structure)',
  'Code postal (coord. structure)',
  'Code commune (coord. structure)',
  'Libellé commune (coord. structure)',
  'Code pays (coord. structure)',
  'Libellé pays (coord. structure)',
  'Téléphone (coord. structure)',
  'Téléphone 2 (coord. structure)',
  'Télécopie (coord. structure)',
  'Adresse e-mail (coord. structure)',
  'Code Département (structure)',
  'Libellé Département (structure)',
  'Ancien identifiant de la structure',
  "Autorité d'enregistrement",
  "Code secteur d'activité",
  "Libellé secteur d'activité",
  'Code section tableau pharmaciens',
  'Libellé section tableau pharmaciens',
  'Code rôle',
  'Libellé rôle',
  'Code genre activité',
  'Libellé genre activité',
]

const PERSONNE = [
  "Type d'identifiant PP",
  'Identifiant PP',
  'Identification nationale PP',
  "Nom d'exercice",
  "Prénom d'exercice",
  'Code profession',
  'Libellé profession',
  'Code catégorie professionnelle',
  'Libellé catégorie professionnelle',
]

export const SAVOIR_FAIRE = [
  ...PERSONNE,
  'Code type savoir-faire',
  'Libellé type savoir-faire',
  'Code savoir-faire',
  'Libellé savoir-faire',
]

export const CARTES = [
  ...PERSONNE,
  'Code type de carte',
  'Libellé type de carte',
  'Numéro carte',
  'Identifiant national contenu dans la carte',
  'Date début validité',
  'Date fin validité',
  'Date opposition',
  'Date de mise à jour',
]

export const DIPLOMES = [
  ...PERSONNE.slice(0, 5),
  'Code type diplôme obtenu',
  'Libellé type diplôme obtenu',
  'Code diplôme obtenu',
  'Libellé diplôme obtenu',
]

/** Cells by the name of their column; the others are empty. */
export type Ligne = Record<string, string>

/** A file: the header, then the rows; a row that is a text stands as it is. */
export const tableau = (
  colonnes: readonly string[],
  lignes: readonly (Ligne | string)[],
  fin = '|\n',
): string =>
  [
    colonnes.join('|'),
    ...lignes.map((ligne) =>
      typeof ligne === 'string' ? ligne : colonnes.map((colonne) => ligne[colonne] ?? '').join('|'),
    ),
  ]
    .map((ligne) => ligne + fin)
    .join('')

/** Basile GRANITE (fictif), médecin, as the rows of three files begin. */
export const personne = (rpps: string, autres: Ligne = {}): Ligne => ({
  "Type d'identifiant PP": '8',
  'Identifiant PP': rpps,
  'Identification nationale PP': `8${rpps}`,
  'Code civilité': 'M',
  "Nom d'exercice": 'GRANITE',
  "Prénom d'exercice": 'BASILE',
  'Code profession': '10',
  'Libellé profession': 'Médecin',
  'Code catégorie professionnelle': 'C',
  ...autres,
})

/** A cabinet of his own, found by its RPPS rang. */
export const cabinet = (rpps: string, autres: Ligne = {}): Ligne =>
  personne(rpps, {
    'Code type savoir-faire': 'S',
    'Code savoir-faire': 'SM44',
    'Code mode exercice': 'L',
    'Identifiant technique de la structure': `R${rpps}`,
    'Raison sociale site': 'CABINET DES ROCHES',
    'Numéro Voie (coord. structure)': '12',
    'Libellé type de voie (coord. structure)': 'Rue',
    'Libellé Voie (coord. structure)': 'DES CARRIERES',
    'Bureau cedex (coord. structure)': '01000 VILLE-SUR-RIEN',
    'Code postal (coord. structure)': '01000',
    'Libellé commune (coord. structure)': 'Ville-sur-Rien',
    'Ancien identifiant de la structure': `4${rpps}000`,
    "Code secteur d'activité": 'SA07',
    'Code rôle': 'FON-01',
    'Code genre activité': 'GENR01',
    ...autres,
  })

/** Employed by a hospital that FINESS knows. */
export const hopital = (rpps: string, autres: Ligne = {}): Ligne =>
  personne(rpps, {
    'Code mode exercice': 'S',
    'Numéro FINESS site': '010990117',
    'Numéro FINESS établissement juridique': '010990018',
    'Identifiant technique de la structure': 'F010990117',
    'Raison sociale site': 'CH DE VALBRUME',
    'Ancien identifiant de la structure': '1010990117',
    "Code secteur d'activité": 'SA01',
    ...autres,
  })

export const carte = (rpps: string, numero: string, autres: Ligne = {}): Ligne =>
  personne(rpps, {
    'Code type de carte': 'CPS',
    'Numéro carte': numero,
    'Date début validité': '12/03/2025',
    'Date fin validité': '12/03/2028',
    'Date de mise à jour': '12/03/2025',
    ...autres,
  })

/** As many different people as asked for, each with a cabinet. */
export const foule = (combien: number): Ligne[] =>
  Array.from({ length: combien }, (_, i) => cabinet(`10999${String(i).padStart(6, '0')}`))

/** FINESS+ structures: an open hospital with an open and a closed site, and a closed EJ. */
export const finess = (): object => ({
  schemaVersion: 'v1.0.0',
  generatedAt: '2026-11-23T02:06:22Z',
  gco: [{ identifiantGco: '1', pmej: [{ a: 'not an EJ' }] }],
  gcc: [],
  pmej: [
    {
      informationsGeneralesPMEJ: {
        numFinessPm: '010990018',
        denominationPm: 'CH VALBRUME',
        denominationLonguePmSmsse: 'CENTRE HOSPITALIER DE VALBRUME, DIT « LE {GRAND} »',
        siren: '999100290',
        statutJuridique: '14',
        dateCreation: '1900-01-01',
        dateFermeture: null,
      },
      etatObjet: 'A',
      ege: [site('010990117', 'A', null), site('010990125', 'I', '2024-12-31')],
    },
    {
      informationsGeneralesPMEJ: {
        numFinessPm: '2A0990010',
        denominationPm: 'CLINIQUE DU MAQUIS',
        siren: null,
        statutJuridique: '73',
        dateCreation: '2001-01-01',
        dateFermeture: '2020-06-30',
      },
      etatObjet: 'I',
      ege: [],
    },
  ],
})

const site = (numFinessEge: string, etatObjet: string, dateFermeture: string | null) => ({
  informationsGeneralesEGE: {
    numFinessEge,
    nomEgeCourt: `SITE ${numFinessEge}`,
    nomEgeLong: null,
    siret: '99910029000017',
    dateOuverture: '2001-01-01',
    dateFermeture,
  },
  categorieentiteGeographiqueExercice: '355',
  etatObjet,
})
