import type { Ancienne } from './ancienne.ts'
import type { Lignes } from './base.ts'
import { type Table, TABLES } from '../adapters/annuaires/extraction-schema.ts'
import type { Lecture } from './rejets.ts'

/** From one import to the next the files change by some permille. */
const TOLERANCE = 0.05

export const NOMS: Record<Table, string> = {
  professionnel: 'professionnels',
  exercice: 'exercices',
  situation: 'situations d’exercice',
  structure: 'structures',
  carte: 'cartes',
  entite_juridique: 'entités juridiques',
  etablissement: 'établissements',
}

const number = (value: number): string => value.toLocaleString('fr-FR')

/** By how much a table changed, `+0,3 %`; null = there was nothing before. */
export const change = (before: number, after: number): string | null => {
  if (before === 0) return null
  const part = ((after - before) / before) * 100
  return `${part > 0 ? '+' : ''}${part.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} %`
}

/**
 * Why the new database should not replace the old one, in French sentences; empty = it may.
 * A download that broke off and a layout that changed both show in the counts.
 */
export const implausibilities = (
  lignes: Lignes,
  lectures: readonly (Lecture & { libelle: string })[],
  ancienne: Ancienne,
): string[] => {
  const reasons: string[] = []
  for (const { libelle, rejets, lignes: rows } of lectures) {
    if (rejets.total > rows * TOLERANCE) {
      const [first] = rejets.premiers
      const motif = first === undefined ? '' : ` (${first.motif}, ligne ${first.ligne})`
      reasons.push(
        `${libelle} : ${number(rejets.total)} lignes sur ${number(rows)} sont mises de côté${motif}.`,
      )
    }
  }
  if (lignes.professionnel === 0) reasons.push('Aucun professionnel avec un RPPS.')
  if (ancienne.etat !== 'lue') return reasons
  for (const table of TABLES) {
    const before = ancienne.lignes[table]
    const after = lignes[table]
    if (before > 0 && Math.abs(after - before) > before * TOLERANCE) {
      reasons.push(
        `${NOMS[table]} : ${number(after)} au lieu de ${number(before)} (${change(before, after)}).`,
      )
    }
  }
  return reasons
}
