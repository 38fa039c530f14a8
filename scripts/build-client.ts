import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toComponents } from '../src/http/openapi/components.ts'
import { toTypes } from './types-of-schemas.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCE = join(ROOT, 'src/client.ts')
const IMPORT = /^import type \{([^}]*)\} from '\.[^']*';?\n/gm

/** The declarations of src/client.ts, with the types it imports written out in their place. */
const toDeclarations = (): string => {
  const temporary = mkdtempSync(join(tmpdir(), 'client-'))
  try {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const args = [tsc, '-p', join(ROOT, 'tsconfig.client.json'), '--outDir', temporary]
    execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    const emitted = readFileSync(join(temporary, 'client.d.ts'), 'utf8')
    const imported = [...emitted.matchAll(IMPORT)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    )
    return `${toTypes(toComponents(), imported)}\n${emitted.replace(IMPORT, '')}`
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

type Manifest = { name: string; version: string; license: string }

/** The package of the client alone: that of the service would bring all that the service needs. */
const toManifest = ({ name, version, license }: Manifest) => ({
  name,
  version,
  license,
  description: 'Client of the service « Qui commande ? »',
  type: 'module',
  exports: { './client': { types: './client.d.ts', default: './client.js' } },
  files: ['client.js', 'client.d.ts'],
})

/**
 * Writes the client as editors install or copy it: `client.js` and `client.d.ts`, which need nothing
 * else, and their `package.json`.
 */
export const buildClient = async (outDir: string): Promise<void> => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest
  const banner = `// Client of « Qui commande ? » ${manifest.version}, licence ${manifest.license}.\n`
  await build({
    entryPoints: [SOURCE],
    outfile: join(outDir, 'client.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
    banner: { js: banner.trimEnd() },
  })
  writeFileSync(join(outDir, 'client.d.ts'), banner + toDeclarations())
  const text = `${JSON.stringify(toManifest(manifest), null, 2)}\n`
  writeFileSync(join(outDir, 'package.json'), text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient(join(ROOT, 'dist'))
