import { areDistinct } from '../faits/read/homonymes.ts'
import { evokesScm } from '../faits/read/read-structure.ts'
import { isClosed } from '../faits/read/sites.ts'
import { reconcileCodes } from '../nomenclatures/code-recu.ts'
import type {
  EntiteJuridique,
  IdentifiantsStructure,
  Site,
  Structure,
} from '../situation-exercice.ts'
import { toPorteur } from './homonymes.ts'
import type { Identifiant, StructureDemandee } from '../verification.ts'

type Etat = StructureDemandee['etat']

/** Open only when the directory says so. */
const readEtat = (one: Pick<Structure, 'actif' | 'fermeture'>, jour: string): Etat => {
  if (isClosed(one, jour)) return 'fermee'
  return one.actif === true || one.fermeture !== null ? 'ouverte' : null
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What all that give it agree on, else `otherwise`; null = nobody gives it. */
const reconcile = <T>(values: readonly (T | null)[], otherwise: T | null = null): T | null => {
  const known = values.filter((value) => value !== null)
  const [first = null] = known
  const isSame = new Set(known.map((value) => JSON.stringify(value))).size <= 1
  return isSame ? first : otherwise
}

/** Of several spellings, the first of the alphabet; what evokes a SCM must not go unseen. */
const chooseNom = (noms: readonly (string | null)[]): string | null => {
  const known = noms.filter((nom) => nom !== null).toSorted(compare)
  return known.find(evokesScm) ?? known[0] ?? null
}

/** The surest first. */
const ORIGINES = ['identifiant', 'idnst', 'ancien'] as const

/** Of one type and different: none of them is used. */
const mergeIdentifiants = (all: readonly IdentifiantsStructure[]): IdentifiantsStructure => {
  const illisibles = all.flatMap((one) => one.illisibles)
  const only = (read: (ids: IdentifiantsStructure) => string | null | undefined): string | null => {
    const [first = null, ...others] = new Set(all.flatMap((one) => read(one) ?? []))
    if (first === null || others.length === 0) return first
    illisibles.push(first, ...others)
    return null
  }
  const rang = only(({ rppsRang }) => rppsRang?.valeur)
  const origine = ORIGINES.find((one) => all.some(({ rppsRang }) => rppsRang?.origine === one))
  return {
    finessEg: only(({ finessEg }) => finessEg),
    finessEj: only(({ finessEj }) => finessEj),
    siret: only(({ siret }) => siret),
    siren: only(({ siren }) => siren),
    rppsRang: rang === null || origine === undefined ? null : { valeur: rang, origine },
    rppsRangMalforme: all.flatMap((one) => one.rppsRangMalforme ?? []).toSorted(compare)[0] ?? null,
    illisibles: [...new Set(illisibles)].toSorted(compare),
  }
}

/** The lists of sites, each in one order: what differs is then not the same. */
const mergeSites = (all: readonly (readonly Site[] | null)[]): Site[] | null =>
  reconcile(
    all.map(
      (sites) => sites?.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) ?? null,
    ),
  )

/** Closed where one says so: it is safer to ask about a structure that is open. */
const mergeFermeture = (all: readonly Pick<Structure, 'actif' | 'fermeture'>[], jour: string) => {
  const etats = all.map((one) => readEtat(one, jour))
  const actif = etats.includes('fermee') ? false : etats.includes('ouverte') ? true : null
  return { actif, fermeture: reconcile(all.map(({ fermeture }) => fermeture)) }
}

