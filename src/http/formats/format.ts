import type { Verification } from '../../domain/verification.ts'

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  /** Text, or its UTF-8 bytes. */
  render: (verification: Verification) => string | Uint8Array<ArrayBuffer>
}
