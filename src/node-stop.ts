import { Server as NetServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { NodeServer } from './node-server.ts'

export type StopOptions = {
  /** How long requests are still taken, so that whoever sends them hears of it first. */
  noticeMs: number
  /** Longest time in which nothing moves while requests are under way. */
  patienceMs: number
}

/** A request may be on its way on a kept connection: it is answered, and told that it is the last. */
const LINGER_MS = 1000
const LOOK_EVERY_MS = 50

/**
 * Ends a server gently: every answer says `Connection: close`, the port is freed after `noticeMs`,
 * and what is under way is finished, however long it takes as long as something moves. Gives how
 * many requests were left unanswered.
 */
export const stopServer = async (
  { server, leave, closeIdle, underWay }: NodeServer,
  { noticeMs, patienceMs }: StopOptions,
): Promise<number> => {
  leave()
  await wait(noticeMs)
  const end = { isClosed: false }
  // That of http.Server would end the kept connections at once, and what comes on them with them.
  NetServer.prototype.close.call(server, () => {
    end.isClosed = true
  })
  const lingerUntil = performance.now() + LINGER_MS
  let movedAt = performance.now()
  let before = -1
  while (!end.isClosed) {
    // oxlint-disable-next-line no-await-in-loop -- until it is closed
    await wait(LOOK_EVERY_MS)
    const now = performance.now()
    if (now >= lingerUntil) closeIdle()
    const { count, bytes } = underWay()
    if (bytes !== before) movedAt = now
    before = bytes
    if (now - movedAt > patienceMs) return count
  }
  return 0
}
