import type { Jugee } from '../../application/verifier.ts'

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  /** Text, or its UTF-8 bytes. */
  render: (jugee: Jugee) => string | Uint8Array<ArrayBuffer>
}
