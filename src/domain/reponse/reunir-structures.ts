import { areDistinct } from '../faits/read/homonymes.ts'
import { isClosed } from '../faits/read/sites.ts'
import { reconcileCodes } from '../nomenclatures/code-recu.ts'
import type { IdentifiantsStructure, Structure } from '../situation-exercice.ts'
import { toPorteur } from './homonymes.ts'
import type { Identifiant } from '../verification.ts'

/** Of a field that the same structure has in several descriptions: the first one given. */
const firstOf = <T>(values: readonly (T | null)[]): T | null =>
  values.find((value) => value !== null) ?? null

/** One structure, described several times: where the descriptions disagree, nothing is read. */
const merge = (all: readonly Structure[]): Structure => {
  const [first] = all
  if (first === undefined) throw new RangeError('no structure to merge')
  if (all.length === 1) return first
  const ids = all.map(({ identifiants }) => identifiants)
  const id = <K extends keyof IdentifiantsStructure>(key: K) =>
    firstOf(ids.map((one) => one[key])) as IdentifiantsStructure[K]
  const siren = new Set(ids.flatMap((one) => one.siren ?? []))
  return {
    ...first,
    raisonSociale: firstOf(all.map(({ raisonSociale }) => raisonSociale)),
    enseigne: firstOf(all.map(({ enseigne }) => enseigne)),
    nature: firstOf(all.map(({ nature }) => nature)),
    actif: firstOf(all.map(({ actif }) => actif)),
    secteurActivite: reconcileCodes(all.map(({ secteurActivite }) => secteurActivite)),
    categorieEtablissement: reconcileCodes(all.map((one) => one.categorieEtablissement)),
    statutJuridique: reconcileCodes(all.map(({ statutJuridique }) => statutJuridique)),
    typeEtablissement: firstOf(all.map(({ typeEtablissement }) => typeEtablissement)),
    identifiants: {
      finessEg: id('finessEg'),
      finessEj: id('finessEj'),
      siret: id('siret'),
      siren: siren.size === 1 ? id('siren') : null,
      rppsRang: id('rppsRang'),
      rppsRangMalforme: id('rppsRangMalforme'),
      illisibles: [
        ...new Set([
          ...ids.flatMap(({ illisibles }) => illisibles),
          ...(siren.size > 1 ? siren : []),
        ]),
      ].toSorted(),
    },
    adresse: firstOf(all.map(({ adresse }) => adresse)),
    ouverture: firstOf(all.map(({ ouverture }) => ouverture)),
    fermeture: firstOf(all.map(({ fermeture }) => fermeture)),
    partOf: firstOf(all.map(({ partOf }) => partOf)),
    partOfIntrouvable: all.some(({ partOfIntrouvable }) => partOfIntrouvable),
    sites: firstOf(all.map(({ sites }) => sites)),
  }
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

/** Whether two structures that one identifier names are two parties. */
const areTwo = (identifiant: Identifiant, a: Structure, b: Structure): boolean => {
  const [one, other] = [toPorteur(a), toPorteur(b)]
  return (
    areDistinct(identifiant, one, other) ||
    differ(one.finessEg, other.finessEg) ||
    differ(one.siret, other.siret) ||
    differ(one.rppsRang, other.rppsRang)
  )
}

const byText = (a: Structure, b: Structure): number => {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * The structures that a directory shows under one identifier, each once, in an order that the data
 * do not touch: descriptions of one and the same become one, and a closed one counts only when none
 * is open. Several = several parties bear it.
 */
export const reunirStructures = (
  found: readonly Structure[],
  identifiant: Identifiant,
  jour: string,
): Structure[] => {
  const sorted = found.toSorted(byText)
  const open = sorted.filter((one) => !isClosed(one, jour))
  const groups: Structure[][] = []
  for (const structure of open.length > 0 ? open : sorted) {
    const group = groups.find((others) =>
      others.every((other) => !areTwo(identifiant, structure, other)),
    )
    if (group === undefined) groups.push([structure])
    else group.push(structure)
  }
  return groups.map(merge)
}
