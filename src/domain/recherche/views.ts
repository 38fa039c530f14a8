import { structIdNat } from '../identifiants/identifiants.ts'
import { nomStructure } from '../mots/noms.ts'
import { professionSante, secteurActivite, specialiteOrdinale } from '../nomenclatures/index.ts'
import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import type { Professionnel, Structure } from '../situation-exercice.ts'
import type { Identifiant } from '../verification.ts'
import type { LieuExercice, ProfessionnelTrouve, StructureTrouvee } from './reponse-recherche.ts'

/** Each once, by content. */
const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]

type Recu = Exclude<CodeRecu, null>

/** A person of a search, as the answer shows one. */
export const toProfessionnelTrouve = (professionnel: Professionnel): ProfessionnelTrouve => {
  const { rpps, nom, prenom, civilite, exercices } = professionnel
  const codes = (of: (exercice: Professionnel['exercices'][number]) => Recu[]) =>
    distinct(exercices.flatMap(of))
  const lieux = exercices.flatMap(({ situations }) =>
    situations.flatMap(({ actif, structure }): LieuExercice[] => {
      if (actif === false || structure === null) return []
      const { codePostal = null, commune = null } = structure.adresse ?? {}
      return [{ structure: nomStructure(structure), codePostal, commune }]
    }),
  )
  return {
    rpps,
    nom,
    prenom,
    civilite,
    professions: codes(({ professions }) => professions).map((recu) => professionSante.label(recu)),
    savoirFaire: codes(({ savoirFaire }) => savoirFaire).map((recu) =>
      specialiteOrdinale.label(recu),
    ),
    lieux: distinct(lieux),
  }
}

/** The number under which a structure can be asked for; null = the source gives none. */
export const identifiantOf = ({ identifiants }: Structure): Identifiant | null => {
  const { finessEg, finessEj, siret, rppsRang } = identifiants
  const of = (type: Identifiant['type'], valeur: string | null): Identifiant | null =>
    valeur === null ? null : { type, valeur, structIdNat: structIdNat(type, valeur) }
  return (
    of('FINESS_EG', finessEg) ??
    of('FINESS_EJ', finessEj) ??
    of('SIRET', siret) ??
    of('RPPS_RANG', rppsRang?.valeur ?? null)
  )
}

/** A structure of a search, as the answer shows one. */
export const toStructureTrouvee = (structure: Structure): StructureTrouvee => {
  const { codePostal = null, commune = null } = structure.adresse ?? {}
  return {
    identifiant: identifiantOf(structure),
    raisonSociale: nomStructure(structure),
    secteurActivite: secteurActivite.label(structure.secteurActivite),
    codePostal,
    commune,
  }
}
