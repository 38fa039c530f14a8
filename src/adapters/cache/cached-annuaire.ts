import type { EtatSource } from '../../application/etat-source.ts'
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
  const praticiens = remembered(nom, annuaire.findMany, options)
  const structures =
    findStructures === undefined ? null : remembered(nom, findStructures, ofStructures)
  return {
    // What a search asks is never remembered: names would stand in the keys.
    ...annuaire,
    findMany: praticiens.findMany,
    ...(structures === null ? {} : { findStructures: structures.findMany }),
    async etats() {
      const etats = await annuaire.etats()
      // What is in memory still answers, for those whom it holds.
      const holdsNothing = praticiens.isEmpty() && (structures?.isEmpty() ?? true)
      return holdsNothing ? etats : etats.map(withoutReason)
    },
  }
}

/** The state of a source of which something is kept. */
const withoutReason = (etat: EtatSource): EtatSource => {
  const usable = { ...etat }
  delete usable.indisponible
  return usable
}
