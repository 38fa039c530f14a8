import {
  categorieEtablissement,
  finessStatutJuridique,
  fonction,
  genreActivite,
  modeExercice,
  type Nomenclature,
  professionSante,
  secteurActivite,
  specialiteOrdinale,
  typeCarte,
} from '../nomenclatures/index.ts'
import {
  COULOIRS_ANNUAIRE,
  DECISIONS,
  FAQ_SEGUR,
  type Document,
  JDV_ESSMS,
  WEBINAIRE,
} from '../sources.ts'

/**
 * A list of codes that rules rest on. Beside the codes kept, the others of the same table that speak
 * of the subject and were left out, each with a word why: a test fails for a code of the table whose
 * label speaks of it and that is in neither, so that the next edition asks the question by itself.
 */
export type Liste<C extends string = string, Sens extends string = string> = {
  table: Nomenclature<C>
  /** « secteurs d’activité (R02) » */
  quoi: string
  /** What a label says when its code is of the subject. */
  sujet: RegExp
  /** Where the codes kept are said to be of the subject. */
  sources: readonly Document[]
  /** Day on which the table was last gone through, and its version then. */
  relue: { le: string; version: string }
  /** What a code means → the codes. */
  retenus: Readonly<Record<Sens, readonly C[]>>
  /** Why → the codes left out. */
  ecartes: Readonly<Record<string, readonly C[]>>
}

const liste = <C extends string, const Sens extends string>(
  one: Omit<Liste<C, Sens>, 'relue'> & { version: string },
): Liste<C, Sens> & { sensOf: (code: string) => Sens | undefined } => {
  const { version, ...rest } = one
  const bySens = Object.entries(rest.retenus) as [Sens, readonly C[]][]
  const sens = new Map<string, Sens>(
    bySens.flatMap(([what, codes]) => codes.map((code) => [code, what] as const)),
  )
  return {
    ...rest,
    relue: { le: '2026-11-28', version },
    sensOf: (code) => sens.get(code),
  }
}

/** Radiologists: as the webinar means them, as the ANS's later list adds, as labels alone say. */
export const RADIOLOGIE = liste({
  table: specialiteOrdinale,
  version: '20260928120000',
  quoi: 'spécialités (R38)',
  sujet: /radio|imagerie|nucl[ée]aire/i,
  sources: [WEBINAIRE, COULOIRS_ANNUAIRE, DECISIONS],
  retenus: {
    webinaire: ['SM44', 'SM55'],
    'liste-ans': ['SM28', 'SM45'],
    deduite: ['SM37', 'SM74', 'SM94'],
  },
  ecartes: {
    'cardiologue : l’imagerie est une option de sa spécialité': ['SM80'],
    'spécialité de pharmacien, close': ['SP01'],
  },
})

export const MEDECIN = liste({
  table: professionSante,
  version: '20250328120000',
  quoi: 'professions (G15)',
  sujet: /m[ée]decin/i,
  sources: [WEBINAIRE],
  retenus: { oui: ['10'] },
  ecartes: {},
})

export const MODE = liste({
  table: modeExercice,
  version: '20260202120000',
  quoi: 'modes d’exercice (R23)',
  sujet: /./,
  sources: [WEBINAIRE],
  retenus: { liberal: ['L'] },
  ecartes: { 'n’exerce pas en libéral': ['S', 'B', 'I'] },
})

export const REMPLACANT_FONCTION = liste({
  table: fonction,
  version: '20260223120000',
  quoi: 'fonctions (R21)',
  sujet: /rempla[cç]|int[ée]rim/i,
  sources: [DECISIONS],
  retenus: { oui: ['FON-04', 'FON-22', 'FON-47', 'FON-51', 'FON-60'] },
  ecartes: {},
})

