import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unstable_readConfig as readConfig } from 'wrangler'
import { bundleFaults, configFaults, gzipBytes, type Metafile } from './controle.ts'

/** `npm run deploy:check`: builds what `wrangler deploy` would publish, and looks at it. */

const ENVIRONNEMENT = 'production'
const root = fileURLToPath(new URL('../../', import.meta.url))
const dist = `${root}dist`

const args = ['deploy', '--dry-run', '--env', ENVIRONNEMENT, '--metafile']
const { status } = spawnSync('wrangler', [...args, '--outdir', dist], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
if (status !== 0) process.exit(status ?? 1)

const code = readFileSync(`${dist}/worker.js`)
const metafile = JSON.parse(readFileSync(`${dist}/bundle-meta.json`, 'utf8')) as Metafile
const faults = [
  ...bundleFaults(metafile, code),
  ...configFaults(readConfig({ config: `${root}wrangler.toml`, env: ENVIRONNEMENT })),
]
const kib = (gzipBytes(code) / 1024).toFixed(1)
process.stdout.write(`bundle: ${kib} KiB compressed (at most 350)\n`)
for (const fault of faults) process.stderr.write(`deploy:check: ${fault}\n`)
if (faults.length > 0) process.exit(1)
