import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { COMPILED } from '../support/compile.ts'

const NODE = fileURLToPath(new URL('../../src/node.ts', import.meta.url))

/** A service of its own process, and its address: `http://localhost:…`. */
export type ServiceReel = { adresse: string; stop: () => Promise<void> }

/** Starts the service as `npm start` does, on a free port. */
export const startService = async (env: Record<string, string> = {}): Promise<ServiceReel> => {
  const child = spawn(process.execPath, ['--import', './src/jsx.mjs', NODE], {
    env: { ...COMPILED, PORT: '0', LIMITE_PAR_MINUTE: '1000000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let out = ''
  let adresse: string | undefined
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  while (adresse === undefined) {
    // oxlint-disable-next-line no-await-in-loop -- until the line is there
    const [code] = await Promise.race([once(child.stdout, 'data'), ended])
    if (typeof code === 'number') throw new Error(`the service ended with code ${code}`)
    adresse = /http:\/\/localhost:\d+/.exec(out)?.[0]
  }
  return {
    adresse,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
