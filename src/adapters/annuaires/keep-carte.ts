import type { Professionnel } from '../../domain/situation-exercice.ts'

/** After a search by card: the practitioner with only the exercices that hold it; null = none does. */
export const keepCarte = (professionnel: Professionnel, numero: string): Professionnel | null => {
  const exercices = professionnel.exercices.filter(({ cartes }) =>
    cartes.some((carte) => carte.numero === numero),
  )
  return exercices.length === 0 ? null : { ...professionnel, exercices }
}
