import type { CodeRecu } from '../nomenclatures/code-recu.ts'
import { frenchDay } from './dates.ts'
import type { Conditions, Faits } from '../faits/faits.ts'
import { isSpecialite } from '../faits/read/read-praticien.ts'
import { evokesScm, readStatutJuridique } from '../faits/read/read-structure.ts'
import { readSecteurDesSites } from '../faits/read/secteur-des-sites.ts'
import { readSites } from '../faits/read/sites.ts'
import { REMPLACANT_GENRE } from '../faits/listes.ts'
import { rppsRangTitulaire } from '../identifiants/identifiants.ts'
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
} from '../nomenclatures/index.ts'
import type { ExerciceProfessionnel, SituationExercice } from '../situation-exercice.ts'
import type { Attendu, Valeurs } from '../faits/valeurs.ts'
import { ATTENDUS } from './libelles.ts'
import {
  nameFinessInattendu,
  nameQuelleStructure,
  nameQuelTitulaire,
  nameSansRegle,
  saySansRegle,
  savoirQuelleStructure,
  savoirQuelTitulaire,
  savoirSansRegle,
} from './mots-questions.ts'
import { capitalize, nameSpecialite, quoteAll, uncapitalize } from './noms.ts'

/** A situation, as the sentences about it need it. */
export type Sujet = {
  exercice: ExerciceProfessionnel
  situation: SituationExercice
  faits: Faits
  valeurs: Valeurs
  /** The identifier that the deciding rule calls for; null = none. */
  attendu: Attendu | null
  /** Names of the open structures under one identifier, this one's among them; null = alone. */
  homonymes?: readonly string[] | null
  jour: string
}

/** What was received of a code that cannot be read. */
const nameUnread = (recu: Exclude<CodeRecu, null>): string =>
  typeof recu === 'string' ? `« ${recu} », code inconnu` : `${quoteAll(recu.illisible)}, illisible`

const name = (table: Nomenclature, recu: CodeRecu): string => {
  const read = table.read(recu)
  if (recu === null || read === null) return 'non renseigné'
  return read === 'illisible' ? nameUnread(recu) : `« ${read.libelle} »`
}

const nameDates = ({ debut, fin }: SituationExercice, jour: string): string => {
  const dates = [
    debut !== null && debut > jour ? `une date de début au ${frenchDay(debut)}` : null,
    fin === null ? null : `une date de fin au ${frenchDay(fin)}`,
  ].filter((date) => date !== null)
  return dates.length === 0 ? 'aucune date à venir' : dates.join(' et ')
}

/** The specialties, without the mark of their table; one of no table of ours by its code. */
const nameSpecialites = ({ savoirFaire }: ExerciceProfessionnel): string => {
  const specialites = savoirFaire.filter(isSpecialite).map((recu) => {
    const read = specialiteOrdinale.read(recu)
    if (read !== null && read !== 'illisible') return nameSpecialite(read.libelle)
    return `spécialité ${nameUnread(recu)}`
  })
  return specialites.length === 0 ? 'spécialité non renseignée' : specialites.join(', ')
}

const nameProfession = ({ professions }: ExerciceProfessionnel): string =>
  professions.length === 0
    ? 'non renseignée'
    : professions.map((code) => name(professionSante, code)).join(', ')

const nameAttendu = ({ attendu }: Sujet) =>
  attendu === null ? { nom: 'FINESS', par: 'l’ARS' } : ATTENDUS[attendu]

/** Sites named in one sentence; of more, how many. */
const SITES_MAX = 6

const nameSites = ({ situation: { structure }, jour }: Sujet): string => {
  const sites = structure === null ? [] : (readSites(structure, jour) ?? [])
  if (sites.length === 0) return 'la liste des sites n’est pas connue'
  const named = sites
    .slice(0, SITES_MAX)
    .map(({ finessEg, raisonSociale }) =>
      raisonSociale === null ? finessEg : `${raisonSociale} : ${finessEg}`,
    )
  const more = sites.length - named.length
  const rest = more === 0 ? [] : [more === 1 ? 'et un autre' : `et ${more} autres`]
  return [named.join(' ; '), ...rest].join(' ')
}

/** The structure's own sector, else that of its sites. */
const nameSecteur = ({ situation: { structure }, faits, jour }: Sujet): string => {
  const own = structure?.secteurActivite ?? null
  const isDesSites = own === null && faits.secteurDesSites !== 'non'
  return name(
    secteurActivite,
    structure !== null && isDesSites ? readSecteurDesSites(structure, jour).secteur : own,
  )
}

/** A word of the rule book: what it is for one situation, and for a reader who looks at none. */
type Mot = {
  dit: (sujet: Sujet) => string
  /** A function where it depends on the rule that is read. */
  general: string | ((quand: Conditions) => string)
}

/** The value of a fact that a rule accepts, when there is only one. */
const only = <T>(values: readonly T[] | undefined): T | undefined =>
  values?.length === 1 ? values[0] : undefined

const DECLARE = 'déclaré par la demande'
/** A salaried médecin is declared as one of them. */
const AUTRE_DECLARE = 'autre qu’un médecin libéral, d’après la demande'
const isDeclare = ({ praticienDeclare }: Faits): boolean => praticienDeclare === 'oui'

const LU = 'lu dans l’Annuaire'
const LUE = 'lue dans l’Annuaire'

