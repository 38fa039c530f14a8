import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the server; `body` is what it received. */
export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void

export type Capricious = {
  url: string
  /** What it received, in order. */
  requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]
  /** Instants of the requests, ms. */
  at: number[]
  close(): Promise<void>
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

/** A real server that answers as told, one answer a request; the last one again and again. */
export const startCapricious = async (...answers: Answer[]): Promise<Capricious> => {
  const requests: Capricious['requests'] = []
  const at: number[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const turn = at.push(performance.now()) - 1
    const body = await readBody(request)
    const { method = '', url: path = '', headers } = request
    requests.push({ method, path, headers, body })
    answers[Math.min(turn, answers.length - 1)]?.(response, request, body)
  }
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    at,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const answerJson =
  (status: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(value))
  }

export const answerProbleme = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Answer =>
  answerJson(status, { status, code, title: code, detail: `${code}.`, instance: 'x' }, headers)

/** Begins a streamed answer, writes the lines, then does what it is told. */
export const answerLines =
  (lines: readonly (string | Uint8Array)[], then: (response: ServerResponse) => void): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const write = (index: number): void => {
      const line = lines[index]
      if (line === undefined) then(response)
      else response.write(line, () => setTimeout(() => write(index + 1), 10))
    }
    write(0)
  }
