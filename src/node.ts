import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { writeSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { createApp, type Platform } from './app.ts'
import { ConfigError, parseConfig } from './config.ts'
import { describeError } from './http/error-log.ts'
import { toProblemResponse } from './http/middlewares.ts'
import { ILLISIBLE } from './http/problem.ts'

const SHUTDOWN_MS = 10_000
const LOG_EVERY_MS = 100
const EXEMPLE = '/v1/verifications/10999001000'

// Lines leave together: a write for each request would cost more than many an answer.
let lines: string[] = []
const takeLines = (): string => {
  const text = lines.map((line) => `${line}\n`).join('')
  lines = []
  return text
}
const log = (line: string): void => {
  if (lines.push(line) === 1) setTimeout(() => process.stdout.write(takeLines()), LOG_EVERY_MS)
}

const exit = (code: number, message = ''): never => {
  writeSync(1, takeLines())
  writeSync(2, message)
  process.exit(code)
}

// One pool for all upstream calls: connections are kept, and none is waited for in vain.
const dispatcher = new Agent({ connections: 32, connect: { timeout: 5000 } })

const platform: Platform = {
  clock: { now: () => new Date() },
  log,
  fetch: (url, init) => undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher }),
  peerAddress: (c) => (c.env as HttpBindings).incoming.socket.remoteAddress ?? null,
}

const start = () => {
  try {
    const config = parseConfig(process.env)
    return { port: config.port, app: createApp(config, platform) }
  } catch (error) {
    if (error instanceof ConfigError) return exit(2, `${error.message}\n`)
    throw error
  }
}

const { port, app } = start()
const listener = getRequestListener(app.fetch, {
  // Only what is no request at all comes here: a Host or an address that cannot be read.
  errorHandler: () => toProblemResponse(ILLISIBLE, null),
})
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
server.listen(port, () => {
  const address = `http://localhost:${(server.address() as AddressInfo).port}`
  writeSync(1, `Qui commande ? écoute sur ${address} ; essayez : curl ${address}${EXEMPLE}\n`)
})

server.on('error', (error: NodeJS.ErrnoException) => {
  const busy = `Le port ${port} est déjà pris : donnez-en un autre par PORT.\n`
  exit(2, error.code === 'EADDRINUSE' ? busy : `Impossible d’écouter sur le port ${port}.\n`)
})

// Requests under way are answered, then the process ends; a second signal ends it at once.
const stop = (): void => {
  server.close(() => exit(0))
  // A connection whose last answer has left would be kept for the next request.
  setInterval(() => server.closeIdleConnections(), 50)
  setTimeout(() => exit(1), SHUTDOWN_MS).unref()
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

process.on('uncaughtException', (error) => {
  log(JSON.stringify({ time: new Date().toISOString(), ...describeError(error) }))
  exit(1)
})