const MOTS: Record<string, Mot> = {
  jour: { dit: ({ jour }) => frenchDay(jour), general: 'jour demandé' },
  secteur: {
    dit: nameSecteur,
    general: LU,
  },
  categorie: {
    dit: ({ situation }) =>
      name(categorieEtablissement, situation.structure?.categorieEtablissement ?? null),
    general: LUE,
  },
  sites: { dit: nameSites, general: 'ses sites' },
  statut: {
    dit: ({ situation }) => name(finessStatutJuridique, readStatutJuridique(situation.structure)),
    general: LU,
  },
  fonction: { dit: ({ situation }) => name(fonction, situation.fonction), general: LUE },
  mode: {
    dit: ({ situation }) => name(modeExercice, situation.modeExercice),
    general: 'autre que libéral',
  },
  remplacement: {
    dit: ({ situation }) =>
      typeof situation.genreActivite === 'string' &&
      REMPLACANT_GENRE.sensOf(situation.genreActivite) === 'oui'
        ? name(genreActivite, situation.genreActivite)
        : name(fonction, situation.fonction),
    general: 'd’après sa fonction ou son genre d’activité',
  },
  specialite: {
    dit: ({ exercice, faits }) => (isDeclare(faits) ? DECLARE : nameSpecialites(exercice)),
    general: 'spécialité du praticien',
  },
  profession: {
    dit: ({ exercice, faits }) => (isDeclare(faits) ? AUTRE_DECLARE : nameProfession(exercice)),
    general: 'autre que médecin, ou inconnue',
  },
  nomScm: {
    dit: ({ situation: { structure } }) => {
      const nom = [structure?.raisonSociale, structure?.enseigne].find(evokesScm)
      return `« ${nom ?? ''} »`
    },
    general: LU,
  },
  identifiantsIllisibles: {
    dit: ({ situation: { structure } }) => quoteAll(structure?.identifiants.illisibles ?? []),
    general: LU,
  },
  homonymes: {
    dit: ({ homonymes }) => quoteAll(homonymes ?? []),
    general: 'sous deux SIRET ou deux entités juridiques',
  },
  quelleStructure: {
    dit: nameQuelleStructure,
    general: 'Quelle est la structure en activité ?',
  },
  ejInconnue: {
    dit: ({ situation: { structure } }) =>
      structure?.partOfIntrouvable === true
        ? 'L’Annuaire renvoie à une entité juridique qu’il ne montre pas'
        : 'L’Annuaire ne rattache ce site à aucune entité juridique',
    general: 'L’entité juridique de ce site est inconnue',
  },
  dates: {
    dit: ({ situation, jour }) => nameDates(situation, jour),
    general: 'une date de début ou de fin à venir',
  },
  rppsRang: { dit: ({ valeurs }) => valeurs.RPPS_RANG ?? '', general: LU },
  attendu: {
    dit: (sujet) => `le ${nameAttendu(sujet).nom}`,
    general: 'l’identifiant que la règle demande',
  },
  inscripteur: { dit: (sujet) => nameAttendu(sujet).par, general: 'l’Ordre ou l’ARS' },
  finessInattendu: {
    dit: nameFinessInattendu,
    general: 'La structure porte un FINESS que son secteur n’attend pas',
  },
  sansRegle: {
    dit: saySansRegle,
    general: ({ classe, profil }) => nameSansRegle({ classe: only(classe), profil: only(profil) }),
  },
  quelTitulaire: { dit: nameQuelTitulaire, general: 'Qui est le titulaire du cabinet ?' },
  savoirSansRegle: {
    dit: savoirSansRegle,
    general: 'poser la question au support de l’ANS',
  },
  savoirQuelTitulaire: { dit: savoirQuelTitulaire, general: 'savoir qui est le titulaire' },
  savoirQuelleStructure: {
    dit: savoirQuelleStructure,
    general: 'savoir quelle est la structure en activité',
  },
  porteInattendu: {
    dit: (sujet) => uncapitalize(nameFinessInattendu(sujet)),
    general: 'la structure porte un FINESS que son secteur n’attend pas',
  },
  titulaire: {
    dit: ({ valeurs }) => rppsRangTitulaire(valeurs.RPPS_RANG ?? ''),
    general: 'celui d’un confrère',
  },
  siret: { dit: ({ valeurs }) => valeurs.SIRET ?? '', general: LU },
  siren: { dit: ({ valeurs }) => valeurs.siren ?? '', general: LU },
}

/** The pieces of a sentence: every other one is a word. */
const parse = (modele: string): (string | Mot)[] =>
  modele.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part
    const mot = MOTS[part]
    if (mot === undefined) throw new Error(`unknown word {${part}} in: ${modele}`)
    return mot
  })

type Phrase = readonly (string | Mot['dit'])[]

const phrases = new Map<string, Phrase>()

/**
 * A sentence of the rule book with its `{words}` replaced by what they are for this situation.
 *
 * @throws Error for a word that does not exist: a bug in a rule, which the tests catch.
 */
export const say = (modele: string, sujet: Sujet): string => {
  let phrase = phrases.get(modele)
  if (phrase === undefined) {
    phrase = parse(modele).map((part) => (typeof part === 'string' ? part : part.dit))
    phrases.set(modele, phrase)
  }
  let text = ''
  for (const part of phrase) text += typeof part === 'string' ? part : part(sujet)
  return text
}

/**
 * The same sentence for who reads the rule and looks at no situation: « Ce radiologue (spécialité
 * du praticien)… ». A whole sentence, first letter in upper case. `quand` = the conditions of the rule.
 *
 * @throws Error as `say` does.
 */
export const sayInGeneral = (modele: string, quand: Conditions = {}): string => {
  let text = ''
  for (const part of parse(modele)) {
    if (typeof part === 'string') text += part
    else text += typeof part.general === 'string' ? part.general : part.general(quand)
  }
  return capitalize(text)
}
