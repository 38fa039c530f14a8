import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
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
import { besideOthers, cpuUs } from './cote-a-cote.ts'
import { median } from './mediane.ts'

/**
 * `npm run bench:worker`: a served verification beside the standard stack and a bare Hono route, all
 * built and minified, each in a Workers runtime of its own, in turn; then the time from nothing to
 * the first answer, beside a bare route and one with our code as well that it does not run.
 */

const STARTS = 9
const PATH = '/v1/verifications/10999001000'

const buildOne = async (script: string): Promise<Bundle> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const entry = fileURLToPath(new URL(script, import.meta.url))
  const options = { bundle: true, minify: true, format: 'esm', logLevel: 'warning' } as const
  await build({ ...options, entryPoints: [entry], outfile: join(folder, 'worker.js') })
  return { folder, file: 'worker.js', remove: () => rmSync(folder, { recursive: true }) }
}

/** The bare route with the code of the service in a function that nobody calls: what size costs. */
const addUnused = async (bare: Bundle, service: Bundle): Promise<Bundle> => {
  const made = await buildOne('./worker-nu.ts')
  const text = (bundle: Bundle) => readFile(join(bundle.folder, bundle.file), 'utf8')
  const unused = (await text(service))
    .replace(/\/\*! Bundled license[\s\S]*$/, '')
    .replace(/export\s*\{[^}]*\};?\s*$/, '')
    .replace(/import\s*\{[^}]*\}\s*from\s*"cloudflare:workers";?/g, '')
  const file = join(made.folder, made.file)
  await writeFile(file, `globalThis.unused = () => {${unused}};\n${await text(bare)}`)
  return made
}

const ask = async (port: number): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`)
  if (response.status !== 200) throw new Error(`not 200: ${response.status}`)
  return response.text()
}

type Depart = { ms: number; cpuMs: number }

/** From the start of the process to its first answer, read to its end. */
const coldStart = async (bundle: Bundle, options: WorkerdOptions): Promise<Depart> => {
  const start = performance.now()
  const workerd = await startWorkerd(bundle, options)
  await ask(workerd.port)
  const ms = performance.now() - start
  const cpuMs = cpuUs(workerd.pid) / 1000
  await workerd.stop()
  return { ms, cpuMs }
}

const OURS: WorkerdOptions = {
  vars: { ANNUAIRE: 'fictif', LIMITE_PAR_MINUTE: '1000000000' },
  objects: ['QuotaPasserelle'],
}

const cell = (value: number): string => value.toFixed(2).padStart(11)

const service = buildBundle()
const [pile, nu] = await Promise.all([buildOne('./pile/worker.ts'), buildOne('./worker-nu.ts')])
const gros = await addUnused(nu, service)
const started: Workerd[] = []
const serve = async (bundle: Bundle, options: WorkerdOptions): Promise<Workerd> => {
  const workerd = await startWorkerd(bundle, options)
  started.push(workerd)
  await ask(workerd.port)
  return workerd
}
try {
  const one = await serve(service, OURS)
  const body = await ask(one.port)
  const BARE: WorkerdOptions = { vars: { ANSWER: body } }
  const lines = await besideOthers(`Workers runtime (${body.length} characters of JSON)`, PATH, {
    service: one,
    pile: await serve(pile, BARE),
    nu: await serve(nu, BARE),
  })
  await Promise.all(started.map((workerd) => workerd.stop()))
  const rounds: Record<'service' | 'gros' | 'nu', Depart>[] = []
  for (let i = 0; i < STARTS; i++) {
    rounds.push({
      service: await coldStart(service, OURS),
      gros: await coldStart(gros, BARE),
      nu: await coldStart(nu, BARE),
    })
  }
  const row = (name: string, who: 'service' | 'gros' | 'nu', goal = ''): string => {
    const of = (what: keyof Depart) => median(rounds.map((round) => round[who][what]))
    const beside = (what: keyof Depart) =>
      median(rounds.map((round) => round[who][what] / round.nu[what]))
    return `  ${name.padEnd(24)} ${cell(of('ms'))} ${cell(of('cpuMs'))} ${cell(beside('ms'))} ${cell(beside('cpuMs'))}   ${goal}`
  }
  lines.push(
    `from nothing to the first answer, ${STARTS} in turn, medians: ms, cpu ms, both beside the bare route`,
    row('the service', 'service', 'goal 2'),
    row('bare, our code not run', 'gros', 'what the size alone costs'),
    row('bare Hono route', 'nu'),
  )
  process.stdout.write(`${lines.join('\n')}\n`)
} finally {
  for (const bundle of [service, pile, nu, gros]) bundle.remove()
}
