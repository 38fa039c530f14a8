import { hasFinessForm } from '../../../domain/identifiants/identifiants.ts'
import type { Site } from '../../../domain/situation-exercice.ts'
import { cleanLines } from '../../../domain/texte.ts'
import type { LigneEntite, LigneEtablissement, LigneStructure, LotsFiness } from './requetes.ts'

/** A cell as text, an address with its lines; null when it is empty. */
export const text = (value: string | null | undefined): string | null =>
  cleanLines(value ?? '').trim() || null

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
]

/** The only value there is; null = none, or several different ones. */
export const onlyOne = (values: readonly (string | null)[]): string | null => {
  const [first = null, ...others] = distinct(values)
  return others.length === 0 ? first : null
}

/** The value, or null when it does not have the form of what it should be. */
export const withForm = (
  value: string | null,
  hasForm: (value: string) => boolean,
): string | null => (value !== null && hasForm(value) ? value : null)

/** The former identifier when it has that prefix: the national form of an identifier (TRE_G07). */
export const readAncien = (ligne: LigneStructure, prefix: string): string | null => {
  const ancien = text(ligne.ancien_identifiant)
  return ancien?.startsWith(prefix) ? ancien.slice(1) : null
}

const readForm = (value: string | null): string | null => withForm(text(value), hasFinessForm)

/** Every FINESS that a structure row names, whatever it is. */
export const finessNommes = (ligne: LigneStructure): string[] =>
  [readForm(ligne.finess_eg), readForm(ligne.finess_ej), readForm(readAncien(ligne, '1'))].filter(
    (value) => value !== null,
  )

/** What FINESS says of the numbers of a reading. */
export type Referentiel = {
  etablissements: ReadonlyMap<string, LigneEtablissement>
  entites: ReadonlyMap<string, LigneEntite>
  /** Every EG of an EJ, in the order of their numbers; undefined = not looked up, or not all known. */
  sitesOf: (ej: string) => Site[] | undefined
  /** EG and EJ that FINESS has but that cannot be read, or that it says in two ways. */
  illisibles: ReadonlySet<string>
  /** EJ some of whose EG cannot be read. */
  sitesIllisibles: ReadonlySet<string>
}

type LigneOuverture = Pick<LigneEntite, 'actif' | 'ouverture' | 'fermeture'>

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value)

/**
 * Closed since a known day speaks for itself, for any day judged. Closed without a day, or with one
 * that contradicts it or cannot be read, is closed: the structure itself is then asked about.
 */
export const readOuverture = (ligne: LigneOuverture, donneesDu: string | null) => {
  const { actif } = ligne
  const ouverture = text(ligne.ouverture)
  const fin = text(ligne.fermeture)
  const fermeture = fin !== null && isDay(fin) ? fin : null
  const isDated = fermeture !== null && donneesDu !== null && fermeture <= donneesDu
  const isClosed = fin !== fermeture || (actif === 0 && !isDated)
  return {
    actif: isClosed ? false : actif === 1 ? true : null,
    ouverture: ouverture !== null && isDay(ouverture) ? ouverture : null,
    fermeture,
  }
}

/**
 * The same among the sites of an EJ, where a closed one leaves the order to the other: what
 * contradicts itself is not closed but unknown, so that it still counts.
 */
const readOuvertureSite = (ligne: LigneOuverture, donneesDu: string | null) => {
  const { actif, fermeture } = readOuverture(ligne, donneesDu)
  if (fermeture === null) {
    return { actif: text(ligne.fermeture) === null ? actif : null, fermeture }
  }
  const isPast = donneesDu === null ? null : fermeture <= donneesDu
  const contradicts = ligne.actif !== null && isPast !== null && (ligne.actif === 0) !== isPast
  return { actif: null, fermeture: contradicts ? null : fermeture }
}