export const REMPLACANT_GENRE = liste({
  table: genreActivite,
  version: '20240329120000',
  quoi: 'genres d’activité (R22)',
  sujet: /rempla[cç]|int[ée]rim/i,
  sources: [DECISIONS],
  retenus: {
    oui: ['GENR02', 'GENR03'],
    // Ended, and no rule says that it replaces somebody: nothing is concluded from it.
    incertain: ['GENR07'],
  },
  ecartes: {},
})

export const TITULAIRE = liste({
  table: fonction,
  version: '20260223120000',
  quoi: 'fonctions (R21)',
  sujet: /titulaire/i,
  sources: [DECISIONS],
  retenus: { oui: ['FON-01'] },
  ecartes: {
    'titulaire d’une officine, non d’un cabinet': ['FON-03'],
    'remplace le titulaire d’une officine': ['FON-04'],
  },
})

export const EN_FORMATION = liste({
  table: fonction,
  version: '20260223120000',
  quoi: 'fonctions (R21)',
  sujet: /interne\b|junior|[ée]tudiant/i,
  sources: [DECISIONS],
  retenus: { oui: ['FON-48', 'FON-57'] },
  ecartes: {
    'écarté comme remplaçant': ['FON-47'],
    'exerce au service de santé des armées, dans un hôpital': ['FON-52'],
  },
})

export const FORME = liste({
  table: finessStatutJuridique,
  version: '20260629120000',
  quoi: 'statuts juridiques (R400, R72)',
  sujet: /moyens|S\.?C\.?M\b|S\.?E\.?L|exercice lib|civile professionnelle|groupement/i,
  sources: [WEBINAIRE, DECISIONS],
  retenus: {
    scm: ['79'],
    'sel-scp': ['85', '86', '87', '88', '91', '100', '101', '102'],
    groupement: ['29', '30', '66', '89'],
  },
  ecartes: {
    'groupement qui n’est pas de coopération sanitaire ou médico-sociale': ['28', '76'],
    'niveau au-dessus des statuts : il en couvre plusieurs': ['2270'],
  },
})

export const DIALYSE = liste({
  table: categorieEtablissement,
  version: '20260505120000',
  quoi: 'catégories d’établissement (R66, R397)',
  sujet: /dialyse/i,
  sources: [WEBINAIRE, DECISIONS],
  retenus: { oui: ['141', '146'] },
  ecartes: { 'catégorie close en 2002, avant les règles': ['138', '139', '140'] },
})

const codes = (text: string): string[] => text.split(/\s+/)

/** Categories of the couloir médico-social: the ANS's list, and what its later value set adds. */
export const MEDICO_SOCIAL = liste<string, 'liste-ans' | 'deduite'>({
  table: categorieEtablissement,
  version: '20260505120000',
  quoi: 'catégories d’établissement (R66, R397)',
  sujet:
    /handicap|âg[ée]|m[ée]dico|E\.?H\.?P\.?A|autis|inadapt|social|enfance|infantile|activité de jour|à domicile|protection|foyer|entraide/i,
  sources: [COULOIRS_ANNUAIRE, JDV_ESSMS],
  retenus: {
    'liste-ans': codes(
      `159 165 166 172 175 176 177 178 180 182 183 186 188 189 190 192 194 195 196 197 198 202 207
       209 213 221 236 238 241 246 247 249 252 253 255 286 295 344 354 370 377 378 379 381 382 390
       395 396 402 411 418 427 437 440 441 445 446 448 449 453 460 462 500 501 502 608`,
    ),
    deduite: ['242', '640'],
  },
  ecartes: {
    'sanitaire, dans aucune des deux listes': codes('127 156 223 230 268 415 422 632'),
    'social, dans aucune des deux listes': codes('214 216 256 257 259 340 341 442 609 705'),
    'école, dans aucune des deux listes': codes('330 436'),
  },
})

