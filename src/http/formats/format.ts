import type { Verification } from '../../domain/verification.ts'

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  render: (verification: Verification) => string
}
