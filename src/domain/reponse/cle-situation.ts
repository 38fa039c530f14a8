import type { ExerciceProfessionnel, SituationExercice } from '../situation-exercice.ts'

/** FNV-1a, 32 bits: no cryptography in the platforms answers synchronously. */
const fnv = (text: string, seed: number): string => {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/**
 * Names a situation: its identifiant d'activité where the source has one, else 17 characters made of
 * what it says of the structure, the profession, the mode and the fonction: `s` and 16 hexadecimal
 * digits, the same whatever the order of the data and as long as the source says the same.
 */
export const cleSituation = (
  { professions }: Pick<ExerciceProfessionnel, 'professions'>,
  { id, structure, ...said }: SituationExercice,
): string => {
  if (id !== null) return id
  const { genreActivite, modeExercice, typeActiviteLiberale, fonction } = said
  const { secteurActivite, identifiants, raisonSociale, enseigne, adresse } = structure ?? {}
  const text = JSON.stringify([
    professions.map((one) => JSON.stringify(one)).toSorted(),
    [genreActivite, modeExercice, typeActiviteLiberale, fonction, secteurActivite],
    [identifiants?.finessEg, identifiants?.finessEj, identifiants?.siret, identifiants?.siren],
    [identifiants?.rppsRang?.valeur, identifiants?.rppsRangMalforme],
    [raisonSociale, enseigne, adresse?.codePostal, adresse?.commune],
  ])
  return `s${fnv(text, 0x811c9dc5)}${fnv(text, 0x2f0b4c47)}`
}
