import type { HttpBindings } from '@hono/node-server'
import { writeSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { createApp, type Platform } from './app.ts'
import { ConfigError, parseConfig } from './config.ts'
import { describeError } from './http/gate/error-log.ts'
import { createNodePlatform } from './node-platform.ts'
import { createNodeServer } from './node-server.ts'
import { print } from './terminal.ts'

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

/** Writes without waiting, and without minding a reader that is gone. */
const writeNow = (descriptor: 1 | 2, text: string): void => {
  try {
    writeSync(descriptor, text)
  } catch {
    // Nobody reads it: there is nobody to tell.
  }
}

const exit = (code: number, message = ''): never => {
  writeNow(1, takeLines())
  print({ write: (text) => writeNow(2, text) }, message)
  process.exit(code)
}

// The service outlives the reader of its log.
process.stdout.on('error', () => {})

// One pool for all upstream calls: connections are kept. Their number has no limit of its own, the
// quota bounds it: a call that waited here for a connection would leave after its second is counted.
const dispatcher = new Agent({ connect: { timeout: 5000 } })

const platform: Platform = {
  ...createNodePlatform(log),
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
const server = createNodeServer({ fetch: app.fetch, log })

server.listen(port, () => {
  const address = `http://localhost:${(server.address() as AddressInfo).port}`
  writeNow(1, `Qui commande ? écoute sur ${address} ; essayez : curl ${address}${EXEMPLE}\n`)
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
