import { hasFinessForm, hasDigits } from '../identifiants/identifiants.ts'
import type { OrigineRppsRang, Site, Structure } from '../situation-exercice.ts'
import type { Contexte } from '../demande.ts'
import type * as z from 'zod'

/** Which identifier of a situation a rule calls for. */
export type Attendu = 'RPPS_RANG' | 'SIRET' | 'FINESS_EG' | 'FINESS_EJ' | 'SITE_PRINCIPAL'

/**
 * The identifiers an order could be placed under, each under its type; null = unknown. A value
 * without the form of its type counts as unknown; a wrong key does not.
 */
export type Valeurs = {
  RPPS_RANG: string | null
  /** The structure's own, else one that the caller declares and that the SIREN known confirms. */
  SIRET: string | null
  FINESS_EG: string | null
  /** The structure's own, else that of its EJ. */
  FINESS_EJ: string | null
  /** FINESS EG of a laboratory's main site. */
  SITE_PRINCIPAL: string | null
  /**
   * How the main site is known: declared by the caller, typed by the directory, the only one.
   * `declare-ej`, `declare-ferme`: the directory knows the number declared as something else.
   */
  sitePrincipal:
    | 'declare'
    | 'confirme'
    | 'declare-ej'
    | 'declare-ferme'
    | 'type'
    | 'seul'
    | 'inconnu'
  /** What becomes of a SIRET declared where only the SIREN is known; `ecarte`: not one of it. */
  siretDeclare: 'non' | 'retenu' | 'ecarte'
  /** The structure's own SIREN, else that of its EJ. */
  siren: string | null
  /** The structure itself has a FINESS, EG or EJ. */
  finessPropre: boolean
  /** A FINESS is known at all: its own, that of its EJ or, for a laboratory, of a site. */
  finessConnu: boolean
  rppsRangOrigine: z.infer<typeof OrigineRppsRang> | null
  rppsRangMalforme: boolean
}

/** True when a structure or site is closed on that day, or stripped by the directory. */
export const isClosed = (
  structure: { actif: boolean | null; fermeture: string | null },
  jour: string,
): boolean =>
  structure.actif === false || (structure.fermeture !== null && structure.fermeture <= jour)

const finess = (value: string | null | undefined): string | null =>
  value != null && hasFinessForm(value) ? value : null

const digits = (value: string | null | undefined, length: number): string | null =>
  value != null && hasDigits(value, length) ? value : null

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
  const own = finess(structure.identifiants.finessEg)
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

const readSitePrincipal = (
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

const NO_SITE = { SITE_PRINCIPAL: null, sitePrincipal: 'inconnu' } as const

/**
 * Reads the identifiers of a structure. The main site is only sought for a laboratory
 * (`laboratoire`): it costs a walk over the sites and means nothing elsewhere.
 */
export const readValeurs = (
  structure: Structure | null,
  laboratoire: boolean,
  contexte: Contexte,
  jour: string,
): Valeurs => {
  const ids = structure?.identifiants
  const rang = ids?.rppsRang ?? null
  const hasRang = rang !== null && hasDigits(rang.valeur, 14)
  const ownEg = finess(ids?.finessEg)
  const ownEj = finess(ids?.finessEj)
  const ej = ownEj ?? finess(structure?.partOf?.identifiants.finessEj)
  const siret = digits(ids?.siret, 14)
  const siren = digits(ids?.siren, 9) ?? digits(structure?.partOf?.identifiants.siren, 9)
  const declared = siret === null && siren !== null ? contexte.siret : undefined
  const isOfSiren = declared !== undefined && siren !== null && declared.startsWith(siren)
  return {
    RPPS_RANG: hasRang ? rang.valeur : null,
    SIRET: siret ?? (isOfSiren ? (declared ?? null) : null),
    siretDeclare: declared === undefined ? 'non' : isOfSiren ? 'retenu' : 'ecarte',
    FINESS_EG: ownEg,
    FINESS_EJ: ej,
    ...(laboratoire && structure !== null
      ? readSitePrincipal(structure, contexte.sitePrincipal, jour)
      : NO_SITE),
    siren,
    finessPropre: ownEg !== null || ownEj !== null,
    finessConnu:
      ownEg !== null ||
      ej !== null ||
      (laboratoire && structure !== null && (readSites(structure, jour)?.length ?? 0) > 0),
    rppsRangOrigine: hasRang ? rang.origine : null,
    rppsRangMalforme: (ids?.rppsRangMalforme ?? null) !== null || (rang !== null && !hasRang),
  }
}
