/** How many rows set aside are shown by their line number. */
const SHOWN = 10

/** The rows of a file that could not be read: numbers and reasons, nothing of the rows. */
export class Rejets {
  total = 0
  /** Those that do not even tell whom they are about. */
  nonAttribuees = 0
  readonly premiers: { ligne: number; motif: string }[] = []

  add(ligne: number, motif: string, isAttribuee = true): void {
    this.total++
    if (!isAttribuee) this.nonAttribuees++
    if (this.premiers.length < SHOWN) this.premiers.push({ ligne, motif })
  }
}

/** What was read of a file. */
export type Lecture = {
  /** Data rows, those set aside included. */
  lignes: number
  rejets: Rejets
  /** Rows about people without RPPS (ADELI): left out, nobody can ask for them. */
  sansRpps: number
  /** Columns that the file lacks, as people know them. */
  absentes: string[]
  /** Moment of the data that the content itself gives; null = it does not. */
  donneesLe: string | null
}
