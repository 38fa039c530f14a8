import type { Context } from 'hono'
import { HTML_TYPE } from '../pages/layout.tsx'
import { negotiate } from '../reply/negotiation.ts'
import { refuseAccept, type Answer, type Reply } from '../reply/reply.ts'

const JSON_TYPE = 'application/json'

const plain = (reply: Reply): Reply => ({ ...reply, headers: { 'cache-control': 'no-store' } })

/** A value as JSON, the only form that the route has; `finish` adds what concerns caches. */
export const toJson = (
  c: Context,
  value: unknown,
  finish: (reply: Reply, body: string) => Reply = plain,
): Answer => {
  if (negotiate(c.req.raw.headers.get('accept'), [JSON_TYPE]) === null) {
    return refuseAccept([JSON_TYPE])
  }
  const body = JSON.stringify(value)
  return finish({ status: 200, type: JSON_TYPE, body }, body)
}

/** A page, or the same as JSON; who wants either gets the first of `offered`. */
export const toPageOrJson = (
  c: Context,
  renderPage: () => string,
  value: unknown,
  offered: readonly string[] = ['text/html', JSON_TYPE],
): Answer => {
  const chosen = negotiate(c.req.raw.headers.get('accept'), offered)
  if (chosen === null) return refuseAccept(offered)
  const isPage = chosen === 'text/html'
  return {
    status: 200,
    type: isPage ? HTML_TYPE : JSON_TYPE,
    body: isPage ? renderPage() : JSON.stringify(value),
    headers: { 'cache-control': 'private, no-cache', vary: 'Accept' },
  }
}
