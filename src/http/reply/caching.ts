import type { Context } from 'hono'
import { toHash } from './hash.ts'
import type { Reply } from './reply.ts'

/** A weak validator: the same meaning, not the same bytes. */
export const toEtag = (text: string): string => `W/"${toHash(text)}"`

/** What a proxy adds to the validator of an answer that it compresses. */
const SUFFIX = /-{1,2}(?:gzip|br|deflate|zstd)(?="$)/

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '').replace(SUFFIX, '')

/** @see https://www.rfc-editor.org/rfc/rfc9110.html#name-if-none-match */
const isKnown = (ifNoneMatch: string | null, etag: string): boolean => {
  if (ifNoneMatch === null) return false
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((one) => opaque(one) === opaque(etag))
}

/**
 * Lets the caller alone keep a reply, and ask each time whether it still holds: a closed activity
 * or an opposed card must show at once. Answers 304 to who already has it.
 */
export const toCacheable = (c: Context, etag: string, reply: Reply): Reply => {
  const headers = { ...reply.headers, etag, 'cache-control': 'private, no-cache', vary: 'Accept' }
  if (!isKnown(c.req.raw.headers.get('if-none-match'), etag)) return { ...reply, headers }
  return { ...reply, status: 304, type: null, body: null, headers }
}
