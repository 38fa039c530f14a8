import { getRequestListener } from '@hono/node-server'
import {
  createServer,
  maxHeaderSize,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { Socket } from 'node:net'
import type { Probleme } from './application/probleme.ts'
import { toHeaders, toProblemResponse } from './http/gate/middlewares.ts'
import { ILLISIBLE, toProblemReply } from './http/reply/problem.ts'

/** How much, and how long, a client that was answered may go on sending before it is cut off. */
const READ_ON_BYTES = 8 * 1024 * 1024
const READ_ON_MS = 5000

type ParserError = NodeJS.ErrnoException & { rawPacket?: Buffer }

type Refus = { status: number; probleme: Probleme }

/** What Node's parser refuses for another reason than its form, by the code of its error. */
const REFUS: Partial<Record<string, Refus>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    probleme: {
      code: 'requete_invalide',
      detail: `L’adresse et les en-têtes de la demande dépassent ${maxHeaderSize / 1024} Kio.`,
    },
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    probleme: { code: 'corps_trop_grand', detail: 'Le corps de la demande est trop découpé.' },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    probleme: {
      code: 'requete_invalide',
      detail: 'La demande n’est pas arrivée en entier dans le temps permis.',
    },
  },
}

const MALFORME: Refus = { status: 400, probleme: ILLISIBLE }

/** What the parser says of bytes that came; any other error is the connection's own. */
const isRefusal = ({ code = '' }: ParserError, socket: Socket): boolean =>
  code.startsWith('HPE_') || (code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead > 0)

const acceptOf = ({ rawPacket }: ParserError): string | null =>
  /^accept:(.*)$/im.exec(rawPacket?.toString('latin1') ?? '')?.[1]?.trim() ?? null

type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse }

type ServerDeps = {
  fetch: Parameters<typeof getRequestListener>[0]
  /** Writes one line of log, given without its line end. */
  log: (line: string) => void
}

/** A server, and what it takes to end it gently. */
export type NodeServer = {
  server: Server
  /** From now on each answer is the last one of its connection, and says so. */
  leave: () => void
  /** Ends the connections on which nothing is under way. */
  closeIdle: () => void
  /** Requests that are not answered yet, and the bytes that have passed on open connections. */
  underWay: () => { count: number; bytes: number }
}

/**
 * The HTTP server of Node around the service, not yet listening. What Node would answer itself, bare
 * or not at all, has the form of any other problem; an answer reaches a client that is still sending.
 */
export const createNodeServer = ({ fetch, log }: ServerDeps): NodeServer => {
  const write = (fields: Record<string, unknown>): void =>
    log(JSON.stringify({ time: new Date().toISOString(), ...fields }))

  const listener = getRequestListener(fetch, {
    // The app catches its own faults: what comes here is a Host or an address that cannot be read.
    errorHandler: () => {
      const response = toProblemResponse(ILLISIBLE, null)
      const id = response.headers.get('x-request-id')
      write({ id, status: response.status, code: ILLISIBLE.code })
      return response
    },
  })

  /** The last request of each connection. */
  const exchanges = new WeakMap<Duplex, Exchange>()
  const closing = new WeakSet<Duplex>()
  const sockets = new Set<Socket>()
  let isLeaving = false

  /** Ends our side and reads on: bytes left unread would reset the connection, answer and all. */
  const closeGently = (socket: Socket): void => {
    if (closing.has(socket)) return
    closing.add(socket)
    socket.end()
    let bytes = 0
    const cut = (): void => {
      write({ avertissement: 'connexion coupée avant la fin de l’envoi', octets: bytes })
      socket.destroy()
    }
    const timer = setTimeout(cut, READ_ON_MS)
    socket.once('close', () => clearTimeout(timer))
    // Nobody reads it any more, the parser neither.
    socket.removeAllListeners('data')
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > READ_ON_BYTES && !socket.destroyed) cut()
    })
    socket.resume()
  }

  const refuse = (socket: Socket, { status, probleme }: Refus, accept: string | null): void => {
    if (!socket.writable) return
    const id = crypto.randomUUID()
    const reply = toProblemReply(probleme, id, accept, { status })
    write({ id, status, code: probleme.code })
    const headers = {
      ...toHeaders(reply, id),
      date: new Date().toUTCString(),
      'content-length': Buffer.byteLength(reply.body),
      connection: 'close',
    }
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${reply.body}`)
    closeGently(socket)
  }

  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    exchanges.set(incoming.socket, { incoming, outgoing })
    if (isLeaving) outgoing.shouldKeepAlive = false
    // HTTP/1.0 has no Host, and no answer of ours depends on it.
    if (incoming.httpVersion === '1.0') incoming.headers.host ||= 'localhost'
    void listener(incoming, outgoing)
  }

  // Node would answer bare, itself, what has no Host or an expectation that it does not know.
  const server = createServer({ requireHostHeader: false }, handle)
  server.on('checkExpectation', handle)

  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Called once an answer has left that is the last one of its connection.
    socket.destroySoon = () => {
      if (exchanges.get(socket)?.incoming.complete === false) closeGently(socket)
      else Socket.prototype.destroySoon.call(socket)
    }
  })

  server.on('clientError', (error: ParserError, duplex) => {
    const socket = duplex as Socket
    if (closing.has(socket)) return
    if (!isRefusal(error, socket)) return void socket.destroy()
    const answer = (): void => refuse(socket, REFUS[error.code ?? ''] ?? MALFORME, acceptOf(error))
    const exchange = exchanges.get(socket)
    if (exchange === undefined) return answer()
    const { incoming, outgoing } = exchange
    if (!incoming.complete) return outgoing.headersSent ? closeGently(socket) : answer()
    // What comes after a request is refused after its answer.
    if (outgoing.writableFinished) answer()
    else outgoing.once('close', answer)
  })

  // An address of a form that is none of ours, on a connection that Node minds no longer.
  server.on('connect', (_, socket) => {
    socket.on('error', () => {})
    refuse(socket as Socket, MALFORME, null)
  })

  const isBusy = (socket: Socket): boolean =>
    exchanges.get(socket)?.outgoing.writableFinished === false

  return {
    server,

    leave() {
      isLeaving = true
      for (const socket of sockets) {
        const outgoing = exchanges.get(socket)?.outgoing
        if (outgoing?.headersSent === false) outgoing.shouldKeepAlive = false
      }
    },

    closeIdle() {
      for (const socket of sockets)
        if (!isBusy(socket) && !closing.has(socket)) socket.destroySoon()
    },

    underWay: () => ({
      count: [...sockets].filter(isBusy).length,
      bytes: [...sockets].reduce((sum, one) => sum + one.bytesRead + one.bytesWritten, 0),
    }),
  }
}
