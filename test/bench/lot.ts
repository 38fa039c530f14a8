import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { CLE, startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { askAll, askLot } from './envoi.ts'
import { median } from './mediane.ts'
import { startService } from './service.ts'

const LINES = 500
const ROUNDS = 15
const WARM_UP = 3
/** As many as a browser, or an HTTP client with a pool, keeps open to one host. */
const CONNECTIONS = 6
const USAGES = ['dmp', 'insi-auto', 'insi-manu', 'mssante-bal', 'psc', 'ror', 'mssante-operateur']

/** Found at once: no number that is slow or fails on purpose. */
const NUMEROS = numerosFictifs.filter(
  ({ type, probleme, numero }) => type === 'RPPS' && probleme === null && numero !== '10999001927',
)

type Question = { numero: string; date: string; usages: string[] }

/** As many people as lines, in a live directory. */
const toPeople = (date: string): Question[] =>
  Array.from({ length: LINES }, (_, i) => ({ numero: rppsOf(i), date, usages: ['dmp'] }))

/** The numbers in turn until there are enough: each is there several times. */
const toRepeated = (date: string): Question[] =>
  Array.from({ length: LINES }, (_, i) => {
    return { numero: NUMEROS[i % NUMEROS.length]?.numero ?? '', date, usages: ['dmp'] }
  })

/** No two questions the same: each number with several usages. */
const toDifferent = (date: string): Question[] =>
  toRepeated(date).map((question, i) => {
    return { ...question, usages: [USAGES[Math.floor(i / NUMEROS.length)] ?? ''] }
  })

const toPath = ({ numero, date, usages }: Question): string =>
  `/v1/verifications/${numero}?date=${date}&usages=${usages.join()}`

const toNdjson = (questions: readonly Question[]) => ({
  type: 'application/x-ndjson',
  body: questions.map((question) => JSON.stringify(question)).join('\n'),
})

const toJson = (questions: readonly Question[]) => ({
  type: 'application/json',
  body: JSON.stringify({
    ...questions[0],
    numero: undefined,
    numeros: questions.map((q) => q.numero),
  }),
})

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const DAY_MS = 86_400_000
const dayOf = (round: number): string =>
  new Date(Date.UTC(2024, 0, 1) + round * DAY_MS).toISOString().slice(0, 10)

type Scenario = {
  questions: (date: string) => Question[]
  send: (questions: readonly Question[]) => { type: string; body: string }
  /** Whether every round asks for days that were never asked for. */
  fresh: boolean
  /** Settings of the service. */
  env?: Record<string, string>
}

/** Each round the lot, then the same questions one by one. */
const measure = async ({ questions, send, fresh, env }: Scenario) => {
  const service = await startService(env)
  try {
    const lots: number[] = []
    const singles: number[] = []
    let peak = Number.NaN
    let bytes = 0
    // The first rounds warm up and are not kept.
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const day = fresh ? 2 * (round + WARM_UP) : 0
      const lot = send(questions(dayOf(day)))
      const paths = questions(dayOf(fresh ? day + 1 : 0)).map(toPath)
      if (round === 0) service.forgetPeak()
      const ofLot = await timed(async () => (bytes = await askLot(service.port, lot)))
      const ofSingles = await timed(() => askAll(service.port, paths, CONNECTIONS))
      if (round < 0) continue
      lots.push(ofLot)
      singles.push(ofSingles)
      peak = service.peak()
    }
    const ratios = singles.map((time, round) => time / (lots[round] ?? Number.NaN))
    return { lot: median(lots), singles: median(singles), ratio: median(ratios), peak, bytes }
  } finally {
    service.stop()
  }
}

type Measured = Awaited<ReturnType<typeof measure>>

const show = (value: number): string => value.toFixed(1).padStart(11)

const report = (title: string, { lot, singles, ratio, peak, bytes }: Measured): string[] => [
  `lot of ${LINES}, ${title} (${(bytes / 1e6).toFixed(1)} MB, ${ROUNDS} rounds in turn, median)`,
  `  one lot, ms              ${show(lot)}`,
  `  one by one (base), ms    ${show(singles)}   ${CONNECTIONS} keep-alive connections`,
  `  ratio, round by round    ${show(ratio)}   goal 5`,
  `  peak memory, MiB         ${show(peak)}`,
]

/** Before the stand-in of the live directory, which is in this process; nothing is remembered. */
const measureLive = async (): Promise<Measured> => {
  const serveur = await startServeur({
    ressources: createPopulation(LINES),
    appelsParSeconde: null,
  })
  const env = {
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: serveur.url,
    ESANTE_API_KEY: CLE,
    ANNUAIRE_QUOTA_PAR_SECONDE: '10000',
    CACHE_TTL_S: '0',
    CACHE_PERIME_S: '0',
  }
  try {
    return await measure({ questions: toPeople, send: toNdjson, fresh: true, env })
  } finally {
    await serveur.fermer()
  }
}

/** A lot of 500 beside the same 500 questions one by one, over HTTP. */
export const lots = async (): Promise<void> => {
  const different = { questions: toDifferent, send: toNdjson }
  const lines = [
    ...report(
      `the ${NUMEROS.length} fictitious practitioners in turn, on a new day`,
      await measure({ questions: toRepeated, send: toJson, fresh: true }),
    ),
    ...report('all different, asked again', await measure({ ...different, fresh: false })),
    ...report('all different, never asked before', await measure({ ...different, fresh: true })),
    ...report('a live directory (stand-in) asked for each', await measureLive()),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
