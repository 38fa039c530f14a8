import type { Jugee } from '../../application/verifier.ts'
import type { DemandeVerification } from '../../domain/verification.ts'

/** What was asked, and where: some forms lead further from there. */
export type Requete = {
  demande: DemandeVerification
  /** Of this service, as the caller reached it: `https://host`. */
  origine: string
}

/** One way to write a verification. */
export type Format = {
  /** What `Accept` calls it, lower case. */
  mediaType: string
  /** Content-Type, as sent. */
  type: string
  /** Text, or its UTF-8 bytes. */
  render: (jugee: Jugee, requete: Requete) => string | Uint8Array<ArrayBuffer>
}
