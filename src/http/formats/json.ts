import type { Jugee } from '../../application/verifier.ts'
import { toHash } from '../caching.ts'
import type { Format } from './format.ts'

/** A judgement as it was last written: encoding one costs more than judging. */
type Written = {
  /** The JSON of all but `sources`, without the closing brace. */
  head: string
  hash: string
  /** The JSON of the `sources` in `body`. */
  sources: string
  body: Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()

/** By judgement: one that is asked for again is not written again. */
const written = new WeakMap<object, Written>()

const write = ({ jugement, verification }: Jugee): Written => {
  const known = written.get(jugement)
  if (known !== undefined) return known
  const { sources: _, reglement, ...rest } = verification
  const head = `${JSON.stringify(rest).slice(0, -1)},"reglement":${JSON.stringify(reglement)}`
  const fresh = { head, hash: toHash(head), sources: '', body: new Uint8Array() }
  written.set(jugement, fresh)
  return fresh
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date. Letters, digits and dashes.
 */
export const fingerprint = (jugee: Jugee): string => {
  let text = write(jugee).hash
  for (const { nom, etat, donneesDu } of jugee.verification.sources) {
    text += `-${nom}-${donneesDu ?? ''}${etat === 'perime' ? '-perime' : ''}`
  }
  return text
}

export const json = {
  mediaType: 'application/json',
  type: 'application/json',
  render(jugee: Jugee) {
    const kept = write(jugee)
    const sources = JSON.stringify(jugee.verification.sources)
    if (sources !== kept.sources) {
      kept.sources = sources
      kept.body = encoder.encode(`${kept.head},"sources":${sources}}`)
    }
    return kept.body
  },
} satisfies Format
