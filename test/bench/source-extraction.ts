import { DatabaseSync } from 'node:sqlite'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { findOne } from '../../src/application/find-one.ts'
import type { Cle } from '../../src/application/ports.ts'
import { createJuge, createVerifier } from '../../src/application/verifier.ts'
import { median } from './mediane.ts'

const WARM_UP = 500
const LOT = 500
const LOTS = 9

export type SourceOptions = {
  /** A database made by the import. */
  db: string
  /** Numbers that are in it, each asked once: a thousand at least. */
  rpps: readonly string[]
  cartes: readonly string[]
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? Number.NaN

const timesOf = async (
  values: readonly string[],
  ask: (value: string) => unknown,
): Promise<number[]> => {
  const times: number[] = []
  for (const [index, value] of values.entries()) {
    const start = performance.now()
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await ask(value)
    if (index >= WARM_UP) times.push(performance.now() - start)
  }
  return times
}

const toLine = (times: readonly number[]): string => {
  const text = (value: number) => `${value.toFixed(3)} ms`.padStart(11)
  return `p50 ${text(median(times))}   p99 ${text(percentile(times, 0.99))}`
}

/**
 * The directory `extraction` in process: one practitioner by RPPS, by card, judged, and a lot of
 * 500, beside one bare row of the same file. Milliseconds; null in `lot500` = too few numbers.
 *
 * @throws RangeError when a number is not in the database.
 */
export const measureSource = async ({ db, rpps, cartes }: SourceOptions) => {
  const clock = { now: () => new Date('2026-11-23T09:00:00Z') }
  const base = openBaseSqlite({ path: db, clock, log: () => {} })
  const bare = new DatabaseSync(db, { readOnly: true })
  try {
    const annuaire = createExtraction(base, clock)
    const verifier = createVerifier({
      annuaire,
      juge: createJuge({ clock, isFictif: () => false }),
    })
    const find = (type: Cle['type']) => async (valeur: string) => {
      const result = await findOne(annuaire, { type, valeur })
      if (!result.ok) throw new RangeError(`${type} ${valeur}: ${result.failure.kind}`)
    }
    const row = bare.prepare('SELECT * FROM professionnel WHERE rpps = ?')
    const nu = await timesOf(rpps, (one) => row.get(one))
    const parRpps = await timesOf(rpps, find('RPPS'))
    const parCarte = await timesOf(cartes, find('CARTE'))
    const juge = await timesOf(rpps, (numero) => verifier({ numero }))
    const lots: number[] = []
    for (let lot = 0; lot < LOTS && (lot + 1) * LOT <= rpps.length; lot++) {
      const cles = rpps
        .slice(lot * LOT, (lot + 1) * LOT)
        .map((valeur) => ({ type: 'RPPS' as const, valeur }))
      const start = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await annuaire.findMany(cles, { priority: 'lot' })
      lots.push(performance.now() - start)
    }
    const lot500 = lots.length === 0 ? null : median(lots)
    console.log('\nThe open-data files, in process')
    console.log(`  one bare row of the file       ${toLine(nu)}`)
    console.log(`  one practitioner by RPPS       ${toLine(parRpps)}`)
    console.log(`  one practitioner by card       ${toLine(parCarte)}`)
    console.log(`  one practitioner, judged       ${toLine(juge)}`)
    console.log(`  ${LOT} practitioners at once      ${lot500?.toFixed(1) ?? '–'} ms`)
    return {
      nuP99: percentile(nu, 0.99),
      rppsP99: percentile(parRpps, 0.99),
      carteP99: percentile(parCarte, 0.99),
      jugeP99: percentile(juge, 0.99),
      lot500,
    }
  } finally {
    bare.close()
    base.close()
  }
}
