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

/** Writes the client as editors import it: `client.js` and `client.d.ts`, which need nothing else. */
export const buildClient = async (outDir: string): Promise<void> => {
  await build({
    entryPoints: [SOURCE],
    outfile: join(outDir, 'client.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  })
  writeFileSync(join(outDir, 'client.d.ts'), toDeclarations())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient(join(ROOT, 'dist'))
