import type {
  Annuaire,
  Cle,
  CleStructure,
  StructuresTrouvees,
  Trouve,
} from '../../application/ports.ts'
import { type MemoryOptions, remembered } from './memory.ts'

export type CachedAnnuaireOptions = MemoryOptions<Cle, Trouve> & {
  /** As `shared`, for structures. */
  sharedStructures?: MemoryOptions<CleStructure, StructuresTrouvees>['shared']
}

/** A directory that remembers, practitioners and structures apart, each by the rules of `remembered`. */
export const createCachedAnnuaire = (
  annuaire: Annuaire,
  options: CachedAnnuaireOptions,
): Annuaire => {
  const { nom, findStructures } = annuaire
  const { shared: _, sharedStructures, ...common } = options
  const ofStructures = {
    ...common,
    ...(sharedStructures === undefined ? {} : { shared: sharedStructures }),
  }
  return {
    // What a search asks is never remembered: names would stand in the keys.
    ...annuaire,
    findMany: remembered(nom, annuaire.findMany, options),
    ...(findStructures === undefined
      ? {}
      : { findStructures: remembered(nom, findStructures, ofStructures) }),
  }
}
