import { toCodeRecu } from '../../../domain/nomenclatures/code-recu.ts'
import type { Site } from '../../../domain/situation-exercice.ts'
import { SITES_LUS_MAX } from '../source.ts'
import { type Referentiel, text } from './finess.ts'
import type { LotsSites } from './requetes.ts'

/**
 * The sites of an EJ asked for itself, each with the sector that its practitioners give it and the
 * category of FINESS; undefined = FINESS has none, not all can be read, or there are too many.
 */
export const toSitesJuges = (
  ej: string,
  lots: LotsSites,
  { sitesOf, sitesIllisibles }: Referentiel,
): Site[] | undefined => {
  const sites = sitesOf(ej)
  if (sites === undefined || sitesIllisibles.has(ej) || sites.length > SITES_LUS_MAX)
    return undefined
  const secteurs = new Map<string, string[]>()
  for (const { finess, secteur } of lots.secteurs) {
    const code = text(secteur)
    if (code !== null) secteurs.set(finess, [...(secteurs.get(finess) ?? []), code])
  }
  const categories = new Map(lots.sites.map(({ finess, categorie }) => [finess, text(categorie)]))
  return sites.map((site) => ({
    ...site,
    secteurActivite: toCodeRecu(secteurs.get(site.finessEg) ?? []),
    categorieEtablissement: categories.get(site.finessEg) ?? null,
  }))
}
