import * as z from 'zod'
import { Confiance, SourceCitee } from '../verification.ts'
import { sayInGeneral } from '../mots/mots.ts'
import type { Regle } from '../rules/rule.ts'
import { toSourceCitee } from './commandes.ts'

/** A rule as `/v1/regles` shows it. */
export const RegleVue = z.strictObject({
  id: z.string(),
  /** Numbers of the rule book it comes from. */
  ref: z.array(z.string()),
  titre: z.string(),
  nature: z.enum(['ecart', 'classement', 'decision', 'reserve', 'precision', 'principe']),
  /** Fact → the values accepted; a fact that is not named does not matter. */
  quand: z.record(z.string(), z.array(z.string())),
  /** What follows, as data. */
  alors: z.record(z.string(), z.unknown()),
  /** Said in general: an answer says it of its situation. */
  pourquoi: z.string(),
  source: SourceCitee,
  confiance: Confiance,
  /** First and last day of validity, both included; null = no bound known. */
  depuis: z.iso.date().nullable(),
  jusqua: z.iso.date().nullable(),
  exemples: z.array(
    z.strictObject({
      faits: z.record(z.string(), z.string()),
      attendu: z.enum(['oui', 'non', 'inconnu']),
    }),
  ),
})
export type RegleVue = z.infer<typeof RegleVue>

/** A rule as the API shows it. */
export const toRegleVue = (regle: Regle): RegleVue => {
  const { nature, ...alors } = regle.alors
  return {
    id: regle.id,
    ref: regle.ref,
    titre: regle.titre,
    nature,
    quand: Object.fromEntries(
      Object.entries(regle.quand).map(([fait, values]) => [fait, [...values]]),
    ),
    alors,
    pourquoi: sayInGeneral(regle.pourquoi),
    source: toSourceCitee(regle.source),
    confiance: regle.confiance,
    depuis: regle.depuis,
    jusqua: regle.jusqua,
    exemples: regle.exemples,
  }
}
