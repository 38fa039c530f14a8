import { build, type Plugin } from 'esbuild'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Teaches JSX to a Node that loads our sources; what is built has none left. */
const withoutJsx: Plugin = {
  name: 'without-jsx',
  setup(made) {
    made.onLoad({ filter: /[\\/]src[\\/]jsx\.mjs$/ }, () => ({ contents: '' }))
  },
}

/** Packages in CommonJS ask for the modules of Node by `require`; no other may have that first name. */
const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)`

type Manifest = Record<
  'name' | 'version' | 'license' | 'description' | 'optionalDependencies' | 'engines',
  unknown
>

/**
 * Writes the service and its commands as a folder that the pinned Node runs with nothing installed:
 * `bin/qui-commande.mjs`, the parts that it loads, a `package.json` that names the Node it wants.
 */
export const buildService = async (outDir: string): Promise<void> => {
  rmSync(outDir, { recursive: true, force: true })
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/qui-commande.mjs'],
    outdir: join(outDir, 'bin'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    charset: 'utf8',
    logLevel: 'warning',
    banner: { js: REQUIRE },
    plugins: [withoutJsx],
  })
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8')
  const { name, version, license, description, optionalDependencies, engines } = JSON.parse(
    text,
  ) as Manifest
  const manifest = {
    name,
    version,
    license,
    description,
    type: 'module',
    private: true,
    bin: { 'qui-commande': 'bin/qui-commande.mjs' },
    optionalDependencies,
    engines,
  }
  mkdirSync(outDir, { recursive: true })
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  cpSync(join(ROOT, 'LICENSE'), join(outDir, 'LICENSE'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildService(join(ROOT, 'dist/service'))
}
