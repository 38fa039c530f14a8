import { connect, type Socket } from 'node:net'

const CONNECTIONS = 32
const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** Bytes of one answer, head and body, read from the chunk that begins it. */
const lengthOf = (chunk: Buffer): number => {
  const end = chunk.indexOf(END_OF_HEAD)
  const head = chunk.toString('latin1', 0, end)
  if (end < 0 || !head.startsWith('HTTP/1.1 200')) throw new Error(`not 200: ${head.slice(0, 40)}`)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('no content-length')
  return end + END_OF_HEAD.length + Number(length)
}

export type Charge = { perSecond: number; p50Ms: number; p99Ms: number }

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.floor(sorted.length * part)] ?? Number.NaN

/**
 * What a server answers over keep-alive connections, one at a time on each. A
 * client as plain as can be, so that it is the server that is measured.
 */
export const load = (port: number, path: string, durationMs: number): Promise<Charge> =>
  new Promise((resolve, reject) => {
    const request = Buffer.from(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`,
    )
    const sockets: Socket[] = []
    const start = performance.now()
    const tookMs: number[] = []
    for (let i = 0; i < CONNECTIONS; i++) {
      const socket = connect(port, '127.0.0.1', () => ask())
      socket.setNoDelay(true)
      let missing = 0
      let askedMs = 0
      const ask = () => {
        askedMs = performance.now()
        socket.write(request)
      }
      socket.on('data', (chunk: Buffer) => {
        try {
          missing = (missing === 0 ? lengthOf(chunk) : missing) - chunk.length
        } catch (error) {
          reject(error)
          return
        }
        if (missing > 0) return
        tookMs.push(performance.now() - askedMs)
        ask()
      })
      socket.on('error', reject)
      sockets.push(socket)
    }
    setTimeout(() => {
      const perSecond = (tookMs.length * 1000) / (performance.now() - start)
      for (const socket of sockets)
        socket
          .removeAllListeners('error')
          .on('error', () => {})
          .destroy()
      const sorted = tookMs.toSorted((a, b) => a - b)
      resolve({ perSecond, p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) })
    }, durationMs)
  })
