import { readStatutJuridique } from './faits.ts'
import {
  type Code,
  categorieEtablissement,
  finessStatutJuridique,
  fonction,
  genreActivite,
  modeExercice,
  professionSante,
  secteurActivite,
  specialiteOrdinale,
  typeActiviteLiberale,
} from './nomenclatures/index.ts'
import type {
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
  Structure,
} from './situation-exercice.ts'
import { toCartesVues } from './cartes.ts'
import type { SituationVue, StructureVue, Verification } from './verification.ts'

const toStructureVue = (structure: Structure): StructureVue => {
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
export const toSituationVue = (situation: SituationExercice): SituationVue => ({
  id: situation.id,
  genreActivite: genreActivite.label(situation.genreActivite),
  modeExercice: modeExercice.label(situation.modeExercice),
  typeActiviteLiberale: typeActiviteLiberale.label(situation.typeActiviteLiberale),
  fonction: fonction.label(situation.fonction),
  debut: situation.debut,
  fin: situation.fin,
  structure: situation.structure === null ? null : toStructureVue(situation.structure),
})

const distinct = (codes: string[]): string[] => [...new Set(codes)]

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
  professions: distinct(exercices.flatMap(({ professions }) => professions)).map((code): Code =>
    professionSante.label(code),
  ),
  savoirFaire: distinct(exercices.flatMap(({ savoirFaire }) => savoirFaire)).map((code): Code =>
    specialiteOrdinale.label(code),
  ),
  cartes: toCartesVues(exercices, jour),
})
