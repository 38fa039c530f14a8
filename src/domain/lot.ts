import * as z from 'zod'
import { Commande, DemandeVerification, Identifiant, IssueGlobale } from './verification.ts'

/** Body of `POST /v1/verifications/lot` in JSON: the numbers as typed, and options for them all. */
export const DemandeLot = DemandeVerification.omit({ numero: true }).extend({
  numeros: z.array(DemandeVerification.shape.numero),
})
export type DemandeLot = z.infer<typeof DemandeLot>

/** One order of a lot. */
export const CommandeLot = z.strictObject({
  commanditaire: Commande.shape.commanditaire,
  identifiant: Identifiant,
  /** RPPS of all whom it concerns, each once, in the order of the lot. */
  professionnels: z.array(z.string()),
  /** Those of them who have other outcomes too: the order is theirs only if it is chosen. */
  aChoisir: z.array(z.string()),
})
export type CommandeLot = z.infer<typeof CommandeLot>

/** What a whole lot came to. */
export const Synthese = z.strictObject({
  /** Lines with something on them. */
  total: z.int(),
  /** Lines left once those that ask the same are counted once. */
  distincts: z.int(),
  /** Lines by outcome; with `erreurs` they add up to `total`. */
  parIssue: z.record(IssueGlobale, z.int()),
  /** Lines without an outcome. */
  erreurs: z.int(),
  /** Each once: same role and person, same identifier. In the order of the lot. */
  commandes: z.array(CommandeLot),
})
export type Synthese = z.infer<typeof Synthese>
