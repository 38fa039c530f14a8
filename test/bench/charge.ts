import { connect, type Socket } from 'node:net'

const CONNECTIONS = 32
const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** Length of one answer, head and body, on that socket's first bytes; 0 = not there yet. */
const lengthOf = (bytes: Buffer): number => {
  const end = bytes.indexOf(END_OF_HEAD)
  if (end < 0) return 0
  const head = bytes.toString('latin1', 0, end)
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`not 200: ${head.slice(0, 40)}`)
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
      let pending: Buffer = Buffer.alloc(0)
      socket.on('data', (chunk: Buffer) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
        try {
          const length = lengthOf(pending)
          if (length === 0 || pending.length < length) return
          pending = pending.subarray(length)
          answered++
          socket.write(request)
        } catch (error) {
          reject(error)
        }
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
