import { failure, type Result } from './failure.ts'
import type { Annuaire, Cle, LookupOptions, Trouve } from './ports.ts'

/** One look-up of one key. */
export const findOne = async (
  annuaire: Annuaire,
  cle: Cle,
  options?: LookupOptions,
): Promise<Result<Trouve>> => {
  const [result] = await annuaire.findMany([cle], options)
  return result ?? failure('invalid-response', annuaire.nom, 'no result for a key')
}
