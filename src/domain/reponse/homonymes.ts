import { areDistinct, isUnder, type Porteur } from '../faits/read/homonymes.ts'
import { isClosed } from '../faits/read/sites.ts'
import { isSameIdentifiant } from '../identifiants/identifiants.ts'
import { nomStructure } from '../mots/noms.ts'
import type { Structure } from '../situation-exercice.ts'
import { type SituationLueEtJugee, toIdentifiant } from './commandes.ts'

/** The identifiers of a structure, as telling two apart needs them. */
export const toPorteur = ({ identifiants, partOf }: Structure): Porteur => ({
  finessEg: identifiants.finessEg,
  finessEj: identifiants.finessEj ?? partOf?.identifiants.finessEj ?? null,
  isEj: identifiants.finessEg === null && identifiants.finessEj !== null,
  siret: identifiants.siret,
  rppsRang: identifiants.rppsRang?.valeur ?? null,
  illisibles: identifiants.illisibles,
})

/**
 * The situations whose order stands under an identifier that another party's open structure bears
 * too, each with all of them.
 */
export const findHomonymes = (
  examinees: readonly SituationLueEtJugee[],
): Map<SituationLueEtJugee, SituationLueEtJugee[]> => {
  const retenues = examinees.flatMap((examinee) => {
    const { sujet, jugement } = examinee
    const { structure } = sujet.situation
    if (jugement.ecart !== null || structure === null) return []
    if (isClosed(structure, sujet.jour)) return []
    const { ordre } = jugement
    const identifiant = ordre === null ? null : toIdentifiant(ordre.choix)
    return [{ examinee, identifiant, porteur: toPorteur(structure) }]
  })
  const found = new Map<SituationLueEtJugee, SituationLueEtJugee[]>()
  for (const { examinee, identifiant, porteur } of retenues) {
    if (identifiant === null) continue
    const group = retenues.filter((other) => {
      const isSame = other.identifiant !== null && isSameIdentifiant(other.identifiant, identifiant)
      return isSame || isUnder(identifiant, porteur, other.porteur)
    })
    const isShared = group.some((a, i) =>
      group.slice(i + 1).some((b) => areDistinct(identifiant, a.porteur, b.porteur)),
    )
    if (isShared) {
      found.set(
        examinee,
        group.map((one) => one.examinee),
      )
    }
  }
  return found
}

/** The name of one of them, with what tells it from the others. */
export const nameHomonyme = (structure: Structure | null): string => {
  const nom = nomStructure(structure) ?? 'sans nom'
  const siret = structure?.identifiants.siret ?? null
  return siret === null ? nom : `${nom}, SIRET ${siret}`
}
