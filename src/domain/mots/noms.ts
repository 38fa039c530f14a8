import type { Faits } from '../faits/faits.ts'
import type { Commande, Verification } from '../verification.ts'
import { ROLES } from './libelles.ts'

/** What persons, structures and those who order are called, also when the directory has no name. */

type Professionnel = Verification['professionnel']

/** First letter in upper case. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** First letter in lower case. */
export const uncapitalize = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** « A » et « B ». */
export const quoteAll = (texts: readonly string[]): string =>
  texts.map((text) => `« ${text} »`).join(' et ')

/** First name, name; never empty. */
export const nameProfessionnel = ({ prenom, nom }: Pick<Professionnel, 'prenom' | 'nom'>): string =>
  [prenom, nom].filter((part) => part !== null).join(' ') || 'Nom non publié'

/** The label of a specialty, without the mark of its table. */
export const nameSpecialite = (libelle: string): string => libelle.replace(/ \(SM\)$/, '')

/** Professions, then specialties; '' = none known. */
export const nameMetiers = ({ professions, savoirFaire }: Professionnel): string =>
  [...professions, ...savoirFaire]
    .map(({ code, libelle }) => (libelle === null ? code : nameSpecialite(libelle)))
    .join(', ')

/** What a structure is called; null = the directory does not say. */
export const nomStructure = (
  structure: { raisonSociale: string | null; enseigne: string | null } | null,
): string | null => structure?.raisonSociale ?? structure?.enseigne ?? null

export const STRUCTURE_SANS_NOM = 'Structure sans nom'

/** Who orders, by name, else by what it is: « La société d’exercice ». */
export const nameOrRole = ({ nom, role }: Commande['commanditaire']): string =>
  nom ?? capitalize(ROLES[role].avecArticle)

/** Who orders, told from others without a name: within a sentence, or alone on its line. */
export const nameCommanditaire = (
  { nom, rpps, role }: Commande['commanditaire'],
  place: 'phrase' | 'ligne',
): string => {
  if (nom !== null) return nom
  if (role !== 'professionnel') return place === 'phrase' ? 'la structure' : 'La structure'
  const { nom: titulaire, avecArticle } = ROLES[role]
  return `${place === 'phrase' ? avecArticle : capitalize(titulaire)}, RPPS ${rpps ?? 'inconnu'}`
}

/** What a structure is, in a sentence: `article` stands before the noun without a space if elided. */
type Nom = { article: 'le ' | 'la ' | 'l’'; nom: string }

const ETABLISSEMENT: Nom = { article: 'l’', nom: 'établissement' }
const STRUCTURE: Nom = { article: 'la ', nom: 'structure' }
const PHARMACIE: Nom = { article: 'la ', nom: 'pharmacie' }

/** The noun of each kind of structure that orders under a FINESS; others are a structure. */
const NOMS: Partial<Record<Faits['classe'], Nom>> = {
  hopital: ETABLISSEMENT,
  'medico-social': ETABLISSEMENT,
  officine: PHARMACIE,
  'officine-liste-ans': PHARMACIE,
  laboratoire: { article: 'le ', nom: 'laboratoire' },
  'centre-de-sante': { article: 'le ', nom: 'centre de santé' },
}

/** Without accents, in upper case: as the directory writes names. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()

/** « le laboratoire BIOGROUPE », and « le LABORATOIRE DU MERLE » that says it by itself. */
const withNoun = ({ article, nom }: Nom, propre: string | null): string => {
  if (propre === null) return article + nom
  return fold(propre).startsWith(`${fold(nom)} `) ? article + propre : `${article}${nom} ${propre}`
}

/**
 * Who orders, in the sentence that sums an answer up. `rppsPropre`: of whom it was asked about.
 * `classes`: of the structures that lead to the order.
 */
export const sayCommanditaire = (
  { commanditaire: { nom, rpps, role }, identifiant }: Commande,
  rppsPropre: string,
  classes: readonly Faits['classe'][],
): string => {
  const { nom: qualite, avecArticle } = ROLES[role]
  switch (role) {
    case 'professionnel':
      if (rpps !== rppsPropre) return `${avecArticle}, dont le RPPS est ${rpps},`
      return `${nom ?? 'le praticien lui-même'}, ${qualite},`
    case 'societe':
      return nom === null ? avecArticle : `${avecArticle} ${nom}`
    case 'etablissement': {
      if (identifiant.type === 'FINESS_EJ') {
        return withNoun({ article: 'l’', nom: 'entité juridique' }, nom)
      }
      const nouns = new Set(classes.map((classe) => NOMS[classe] ?? STRUCTURE))
      const [noun = STRUCTURE] = nouns
      return withNoun(nouns.size === 1 ? noun : STRUCTURE, nom)
    }
  }
}
