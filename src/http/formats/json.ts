import type { Verification } from '../../domain/verification.ts'
import { toHash } from '../caching.ts'
import type { Format } from './format.ts'

type Kept = { verification: Verification; head: Uint8Array<ArrayBuffer>; hash: string }

const encoder = new TextEncoder()

/** By the object of the practitioner, so that what is no longer used goes by itself. */
const kept = new WeakMap<Verification['professionnel'], Kept>()

/** Part for part the same objects, `sources` aside. */
const isSame = (a: Verification, b: Verification): boolean => {
  for (const key in a) {
    const name = key as keyof Verification
    if (name !== 'sources' && a[name] !== b[name]) return false
  }
  return true
}

/**
 * The JSON of all that does not depend on the moment of the look-up, without its closing brace, and
 * its hash: written and encoded once for a judgement that the verifier gives again.
 */
const readHead = (verification: Verification): Kept => {
  const known = kept.get(verification.professionnel)
  if (known !== undefined && isSame(known.verification, verification)) return known
  const { sources: _, reglement, ...rest } = verification
  const head = `${JSON.stringify(rest).slice(0, -1)},"reglement":${JSON.stringify(reglement)}`
  const fresh = { verification, head: encoder.encode(head), hash: toHash(head) }
  kept.set(verification.professionnel, fresh)
  return fresh
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date.
 */
export const fingerprint = (verification: Verification): string => {
  let text = readHead(verification).hash
  for (const { nom, etat, donneesDu } of verification.sources) {
    text += ` ${nom} ${donneesDu}${etat === 'perime' ? ' perime' : ''}`
  }
  return text
}

export const json: Format = {
  mediaType: 'application/json',
  type: 'application/json',
  render(verification) {
    const { head } = readHead(verification)
    const tail = encoder.encode(`,"sources":${JSON.stringify(verification.sources)}}`)
    const body = new Uint8Array(head.byteLength + tail.byteLength)
    body.set(head)
    body.set(tail, head.byteLength)
    return body
  },
}
