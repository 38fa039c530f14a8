import type { Annuaire, FindMany } from '../../application/ports.ts'

/** A look-up that `fictif` answers for the keys that are ours, and the directory for the others. */
const beside =
  <C extends { valeur: string }, T>(
    real: FindMany<C, T>,
    fictif: FindMany<C, T>,
    isOurs: (valeur: string) => boolean,
  ): FindMany<C, T> =>
  async (cles, options) => {
    const [ours, others] = [
      cles.filter(({ valeur }) => isOurs(valeur)),
      cles.filter(({ valeur }) => !isOurs(valeur)),
    ]
    if (ours.length === 0) return real(cles, options)
    const [known, found] = await Promise.all([fictif(ours, options), real(others, options)])
    return cles.map(
      ({ valeur }) => (isOurs(valeur) ? known : found).shift() as (typeof known)[number],
    )
  }

/**
 * A directory beside which the fictitious numbers and structures are answered, by `fictif` and by
 * nobody else: one that is listed never reaches the directory, and any other never reaches
 * `fictif`. What is known of the sources stays that of the directory, and so does its search: among
 * real people nobody invented is found.
 */
export const withFictifs = (
  annuaire: Annuaire,
  fictif: Annuaire,
  { isFictif, isStructureFictive }: Record<Liste, (valeur: string) => boolean>,
): Annuaire => {
  const { findStructures } = annuaire
  return {
    ...annuaire,
    findMany: beside(annuaire.findMany, fictif.findMany, isFictif),
    ...(findStructures === undefined || fictif.findStructures === undefined
      ? {}
      : { findStructures: beside(findStructures, fictif.findStructures, isStructureFictive) }),
  }
}

type Liste = 'isFictif' | 'isStructureFictive'
