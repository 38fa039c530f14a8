import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The Workers runtime alone, with a built bundle: no development server in between. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WORKERD = (createRequire(import.meta.url)('workerd') as { default: string }).default
const COMPATIBILITY_DATE = /^compatibility_date = "(.+)"$/m.exec(
  readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'),
)?.[1]

export type Bundle = { folder: string; file: string; remove: () => void }

/** The bundle that `wrangler deploy` would publish, in a folder of its own. */
export const buildBundle = (entry?: string): Bundle => {
  const folder = mkdtempSync(join(tmpdir(), 'qui-commande-'))
  const args = ['deploy', ...(entry === undefined ? [] : [entry]), '--dry-run']
  const { status, stderr } = spawnSync(
    join(ROOT, 'node_modules/.bin/wrangler'),
    [...args, '--env', 'production', '--outdir', folder],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
        HOME: folder,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_SEND_ERROR_REPORTS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        DO_NOT_TRACK: '1',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
    },
  )
  if (status !== 0) throw new Error(`wrangler: ${stderr}`)
  const name = entry?.replace(/^.*\/|\.ts$/g, '') ?? 'worker'
  return {
    folder,
    file: `${name}.js`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export type WorkerdOptions = {
  /** Variables of the Worker. */
  vars?: Record<string, string>
  /** The Durable Object classes that the bundle exports. */
  objects?: readonly string[]
  /** Whether it may call this machine; else the public network alone. */
  callsLocal?: boolean
}

const toCapnp = (
  { file }: Bundle,
  { vars = {}, objects = [], callsLocal = false }: WorkerdOptions,
): string => {
  const text = (value: string) => JSON.stringify(value)
  const bindings = Object.entries(vars).map(
    ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
  )
  const namespaces = objects.map((name) => `(className = ${text(name)}, uniqueKey = ${text(name)})`)
  const local = ', (name = "internet", network = (allow = ["public", "private"]))'
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)${callsLocal ? local : ''}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = ${text(file)}, esModule = embed ${text(file)})],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (inMemory = void),
);
`
}

export type Workerd = { port: number; pid: number; stop: () => Promise<void> }

/** Starts the runtime; ready once it listens. */
export const startWorkerd = async (
  bundle: Bundle,
  options: WorkerdOptions = {},
): Promise<Workerd> => {
  const config = join(bundle.folder, 'config.capnp')
  writeFileSync(config, toCapnp(bundle, options))
  const child: ChildProcess = spawn(WORKERD, ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    let told = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      const listening = /"port":(\d+)/.exec(told)?.[1]
      if (listening !== undefined) resolve(Number(listening))
    })
    child.once('exit', (code) => reject(new Error(`workerd ended: ${code}`)))
  })
  return {
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
