import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { CLE, type ServeurAnnuaire, startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { COMPILED } from '../support/compile.ts'
import { RPPS } from '../support/service.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A directory so slow that whatever stops the service meets look-ups under way. */
let annuaire: ServeurAnnuaire
beforeAll(async () => {
  annuaire = await startServeur({ ressources: createPopulation(20), latenceMs: 1500 })
})
afterAll(() => annuaire.fermer())

const children: ChildProcess[] = []
afterEach(() => {
  for (const { pid } of children.splice(0)) if (isAlive(pid)) process.kill(-Number(pid), 'SIGKILL')
})

/** Whether anything runs that this process began; one that has ended may wait to be buried. */
const isAlive = (pid: number | undefined): boolean =>
  execFileSync('ps', ['-eo', 'pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([group, state]) => group === String(pid) && !state?.startsWith('Z'))

const NODE = [process.execPath, '--import', './src/jsx.mjs', 'src/node.ts']

const start = async (env: Record<string, string> = {}, command: string[] = NODE) => {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: ROOT,
    // A group of its own: none of its processes may outlive it.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...COMPILED,
      PORT: '0',
      ANNUAIRE: 'fhir',
      ANNUAIRE_FHIR_URL: annuaire.url,
      ESANTE_API_KEY: CLE,
      ...env,
    },
  })
  children.push(child)
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await expect.poll(() => out, { timeout: 15_000 }).toMatch(/localhost:\d+/)
  const port = Number(/localhost:(\d+)/.exec(out)?.[1])
  return { child, port, ended, out: () => out }
}

type Answer = { status: number | undefined; connection: string | undefined; body: string }

const ask = async (port: number, path: string, agent?: Agent): Promise<Answer> => {
  const request = get({ port, host: '127.0.0.1', path, ...(agent ? { agent } : {}) })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { status: response.statusCode, connection: response.headers.connection, body }
}

const isRefused = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
  } finally {
    socket.destroy()
  }
}

const slow = (rang: number): string => `/v1/verifications/${rppsOf(rang)}`
const underWay = async (count: number): Promise<void> => {
  const before = annuaire.appels.length
  await expect.poll(() => annuaire.appels.length, { timeout: 5000 }).toBe(before + count)
}

test('npm start told to stop finishes what is under way, tells kept connections, leaves nothing', async () => {
  const { child, port, ended } = await start({}, ['npm', 'start'])
  const agents = Array.from({ length: 20 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const opened = await Promise.all(agents.map((agent) => ask(port, '/health', agent)))
  expect(new Set(opened.map(({ connection }) => connection))).toEqual(new Set(['keep-alive']))

  const calls = underWay(10)
  const answers = agents.slice(0, 10).map((agent, rang) => ask(port, slow(rang), agent))
  await calls
  child.kill('SIGTERM')
  await expect.poll(() => isRefused(port)).toBe(true)
  // What was on its way on the others is answered too, each the last of its connection.
  answers.push(...agents.slice(10).map((agent) => ask(port, '/health', agent)))
  for (const { status, connection } of await Promise.all(answers)) {
    expect([status, connection]).toEqual([200, 'close'])
  }
  expect(await ended).toBe(0)
  await expect.poll(() => isAlive(child.pid)).toBe(false)
})

test('for ARRET_S seconds /ready says no, and everything else is still answered', async () => {
  const { child, port, ended } = await start({ ARRET_S: '2' })
  const before = await ask(port, '/ready')
  expect([before.status, JSON.parse(before.body)]).toEqual([200, { statut: 'pret', raisons: [] }])
  child.kill('SIGTERM')
  await expect.poll(async () => (await ask(port, '/ready')).status).toBe(503)
  const after = await ask(port, '/ready')
  expect(JSON.parse(after.body)).toEqual({ statut: 'arret', raisons: ['Le service s’arrête.'] })
  const agent = new Agent({ keepAlive: true })
  expect(await ask(port, '/health', agent)).toMatchObject({ status: 200, connection: 'close' })
  expect(await ended).toBe(0)
  expect(await isRefused(port)).toBe(true)
})

test('a second signal quits at once; the same one that comes twice is one', async () => {
  const { child, port, ended } = await start()
  const calls = underWay(1)
  const answer = ask(port, slow(11)).catch((error: NodeJS.ErrnoException) => error.code)
  await calls
  // As npm and a terminal hand it on.
  child.kill('SIGINT')
  child.kill('SIGINT')
  await wait(700)
  expect(child.exitCode).toBeNull()
  child.kill('SIGTERM')
  expect(await answer).toBe('ECONNRESET')
  expect(await ended).toBe(1)
})

test('a connection that says nothing holds nobody up', async () => {
  const { child, port, ended } = await start()
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => {})
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a client that never takes its answer is cut off after a while, which the log says', async () => {
  const { child, port, ended, out } = await start({
    ANNUAIRE: 'fictif',
    ANNUAIRE_TIMEOUT_MS: '1',
    LOT_MAX: '20000',
  })
  const line = JSON.stringify({ numero: RPPS })
  const body = Array.from({ length: 20_000 }, () => line).join('\n')
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.pause()
  socket.write(
    'POST /v1/verifications/lot HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n' +
      `Content-Type: application/x-ndjson\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await wait(1500)
  child.kill('SIGTERM')
  expect(await ended).toBe(1)
  expect(out()).toContain('arrêt avant la fin de 1 demande')
})
