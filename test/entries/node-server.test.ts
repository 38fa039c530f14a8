import { once } from 'node:events'
import { maxHeaderSize, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { createNodeServer } from '../../src/node-server.ts'
import { createService, RPPS } from '../support/service.ts'

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

type Line = Record<string, unknown>

/** A server on a free port; `settings` are properties of Node's, as they stand before it listens. */
const start = async (env: Record<string, string> = {}, settings: Partial<Server> = {}) => {
  const { app, logs } = createService({ env })
  const { server } = createNodeServer({ fetch: app.fetch, log: (line) => logs.push(line) })
  servers.push(Object.assign(server, { connectionsCheckingInterval: 50 }, settings))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    server,
    // It may go on sending after the other side has ended.
    open: () => connect({ port, host: '127.0.0.1', allowHalfOpen: true }),
    lines: () => logs.map((line) => JSON.parse(line) as Line),
  }
}

/** All that comes until the other side ends. */
const readAll = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

type Answer = { status: number; headers: Record<string, string>; body: string }

const parse = (text: string): Answer => {
  const [head = '', ...body] = text.split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = fields.map((field) => /^(.*?): (.*)$/.exec(field)?.slice(1) as [string, string])
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: body.join('\r\n\r\n'),
  }
}

/** The answer to that text, whole: the length that it says is what came. */
const ask = async (socket: Socket, text: string): Promise<Answer> => {
  socket.write(text)
  const answer = parse(await readAll(socket))
  expect(Buffer.byteLength(answer.body)).toBe(Number(answer.headers['content-length']))
  return answer
}

describe('the protocol', () => {
  test('HTTP/1.0 needs no Host', async () => {
    const { open } = await start()
    const answer = await ask(open(), `GET /v1/verifications/${RPPS} HTTP/1.0\r\n\r\n`)
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { issue: 'decide' }])
    const page = await ask(open(), 'GET / HTTP/1.0\r\nAccept: text/html\r\nHost:\r\n\r\n')
    expect(page.body).toMatch(/^<!doctype html>/)
  })

  test('HTTP/1.1 does: without, 400 and a line of log', async () => {
    const { open, lines } = await start()
    const answer = await ask(open(), 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')
    expect(answer.status).toBe(400)
    expect(lines()).toMatchObject([{ id: answer.headers['x-request-id'], status: 400 }])
  })
})

const LONG = `X-Long: ${RPPS.repeat(2000)}`

describe('what the parser refuses', () => {
  test.each([
    ['no request', `${RPPS}\r\n\r\n`, 400, 'ne se lisent pas'],
    ['a greeting of TLS', '\u0016\u0003\u0001\u0002\u0000\u0001', 400, 'ne se lisent pas'],
    ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'ne se lisent pas'],
    ['an address for a proxy', `CONNECT ${RPPS}:443 HTTP/1.1\r\n\r\n`, 400, 'ne se lisent pas'],
    ['long headers', `GET / HTTP/1.1\r\nHost: x\r\n${LONG}\r\n\r\n`, 431, 'dépassent 16 Kio'],
    ['a long address', `GET /?${LONG.slice(8)} HTTP/1.1\r\n\r\n`, 431, 'dépassent 16 Kio'],
    ['a request cut short', 'GET / HTTP/1.1\r\nHost: x\r\nA', 408, 'dans le temps permis'],
  ])('%s', async (_, text, status, words) => {
    const { open, lines } = await start({}, { headersTimeout: 300, requestTimeout: 300 })
    const answer = await ask(open(), text)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      connection: 'close',
      'x-content-type-options': 'nosniff',
      date: expect.stringMatching(/GMT$/),
    })
    const id = answer.headers['x-request-id']
    expect(JSON.parse(answer.body)).toMatchObject({
      status,
      code: 'requete_invalide',
      instance: id,
      detail: expect.stringContaining(words),
    })
    const line = { time: expect.any(String), id, status, code: 'requete_invalide' }
    expect(lines()).toEqual([line])
  })

  test('extensions of chunks without end are 413', async () => {
    const { open, lines } = await start()
    const head = 'POST /v1/verifications HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n'
    const type = 'Content-Type: application/json\r\n\r\n'
    const answer = await ask(open(), `${head}${type}1;${'a'.repeat(20_000)}\r\n`)
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      413,
      { status: 413, code: 'corps_trop_grand' },
    ])
    expect(lines()[0]).toMatchObject({ status: 413, code: 'corps_trop_grand' })
  })

  test('a browser is answered with a page', async () => {
    const { open } = await start()
    const accept = 'Accept: text/html,*/*;q=0.8'
    const answer = await ask(open(), `GET / HTTP/1.1\r\n${accept}\r\n${LONG}\r\n\r\n`)
    expect([answer.status, answer.headers['content-type']]).toEqual([
      431,
      'text/html; charset=utf-8',
    ])
    expect(answer.body).toContain('Erreur 431')
  })

  test('what follows a request is refused after its answer', async () => {
    const { open, lines } = await start()
    const socket = open()
    // Answered by a directory that takes its time.
    const slow = 'GET /v1/verifications/10999001927 HTTP/1.1\r\nHost: x\r\n\r\n'
    socket.write(`${slow}${RPPS} ${RPPS}\r\n\r\n`)
    const text = await readAll(socket)
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '400',
    ])
    expect(lines().map(({ status }) => status)).toEqual([200, 400])
  })

  test.each([
    ['that says nothing', ''],
    ['that goes on after an answer', 'GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('a connection %s is closed without a word', async (_, text) => {
    const timeouts = { headersTimeout: 300, requestTimeout: 300, keepAliveTimeout: 300 }
    const { open, lines } = await start({}, timeouts)
    const socket = open()
    socket.write(text)
    const answers = (await readAll(socket)).match(/HTTP\/1\.1 \d+/g) ?? []
    expect(answers).toEqual(text === '' ? [] : ['HTTP/1.1 200'])
    expect(lines()).toHaveLength(answers.length)
  })

  test.each([
    ['in its headers', 'GET / HTTP/1.1\r\nHost: x\r\n', 0],
    ['after a refusal', 'CONNECT x:443 HTTP/1.1\r\n\r\n', 1],
    ['after another', `${RPPS}\r\n\r\n`, 1],
  ])('a connection reset %s is nothing more to tell', async (_, text, told) => {
    const { open, lines } = await start()
    const socket = open()
    socket.write(text)
    await wait(100)
    socket.resetAndDestroy()
    await wait(200)
    expect(lines()).toHaveLength(told)
    expect((await ask(open(), 'GET /health HTTP/1.0\r\n\r\n')).status).toBe(200)
  })

  test('the limits are those of the guide', async () => {
    const { server } = await start()
    const { headersTimeout, requestTimeout } = server
    expect([headersTimeout, requestTimeout, maxHeaderSize]).toEqual([60_000, 300_000, 16 * 1024])
  })
})