/** Of the rows of FINESS that were looked up; `donneesDu` is the day of its data, null = unknown. */
export const toReferentiel = (lots: LotsFiness, donneesDu: string | null): Referentiel => {
  const byFiness = <L extends { finess: string }>(lignes: readonly L[]) =>
    new Map(lignes.map((ligne) => [ligne.finess, ligne]))
  const incomplets = (nature: string) =>
    new Set(lots.incomplets.flatMap(({ type, valeur }) => (type === nature ? valeur : [])))
  const sitesIllisibles = incomplets('SITES')
  const sites = new Map<string, Site[]>()
  for (const [finessEg, ligne] of byFiness(lots.sites)) {
    const ej = ligne.finess_ej
    if (ligne.incomplet === 1) sitesIllisibles.add(ej)
    const etat = readOuvertureSite(ligne, donneesDu)
    const site = { finessEg, raisonSociale: text(ligne.nom), typeEtablissement: null, ...etat }
    sites.set(ej, [...(sites.get(ej) ?? []), site])
  }
  // One that is asked for by its EJ and by another EG of it comes twice.
  const activites = new Map(
    lots.sitesActivites.map((ligne) => [`${ligne.finess} ${ligne.finess_ej}`, ligne]),
  )
  // Where FINESS has no list, those of the activities do not make one: nobody says they are all.
  for (const { finess: finessEg, finess_ej } of activites.values()) {
    if (!hasFinessForm(finessEg)) sites.delete(finess_ej)
    sites.get(finess_ej)?.push({
      finessEg,
      raisonSociale: null,
      typeEtablissement: null,
      actif: null,
      fermeture: null,
    })
  }
  for (const list of sites.values()) list.sort((a, b) => (a.finessEg < b.finessEg ? -1 : 1))
  return {
    etablissements: byFiness(lots.etablissements),
    entites: byFiness(lots.entites),
    sitesOf: (ej) => sites.get(ej),
    illisibles: incomplets('FINESS'),
    sitesIllisibles,
  }
}

/**
 * True when the rules would need of this structure what FINESS says unreadably: a number that it
 * names, the EJ of one, for a laboratory the sites of that EJ. A number that FINESS does not know
 * may be that of an EG that could not be read.
 */
export const isIllisible = (
  ligne: LigneStructure,
  laboratoire: boolean,
  { etablissements, entites, illisibles, sitesIllisibles }: Referentiel,
): boolean => {
  const nommes = finessNommes(ligne)
  const leurs = nommes.flatMap((one) => text(etablissements.get(one)?.finess_ej) ?? [])
  const tous = [...nommes, ...leurs]
  const isKnown = (one: string) => etablissements.has(one) || entites.has(one)
  return (
    tous.some((one) => illisibles.has(one)) ||
    ((laboratoire || !nommes.every(isKnown)) && tous.some((one) => sitesIllisibles.has(one)))
  )
}

/**
 * The EG, and the EJ it is said to belong to. FINESS tells what a number is; the columns of the file
 * do where FINESS does not know it; the former identifier (EG and EJ have one prefix) never does
 * alone. Without a site, an EJ is no parent but the structure itself. What contradicts itself is not
 * settled: two EG are none, and unreadable like a former FINESS that is of neither kind; a site that is an EJ is none, and of two EJ one stands as the
 * structure's own and the other above it, so that the rules see both.
 */
export const readFiness = (ligne: LigneStructure, { etablissements, entites }: Referentiel) => {
  const isEg = (finess: string) => etablissements.has(finess)
  const isEj = (finess: string) => !isEg(finess) && entites.has(finess)
  const ejOf = (finess: string) => text(etablissements.get(finess)?.finess_ej)
  const site = readForm(ligne.finess_eg)
  const juridique = readForm(ligne.finess_ej)
  const ancien = readForm(readAncien(ligne, '1'))

  const ejDite = juridique !== null && !isEg(juridique) ? juridique : null
  const isBoth = site !== null && site === juridique && !isEg(site)
  const sites = [
    site !== null && !isEj(site) && !isBoth ? site : null,
    ancien !== null && isEg(ancien) ? ancien : null,
  ].filter((finess) => finess !== null)
  const isWithoutSite = text(ligne.finess_eg) === null && sites.length === 0
  const propres = [
    isWithoutSite ? ejDite : null,
    site !== null && isEj(site) && juridique !== null ? site : null,
    ancien !== null && ancien !== site && (isEj(ancien) || ancien === ejDite) ? ancien : null,
  ].filter((finess) => finess !== null)
  const finessEg = onlyOne(sites)
  const entitesDites = distinct([
    ...sites.map(ejOf),
    ...(juridique !== null && isEg(juridique) ? [ejOf(juridique)] : []),
    isBoth && propres.length === 0 ? null : juridique,
    ...propres,
  ])
  const [parent = null, autre = null] = entitesDites
  const isUsed = ancien === null || [...sites, ...propres, ...entitesDites].includes(ancien)
  const illisibles = [
    ...(finessEg === null ? distinct(sites) : []),
    ...(isUsed || ancien === site ? [] : [ancien]),
  ]
  const isItself = sites.length === 0 && autre === null && propres.length > 0
  return isItself
    ? { finessEg, finessEj: parent, parent: null, illisibles }
    : { finessEg, finessEj: autre, parent, illisibles }
}
