import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import {
  buildBundle,
  startWorkerd,
  type Bundle,
  type Workerd,
  type WorkerdOptions,
} from '../support/workerd.ts'
import { load, type Charge } from './charge.ts'
import { format, median } from './mediane.ts'

/**
 * `npm run bench:worker`: a served verification beside a bare Hono route, both built and minified,
 * each in a Workers runtime of its own, in turn; then the time from nothing to the first answer.
 */

const ROUNDS = 7
const ROUND_MS = 2000
const STARTS = 9
const PATH = '/v1/verifications/10999001000'

const buildBare = async (): Promise<Bundle> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const entry = fileURLToPath(new URL('./worker-nu.ts', import.meta.url))
  const options = { bundle: true, minify: true, format: 'esm', logLevel: 'warning' } as const
  await build({ ...options, entryPoints: [entry], outfile: join(folder, 'worker-nu.js') })
  return { folder, file: 'worker-nu.js', remove: () => rmSync(folder, { recursive: true }) }
}

const ask = async (port: number): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`)
  if (response.status !== 200) throw new Error(`not 200: ${response.status}`)
  return response.text()
}

/** Milliseconds from the start of the process to its first answer, read to its end. */
const coldStart = async (bundle: Bundle, options: WorkerdOptions): Promise<number> => {
  const start = performance.now()
  const workerd = await startWorkerd(bundle, options)
  await ask(workerd.port)
  const tookMs = performance.now() - start
  await workerd.stop()
  return tookMs
}

/** Processor time of a process so far, in microseconds; Linux alone tells. */
const cpuUs = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return Number.NaN
  }
}

/** Processor time of one request beside the rate: other work of the machine does not change it. */
type Mesure = Charge & { cpuUs: number }

const measure = async ({ port, pid }: Workerd): Promise<Mesure> => {
  const before = cpuUs(pid)
  const charge = await load(port, PATH, ROUND_MS)
  const requests = (charge.perSecond * ROUND_MS) / 1000
  return { ...charge, cpuUs: (cpuUs(pid) - before) / requests }
}

const OURS: WorkerdOptions = {
  vars: { ANNUAIRE: 'fictif', LIMITE_PAR_MINUTE: '1000000000' },
  objects: ['QuotaPasserelle'],
}

const ms = (value: number): string => value.toFixed(2).padStart(11)

const bundles = [buildBundle(), await buildBare()] as const
const [ours, bare] = bundles
try {
  const one = await startWorkerd(ours, OURS)
  const body = await ask(one.port)
  const BARE: WorkerdOptions = { vars: { ANSWER: body } }
  const two = await startWorkerd(bare, BARE)
  await ask(two.port)
  const rounds: { ours: Mesure; bare: Mesure }[] = []
  // The first round warms up and is not kept.
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = {
      ours: await measure(one),
      bare: await measure(two),
    }
    if (round > 0) rounds.push(measured)
  }
  await Promise.all([one.stop(), two.stop()])
  const starts = { ours: [] as number[], bare: [] as number[] }
  for (let i = 0; i < STARTS; i++) {
    starts.ours.push(await coldStart(ours, OURS))
    starts.bare.push(await coldStart(bare, BARE))
  }
  const of = (who: 'ours' | 'bare', what: keyof Mesure) =>
    median(rounds.map((round) => round[who][what]))
  const ratio = median(rounds.map((round) => round.ours.perSecond / round.bare.perSecond))
  process.stdout.write(
    [
      `Workers runtime (${body.length} characters of JSON, ${ROUNDS} rounds in turn, median per second)`,
      `  served verification      ${format(of('ours', 'perSecond'))}`,
      `  bare Hono route (base)   ${format(of('bare', 'perSecond'))}`,
      `  ratio, round by round    ${ratio.toFixed(2).padStart(11)}   goal 0.8, floor 0.5`,
      `  cpu µs a request, both   ${ms(of('ours', 'cpuUs'))} ${ms(of('bare', 'cpuUs'))}`,
      `  p50 ms, ours and bare    ${ms(of('ours', 'p50Ms'))} ${ms(of('bare', 'p50Ms'))}`,
      `  p99 ms, ours and bare    ${ms(of('ours', 'p99Ms'))} ${ms(of('bare', 'p99Ms'))}`,
      `from the start of the process to the first answer (${STARTS} in turn, median ms)`,
      `  the service              ${ms(median(starts.ours))}`,
      `  bare Hono route (base)   ${ms(median(starts.bare))}`,
      '',
    ].join('\n'),
  )
} finally {
  for (const bundle of bundles) bundle.remove()
}
