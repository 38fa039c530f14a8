import type { Faits } from '../faits/faits.ts'

/** Lists of values that several files of rules share. */

export const RADIOLOGUES: Faits['profil'][] = [
  'radiologue',
  'radiologue-liste-ans',
  'radiologue-deduit',
]

/** A practitioner whom somebody knows, the directory or the caller. */
export const PRATICIENS_CONNUS: Faits['profil'][] = [
  ...RADIOLOGUES,
  'medecin-liberal',
  'specialite-inconnue',
  'medecin-autre-mode',
  'autre-profession',
]

/** As the directory says, and as the caller declares. */
export const CABINETS: Faits['classe'][] = [
  'cabinet-individuel',
  'cabinet-de-groupe',
  'cabinet-declare',
]
export const SOCIETES: Faits['classe'][] = ['societe', 'societe-declaree']

/** Where the practitioner, rather than a structure with a FINESS, decides. */
export const CABINETS_ET_SOCIETES: Faits['classe'][] = [...CABINETS, ...SOCIETES]

export const HOPITAL_OU_MS: Faits['classe'][] = ['hopital', 'medico-social']

/** Structures that order under a FINESS by their sector alone. */
export const STRUCTURES_DE_SOINS: Faits['classe'][] = [
  'officine',
  'officine-liste-ans',
  'laboratoire',
  'maison-de-sante',
  'centre-de-sante',
]
export const ETABLISSEMENTS: Faits['classe'][] = [...HOPITAL_OU_MS, ...STRUCTURES_DE_SOINS]
