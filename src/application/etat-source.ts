import * as z from 'zod'
import { Jour } from '../domain/situation-exercice.ts'

/** One re-check of a source: `le` ISO 8601 UTC, `repond` = it answered as it should. */
export const Sonde = z.strictObject({
  le: z.iso.datetime(),
  resultat: z.enum(['repond', 'unavailable', 'timeout', 'refused', 'quota', 'invalid-response']),
})
export type Sonde = z.infer<typeof Sonde>

/** State of one source for `GET /sources`; never makes an upstream call. */
export const EtatSource = z.strictObject({
  nom: z.string(),
  /** Instant of the last look-up that was answered; null = none yet in this process. */
  dernierSucces: z.iso.datetime().nullable(),
  donneesDu: Jour.nullable(),
  /** Failed look-ups of the last hour, by kind. */
  erreursDerniereHeure: z.record(z.string(), z.int().min(0)),
  /** Calls left in the current second; null = no quota, or one that could not be asked. */
  quotaRestant: z.int().min(0).nullable(),
  /** Circuit breaker; null = none. */
  disjoncteur: z.enum(['ferme', 'ouvert', 'semi-ouvert']).nullable(),
  /** Last regular re-check; null = none known. Left out where nobody re-checks (Node). */
  derniereSonde: z.exactOptional(Sonde.nullable()),
  /** What whoever runs the service must know, in French; left out = nothing. */
  avertissement: z.exactOptional(z.string()),
})
export type EtatSource = z.infer<typeof EtatSource>
