import type { Context } from 'hono'
import type { Reply } from './reply.ts'

/** 53 bits that tell the versions of one text apart; no secret and no signature. */
export const toHash = (text: string): string => {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2_654_435_761)
    b = Math.imul(b ^ unit, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return ((b >>> 0) & 0x1fffff).toString(36) + (a >>> 0).toString(36)
}

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