/** Which class each sector makes: the sector decides, so that every one of the table is here. */
export const CLASSE = liste({
  table: secteurActivite,
  version: '20250523120000',
  quoi: 'secteurs d’activité (R02)',
  sujet: /./,
  sources: [WEBINAIRE, COULOIRS_ANNUAIRE],
  retenus: {
    'cabinet-individuel': ['SA07'],
    'cabinet-de-groupe': ['SA08'],
    societe: ['SA09'],
    hopital: ['SA01', 'SA02', 'SA03', 'SA04', 'SA30', 'SA34', 'SA36'],
    officine: ['SA33'],
    'officine-liste-ans': ['SA38', 'SA39', 'SA65'],
    laboratoire: ['SA25', 'SA29'],
    'maison-de-sante': ['SA52'],
    'centre-de-sante': ['SA05'],
    /** Says that the sector is not known. */
    inconnue: ['SA43'],
  },
  ecartes: {
    'aucune règle publiée': [
      'SA06',
      'SA10',
      'SA12',
      'SA13',
      'SA14',
      'SA15',
      'SA19',
      'SA22',
      'SA23',
      'SA24',
      'SA26',
      'SA27',
      'SA28',
      'SA31',
      'SA32',
      'SA35',
      'SA37',
      'SA40',
      'SA42',
      'SA44',
      'SA45',
      'SA46',
      'SA47',
      'SA48',
      'SA49',
      'SA50',
      'SA51',
      'SA53',
      'SA54',
      'SA55',
      'SA56',
      'SA57',
      'SA58',
      'SA59',
      'SA60',
      'SA61',
      'SA63',
      'SA64',
      'SA66',
      'SA67',
      'SA68',
      'SA69',
    ],
    'aucune règle publiée, sauf catégorie médico-sociale': [
      'SA16',
      'SA17',
      'SA18',
      'SA20',
      'SA21',
      'SA41',
    ],
    'secteur clos': ['SA11', 'SA62'],
  },
})

/** The side of an hospital that its sector alone tells; the others need a legal form. */
export const COTE = liste({
  table: secteurActivite,
  version: '20250523120000',
  quoi: 'secteurs d’activité (R02)',
  sujet: /public|priv[ée]|armées|sanitaire|cancer/i,
  sources: [DECISIONS],
  retenus: { public: ['SA01'], prive: ['SA03', 'SA04', 'SA36'] },
  ecartes: {
    'statut juridique demandé': ['SA02', 'SA30'],
    'pas un établissement de santé à règle': ['SA06', 'SA10', 'SA19', 'SA23', 'SA40'],
  },
})

/** Cards that an administrateur technique may hold. */
export const CARTE_ADMISE = liste({
  table: typeCarte,
  version: '20231215120000',
  quoi: 'types de carte (R87)',
  sujet: /./,
  sources: [WEBINAIRE],
  retenus: { oui: ['CPS', 'CPE', 'CPA'] },
  ecartes: { 'carte de professionnel en formation': ['CPF'] },
})

/** Professions for which a couloir of the Ségur exists, and no rule of ordering is published. */
export const COULOIR_SANS_REGLE = liste({
  table: professionSante,
  version: '20250328120000',
  quoi: 'professions (G15)',
  sujet:
    /dentiste|sage-femme|infirmier|kin[ée]sith|p[ée]dicure|orthophon|orthoptiste|ergoth|di[ée]t[ée]t|psychomot/i,
  sources: [FAQ_SEGUR],
  retenus: { oui: ['40', '50', '60', '70', '80', '91', '92', '94', '95', '96'] },
  ecartes: { 'profession d’établissement': ['69'] },
})

/** Sectors of one meaning within a class. */
export const SECTEUR_PSPH = 'SA03'
export const SECTEUR_DIALYSE = 'SA34'

/** Every list, for the tests and the pages of rules. */
export const LISTES: readonly Liste[] = [
  RADIOLOGIE,
  MEDECIN,
  MODE,
  REMPLACANT_FONCTION,
  REMPLACANT_GENRE,
  TITULAIRE,
  EN_FORMATION,
  FORME,
  DIALYSE,
  MEDICO_SOCIAL,
  CLASSE,
  COTE,
  CARTE_ADMISE,
  COULOIR_SANS_REGLE,
] as readonly Liste[]
