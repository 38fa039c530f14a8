import * as z from 'zod'
import { Confiance, SourceCitee } from '../verification.ts'
import { objet } from '../objet.ts'
import { sayInGeneral } from '../mots/mots.ts'
import type { Regle } from '../rules/rule.ts'
import { toSourceCitee } from './commandes.ts'

/** A rule as `/v1/regles` shows it. */
export const RegleVue = objet('Une règle du règlement.', {
  id: z.string().describe('Identifiant, jamais réemployé.'),
  ref: z.array(z.string()).describe('Numéros dans le recueil des règles.'),
  titre: z.string().describe('Titre.'),
  nature: z
    .enum(['ecart', 'classement', 'decision', 'reserve', 'precision', 'principe'])
    .describe('À quelle étape du jugement elle intervient.'),
  quand: z
    .record(z.string(), z.array(z.string()))
    .describe('Fait → valeurs admises ; un fait absent n’importe pas.'),
  alors: z.record(z.string(), z.unknown()).describe('Ce qui s’ensuit, en données.'),
  pourquoi: z.string().describe('Phrase générale : une réponse la dit de sa situation.'),
  source: SourceCitee.describe('Où elle est écrite.'),
  confiance: Confiance.describe('Comme dans RegleCitee.'),
  depuis: z.iso
    .date()
    .nullable()
    .describe('Premier jour de validité ; null : pas de borne connue.'),
  jusqua: z.iso
    .date()
    .nullable()
    .describe('Dernier jour de validité ; null : pas de borne connue.'),
  exemples: z
    .array(
      z.strictObject({
        faits: z.record(z.string(), z.string()).describe('Faits connus.'),
        attendu: z.enum(['oui', 'non', 'inconnu']).describe('Si la règle s’applique.'),
      }),
    )
    .describe('Exemples, qui servent de tests.'),
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
