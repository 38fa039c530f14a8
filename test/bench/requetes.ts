import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { besideOthers, type Serveur } from './cote-a-cote.ts'

const PATH = '/v1/verifications/10999001000'
const PORTS = { service: 18787, nu: 18788, pile: 18789 }

const start = (script: string, port: number, ...args: string[]): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', './src/jsx.mjs', new URL(script, import.meta.url).pathname, ...args],
    {
      env: { PATH: process.env['PATH'], PORT: String(port), LIMITE_PAR_MINUTE: '1000000000' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )

const waitFor = async (port: number): Promise<Response> => {
  for (let tries = 0; tries < 200; tries++) {
    try {
      return await fetch(`http://127.0.0.1:${port}${PATH}`)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error(`no answer on port ${port}`)
}

/** Requests a second of a served verification, beside the standard stack and a bare route on Node. */
export const requests = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const children: ChildProcess[] = []
  const serve = async (script: string, port: number, ...args: string[]): Promise<Serveur> => {
    const child = start(script, port, ...args)
    children.push(child)
    const response = await waitFor(port)
    if (response.status !== 200) throw new Error(`${script}: ${response.status}`)
    return { port, pid: child.pid ?? 0 }
  }
  try {
    const service = await serve('../../src/node.ts', PORTS.service)
    const body = await (await waitFor(PORTS.service)).text()
    const file = join(folder, 'answer.json')
    writeFileSync(file, body)
    const lines = await besideOthers(`requests on Node (${body.length} characters of JSON)`, PATH, {
      service,
      pile: await serve('./pile/serveur.ts', PORTS.pile, file),
      nu: await serve('./serveur-nu.ts', PORTS.nu, file),
    })
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) await requests()
