import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from './charge.ts'
import { format, median } from './mediane.ts'

const ROUNDS = 7
const ROUND_MS = 2000
const PATH = '/v1/verifications/10999001000'
const PORTS = { ours: 18787, bare: 18788 }

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
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await fetch(`http://127.0.0.1:${port}${PATH}`)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error(`no answer on port ${port}`)
}

/** Requests a second of a served verification, beside a bare route with the same JSON. */
export const requests = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const children = [start('../../src/node.ts', PORTS.ours)]
  try {
    const body = await (await waitFor(PORTS.ours)).text()
    const file = join(folder, 'answer.json')
    writeFileSync(file, body)
    children.push(start('./serveur-nu.ts', PORTS.bare, file))
    await waitFor(PORTS.bare)
    await load(PORTS.ours, PATH, ROUND_MS)
    await load(PORTS.bare, PATH, ROUND_MS)
    const ours: number[] = []
    const bare: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push((await load(PORTS.ours, PATH, ROUND_MS)).perSecond)
      bare.push((await load(PORTS.bare, PATH, ROUND_MS)).perSecond)
    }
    const ratios = ours.map((rate, round) => rate / (bare[round] ?? Number.NaN))
    process.stdout.write(
      [
        `requests (${body.length} bytes of JSON, ${ROUNDS} rounds in turn, median per second)`,
        `  served verification      ${format(median(ours))}`,
        `  bare Hono route (base)   ${format(median(bare))}`,
        `  ratio, round by round    ${median(ratios).toFixed(2).padStart(11)}   goal 0.8, floor 0.5`,
        '',
      ].join('\n'),
    )
  } finally {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  }
}
