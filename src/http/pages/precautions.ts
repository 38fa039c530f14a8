import { regleOf } from '../../domain/rules/index.ts'
import type { Alerte, PointAVerifier, Verification } from '../../domain/verification.ts'
import type { Commune, Jugee } from './commun.ts'

/**
 * A rule that makes the answer more precise says its fact up to three times: as an alert, as an
 * open question, as a reason. On a page each fact stands once, where it calls for something.
 */

/** Alerts of several places, each said once. */
export const unite = (...listes: readonly (readonly Alerte[])[]): Alerte[] => {
  const byTexte = new Map(listes.flat().map((alerte) => [alerte.texte, alerte]))
  return [...byTexte.values()]
}

const listPrecisions = ({ regles }: Jugee) =>
  regles.map((id) => regleOf(id).alors).filter((alors) => alors.nature === 'precision')

/** Open questions that block nothing, that no alert says already and that no field asks. */
export const listOuverts = (
  situations: readonly Jugee[],
  questions: Verification['questions'],
): string[] => {
  const asked = new Set<string>(questions.map(({ code }) => code))
  const ouverts = situations.flatMap((situation) => {
    const said = listPrecisions(situation).flatMap(({ question, alerte }) =>
      question === undefined || alerte === undefined ? [] : [question as string],
    )
    return situation.verifications.filter(
      ({ code, bloquante }) => !bloquante && !said.includes(code) && !asked.has(code),
    )
  })
  return [...new Set(ouverts.map(({ question }) => question))]
}

export const listBloquants = ({ verifications }: Jugee): PointAVerifier[] =>
  verifications.filter(({ bloquante }) => bloquante)

/** The reasons of a judgement, without those that an alert says or a field asks: they come last. */
export const listRaisons = (situation: Jugee): string[] => {
  const { pourquoi } = situation
  const precisions = listPrecisions(situation)
  const start = pourquoi.length - precisions.length
  return pourquoi.filter((_, index) => {
    const precision = precisions[index - start]
    return precision === undefined || (precision.alerte ?? precision.champ) === undefined
  })
}

/** What to be careful about, whatever the situation: alerts on the whole, or on all of them. */
export const listCommunes = ({ alertes, situations, commandes, issue }: Commune): Alerte[] => {
  const [first, ...others] = situations
  if (first === undefined) return unite(alertes)
  if (issue !== 'a_choisir') {
    const ofCommandes = commandes.map((commande) => commande.alertes)
    return unite(alertes, ...ofCommandes, ...situations.map((situation) => situation.alertes))
  }
  const shared = first.alertes.filter(({ texte }) =>
    others.every((situation) => situation.alertes.some((alerte) => alerte.texte === texte)),
  )
  return unite(alertes, shared)
}

/** All that a page has to say on top: where a situation is to be chosen, its points stand beside it. */
export const listPrecautions = (verification: Commune): string[] => {
  const { issue, situations, questions } = verification
  return [
    ...listCommunes(verification).map(({ texte }) => texte),
    ...(issue === 'a_choisir' ? [] : listOuverts(situations, questions)),
  ]
}
