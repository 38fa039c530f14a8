import { type Faits, readStatutJuridique } from './faits.ts'
import { rppsRangTitulaire } from './identifiants.ts'
import {
  categorieEtablissement,
  finessStatutJuridique,
  fonction,
  genreActivite,
  modeExercice,
  type Nomenclature,
  professionSante,
  secteurActivite,
  specialiteOrdinale,
} from './nomenclatures/index.ts'
import type { ExerciceProfessionnel, SituationExercice } from './situation-exercice.ts'
import type { Valeurs } from './valeurs.ts'

/** A situation, as the sentences about it need it. */
export type Sujet = {
  exercice: ExerciceProfessionnel
  situation: SituationExercice
  faits: Faits
  valeurs: Valeurs
  jour: string
}

/** `2026-11-23` as people write it: `23/11/2026`. */
export const frenchDay = (jour: string): string =>
  `${jour.slice(8, 10)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}`

const name = (table: Nomenclature, code: string | null): string => {
  if (code === null) return 'non renseigné'
  const libelle = table.find(code)?.libelle
  return libelle === undefined ? `« ${code} », code inconnu` : `« ${libelle} » (${code})`
}

const nameDates = ({ debut, fin }: SituationExercice): string => {
  if (fin !== null) return `une date de fin au ${frenchDay(fin)}`
  return debut === null ? 'aucune date' : `une date de début au ${frenchDay(debut)}`
}

const nameSpecialite = ({ savoirFaire }: ExerciceProfessionnel): string => {
  const known = savoirFaire
    .map((code) => specialiteOrdinale.find(code)?.libelle)
    .filter((libelle) => libelle !== undefined)
    .map((libelle) => libelle.replace(/ \(SM\)$/, ''))
  return known.length === 0 ? 'spécialité non renseignée' : known.join(', ')
}

const nameProfession = ({ professions }: ExerciceProfessionnel): string =>
  professions.length === 0
    ? 'non renseignée'
    : professions.map((code) => name(professionSante, code)).join(', ')

const nameAttendu = ({ faits: { classe } }: Sujet): string => {
  if (classe === 'cabinet-individuel' || classe === 'cabinet-de-groupe') {
    return 'le RPPS rang du cabinet, par l’Ordre'
  }
  return classe === 'societe' ? 'le SIRET de la société, par l’Ordre' : 'le FINESS, par l’ARS'
}

const MOTS: Record<string, (sujet: Sujet) => string> = {
  jour: ({ jour }) => frenchDay(jour),
  secteur: ({ situation }) => name(secteurActivite, situation.structure?.secteurActivite ?? null),
  categorie: ({ situation }) =>
    name(categorieEtablissement, situation.structure?.categorieEtablissement ?? null),
  statut: ({ situation }) => name(finessStatutJuridique, readStatutJuridique(situation.structure)),
  fonction: ({ situation }) => name(fonction, situation.fonction),
  mode: ({ situation }) => name(modeExercice, situation.modeExercice),
  remplacement: ({ situation }) =>
    situation.genreActivite === 'GENR02' || situation.genreActivite === 'GENR03'
      ? name(genreActivite, situation.genreActivite)
      : name(fonction, situation.fonction),
  specialite: ({ exercice }) => nameSpecialite(exercice),
  profession: ({ exercice }) => nameProfession(exercice),
  nom: ({ situation }) =>
    `« ${situation.structure?.raisonSociale ?? situation.structure?.enseigne ?? ''} »`,
  dates: ({ situation }) => nameDates(situation),
  rppsRang: ({ valeurs }) => valeurs.RPPS_RANG ?? '',
  attendu: nameAttendu,
  titulaire: ({ valeurs }) => rppsRangTitulaire(valeurs.RPPS_RANG ?? ''),
  siret: ({ valeurs }) => valeurs.SIRET ?? '',
  siren: ({ valeurs }) => valeurs.siren ?? '',
}

type Phrase = readonly (string | ((sujet: Sujet) => string))[]

const phrases = new Map<string, Phrase>()

const parse = (modele: string): Phrase =>
  modele.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part
    const mot = MOTS[part]
    if (mot === undefined) throw new Error(`unknown word {${part}} in: ${modele}`)
    return mot
  })

/**
 * A sentence of the rule book with its `{words}` replaced by what they are for this situation.
 *
 * @throws Error for a word that does not exist: a bug in a rule, which the tests catch.
 */
export const say = (modele: string, sujet: Sujet): string => {
  let phrase = phrases.get(modele)
  if (phrase === undefined) {
    phrase = parse(modele)
    phrases.set(modele, phrase)
  }
  let text = ''
  for (const part of phrase) text += typeof part === 'string' ? part : part(sujet)
  return text
}
