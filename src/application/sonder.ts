import type { Sonde } from './etat-source.ts'
import type { Result } from './failure.ts'
import { findOne } from './find-one.ts'
import type { Annuaire, Clock, Trouve } from './ports.ts'

/** A number of the invented range that no directory gives: the right answer is "nobody". */
const NUMERO_SANS_TITULAIRE = '10999001992'

const toResultat = (result: Result<Trouve>): Sonde['resultat'] => {
  // Somebody behind a number without a holder: what this directory says cannot be believed.
  if (result.ok) return 'invalid-response'
  return result.failure.kind === 'not-found' ? 'repond' : result.failure.kind
}

/** Asks each directory for a number without a holder: one call each, and nobody's data. */
export const sonder = async (
  annuaires: readonly Annuaire[],
  clock: Clock,
): Promise<Record<string, Sonde>> => {
  const sondes = annuaires.map(async (annuaire): Promise<[string, Sonde]> => {
    const le = clock.now().toISOString()
    const result = await findOne(annuaire, { type: 'RPPS', valeur: NUMERO_SANS_TITULAIRE })
    return [annuaire.nom, { le, resultat: toResultat(result) }]
  })
  return Object.fromEntries(await Promise.all(sondes))
}
