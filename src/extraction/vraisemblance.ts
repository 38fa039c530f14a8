import type { Ancienne, Lignes } from './base.ts'
import { type Table, TABLES, type TypeFichier } from '../adapters/annuaires/extraction/schema.ts'
import type { Lecture } from './rejets.ts'

/** From one import to the next the files change by some permille. */
const TOLERANCE = 0.05

/** What a table is called before people, in the plural. */
export const NOMS: Record<Table, string> = {
  professionnel: 'professionnels',
  exercice: 'exercices',
  situation: 'situations d’exercice',
  structure: 'structures',
  carte: 'cartes',
  entite_juridique: 'entités juridiques',
  etablissement: 'établissements',
}

export const number = (value: number): string => value.toLocaleString('fr-FR')

/** `1 ligne`, `2 lignes`. */
export const count = (value: number, mot: string, pluriel = `${mot}s`): string =>
  `${number(value)} ${value > 1 ? pluriel : mot}`

/** What a file is made of. */
export const motOf = (type: TypeFichier): string => (type === 'finess' ? 'élément' : 'ligne')

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
  lectures: readonly (Lecture & { type: TypeFichier; libelle: string })[],
  ancienne: Ancienne,
): string[] => {
  const reasons: string[] = []
  for (const { type, libelle, rejets, lignes: rows } of lectures) {
    if (rejets.total > rows * TOLERANCE) {
      const [first] = rejets.premiers
      const motif = first === undefined ? '' : ` (${first.motif}, ${motOf(type)} ${first.ligne})`
      const de = `${count(rejets.total, motOf(type))} sur ${number(rows)}`
      const verdict = rejets.total > 1 ? 'sont illisibles' : 'est illisible'
      reasons.push(`${libelle} : ${de} ${verdict}${motif}.`)
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
