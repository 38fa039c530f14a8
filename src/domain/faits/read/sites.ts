import { hasFinessForm } from '../../identifiants/identifiants.ts'
import type { Site, Structure } from '../../situation-exercice.ts'
import type { Valeurs } from '../valeurs.ts'

/** True when a structure or site is closed on that day, or stripped by the directory. */
export const isClosed = (
  structure: { actif: boolean | null; fermeture: string | null },
  jour: string,
): boolean =>
  structure.actif === false || (structure.fermeture !== null && structure.fermeture <= jour)

/** A FINESS by its form; null = none, or a value without it. */
export const readFiness = (value: string | null | undefined): string | null =>
  value != null && hasFinessForm(value) ? value : null

type TypeEtablissement = Site['typeEtablissement']

const reconcile = (a: TypeEtablissement, b: TypeEtablissement): TypeEtablissement =>
  a === null || b === null || a === b ? (a ?? b) : 'illisible'

/**
 * Every EG of the structure's EJ, itself included; `looked` false = the list was not looked up. What
 * the structure says of its own site completes what the list says of it.
 */
const listSites = (structure: Structure): { sites: Site[]; looked: boolean } => {
  const { raisonSociale, typeEtablissement, actif, fermeture } = structure
  const listed = structure.partOf === null ? structure.sites : structure.partOf.sites
  const own = readFiness(structure.identifiants.finessEg)
  const sites = (listed ?? []).map((site) =>
    site.finessEg === own
      ? { ...site, typeEtablissement: reconcile(site.typeEtablissement, typeEtablissement) }
      : site,
  )
  if (own !== null && sites.every((site) => site.finessEg !== own)) {
    sites.unshift({ finessEg: own, raisonSociale, typeEtablissement, actif, fermeture })
  }
  return { sites, looked: listed !== null }
}

const isPrincipal = (site: Site): boolean => site.typeEtablissement === 'P'
const isUntold = (site: Site): boolean => site.typeEtablissement === 'illisible'

const keepOpen = ({ sites, looked }: ReturnType<typeof listSites>, jour: string): Site[] | null => {
  const open = sites.filter((site) => !isClosed(site, jour))
  return looked || open.some(isPrincipal) ? open : null
}

/** The open EG of the structure's EJ, itself included; null = not looked up. */
export const readSites = (structure: Structure, jour: string): Site[] | null =>
  keepOpen(listSites(structure), jour)

/** What the directory says against the number declared: that of the EJ, or of a closed site. */
const readContradiction = (
  { identifiants, partOf }: Structure,
  listed: readonly Site[],
  declared: string,
  jour: string,
): 'declare-ej' | 'declare-ferme' | null => {
  const ejs = [identifiants.finessEj, partOf?.identifiants.finessEj]
  if (ejs.includes(declared)) return 'declare-ej'
  const named = listed.filter(({ finessEg }) => finessEg === declared)
  return named.length > 0 && named.every((site) => isClosed(site, jour)) ? 'declare-ferme' : null
}

/** The main site, as the caller declares it and the directory shows it. */
export const readSitePrincipal = (
  structure: Structure,
  declared: string | undefined,
  jour: string,
): Pick<Valeurs, 'SITE_PRINCIPAL' | 'sitePrincipal'> => {
  const all = listSites(structure)
  const { sites: listed } = all
  const sites = keepOpen(all, jour)
  const only = (list: readonly Site[]) => (list.length === 1 ? (list[0] ?? null) : null)
  // One whose type cannot be read may be the main one too.
  const byType = only((sites ?? []).filter((site) => isPrincipal(site) || isUntold(site)))
  const isTyped = byType !== null && isPrincipal(byType)
  // A main site that has closed leaves the question open: the one left may not have taken over.
  const single = only(sites ?? [])
  const hadPrincipal = listed.some(
    (site) => isPrincipal(site) || (isUntold(site) && site !== single),
  )
  const shown = (isTyped ? byType : hadPrincipal ? null : single)?.finessEg ?? null
  if (declared !== undefined) {
    const contradiction = readContradiction(structure, listed, declared, jour)
    if (contradiction !== null) return { SITE_PRINCIPAL: null, sitePrincipal: contradiction }
    return {
      SITE_PRINCIPAL: declared,
      sitePrincipal: declared === shown ? 'confirme' : 'declare',
    }
  }
  return {
    SITE_PRINCIPAL: shown,
    sitePrincipal: shown === null ? 'inconnu' : isTyped ? 'type' : 'seul',
  }
}
