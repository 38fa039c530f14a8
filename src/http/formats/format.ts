import type { Jugee } from '../../application/verifier.ts'
import type { VerificationStructure } from '../../domain/verification.ts'
import type { DemandeVerification } from '../../domain/demande.ts'

/** What JSON and XML write: an answer about a practitioner, or about a structure. */
export type Ecrite = {
  verification: Jugee['verification'] | VerificationStructure
  /** As in `Jugee`. */
  jugement: object | null
}

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  /** Text, or its UTF-8 bytes. */
  render: (jugee: Jugee, demande: DemandeVerification) => string | Uint8Array<ArrayBuffer>
  /** What tells two of its texts apart; left out, the data and the rules say it all. */
  etag?: (text: string) => string
}
