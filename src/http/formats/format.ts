import type { Jugee } from '../../application/verifier.ts'

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  render: (jugee: Jugee) => string
}
