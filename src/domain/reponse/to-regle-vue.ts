import { sayInGeneral } from '../mots/mots.ts'
import type { Regle } from '../rules/rule.ts'
import { toSourceCitee } from './commandes.ts'
import type { RegleVue } from './regle-vue.ts'

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