const MEGA = 1024 * 1024
const PART = Buffer.alloc(64 * 1024, 'x')

/** Sends parts until that many bytes have left or nobody takes them; gives what left. */
const send = async (socket: Socket, bytes: number, pauseMs: number): Promise<number> => {
  let sent = 0
  for (; sent < bytes && !socket.destroyed; sent += PART.length) {
    if (!socket.write(PART)) {
      // oxlint-disable-next-line no-await-in-loop -- one part after the other
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
    }
    // oxlint-disable-next-line no-await-in-loop -- a slow sender
    if (pauseMs > 0) await wait(pauseMs)
  }
  return sent
}

const toHead = (path: string, bytes: number, ...fields: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: x', `Content-Length: ${bytes}`, ...fields, '', ''].join('\r\n')

const JSON_TYPE = 'Content-Type: application/json'

describe('a refusal reaches who is still sending', () => {
  type Cas = [status: number, path: string, fields: string[], env: Record<string, string>]
  const CAS: Cas[] = [
    [413, '/v1/verifications', [JSON_TYPE], {}],
    [415, '/v1/verifications', ['Content-Type: text/plain'], {}],
    [401, '/v1/verifications', [JSON_TYPE], { API_KEYS: '0'.repeat(64) }],
    [404, '/nulle-part', [], {}],
  ]

  const kepts = ['close', 'keep-alive']
  test.concurrent.each(CAS.flatMap((cas) => kepts.map((kept) => [kept, ...cas] as const)))(
    'Connection: %s, %i %s',
    async (kept, status, path, fields, env) => {
      const { open, lines } = await start(env)
      const socket = open()
      // It reads nothing before it has sent everything, as many clients do.
      socket.pause()
      const errors: unknown[] = []
      socket.on('error', (error) => errors.push(error))
      socket.write(toHead(path, 5 * MEGA, `Connection: ${kept}`, ...fields))
      expect(await send(socket, 5 * MEGA, 15)).toBe(5 * MEGA)
      const answer = await ask(socket, '')
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([status, { status }])
      expect(errors).toEqual([])
      expect(lines()).toMatchObject([{ status }])
    },
  )

  test('the limit of requests too', async () => {
    const { open } = await start({ LIMITE_PAR_MINUTE: '1' })
    await ask(open(), 'GET /v1/regles HTTP/1.0\r\n\r\n')
    const socket = open()
    socket.pause()
    socket.write(toHead('/v1/verifications/lot', MEGA, 'Connection: close', JSON_TYPE))
    await send(socket, MEGA, 20)
    expect((await ask(socket, '')).status).toBe(429)
  })

  test('and headers without end', async () => {
    const { open } = await start()
    const socket = open()
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Long: ')
    await send(socket, 2 * MEGA, 5)
    expect((await ask(socket, '')).status).toBe(431)
  })

  test('a connection whose body came late but whole serves again', async () => {
    const { open } = await start()
    const socket = open()
    const bytes = 4 * PART.length
    socket.write(toHead('/v1/verifications', bytes, JSON_TYPE))
    await send(socket, bytes, 30)
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const text = await readAll(socket)
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  })

  test.each([
    ['bytes', 0, 8 * MEGA],
    ['time', 100, 1],
  ])('up to so much %s, then it is cut off, which the log says', async (_, pauseMs, least) => {
    const { open, lines } = await start()
    const socket = open()
    socket.on('error', () => {})
    let answer = ''
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.write(toHead('/v1/verifications', 1e12, 'Connection: close', JSON_TYPE))
    await send(socket, 1e12, pauseMs)
    expect(parse(answer).status).toBe(413)
    const [, cut, ...others] = lines()
    expect(cut).toEqual({
      time: expect.any(String),
      avertissement: 'connexion coupée avant la fin de l’envoi',
      octets: expect.any(Number),
    })
    expect(cut?.['octets']).toBeGreaterThanOrEqual(least)
    expect(cut?.['octets']).toBeLessThan(9 * MEGA)
    expect(others).toEqual([])
  })
})
