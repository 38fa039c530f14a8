import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import * as z from 'zod'
import { Jour } from '../domain/situation-exercice.ts'
import { Empreinte } from './empreinte.ts'

/** A state file that cannot be used: said, never taken for an empty one. */
export class EtatRefuse extends Error {}

/** Of the form of the file. */
export const ETAT_VERSION = 1

/** What one run leaves for the next: numbers, identifiers and codes; no name. */
const Etat = z.strictObject({
  version: z.literal(ETAT_VERSION),
  /** Instant of the run (UTC). */
  fait: z.iso.datetime(),
  reglement: z.string(),
  /** `ANNUAIRE`, usages and day that it was made with: with others, answers are not comparable. */
  annuaires: z.array(z.string()),
  usages: z.array(z.string()),
  /** The day judged for, when it was said; null = the day of each run. */
  date: Jour.nullable(),
  /** By `RPPS 10999…` or `CARTE 3199…`. */
  lignes: z.record(z.string(), Empreinte),
})
export type Etat = z.infer<typeof Etat>

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/**
 * The state of the last run; null = there is no file, it is the first.
 *
 * @throws EtatRefuse
 */
export const readEtat = (path: string): Etat | null => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return null
    throw new EtatRefuse(
      `Le fichier d’état ${path} ne peut pas être lu (${String((error as NodeJS.ErrnoException).code)}).`,
    )
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new EtatRefuse(
      `Le fichier d’état ${path} est abîmé. Remettez une copie saine, ou effacez-le pour repartir d’un premier passage.`,
    )
  }
  const read = Etat.safeParse(json)
  if (read.success) return read.data
  const { version } = (json ?? {}) as { version?: unknown }
  throw new EtatRefuse(
    typeof version === 'number' && version !== ETAT_VERSION
      ? `Le fichier d’état ${path} est d’une autre version de ce programme (${version} ; celle-ci lit la ${ETAT_VERSION}).`
      : `Le fichier d’état ${path} n’est pas celui d’une surveillance, ou il est abîmé. Remettez une copie saine, ou effacez-le pour repartir d’un premier passage.`,
  )
}

/**
 * Writes the state beside the old one, then puts it in its place: a run that is cut short leaves the
 * old one. Nobody else may read it.
 *
 * @throws EtatRefuse
 */
export const writeEtat = (path: string, etat: Etat): void => {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      writeSync(file, `${JSON.stringify(etat, null, 1)}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    chmodSync(temporary, 0o600)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new EtatRefuse(
      `Le fichier d’état ${path} ne peut pas être écrit (${String((error as NodeJS.ErrnoException).code)}) : les changements ci-dessus seront redits au prochain passage.`,
    )
  }
}
