import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pannes } from '../../mocks/annuaire-fhir/pannes.ts'
import { CLE, startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { praticiens, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { startService } from '../bench/service.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import { toLignes } from '../support/extraction-lignes.ts'
import { type Constat, isTrouble, type Question, QUESTIONS } from './questions.ts'

/* `npm run endurance -- --minutes 2`: mixed load on the service while its directory flaps. */

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const DURATION_MS = Number(values.minutes) * 60_000
const PHASE_MS = 4000
const SWAP_MS = 1500
const SAMPLE_MS = 500
const CALLERS = 8
const DISJONCTEUR_S = 2
/** What memory and descriptors may gain from the first third to the last. */
const GAIN_MAX = 1.2
const FAUSSES = [
  'html-502',
  'json-tronque',
  'outcome-200',
  'bundle-nu',
  'autre-question',
  'forme-v1',
] as const

const dossier = mkdtempSync(join(tmpdir(), 'endurance-'))
const db = join(dossier, 'annuaire.sqlite')
const serveur = await startServeur({ ressources: ressourcesFictives, appelsParSeconde: null })

const fictif = createFictif({ now: () => new Date() })
const trouves = await fictif.findMany(
  praticiens.map(({ qui: [valeur] }) => ({ type: 'RPPS', valeur })),
)
const people = trouves.flatMap((one) => (one.ok ? [one.value.professionnel] : []))
/** Two imports: the second has others, in another order. */
const IMPORTS = [toLignes(people), toLignes(people.slice(5).toReversed())]
const swap = (turn: number): void => writeBase(db, IMPORTS[turn % IMPORTS.length] ?? {})

const ENV = {
  ANNUAIRE_FHIR_URL: serveur.url,
  ESANTE_API_KEY: CLE,
  ANNUAIRE_QUOTA_PAR_SECONDE: '10000',
  ANNUAIRE_TIMEOUT_MS: '1000',
  ANNUAIRE_DISJONCTEUR_S: String(DISJONCTEUR_S),
  CACHE_TTL_S: '1',
  CACHE_PERIME_S: '3',
  EXTRACTION_DB: db,
}

/** By what is asked: every answer that one of the sources gives by itself. */
const table = new Map<string, Set<string>>()
const learn = async (annuaire: string): Promise<void> => {
  const service = await startService({ ...ENV, ANNUAIRE: annuaire })
  for (const question of QUESTIONS.flat()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const { cle, dit } of await question(`http://127.0.0.1:${service.port}`)) {
      table.set(cle, (table.get(cle) ?? new Set()).add(dit))
    }
  }
  service.stop()
}

swap(1)
await learn('extraction')
swap(0)
await learn('extraction')
await learn('fhir')

type Phase = 'juste' | 'lent' | 'faux' | 'coupe'
const PHASES: readonly Phase[] = ['juste', 'lent', 'faux', 'juste', 'coupe']
let phase: Phase = 'juste'
let since = performance.now()
/** From the end of a trouble to the first answer of the live directory; null = it has come. */
let awaited: number | null = null
const recoveriesMs: number[] = []

const flap = (turn: number): void => {
  const before = phase
  phase = PHASES[turn % PHASES.length] ?? 'juste'
  since = performance.now()
  serveur.latenceMs = phase === 'lent' ? 300 : 5
  serveur.panne =
    phase === 'faux'
      ? (rang) => pannes[FAUSSES[rang % FAUSSES.length] ?? 'html-502']
      : phase === 'coupe'
        ? () => pannes.coupure
        : null
  // Its calls are kept by the stand-in: half an hour of them would fill the memory.
  serveur.appels.length = 0
  if (phase !== 'juste') awaited = null
  else if (before !== 'juste') awaited = since
}

const service = await startService({ ...ENV, ANNUAIRE: 'fhir,extraction' })
const base = `http://127.0.0.1:${service.port}`
const counts = { answers: 0, right: 0, trouble: 0, wrong: 0 }
const wrongs: string[] = []

const judge = (constat: Constat): void => {
  counts.answers++
  if (table.get(constat.cle)?.has(constat.dit)) counts.right++
  else if (isTrouble(constat)) counts.trouble++
  else {
    counts.wrong++
    if (wrongs.length < 5)
      wrongs.push(`${constat.cle}: ${constat.statut} ${constat.dit.slice(0, 300)}`)
  }
  if (constat.direct && awaited !== null) {
    recoveriesMs.push(performance.now() - awaited)
    awaited = null
  }
}

const end = performance.now() + DURATION_MS
const pick = (turn: number, caller: number): Question | undefined => {
  const sort = QUESTIONS[(turn + caller) % QUESTIONS.length] ?? []
  return sort[(turn * 7 + caller * 13) % sort.length]
}
const call = async (caller: number): Promise<void> => {
  for (let turn = 0; performance.now() < end; turn++) {
    // oxlint-disable-next-line no-await-in-loop -- one caller asks one thing after the other
    for (const constat of (await pick(turn, caller)?.(base)) ?? []) judge(constat)
  }
}

const samples: { memory: number; descriptors: number }[] = []
let turns = 0
let swaps = 0
const timers = [
  setInterval(() => flap(++turns), PHASE_MS),
  setInterval(() => swap(++swaps), SWAP_MS),
  setInterval(
    () => samples.push({ memory: service.memory(), descriptors: service.descriptors() }),
    SAMPLE_MS,
  ),
]
flap(0)
await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)))
timers.forEach(clearInterval)
service.stop()
await serveur.fermer()
rmSync(dossier, { recursive: true })

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN
const third = Math.floor(samples.length / 3)
const thirds = (field: 'memory' | 'descriptors') =>
  [samples.slice(0, third), samples.slice(-third)].map((part) =>
    median(part.map((one) => one[field])),
  ) as [number, number]
const [memory, descriptors] = [thirds('memory'), thirds('descriptors')]
const recovery = Math.max(...recoveriesMs)
const goals: [string, boolean][] = [
  [
    `${counts.wrong} wrong of ${counts.answers} (${counts.right} right, ${counts.trouble} refused)`,
    counts.wrong === 0,
  ],
  [
    `memory ${memory.map((one) => one.toFixed(0)).join(' → ')} MiB`,
    !(memory[1] > memory[0] * GAIN_MAX),
  ],
  [`descriptors ${descriptors.join(' → ')}`, !(descriptors[1] > descriptors[0] * GAIN_MAX)],
  [
    `recovery at most ${recovery.toFixed(0)} ms over ${recoveriesMs.length} troubles (goal ${2 * DISJONCTEUR_S * 1000})`,
    recovery <= 2 * DISJONCTEUR_S * 1000,
  ],
]
const lines = [
  `${values.minutes} min, ${turns} changes of the directory, ${swaps} imports`,
  ...wrongs,
]
for (const [text, met] of goals) lines.push(`  ${met ? 'ok    ' : 'MISSED'} ${text}`)
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = goals.every(([, met]) => met) ? 0 : 1
