import { toCacheable, toEtag } from '../reply/caching.ts'
import type { Openapi } from '../openapi/openapi.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderDocs } from '../pages/docs/index.tsx'
import type { Handler, Reply } from '../reply/reply.ts'
import { toJson } from './json-reply.ts'

/** Made when it is first asked for, and kept: it depends on nothing else. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** `GET /openapi.json`. */
export const getOpenapi =
  (document: () => Openapi): Handler =>
  (c) =>
    toJson(c, document(), (reply, body) => toCacheable(c, toEtag(body), reply))

/** `GET /docs`: the same document, to be read. */
export const getDocs = (document: () => Openapi): Handler => {
  const kept = once((): { reply: Reply; etag: string } => {
    const body = renderDocs(document())
    return { reply: { status: 200, type: HTML_TYPE, body }, etag: toEtag(body) }
  })
  return (c) => toCacheable(c, kept().etag, kept().reply)
}
