import type { Verification } from '../../domain/verification.ts'
import { toHash } from '../caching.ts'
import type { Format } from './format.ts'

/** All of an answer but `sources`. */
type Written = {
  /** Its JSON, without the closing brace. */
  head: string
  hash: string
}

/**
 * By the list of situations, which every judgement makes anew and which the verifier hands out
 * again with it: the same list is the same answer, `sources` aside.
 */
const written = new WeakMap<Verification['situations'], Written>()

const write = (verification: Verification): Written => {
  const known = written.get(verification.situations)
  if (known !== undefined) return known
  const { sources: _, reglement, ...rest } = verification
  const head = `${JSON.stringify(rest).slice(0, -1)},"reglement":${JSON.stringify(reglement)}`
  const fresh = { head, hash: toHash(head) }
  written.set(verification.situations, fresh)
  return fresh
}

/**
 * What tells two states of the data apart: not the instant of a look-up, nor whether it was kept,
 * but whether it is out of date. Letters, digits and dashes.
 */
export const fingerprint = (verification: Verification): string => {
  let text = write(verification).hash
  for (const { nom, etat, donneesDu } of verification.sources) {
    text += `-${nom}-${donneesDu ?? ''}${etat === 'perime' ? '-perime' : ''}`
  }
  return text
}

export const json: Format = {
  mediaType: 'application/json',
  type: 'application/json',
  render: (verification) =>
    `${write(verification).head},"sources":${JSON.stringify(verification.sources)}}`,
}
