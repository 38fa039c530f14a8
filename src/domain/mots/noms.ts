import type { Commande, Verification } from '../verification.ts'
import { ROLES } from './libelles.ts'

/** What persons, structures and those who order are called, also when the directory has no name. */

type Professionnel = Verification['professionnel']

/** First letter in upper case. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

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

/** Who orders, in the sentence that sums an answer up. `rppsPropre`: of whom it was asked about. */
export const sayCommanditaire = (
  { nom, rpps, role }: Commande['commanditaire'],
  rppsPropre: string,
): string => {
  const { nom: qualite, avecArticle } = ROLES[role]
  switch (role) {
    case 'professionnel':
      if (rpps !== rppsPropre) return `${avecArticle}, RPPS ${rpps},`
      return `${nom ?? 'le praticien lui-même'}, ${qualite},`
    case 'societe':
      return nom === null ? avecArticle : `${avecArticle} ${nom}`
    case 'etablissement':
      return nom ?? avecArticle
  }
}
