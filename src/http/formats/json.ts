import { toHash } from '../reply/hash.ts'
import type { Ecrite, Format } from './format.ts'
import { writeFields } from './json-parts.ts'

/** A judgement as it was last written: encoding one costs more than judging. */
type Written = {
  /** The JSON before `sources`, and what comes after them. */
  head: string
  tail: string
  /** Of head and tail; null = nobody asked for it yet. */
  hash: string | null
  /** The JSON of the `sources` that it was last written with. */
  sources: string
  /** The whole, once it has been asked for twice: most answers of a lot never are. */
  body: Uint8Array<ArrayBuffer> | null
}

const encoder = new TextEncoder()

/** By judgement: one that is asked for again is not written again. */
const written = new WeakMap<object, Written>()

/**
 * The last one that is not kept: it is asked for its fingerprint first, then for its text. Never one
 * that names an administrateur technique: he is forgotten with the answer.
 */
let last: { verification: object; written: Written } | null = null

const write = ({ jugement, verification }: Ecrite): Written => {
  const known = jugement === null ? null : written.get(jugement)
  if (known) return known
  if (last?.verification === verification) return last.written
  const { sources: _, reglement, ...rest } = verification
  const head = `{${writeFields(rest)},"sources":`
  const tail = `,"reglement":${JSON.stringify(reglement)}}`
  const fresh = { head, tail, hash: null, sources: '', body: null }
  // What is kept weakly outlives its use; for most answers of a lot, that would be a waste.
  if (jugement === null) {
    const isOfSomebody =
      'administrateurTechnique' in verification && verification.administrateurTechnique !== null
    if (!isOfSomebody) last = { verification, written: fresh }
  } else written.set(jugement, fresh)
  return fresh
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date. Letters, digits and dashes.
 */
export const fingerprint = (jugee: Ecrite): string => {
  const kept = write(jugee)
  let text = (kept.hash ??= toHash(kept.head + kept.tail))
  for (const { nom, etat, donneesDu } of jugee.verification.sources) {
    text += `-${nom}-${donneesDu ?? ''}${etat === 'perime' ? '-perime' : ''}`
  }
  return text
}

export const json = {
  mediaType: 'application/json',
  type: 'application/json',
  render(jugee: Ecrite) {
    const kept = write(jugee)
    const sources = JSON.stringify(jugee.verification.sources)
    const isSame = sources === kept.sources
    if (isSame && kept.body !== null) return kept.body
    const text = kept.head + sources + kept.tail
    kept.body = isSame ? encoder.encode(text) : null
    kept.sources = sources
    return kept.body ?? text
  },
} satisfies Format
