import type { Annuaire, Cle } from '../../application/ports.ts'

/**
 * A directory beside which the fictitious numbers are answered, by `fictif` and by nobody else: a
 * number that `isFictif` never reaches the directory, and any other never reaches `fictif`. What is
 * known of the sources stays that of the directory.
 */
export const withFictifs = (
  annuaire: Annuaire,
  fictif: Annuaire,
  isFictif: (valeur: string) => boolean,
): Annuaire => ({
  ...annuaire,

  async findMany(cles, options) {
    const isOurs = ({ valeur }: Cle): boolean => isFictif(valeur)
    if (!cles.some(isOurs)) return annuaire.findMany(cles, options)
    const [ours, others] = await Promise.all([
      fictif.findMany(cles.filter(isOurs), options),
      annuaire.findMany(
        cles.filter((cle) => !isOurs(cle)),
        options,
      ),
    ])
    return cles.map((cle) => (isOurs(cle) ? ours : others).shift() as (typeof ours)[number])
  },
})
