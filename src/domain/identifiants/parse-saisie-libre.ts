import { findFormes, isCorsican } from './formes-identifiant.ts'
import type { IdentifiantType } from './identifiants.ts'
import { parseNumero } from './parse-identifiant.ts'
import { readSaisie } from './read-saisie.ts'

/** One thing that a number can be; a FINESS, of a site or of an entité juridique, is FINESS_EG. */
export type Lecture = { type: IdentifiantType; valeur: string }

/**
 * What was typed in the one field for everything. `praticien`, `structure`: to be read as the number
 * of one, refusals included. `choix`: only who typed it knows which; at least two.
 */
export type SaisieLibre =
  | { sorte: 'nom' | 'praticien' | 'structure' }
  | { sorte: 'choix'; lectures: readonly Lecture[] }

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** More letters than figures: a number with a slip of the finger has fewer. */
const isNom = (saisie: string): boolean => {
  const lettres = count(saisie, /\p{L}/gu)
  return lettres >= 2 && lettres > count(saisie, /\p{Nd}/gu)
}

/**
 * The identifiers of a structure that digits of no label can be. Ten that can be a SIREN behind its
 * prefix are left out: a SIREN leads to no answer, a card of ten digits does.
 */
const listStructures = (compris: string): Lecture[] => {
  const isPrefixed = compris.length === 10 || compris.length === 15
  const valeur = isPrefixed ? compris.slice(1) : compris
  return findFormes(compris)
    .map(({ types: [type] }) => ({ type, valeur }))
    .filter(({ type }) => !(type === 'SIREN' && isPrefixed))
}

/** Longer than any number of a person. */
const MIN_STRUCTURE = 13

/**
 * Tells apart what is typed in one field: a name, the number of a practitioner, that of a structure.
 * A label says which; without one, everything that the digits can be counts, not the likeliest.
 */
export const parseSaisieLibre = (saisie: string): SaisieLibre => {
  const lue = readSaisie(saisie, true)
  if (!lue.ok) return { sorte: lue.code !== 'vide' && isNom(saisie) ? 'nom' : 'praticien' }
  const { compris, etiquettes } = lue
  if (etiquettes.length > 0) {
    const isPersonne = etiquettes.some((one) => ['RPPS', 'CARTE', 'ADELI'].includes(one))
    return { sorte: isPersonne ? 'praticien' : 'structure' }
  }
  const structures = listStructures(compris)
  const personne = parseNumero(saisie)
  const lectures: Lecture[] = personne.ok
    ? [...structures, { type: personne.type, valeur: personne.valeur }]
    : structures
  if (lectures.length > 1) return { sorte: 'choix', lectures }
  const isStructure =
    structures.length === 1 || compris.length >= MIN_STRUCTURE || isCorsican(compris)
  return { sorte: isStructure ? 'structure' : 'praticien' }
}