/** What an EJ and a site have in common. */
const mergeEntites = (all: readonly EntiteJuridique[], jour: string): EntiteJuridique | null => {
  const [first] = all
  if (first === undefined) return null
  if (all.length === 1) return first
  return {
    raisonSociale: chooseNom(all.map(({ raisonSociale }) => raisonSociale)),
    enseigne: chooseNom(all.map(({ enseigne }) => enseigne)),
    nature: reconcile(all.map(({ nature }) => nature)),
    ...mergeFermeture(all, jour),
    secteurActivite: reconcileCodes(all.map(({ secteurActivite }) => secteurActivite)),
    categorieEtablissement: reconcileCodes(all.map((one) => one.categorieEtablissement)),
    statutJuridique: reconcileCodes(all.map(({ statutJuridique }) => statutJuridique)),
    typeEtablissement: reconcile(
      all.map(({ typeEtablissement }) => typeEtablissement),
      'illisible',
    ),
    identifiants: mergeIdentifiants(all.map(({ identifiants }) => identifiants)),
    adresse: reconcile(all.map(({ adresse }) => adresse)),
    ouverture: reconcile(all.map(({ ouverture }) => ouverture)),
    sites: mergeSites(all.map(({ sites }) => sites)),
  }
}

/** One structure, described several times: where the descriptions disagree, nothing is read. */
const merge = (all: readonly Structure[], jour: string): Structure => {
  const [first] = all
  if (first === undefined) throw new RangeError('no structure to merge')
  if (all.length === 1) return first
  return {
    ...first,
    ...mergeEntites(all, jour),
    partOf: mergeEntites(
      all.flatMap(({ partOf }) => partOf ?? []),
      jour,
    ),
    partOfIntrouvable: all.some(({ partOfIntrouvable }) => partOfIntrouvable),
  }
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const ejOf = ({ partOf }: Structure): string | null => partOf?.identifiants.finessEj ?? null

/** Whether one bears as a site what the other bears as an EJ: a number is never both. */
const areSiteAndEj = (a: Structure, b: Structure): boolean =>
  a.identifiants.finessEg !== null && a.identifiants.finessEg === b.identifiants.finessEj

/** Whether two structures that one identifier names are two parties. */
const areTwo = (identifiant: Identifiant, a: Structure, b: Structure): boolean => {
  const [one, other] = [toPorteur(a), toPorteur(b)]
  return (
    areDistinct(identifiant, one, other) ||
    differ(one.finessEg, other.finessEg) ||
    differ(one.siret, other.siret) ||
    differ(one.rppsRang, other.rppsRang) ||
    differ(ejOf(a), ejOf(b)) ||
    areSiteAndEj(a, b) ||
    areSiteAndEj(b, a)
  )
}

/** The rows that say most first, then by their text: the order of the data decides nothing. */
const compareRows = (a: Structure, b: Structure): number => {
  const count = (one: Structure): number =>
    Object.values(toPorteur(one)).filter((value) => typeof value === 'string').length
  return count(b) - count(a) || compare(JSON.stringify(a), JSON.stringify(b))
}

/** One party; `etat` null = the directory does not say, or says both: it then counts as closed. */
export type Reunie = { structure: Structure; etat: Etat }

const unite = (rows: readonly Structure[], jour: string): Reunie => {
  const structure = merge(rows, jour)
  const isSaidOpen = rows.some((row) => readEtat(row, jour) === 'ouverte')
  const etat = readEtat(structure, jour)
  return { structure, etat: etat === 'fermee' && isSaidOpen ? null : etat }
}

/**
 * The parties that a directory shows under one identifier, in whatever order it shows them, those
 * that are open first. Rows of one and the same become one; a row that may be of several is of each.
 * A party that is closed counts only when none is open.
 */
export const reunirStructures = (
  found: readonly Structure[],
  identifiant: Identifiant,
  jour: string,
): Reunie[] => {
  const groups: Structure[][] = []
  for (const row of found.toSorted(compareRows)) {
    const own = groups.filter((group) => group.every((one) => !areTwo(identifiant, row, one)))
    if (own.length === 0) groups.push([row])
    for (const group of own) group.push(row)
  }
  const parties = groups.map((rows) => unite(rows, jour))
  const [open, closed] = [false, true].map((closing) =>
    parties.filter(({ structure }) => isClosed(structure, jour) === closing),
  ) as [Reunie[], Reunie[]]
  return [...open, ...closed.filter(({ etat }) => open.length === 0 || etat === null)]
}
