import { cleSituation } from './cle-situation.ts'
import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import { readStatutJuridique } from '../faits/read/read-structure.ts'
import {
  categorieEtablissement,
  finessStatutJuridique,
  fonction,
  genreActivite,
  modeExercice,
  professionSante,
  secteurActivite,
  specialiteOrdinale,
  typeActiviteLiberale,
} from '../nomenclatures/index.ts'
import type {
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
  Structure,
} from '../situation-exercice.ts'
import { toCartesVues } from './cartes.ts'
import type { SituationVue, StructureVue, Verification } from '../verification.ts'

/** A structure as the answer shows it. */
export const toStructureVue = (structure: Structure): StructureVue => {
  const { identifiants, partOf } = structure
  return {
    raisonSociale: structure.raisonSociale,
    enseigne: structure.enseigne,
    nature: structure.nature,
    secteurActivite: secteurActivite.label(structure.secteurActivite),
    categorieEtablissement: categorieEtablissement.label(structure.categorieEtablissement),
    statutJuridique: finessStatutJuridique.label(readStatutJuridique(structure)),
    identifiants: {
      finessEg: identifiants.finessEg,
      finessEj: identifiants.finessEj ?? partOf?.identifiants.finessEj ?? null,
      siret: identifiants.siret,
      siren: identifiants.siren ?? partOf?.identifiants.siren ?? null,
      rppsRang: identifiants.rppsRang?.valeur ?? null,
    },
    adresse: structure.adresse,
    fermeture: structure.fermeture,
  }
}

/** A situation as the answer shows it: codes with their published labels. */
export const toSituationVue = (
  exercice: ExerciceProfessionnel,
  situation: SituationExercice,
): SituationVue => ({
  id: situation.id,
  cle: cleSituation(exercice, situation),
  genreActivite: genreActivite.label(situation.genreActivite),
  modeExercice: modeExercice.label(situation.modeExercice),
  typeActiviteLiberale: typeActiviteLiberale.label(situation.typeActiviteLiberale),
  fonction: fonction.label(situation.fonction),
  debut: situation.debut,
  fin: situation.fin,
  structure: situation.structure === null ? null : toStructureVue(situation.structure),
})

/** Each once. */
const distinct = (received: Exclude<CodeRecu, null>[]): Exclude<CodeRecu, null>[] => [
  ...new Map(received.map((recu) => [JSON.stringify(recu), recu])).values(),
]

/** The person, over all the exercices that the request is about. */
export const toProfessionnelVu = (
  professionnel: Professionnel,
  exercices: readonly ExerciceProfessionnel[],
  jour: string,
): Verification['professionnel'] => ({
  rpps: professionnel.rpps,
  nom: professionnel.nom,
  prenom: professionnel.prenom,
  civilite: professionnel.civilite,
  professions: distinct(exercices.flatMap(({ professions }) => professions)).map((recu) =>
    professionSante.label(recu),
  ),
  savoirFaire: distinct(exercices.flatMap(({ savoirFaire }) => savoirFaire)).map((recu) =>
    specialiteOrdinale.label(recu),
  ),
  cartes: toCartesVues(exercices, jour),
})
