import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction-echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction.ts'
import { carteOf, generateExtraction, rppsOf } from './generer-extraction.ts'
import { median } from './mediane.ts'

/**
 * The import of files of national size, beside the mere reading of them in the same run, then
 * look-ups in the database that it made. `--part 0.1` for a tenth of the country, `--tours 3`.
 */
const { values } = parseArgs({
  options: { part: { type: 'string', default: '1' }, tours: { type: 'string', default: '3' } },
})
const part = Number(values.part)
const rounds = Number(values.tours)

const LOOKUPS = 2000
const LOT = 500

type Cost = { seconds: number; cpuSeconds: number; peakBytes: number }

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const measure = async (script: string, args: readonly string[]): Promise<Cost> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', file('mesure.ts'), file(script), ...args],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const [code, errors, cost] = await Promise.all([
    new Promise((resolve) => child.once('close', resolve)),
    text(child.stdio[2] as Readable),
    text(child.stdio[3] as Readable),
  ])
  if (code !== 0) throw new Error(`${script}: ${errors}`)
  return JSON.parse(cost) as Cost
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Any of the first n, the same ones every time and in no order. */
const some = (count: number, n: number): number[] =>
  Array.from({ length: count }, (_, i) => (i * 7_919_317) % n)

const measureLookups = async (db: string, people: number) => {
  const clock = { now: () => new Date() }
  const base = openBaseSqlite({ path: db, clock, log: () => {} })
  const annuaire = createExtraction(base, clock)
  const must = (results: readonly { ok: boolean }[]): void => {
    if (results.some(({ ok }) => !ok)) throw new Error('a practitioner was not found')
  }
  const singles: number[] = []
  for (const person of some(LOOKUPS + 200, people)) {
    const cle = { type: 'RPPS' as const, valeur: rppsOf(person) }
    singles.push(await timed(async () => must([await annuaire.find(cle)])))
  }
  const cards: number[] = []
  for (const person of some(LOOKUPS, Math.floor(people / 2))) {
    const cle = { type: 'CARTE' as const, valeur: carteOf(person) }
    cards.push(await timed(() => annuaire.find(cle)))
  }
  const lots: number[] = []
  for (let round = 0; round < 9; round++) {
    const cles = some(LOT, people - round).map((person) => ({
      type: 'RPPS' as const,
      valeur: rppsOf(person),
    }))
    lots.push(await timed(async () => must(await annuaire.findMany(cles, { priority: 'lot' }))))
  }
  base.close()
  // The first ones warm up.
  const sorted = singles.slice(200).toSorted((a, b) => a - b)
  const at = (values: readonly number[], share: number) =>
    values[Math.floor(values.length * share)] ?? Number.NaN
  return {
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
    card99: at(
      cards.toSorted((a, b) => a - b),
      0.99,
    ),
    lot: median(lots),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
const show = (line: string): boolean => process.stdout.write(`${line}\n`)
try {
  const files = join(folder, 'fichiers')
  const { people, rows, egs } = await generateExtraction(files, part)
  const paths = readdirSync(files).map((name) => join(files, name))
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
  show(
    `import (${rows.toLocaleString('en')} rows, ${people.toLocaleString('en')} people, ${egs.toLocaleString('en')} EG, ${Math.round(bytes / 1e6)} MB, ${rounds} rounds, median)`,
  )
  const db = join(folder, 'annuaire.sqlite')
  const ours: Cost[] = []
  const bare: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    bare.push(await measure('lecture-nue.ts', paths))
    ours.push(await measure('../../src/import.ts', [files, '--db', db, '--force']))
  }
  const of = (costs: readonly Cost[], pick: (cost: Cost) => number) => median(costs.map(pick))
  const ratio = (pick: (cost: Cost) => number) =>
    median(ours.map((cost, i) => pick(cost) / pick(bare[i] as Cost))).toFixed(1)
  const number = (value: number, digits = 1) => value.toFixed(digits).padStart(9)
  show(`  import, s                    ${number(of(ours, (c) => c.seconds))}`)
  show(`  read and split (base), s     ${number(of(bare, (c) => c.seconds))}`)
  show(`  ratio of the clock           ${ratio((c) => c.seconds).padStart(9)}   goal 6`)
  show(`  ratio of the processor       ${ratio((c) => c.cpuSeconds).padStart(9)}`)
  show(`  peak memory, MB              ${number(of(ours, (c) => c.peakBytes) / 1e6, 0)}   goal 400`)
  show(`  database, MB                 ${number(statSync(db).size / 1e6, 0)}   goal 900`)
  const lookups = await measureLookups(db, people)
  show(`  one by RPPS, p50 ms          ${number(lookups.p50, 3)}`)
  show(`  one by RPPS, p99 ms          ${number(lookups.p99, 3)}   goal 1`)
  show(`  one by card, p99 ms          ${number(lookups.card99, 3)}`)
  show(`  ${LOT} in one lot, ms           ${number(lookups.lot)}   goal 300`)
} finally {
  rmSync(folder, { recursive: true })
}
