import { evokesScm, type Faits, isSpecialite, readStatutJuridique } from './faits.ts'
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
import type { Attendu, Valeurs } from './valeurs.ts'

/** A situation, as the sentences about it need it. */
export type Sujet = {
  exercice: ExerciceProfessionnel
  situation: SituationExercice
  faits: Faits
  valeurs: Valeurs
  /** The identifier that the deciding rule calls for; null = none. */
  attendu: Attendu | null
  jour: string
}

/** `2026-11-23` as people write it: `23/11/2026`. */
export const frenchDay = (jour: string): string =>
  `${jour.slice(8, 10)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}`

/** `2026-11-23T09:00:00Z` as people read it: `23/11/2026 à 09:00 UTC`. */
export const frenchInstant = (instant: string): string =>
  `${frenchDay(instant)} à ${instant.slice(11, 16)} UTC`

const name = (table: Nomenclature, code: string | null): string => {
  if (code === null) return 'non renseigné'
  const libelle = table.find(code)?.libelle
  return libelle === undefined ? `« ${code} », code inconnu` : `« ${libelle} » (${code})`
}

const nameDates = ({ debut, fin }: SituationExercice, jour: string): string => {
  const dates = [
    debut !== null && debut > jour ? `une date de début au ${frenchDay(debut)}` : null,
    fin === null ? null : `une date de fin au ${frenchDay(fin)}`,
  ].filter((date) => date !== null)
  return dates.length === 0 ? 'aucune date à venir' : dates.join(' et ')
}

/** The specialties, without the mark of their table; a code newer than the table stands as it is. */
const nameSpecialite = ({ savoirFaire }: ExerciceProfessionnel): string => {
  const known = savoirFaire
    .filter(isSpecialite)
    .map((code) => specialiteOrdinale.find(code)?.libelle.replace(/ \(SM\)$/, '') ?? `code ${code}`)
  return known.length === 0 ? 'spécialité non renseignée' : known.join(', ')
}

const nameProfession = ({ professions }: ExerciceProfessionnel): string =>
  professions.length === 0
    ? 'non renseignée'
    : professions.map((code) => name(professionSante, code)).join(', ')

const ATTENDUS: Record<Attendu, string> = {
  RPPS_RANG: 'le RPPS rang du cabinet, par l’Ordre',
  SIRET: 'le SIRET de la société, par l’Ordre',
  FINESS_EG: 'le FINESS géographique, par l’ARS',
  FINESS_EJ: 'le FINESS juridique, par l’ARS',
  SITE_PRINCIPAL: 'le FINESS géographique du site principal, par l’ARS',
}

const nameSansRegle = ({ faits: { classe, profil } }: Sujet): string => {
  if (classe !== 'sans-regle' && profil === 'specialite-inconnue') {
    return 'La spécialité de ce médecin manque dans l’Annuaire : est-il radiologue ?'
  }
  const objet =
    classe === 'sans-regle'
      ? 'ce secteur d’activité'
      : profil === 'medecin-autre-mode'
        ? 'ce mode d’exercice en cabinet ou en société'
        : 'cette profession en cabinet ou en société'
  return `Aucune règle publiée ne couvre ${objet} : posez la question au support de l’ANS.`
}

const nameQuelTitulaire = ({ valeurs: { RPPS_RANG } }: Sujet): string =>
  RPPS_RANG === null
    ? 'Qui est le titulaire de ce cabinet ?'
    : `Le titulaire du cabinet est-il bien le porteur du RPPS ${rppsRangTitulaire(RPPS_RANG)} ?`

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
  nomScm: ({ situation: { structure } }) => {
    const nom = [structure?.raisonSociale, structure?.enseigne].find(evokesScm)
    return `« ${nom ?? ''} »`
  },
  dates: ({ situation, jour }) => nameDates(situation, jour),
  rppsRang: ({ valeurs }) => valeurs.RPPS_RANG ?? '',
  attendu: ({ attendu }) => (attendu === null ? 'le FINESS, par l’ARS' : ATTENDUS[attendu]),
  sansRegle: nameSansRegle,
  quelTitulaire: nameQuelTitulaire,
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
