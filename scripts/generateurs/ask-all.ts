import { createConfig, lintFromString } from '@redocly/openapi-core'
import openapiTS, { astToString } from 'openapi-typescript'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { toProgram, type Document } from './program.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** What the linter says of a description, `rule: message`; empty = nothing. */
export const lint = async (source: string): Promise<string[]> => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config })
  return problems.map(({ ruleId, message, location }) => {
    return `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`
  })
}

const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: [],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

/** What each operation of a generated client came to: its name, and the status of the answer. */
export type Asked = { operation: string; status: number }

/**
 * Generates a client of a service from its own description, has it checked as an editor's compiler
 * would, and asks every example of every operation by it.
 *
 * @throws Error when the client does not compile, or stops; its message has what was said.
 */
export const askAll = async (address: string): Promise<Asked[]> => {
  const source = await (await fetch(`${address}/openapi.json`)).text()
  const document = JSON.parse(source) as Document
  const folder = mkdtempSync(join(tmpdir(), 'generateur-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    const library = dirname(require.resolve('openapi-fetch/package.json'))
    symlinkSync(library, join(folder, 'node_modules/openapi-fetch'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const schema = astToString(await openapiTS(Buffer.from(source)))
    writeFileSync(join(folder, 'schema.ts'), schema)
    writeFileSync(join(folder, 'index.ts'), toProgram(document, address))
    const config = { compilerOptions: COMPILER_OPTIONS, files: ['index.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
    await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => {
      throw new Error(`The generated client does not compile:\n${error.stdout}`)
    })
    const { stdout } = await run(process.execPath, [join(folder, 'index.ts')])
    return JSON.parse(stdout) as Asked[]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const address = process.argv[2] ?? 'http://127.0.0.1:8787'
  const source = await (await fetch(`${address}/openapi.json`)).text()
  const said = [...(await lint(source)), ...(await askAll(address))]
  console.log(said)
}
