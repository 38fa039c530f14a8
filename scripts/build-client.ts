import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
      names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
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
  exports: {
    './client': {
      import: { types: './client.d.ts', default: './client.js' },
      require: { types: './client.d.cts', default: './client.cjs' },
    },
  },
  files: ['client.js', 'client.cjs', 'client.d.ts', 'client.d.cts'],
  sideEffects: false,
})

/**
 * Writes the client as editors install or copy it: `client.js` and `client.d.ts`, which need nothing
 * else, the same for CommonJS, and what makes them a package.
 */
export const buildClient = async (outDir: string): Promise<void> => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest
  const banner = `// Client of « Qui commande ? » ${manifest.version}, licence ${manifest.license}.\n`
  mkdirSync(outDir, { recursive: true })
  const toModule = (format: 'esm' | 'cjs', name: string) =>
    build({
      entryPoints: [SOURCE],
      outfile: join(outDir, name),
      bundle: true,
      format,
      target: 'es2022',
      charset: 'utf8',
      logLevel: 'warning',
      banner: { js: banner.trimEnd() },
    })
  await Promise.all([toModule('esm', 'client.js'), toModule('cjs', 'client.cjs')])
  const declarations = banner + toDeclarations()
  for (const name of ['client.d.ts', 'client.d.cts']) {
    writeFileSync(join(outDir, name), declarations)
  }
  const text = `${JSON.stringify(toManifest(manifest), null, 2)}\n`
  writeFileSync(join(outDir, 'package.json'), text)
  copyFileSync(join(ROOT, 'scripts/client-lisez-moi.md'), join(outDir, 'README.md'))
  copyFileSync(join(ROOT, 'LICENSE'), join(outDir, 'LICENSE'))
}

/** The two files that the service gives, as it holds them. */
export const SERVED = new URL('../src/http/routes/client-construit.json', import.meta.url)

export const toServed = (outDir: string): string => {
  const read = (name: string): string => readFileSync(join(outDir, name), 'utf8')
  const files = { js: read('client.js'), declarations: read('client.d.ts') }
  return `${JSON.stringify(files, null, 1)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outDir = join(ROOT, 'dist/client')
  await buildClient(outDir)
  writeFileSync(SERVED, toServed(outDir))
}
