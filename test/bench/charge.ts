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

/**
 * Requests a second that a server answers over keep-alive connections, one at a time on each. A
 * client as plain as can be, so that it is the server that is measured.
 */
export const load = (port: number, path: string, durationMs: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = Buffer.from(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`,
    )
    const sockets: Socket[] = []
    const start = performance.now()
    let answered = 0
    for (let i = 0; i < CONNECTIONS; i++) {
      const socket = connect(port, '127.0.0.1', () => socket.write(request))
      socket.setNoDelay(true)
      let missing = 0
      socket.on('data', (chunk: Buffer) => {
        try {
          missing = (missing === 0 ? lengthOf(chunk) : missing) - chunk.length
        } catch (error) {
          reject(error)
          return
        }
        if (missing > 0) return
        answered++
        socket.write(request)
      })
      socket.on('error', reject)
      sockets.push(socket)
    }
    setTimeout(() => {
      const rate = (answered * 1000) / (performance.now() - start)
      for (const socket of sockets)
        socket
          .removeAllListeners('error')
          .on('error', () => {})
          .destroy()
      resolve(rate)
    }, durationMs)
  })
