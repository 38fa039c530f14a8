import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { COMPILED } from '../support/compile.ts'
import { CARTE, RPPS } from '../support/service.ts'

const NODE = fileURLToPath(new URL('../../src/node.ts', import.meta.url))

type Running = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number> }

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const start = (env: Record<string, string>): Running => {
  const child = spawn(process.execPath, ['--import', './src/jsx.mjs', NODE], {
    env: { ...COMPILED, ...env },
  })
  children.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => Number(code))
  return { child, out: () => out, err: () => err, ended }
}

/** Waits for the line with the address, and gives it. */
const addressOf = async ({ child, out }: Running): Promise<string> => {
  while (!out().includes('\n')) {
    // oxlint-disable-next-line no-await-in-loop -- until the line is there
    await once(child.stdout ?? child, 'data')
  }
  return /http:\/\/localhost:\d+/.exec(out())?.[0] ?? ''
}

test('listens, says where in one French line, answers, logs, and ends on SIGTERM', async () => {
  const service = start({ PORT: '0' })
  const address = await addressOf(service)
  expect(service.out()).toMatch(/^Qui commande \? écoute sur http:\/\/localhost:\d+ .*curl/)
  const example = /curl (\S+)/.exec(service.out())?.[1] ?? ''
  const response = await fetch(example)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).not.toBeNull()
  expect(await response.json()).toMatchObject({ issue: 'decide' })

  const posted = await fetch(`${address}/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ numero: CARTE }),
  })
  expect(await posted.json()).toMatchObject({ professionnel: { rpps: RPPS } })
  const large = await fetch(`${address}/v1/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: ' '.repeat(70_000),
  })
  expect(large.status).toBe(413)

  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
  const lines = service.out().trim().split('\n').slice(1)
  expect(lines.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([
    200, 200, 413,
  ])
  expect(lines.join()).not.toMatch(/10999|31990/)
  expect(service.err()).toBe('')
})

test('counts requests by the address of the socket', async () => {
  const service = start({ PORT: '0', LIMITE_PAR_MINUTE: '1' })
  const address = await addressOf(service)
  const spoofed = { headers: { 'x-forwarded-for': '192.0.2.1' } }
  expect((await fetch(address)).status).toBe(200)
  expect((await fetch(address, spoofed)).status).toBe(429)
})

test('a request under way is answered before the end', async () => {
  const service = start({ PORT: '0' })
  const address = await addressOf(service)
  const slow = fetch(`${address}/v1/verifications/10999001927`)
  await new Promise((resolve) => setTimeout(resolve, 300))
  service.child.kill('SIGTERM')
  expect((await slow).status).toBe(200)
  expect(await service.ended).toBe(0)
})

/** Sends that text as it is, and gives the whole answer. */
const exchange = async (port: string, text: string): Promise<string> => {
  const socket = connect(Number(port), 'localhost')
  socket.write(text)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}

test('what Node would answer itself is answered like anything else', async () => {
  const service = start({ PORT: '0' })
  const address = await addressOf(service)
  const { port } = new URL(address)
  const statuses: Record<string, number> = {
    'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close': 400,
    'GET / HTTP/1.1\r\nConnection: close': 400,
    'GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: abc': 400,
    'GET /health HTTP/1.1\r\nHost: x\r\nA Name: b': 400,
    'OUI /health HTTP/1.1\r\nHost: x': 400,
    'GET /health HTTP/1.1\r\nHost: x\r\nExpect: miracle\r\nConnection: close': 200,
  }
  for (const [request, status] of Object.entries(statuses)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the log is in order
    const answer = await exchange(port, `${request}\r\n\r\n`)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect([request, head]).toEqual([request, expect.stringMatching(`^HTTP/1.1 ${status} `)])
    expect(head).toMatch(/x-content-type-options: nosniff/i)
    expect(head).toMatch(/content-security-policy: default-src 'none'/i)
    const id = /x-request-id: (\S+)/i.exec(head)?.[1]
    expect(id).toBeDefined()
    if (status === 200) continue
    expect(head).toMatch(/content-type: application\/problem\+json/i)
    expect(JSON.parse(body)).toMatchObject({ code: 'requete_invalide', status, instance: id })
  }
  expect((await fetch(`${address}/health`)).status).toBe(200)
})

test('counts what it does with METRIQUES=oui, and warns of a misspelt variable', async () => {
  const service = start({ PORT: '0', METRIQUES: 'oui', LIMITE_PAR_MINUT: '5' })
  const address = await addressOf(service)
  await fetch(`${address}/v1/verifications/${RPPS}`)
  const text = await (await fetch(`${address}/metrics`)).text()
  expect(text).toContain('qui_commande_verifications_total{issue="decide",fictif="oui"} 1')
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  await expect
    .poll(service.out)
    .toContain('LIMITE_PAR_MINUT n’existe pas : est-ce LIMITE_PAR_MINUTE')
})

test('HOST is the address it listens on, this machine alone by default', async () => {
  const here = new URL(await addressOf(start({ PORT: '0' }))).port
  const other = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address
  expect((await fetch(`http://127.0.0.1:${here}/health`)).status).toBe(200)
  if (other !== undefined)
    await expect(fetch(`http://${other}:${here}/health`)).rejects.toThrow('fetch failed')
  const all = new URL(await addressOf(start({ PORT: '0', HOST: '0.0.0.0' }))).port
  expect((await fetch(`http://${other ?? '127.0.0.1'}:${all}/health`)).status).toBe(200)
  const nowhere = start({ PORT: '0', HOST: '192.0.2.1' })
  expect(await nowhere.ended).toBe(2)
  expect(nowhere.err()).toContain('l’adresse 192.0.2.1 (PORT, HOST)')
})

test('a bad configuration stops the start, names the variable, keeps the key', async () => {
  const service = start({ PORT: 'abc', API_KEYS: 'une-cle' })
  expect(await service.ended).toBe(2)
  expect(service.err()).toMatch(/^Configuration invalide :\n {2}PORT : .*\n {2}API_KEYS : .*\n$/)
  expect(service.err()).not.toContain('une-cle')
  expect(service.out()).toBe('')
})

test('a port already taken is said so', async () => {
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const service = start({ PORT: String(port) })
  expect(await service.ended).toBe(2)
  expect(service.err()).toBe(`Le port ${port} est déjà pris : donnez-en un autre par PORT.\n`)
  other.close()
})

test('the service outlives the reader of its log', async () => {
  const service = start({ PORT: '0' })
  const address = await addressOf(service)
  service.child.stdout?.destroy()
  for (let i = 0; i < 5; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, while the log is flushed
    expect((await fetch(`${address}/health`)).status).toBe(200)
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
})
