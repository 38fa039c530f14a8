import type { Site, Structure } from '../../situation-exercice.ts'
import { categorieEtablissement } from '../../nomenclatures/index.ts'
import type { Faits } from '../faits.ts'
import { MEDICO_SOCIAL } from '../listes.ts'
import { readClasse, readSecteur } from './read-structure.ts'
import { readFiness, readSites } from './sites.ts'

/** `secteur`: code in force of the sector that the sites agree on; null = none. */
export type DesSites = Pick<Faits, 'secteurDesSites' | 'sitesOuverts'> & { secteur: string | null }

export const SITES_NON_LUS: DesSites = {
  secteur: null,
  secteurDesSites: 'non',
  sitesOuverts: 'non',
}

const isMedicoSocial = ({ categorieEtablissement: recu = null }: Site): boolean => {
  const categorie = categorieEtablissement.read(recu)
  if (categorie === null || categorie === 'illisible') return false
  return MEDICO_SOCIAL.sensOf(categorie.code) !== undefined
}

const isIllisible = ({ categorieEtablissement: recu = null }: Site): boolean =>
  categorieEtablissement.read(recu) === 'illisible'

/** What open sites say together: a site without a sector disagrees with nobody. */
const agree = (sites: readonly Site[]): Pick<DesSites, 'secteur' | 'secteurDesSites'> => {
  if (sites.every(isMedicoSocial)) return { secteur: null, secteurDesSites: 'medico-social' }
  const given = sites.flatMap(({ secteurActivite }) => secteurActivite ?? [])
  if (given.length === 0) return { secteur: null, secteurDesSites: 'non' }
  const [secteur = null, ...others] = new Set(given.map(readSecteur))
  const classe = readClasse(secteur, null)
  const isMixte = sites.some(isMedicoSocial)
  // A hospital and its médico-sociaux both order by their EJ; beside any other class they do not.
  const isDoubtful = classe !== 'hopital' && (isMixte || sites.some(isIllisible))
  if (secteur === null || others.length > 0 || isDoubtful) {
    return { secteur: null, secteurDesSites: 'desaccord' }
  }
  return { secteur, secteurDesSites: isMixte ? 'mixte' : 'accord' }
}

/**
 * What the sites of an EJ asked for itself, open on that day, say of it: its sector where it gives
 * none, nor a category. Sites that were not looked up, or are not all known, say nothing.
 */
export const readSecteurDesSites = (structure: Structure, jour: string): DesSites => {
  const { identifiants, partOf, sites, secteurActivite } = structure
  const isEj = readFiness(identifiants.finessEj) !== null && identifiants.finessEg === null
  if (!isEj || partOf !== null || sites === null) return SITES_NON_LUS
  const open = readSites(structure, jour) ?? []
  if (open.length === 0) return SITES_NON_LUS
  const isTold = secteurActivite !== null || structure.categorieEtablissement !== null
  return {
    ...(isTold ? SITES_NON_LUS : agree(open)),
    sitesOuverts: 'oui',
  }
}
