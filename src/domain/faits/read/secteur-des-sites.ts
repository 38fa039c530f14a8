import type { Site, Structure } from '../../situation-exercice.ts'
import { categorieEtablissement } from '../../nomenclatures/index.ts'
import { type Faits, toOuiNon } from '../faits.ts'
import { DIALYSE, MEDICO_SOCIAL, SECTEUR_DIALYSE } from '../listes.ts'
import { readClasse, readSecteur } from './read-structure.ts'
import { readFiness, readSites } from './sites.ts'

/** `secteur`: code in force of the sector that the sites agree on; null = none. */
export type DesSites = Pick<Faits, 'secteurDesSites' | 'sitesOuverts' | 'dialyseDesSites'> & {
  secteur: string | null
}

/** Of what is no EJ asked for itself, or of one without an open site. */
export const SANS_SITE: DesSites = {
  secteur: null,
  secteurDesSites: 'non',
  dialyseDesSites: 'non',
  sitesOuverts: 'non',
}

/** The code of its category; null = none, or none that can be read. */
const readCode = ({ categorieEtablissement: recu = null }: Site): string | null => {
  const categorie = categorieEtablissement.read(recu)
  return categorie === null || categorie === 'illisible' ? null : categorie.code
}

const isOf = (liste: typeof MEDICO_SOCIAL | typeof DIALYSE, site: Site): boolean => {
  const code = readCode(site)
  return code !== null && liste.sensOf(code) !== undefined
}

const isMedicoSocial = (site: Site): boolean => isOf(MEDICO_SOCIAL, site)

const isDialyse = (site: Site): boolean =>
  readSecteur(site.secteurActivite ?? null) === SECTEUR_DIALYSE || isOf(DIALYSE, site)

const isIllisible = ({ categorieEtablissement: recu = null }: Site): boolean =>
  categorieEtablissement.read(recu) === 'illisible'

/**
 * What open sites say together. The sector of a médico-social one says nothing, its category wins:
 * it neither votes nor is outvoted, but is told of, or leaves all in doubt. Of the others, one
 * without a sector disagrees with nobody.
 */
const agree = (sites: readonly Site[]): Pick<DesSites, 'secteur' | 'secteurDesSites'> => {
  const autres = sites.filter((site) => !isMedicoSocial(site))
  if (autres.length === 0) return { secteur: null, secteurDesSites: 'medico-social' }
  const isMixte = autres.length < sites.length
  const given = autres.flatMap(({ secteurActivite }) => secteurActivite ?? [])
  if (given.length === 0) return { secteur: null, secteurDesSites: isMixte ? 'desaccord' : 'non' }
  const [secteur = null, ...others] = new Set(given.map(readSecteur))
  const classe = readClasse(secteur, null)
  // A hospital and its médico-sociaux both order by their EJ; beside any other class they do not.
  const isDoubtful = classe !== 'hopital' && (isMixte || autres.some(isIllisible))
  if (secteur === null || others.length > 0 || isDoubtful) {
    return { secteur: null, secteurDesSites: 'desaccord' }
  }
  return { secteur, secteurDesSites: isMixte ? 'mixte' : 'accord' }
}

/** Whether those of an hospital are dialysis centres, all of them. */
const areDialyse = (sites: readonly Site[]): boolean => {
  const autres = sites.filter((site) => !isMedicoSocial(site))
  return autres.length > 0 && autres.every(isDialyse)
}

/**
 * What the sites of an EJ asked for itself, open on that day, say of it: its sector where it gives
 * none, nor a category; that it is dialysis, where it gives no category. Sites that are not all
 * known say nothing.
 */
export const readSecteurDesSites = (structure: Structure, jour: string): DesSites => {
  const { identifiants, partOf, sites, secteurActivite } = structure
  const isEj = readFiness(identifiants.finessEj) !== null && identifiants.finessEg === null
  if (!isEj || partOf !== null) return SANS_SITE
  if (sites === null) return { ...SANS_SITE, sitesOuverts: 'inconnu' }
  const open = readSites(structure, jour) ?? []
  if (open.length === 0) return SANS_SITE
  const isSansCategorie = structure.categorieEtablissement === null
  return {
    ...SANS_SITE,
    ...(secteurActivite === null && isSansCategorie ? agree(open) : {}),
    dialyseDesSites: toOuiNon(
      isSansCategorie && readSecteur(secteurActivite) !== SECTEUR_DIALYSE && areDialyse(open),
    ),
    sitesOuverts: 'oui',
  }
}
