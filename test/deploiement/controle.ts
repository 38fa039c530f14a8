import { isBuiltin } from 'node:module'
import { gzipSync } from 'node:zlib'

/** What the bundler writes of a bundle; only what is looked at here. */
export type Metafile = {
  inputs: Record<string, unknown>
  outputs: Record<string, { imports: { path: string; external?: boolean }[] }>
}

/** What wrangler reads of one environment of wrangler.toml; only what is looked at here. */
export type Environnement = {
  vars: Record<string, unknown>
  ratelimits?: { name: string; simple: { limit: number; period: number } }[]
}

/** The platform takes 3 MB (10 MB paid); a small bundle starts faster. */
const GZIP_MAX_BYTES = 350 * 1024

const LIMITE_PAR_DEFAUT = 120
const SECRETS = ['ESANTE_API_KEY', 'API_KEYS']

/** Modules that the Workers runtime does not have. */
const needsNode = (specifier: string): boolean => isBuiltin(specifier)

export const gzipBytes = (code: Uint8Array): number => gzipSync(code).length

/** Why this bundle must not be deployed, one line each. */
export const bundleFaults = (metafile: Metafile, code: Uint8Array): string[] => {
  const faults: string[] = []
  const size = gzipBytes(code)
  if (size > GZIP_MAX_BYTES) {
    faults.push(`the bundle is ${size} bytes compressed, at most ${GZIP_MAX_BYTES} are allowed`)
  }
  const inputs = Object.keys(metafile.inputs)
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const outside = [...inputs.filter(needsNode), ...imports.map(({ path }) => path)]
  for (const path of new Set(outside.filter(needsNode))) {
    faults.push(`the bundle imports ${path}, which Workers do not have`)
  }
  if (inputs.some((path) => /(^|\/)node_modules\/undici\//.test(path))) {
    faults.push('undici is in the bundle: none of its calls works there')
  }
  // Also what no import statement says.
  if (/\brequire\(\s*["'](node:|undici)/.test(new TextDecoder().decode(code))) {
    faults.push('the bundle requires a module of Node')
  }
  return faults
}

/** Why this environment must not be deployed, one line each. */
export const configFaults = ({ vars, ratelimits = [] }: Environnement): string[] => {
  const faults: string[] = []
  const limite = Number(vars['LIMITE_PAR_MINUTE'] ?? LIMITE_PAR_DEFAUT)
  const binding = ratelimits.find(({ name }) => name === 'LIMITE')
  if (binding && (binding.simple.limit !== limite || binding.simple.period !== 60)) {
    const { limit, period } = binding.simple
    faults.push(`LIMITE allows ${limit} in ${period} s, LIMITE_PAR_MINUTE ${limite} in 60 s`)
  }
  for (const name of SECRETS) {
    if (name in vars) faults.push(`${name} is a secret: it must not be in wrangler.toml`)
  }
  return faults
}
