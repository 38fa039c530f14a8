import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const run = promisify(execFile)

/** The documents whose every block is run, in docs/. */
export const GUIDES = [
  'demarrage.md',
  'structures.md',
  'chercher.md',
  'assistant.md',
  'erreurs-et-limites.md',
  'donnees-personnelles.md',
  'surveiller.md',
]

/** The address that the guides write. */
const ADRESSE = 'http://localhost:8787'

/** The command that they write, and how a folder elsewhere starts it. */
const COMMANDE = 'npx qui-commande'
const COMMANDE_ICI = `"${process.execPath}" "${join(ROOT, 'src/qui-commande.mjs')}"`

/** A block to run, with what the guide shows that it prints; null = it shows nothing. */
export type Bloc = { langue: 'sh' | 'ts'; code: string; attendu: string | null; ligne: number }

const FENCE = /^```(\w+)\n(.*?)^```$/gms

export const readGuide = (nom: string): string =>
  readFileSync(new URL(`../../docs/${nom}`, import.meta.url), 'utf8')

/** The languages of a guide's blocks, in order. */
export const readLangues = (guide: string): string[] =>
  [...guide.matchAll(FENCE)].map(([, langue = '']) => langue)

export const readBlocs = (guide: string): Bloc[] => {
  const fences = [...guide.matchAll(FENCE)]
  return fences.flatMap(([whole, langue, code = ''], index) => {
    if (langue !== 'sh' && langue !== 'ts') return []
    const start = fences[index]?.index ?? 0
    const next = fences[index + 1]
    const between = guide.slice(start + whole.length, next?.index)
    const follows = next?.[1] === 'text' && between.trim() === ''
    const ligne = guide.slice(0, start).split('\n').length
    return [{ langue, code, attendu: follows ? (next[2] ?? '') : null, ligne } satisfies Bloc]
  })
}

/** A folder like an editor's: the package of the client, under node_modules. */
export const prepareFolder = async (
  folder: string,
  buildClient: (outDir: string) => Promise<void>,
): Promise<void> => {
  const installed = join(folder, 'node_modules/qui-commande')
  mkdirSync(installed, { recursive: true })
  await buildClient(installed)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    types: [],
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  )
}

/** Runs a block in that folder against that service; what it prints. */
export const runBloc = async (
  { langue, code }: Bloc,
  folder: string,
  address: string,
): Promise<string> => {
  const local = code.replaceAll(ADRESSE, address).replaceAll(COMMANDE, COMMANDE_ICI)
  if (langue === 'sh') {
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
    const options = { cwd: folder, env: { ...process.env, PATH: path } }
    return (await run('bash', ['-euo', 'pipefail', '-c', local], options)).stdout
  }
  const file = join(folder, 'bloc.ts')
  writeFileSync(file, local)
  try {
    await run(process.execPath, [TSC, '-p', folder])
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout, { cause: error })
  }
  return (await run(process.execPath, [file], { cwd: folder })).stdout
}
