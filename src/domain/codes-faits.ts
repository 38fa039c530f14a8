import {
  EN_FORMATION,
  type Faits,
  GROUPEMENTS,
  RADIOLOGIE_LISTE_ANS,
  RADIOLOGIE_WEBINAIRE,
  REMPLACANT_FONCTIONS,
  REMPLACANT_GENRES,
  SCM,
  secteursOf,
  SEL_SCP,
  TITULAIRE,
} from './faits.ts'
import {
  categorieEtablissement,
  type Concept,
  finessStatutJuridique,
  fonction,
  genreActivite,
  type Nomenclature,
  specialiteOrdinale,
} from './nomenclatures/index.ts'
import { CATEGORIES_MEDICO_SOCIALES } from './secteurs.ts'

/** Published codes, and what they are called together: « secteurs d’activité (R02) ». */
export type Codes = { quoi: string; concepts: readonly Concept[] }

const pick = (quoi: string, table: Nomenclature, codes: ReadonlySet<string>): Codes => ({
  quoi,
  concepts: table.concepts.filter(({ code }) => codes.has(code)),
})

const SPECIALITES = 'spécialités (R38)'
const STATUTS = 'statuts juridiques (R72)'
const FONCTIONS = 'fonctions (R21)'

const radiologie = [pick(SPECIALITES, specialiteOrdinale, RADIOLOGIE_WEBINAIRE)]
const listeAns = [pick(SPECIALITES, specialiteOrdinale, RADIOLOGIE_LISTE_ANS)]

const CODES: { [F in keyof Faits]?: { [V in Faits[F]]?: readonly Codes[] } } = {
  classe: {
    'medico-social': [
      pick('catégories d’établissement (R66)', categorieEtablissement, CATEGORIES_MEDICO_SOCIALES),
    ],
  },
  profil: { radiologue: radiologie, 'radiologue-liste-ans': listeAns },
  plateau: { oui: radiologie, 'oui-liste-ans': listeAns },
  forme: {
    scm: [pick(STATUTS, finessStatutJuridique, SCM)],
    'sel-scp': [pick(STATUTS, finessStatutJuridique, SEL_SCP)],
    groupement: [pick(STATUTS, finessStatutJuridique, GROUPEMENTS)],
  },
  titulaire: { oui: [pick(FONCTIONS, fonction, TITULAIRE)] },
  enFormation: { oui: [pick(FONCTIONS, fonction, EN_FORMATION)] },
  remplacant: {
    oui: [
      pick(FONCTIONS, fonction, REMPLACANT_FONCTIONS),
      pick('genres d’activité (R22)', genreActivite, REMPLACANT_GENRES),
    ],
  },
}

/** The published codes that give a fact this value, where codes alone do; else none. */
export const codesOf = (fait: keyof Faits, valeur: string): readonly Codes[] => {
  const known = (CODES[fait] as Record<string, readonly Codes[]> | undefined)?.[valeur]
  if (known !== undefined || fait !== 'classe') return known ?? []
  return [{ quoi: 'secteurs d’activité (R02)', concepts: secteursOf(valeur as Faits['classe']) }]
}
