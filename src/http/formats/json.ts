import type { Verification } from '../../domain/verification.ts'
import { toHash } from '../caching.ts'
import type { Format } from './format.ts'

/** A judgement as it was last written, and the last answer made of it. */
type Kept = {
  verification: Verification
  /** The JSON of all but `sources`, without its closing brace. */
  head: string
  hash: string
  sources: Verification['sources'] | null
  sourcesJson: string
  fingerprint: string
  body: Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()
const EMPTY = new Uint8Array()

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

const open = (verification: Verification): Kept => {
  const known = kept.get(verification.professionnel)
  if (known !== undefined && isSame(known.verification, verification)) return known
  const { sources: _, reglement, ...rest } = verification
  const head = `${JSON.stringify(rest).slice(0, -1)},"reglement":${JSON.stringify(reglement)}`
  const fresh: Kept = {
    verification,
    head,
    hash: toHash(head),
    sources: null,
    sourcesJson: '',
    fingerprint: '',
    body: EMPTY,
  }
  kept.set(verification.professionnel, fresh)
  return fresh
}

/** The verifier gives a judgement again with new sources: only what changes is written again. */
const write = (verification: Verification): Kept => {
  const { sources } = verification
  const written = open(verification)
  if (written.sources === sources) return written
  const sourcesJson = JSON.stringify(sources)
  if (sourcesJson !== written.sourcesJson) {
    written.sourcesJson = sourcesJson
    written.body = encoder.encode(`${written.head},"sources":${sourcesJson}}`)
    written.fingerprint = written.hash
    for (const { nom, etat, donneesDu } of sources) {
      written.fingerprint += ` ${nom} ${donneesDu}${etat === 'perime' ? ' perime' : ''}`
    }
  }
  written.sources = sources
  return written
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date.
 */
export const fingerprint = (verification: Verification): string => write(verification).fingerprint

export const json: Format = {
  mediaType: 'application/json',
  type: 'application/json',
  render: (verification) => write(verification).body,
}
