import type { HttpBindings } from '@hono/node-server'
import { writeSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { createApp } from './app.ts'
import type { Platform } from './parts.ts'
import { ConfigError, parseConfig, warnOfNames } from './config.ts'
import { describeError } from './http/gate/error-log.ts'
import { createNodePlatform, readSecretFile, withCounts } from './node-platform.ts'
import { createNodeServer } from './node-server.ts'
import { stopServer } from './node-stop.ts'
import { print } from './terminal.ts'

/** Beside the whole time of a look-up, for what comes before and after it. */
const STOP_MARGIN_MS = 5000
/** npm and a terminal both hand on a signal that the process has already: it comes twice. */
const SAME_SIGNAL_MS = 500
const LOG_EVERY_MS = 100
/** Addresses of this machine, or all of it: whoever tries the service asks for localhost. */
const EVERYWHERE_OR_HERE = new Set(['127.0.0.1', '::1', '0.0.0.0', '::'])
const toHostname = (host: string): string => (host.includes(':') ? `[${host}]` : host)
const EXEMPLE = '/v1/verifications/10999001000'

// The heap may grow by so much before it is collected whole. By itself V8 lets it triple: a long lot,
// of which little is kept, then took 140 MiB instead of 45.
setFlagsFromString('--heap-growing-percent=30')

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

/** On the monotonic clock, in milliseconds; null = the service goes on. */
let stoppingSince: number | null = null

const platform: Platform = {
  ...createNodePlatform(log),
  isLeaving: () => stoppingSince !== null,
  fetch: (url, init) => undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher }),
  peerAddress: (c) => (c.env as HttpBindings).incoming.socket.remoteAddress ?? null,
}

const start = () => {
  try {
    const config = parseConfig(process.env, readSecretFile)
    return { config, app: createApp(config, config.metriques ? withCounts(platform) : platform) }
  } catch (error) {
    if (error instanceof ConfigError) return exit(2, `${error.message}\n`)
    throw error
  }
}

const { config, app } = start()
const { host, port } = config
const nodeServer = createNodeServer({ fetch: app.fetch, log })
const { server } = nodeServer

const warn = (avertissement: string): void =>
  log(JSON.stringify({ time: new Date().toISOString(), avertissement }))
for (const avertissement of warnOfNames(process.env)) warn(avertissement)

server.listen({ port, host }, () => {
  const nom = EVERYWHERE_OR_HERE.has(host) ? 'localhost' : toHostname(host)
  const address = `http://${nom}:${(server.address() as AddressInfo).port}`
  writeNow(1, `Qui commande ? écoute sur ${address} ; essayez : curl ${address}${EXEMPLE}\n`)
})

server.on('error', (error: NodeJS.ErrnoException) => {
  const busy = `Le port ${port} est déjà pris : donnez-en un autre par PORT.\n`
  const other = `Impossible d’écouter sur le port ${port} de l’adresse ${host} (PORT, HOST).\n`
  exit(2, error.code === 'EADDRINUSE' ? busy : other)
})

const stop = async (): Promise<void> => {
  const unanswered = await stopServer(nodeServer, {
    noticeMs: 1000 * config.arretSeconds,
    patienceMs: 3 * config.annuaireTimeoutMs + STOP_MARGIN_MS,
  })
  if (unanswered > 0) warn(`arrêt avant la fin de ${unanswered} demande(s)`)
  exit(unanswered > 0 ? 1 : 0)
}

// Requests under way are answered, then the process ends; a second signal ends it at once.
const onSignal = (): void => {
  if (stoppingSince === null) {
    stoppingSince = performance.now()
    void stop()
  } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) exit(1)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)

process.on('uncaughtException', (error) => {
  log(JSON.stringify({ time: new Date().toISOString(), ...describeError(error) }))
  exit(1)
})
