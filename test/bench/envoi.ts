import { connect, type Socket } from 'node:net'

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** Clients as plain as can be, so that it is the server that is measured. */

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true)
    socket.on('error', reject)
  })

/** Every path asked once, over so many keep-alive connections, one request at a time on each. */
export const askAll = async (
  port: number,
  paths: readonly string[],
  connections: number,
): Promise<void> => {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  let next = 0
  const work = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let missing = 0
      const send = (): void => {
        const path = paths[next++]
        if (path === undefined) return resolve()
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`)
      }
      socket.on('data', (chunk: Buffer) => {
        if (missing === 0) {
          const end = chunk.indexOf(END_OF_HEAD)
          const head = chunk.toString('latin1', 0, end)
          const length = /content-length: (\d+)/i.exec(head)?.[1]
          if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
            return reject(new Error(`not 200: ${head.slice(0, 40)}`))
          }
          missing = end + END_OF_HEAD.length + Number(length)
        }
        missing -= chunk.length
        if (missing === 0) send()
      })
      send()
    })
  await Promise.all(sockets.map(work))
  for (const socket of sockets) socket.destroy()
}

/** One lot, answered in the form that it was sent in; the bytes of the answer. */
export const askLot = async (
  port: number,
  { type, body }: { type: string; body: string },
): Promise<number> => {
  const socket = await open(port)
  const head = [
    'POST /v1/verifications/lot HTTP/1.1',
    'Host: localhost',
    `Content-Type: ${type}`,
    `Accept: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  const bytes = await new Promise<number>((resolve, reject) => {
    let received = 0
    socket.on('data', (chunk: Buffer) => {
      if (received === 0 && !chunk.toString('latin1', 0, 12).endsWith('200')) {
        reject(new Error(`not 200: ${chunk.toString('latin1', 0, 400)}`))
      }
      received += chunk.length
      if (chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) resolve(received)
    })
    socket.on('close', () => reject(new Error('cut short')))
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
  socket.destroy()
  return bytes
}
