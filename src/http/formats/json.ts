import type { Verification } from '../../domain/verification.ts'
import { toHash } from '../caching.ts'
import type { Format } from './format.ts'

/** A judgement as it was last written. */
type Kept = {
  verification: Verification
  /** The JSON of all but `sources`, without its closing brace. */
  head: string
  hash: string
  sources: string
  body: Uint8Array<ArrayBuffer> | null
}

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

/** Written once for a judgement that the verifier gives again. */
const write = (verification: Verification): Kept => {
  const known = kept.get(verification.professionnel)
  if (known !== undefined && isSame(known.verification, verification)) return known
  const { sources: _, reglement, ...rest } = verification
  const head = `${JSON.stringify(rest).slice(0, -1)},"reglement":${JSON.stringify(reglement)}`
  const fresh = { verification, head, hash: toHash(head), sources: '', body: null }
  kept.set(verification.professionnel, fresh)
  return fresh
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date.
 */
export const fingerprint = (verification: Verification): string => {
  let text = write(verification).hash
  for (const { nom, etat, donneesDu } of verification.sources) {
    text += ` ${nom} ${donneesDu}${etat === 'perime' ? ' perime' : ''}`
  }
  return text
}

export const json: Format = {
  mediaType: 'application/json',
  type: 'application/json',
  render(verification) {
    const written = write(verification)
    const sources = JSON.stringify(verification.sources)
    if (written.body === null || written.sources !== sources) {
      written.body = encoder.encode(`${written.head},"sources":${sources}}`)
      written.sources = sources
    }
    return written.body
  },
}
