import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Annuaire } from '../../src/application/ports.ts'
import { createRechercher } from '../../src/application/rechercher.ts'
import type { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { carteOf, generateExtraction, NOMS, nomOf, rppsOf } from './generer-extraction.ts'
import { median } from './mediane.ts'
import { findOne } from '../../src/application/find-one.ts'

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
/** Before they count: what is compiled and read for the first time. */
const WARM_UP = 500
const LOT = 500
const SEARCHES = 300

type Cost = { seconds: number; cpuSeconds: number; peakBytes: number }

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const measure = async (script: string, args: readonly string[]): Promise<Cost> => {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--import', file('mesure.ts'), file(script), ...args],
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

/** Milliseconds, and whether the system took the processor away meanwhile. */
type Time = { ms: number; isPreempted: boolean }

const timed = async (work: () => Promise<unknown>): Promise<Time> => {
  const before = process.resourceUsage().involuntaryContextSwitches
  const start = performance.now()
  await work()
  const ms = performance.now() - start
  return { ms, isPreempted: process.resourceUsage().involuntaryContextSwitches > before }
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

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
  const singles: Time[] = []
  for (const person of some(WARM_UP + LOOKUPS, people)) {
    const cle = { type: 'RPPS' as const, valeur: rppsOf(person) }
    singles.push(await timed(async () => must([await findOne(annuaire, cle)])))
  }
  const cards: Time[] = []
  for (const person of some(LOOKUPS, Math.floor(people / 2))) {
    const cle = { type: 'CARTE' as const, valeur: carteOf(person) }
    cards.push(await timed(() => findOne(annuaire, cle)))
  }
  const lots: Time[] = []
  for (let round = 0; round < 9; round++) {
    const cles = some(LOT, people - round).map((person) => ({
      type: 'RPPS' as const,
      valeur: rppsOf(person),
    }))
    lots.push(await timed(async () => must(await annuaire.findMany(cles, { priority: 'lot' }))))
  }
  const searches = await measureSearches(annuaire, people)
  base.close()
  return { ...searches, singles: singles.slice(WARM_UP), cards, lots }
}

/** What people type, and the beginnings that half the country has. */
const questionsOf = (person: number): Record<string, DemandeRecherche> => {
  const { nom, prenom } = nomOf(person)
  const lieu = String(1000 + (person % 94_000)).padStart(5, '0')
  return {
    'first name and name': { texte: `${prenom.toLowerCase()} ${nom}` },
    'name alone': { texte: nom },
    'beginnings of both': { texte: `${nom.slice(0, 5)} ${prenom.slice(0, 4)}` },
    'two letters': { texte: nom.slice(0, 2) },
    'two letters and a place': { texte: nom.slice(0, 2), lieu },
    'first name and profession': { texte: prenom, profession: '50' },
    structure: { texte: `cabinet ${NOMS[person % 8]} ${person}`, quoi: 'structure' },
    'word of structures': { texte: 'etablissement', quoi: 'structure', lieu },
  }
}

const measureSearches = async (annuaire: Annuaire, people: number) => {
  const rechercher = createRechercher(annuaire)
  const searches = new Map<string, Time[]>()
  for (const person of some(SEARCHES, people)) {
    for (const [nom, demande] of Object.entries(questionsOf(person))) {
      const times = searches.get(nom) ?? []
      times.push(
        await timed(async () => {
          const found = await rechercher(demande)
          if (!found.ok && found.probleme.code !== 'recherche_indisponible') throw new Error(nom)
        }),
      )
      searches.set(nom, times)
    }
  }
  return { searches }
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
  const pair = (one: string, other: string, goal = '') =>
    `${one.padStart(9)}${other.padStart(11)}${goal === '' ? '' : `   goal ${goal}`}`
  const seconds = (costs: readonly Cost[]) =>
    pair(number(of(costs, (c) => c.seconds)), number(of(costs, (c) => c.cpuSeconds)))
  show('                                   clock  processor')
  show(`  import, s                    ${seconds(ours)}`)
  show(`  read and split (base), s     ${seconds(bare)}`)
  const ratios = [ratio((c) => c.seconds), ratio((c) => c.cpuSeconds)] as const
  show(`  ratio                        ${pair(...ratios, '3.5, by the clock')}`)
  show(`  peak memory, MB              ${number(of(ours, (c) => c.peakBytes) / 1e6, 0)}   goal 400`)
  show(`  database, MB                 ${number(statSync(db).size / 1e6, 0)}   goal 900`)
  const sans = join(folder, 'sans.sqlite')
  const without: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    without.push(
      await measure('../../src/import.ts', [files, '--db', sans, '--force', '--sans-recherche']),
    )
  }
  const added = (pick: (cost: Cost) => number) =>
    `${((of(ours, pick) / of(without, pick) - 1) * 100).toFixed(0)} %`
  show(`  import without the search, s ${seconds(without)}`)
  show(
    `  the search adds              ${pair(
      added((c) => c.seconds),
      added((c) => c.cpuSeconds),
      '25 %',
    )}`,
  )
  show(
    `  the search adds, MB          ${number((statSync(db).size - statSync(sans).size) / 1e6, 0)}   goal 300`,
  )
  const lookups = await measureLookups(db, people)
  const times = (all: readonly Time[], share: number, goal?: string) => {
    const at = (some: readonly Time[]) =>
      number(
        percentile(
          some.map(({ ms }) => ms),
          share,
        ),
        3,
      )
    return pair(at(all), at(all.filter(({ isPreempted }) => !isPreempted)), goal)
  }
  show('                                     all  undisturbed by other processes')
  show(`  one by RPPS, p50 ms          ${times(lookups.singles, 0.5)}`)
  show(`  one by RPPS, p99 ms          ${times(lookups.singles, 0.99, '0.2')}`)
  show(`  one by card, p99 ms          ${times(lookups.cards, 0.99)}`)
  for (const [nom, all] of lookups.searches) {
    show(`  search: ${nom.padEnd(27)}${times(all, 0.5)} p50`)
    show(`  ${' '.repeat(35)}${times(all, 0.99, '10')} p99`)
  }
  show(`  search: all, p99 ms          ${times([...lookups.searches.values()].flat(), 0.99, '10')}`)
  show(`  ${LOT} in one lot, p50 ms       ${times(lookups.lots, 0.5, '300')}`)
} finally {
  rmSync(folder, { recursive: true })
}
