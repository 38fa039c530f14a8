import type {
  Carte,
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
} from '../../../domain/situation-exercice.ts'
import { toCodeRecu } from '../../../domain/nomenclatures/code-recu.ts'
import { toSavoirFaire } from '../../../domain/faits/read/savoir-faire.ts'
import { isLaboratoire } from '../../../domain/faits/read/read-structure.ts'
import type { Meta } from './base.ts'
import { onlyOne, type Referentiel, text } from './finess.ts'
import type { LigneSituation, LotsPersonnes } from './requetes.ts'
import { toStructure } from './structure.ts'

type LigneCarte = LotsPersonnes['cartes'][number]
type LigneExercice = LotsPersonnes['exercices'][number]

/** The rows of one person. */
export type Personne = {
  professionnel: LotsPersonnes['professionnels'][number]
  exercices: LigneExercice[]
  situations: LigneSituation[]
  cartes: LigneCarte[]
}

/** Whether the structure of a row is a laboratory. */
export const isOfLaboratoire = ({ secteur }: LigneSituation): boolean =>
  isLaboratoire(text(secteur))

const DAYS = ['debut', 'fin', 'opposition'] as const

/** A day that cannot be read must not become "no day": the card says nothing then. */
export const hasUnreadableDay = (cartes: readonly LigneCarte[]): boolean =>
  cartes.some((carte) => DAYS.some((name) => !/^(\d{4}-\d\d-\d\d)?$/.test(carte[name] ?? '')))

const toSituation = (
  ligne: LigneSituation,
  referentiel: Referentiel,
  donneesDu: string | null,
): SituationExercice => {
  const { structure, structure_id } = ligne
  const contexte = { referentiel, donneesDu, laboratoire: isOfLaboratoire(ligne) }
  const isFound = structure_id !== null
  return {
    id: null,
    actif: null,
    debut: null,
    fin: null,
    genreActivite: text(ligne.genre),
    modeExercice: text(ligne.mode),
    typeActiviteLiberale: null,
    fonction: text(ligne.fonction),
    structure: isFound ? toStructure(ligne, text(ligne.secteur), contexte) : null,
    structureIntrouvable: !isFound && structure !== null,
  }
}

const earliest = (days: readonly (string | null)[]): string | null =>
  days.filter((day) => day !== null).toSorted()[0] ?? null

/** One card from the rows that bear its number: what they say differently is unknown, an opposition counts. */
const toCarte = (numero: string, lignes: readonly LigneCarte[], oppositions: boolean): Carte => {
  const column = (name: 'debut' | 'fin') => onlyOne(lignes.map((ligne) => text(ligne[name])))
  const opposition = earliest(lignes.map((ligne) => text(ligne.opposition)))
  return {
    numero,
    type: toCodeRecu(lignes.flatMap((ligne) => text(ligne.type) ?? [])),
    debut: column('debut'),
    fin: column('fin'),
    opposition,
    oppositionConnue: oppositions || opposition !== null,
  }
}

/** Each once, and in an order that does not change with the next import. */
export const sortUnique = <T>(values: readonly T[]): T[] => {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

/** The cards of one profession, whatever the category: the latest is that of the profession. */
const toCartes = (lignes: readonly LigneExercice[], { cartes }: Personne, meta: Meta): Carte[] => {
  const rangs = new Set(lignes.map(({ rang }) => rang))
  const own = cartes.filter(({ exercice }) => rangs.has(exercice))
  const byNumero = Map.groupBy(own, ({ numero }) => numero)
  return sortUnique([...byNumero].map(([numero, same]) => toCarte(numero, same, meta.oppositions)))
}

/** From its tokens, `type:code`, both of which may be empty. */
const readSavoirFaire = (ligne: LigneExercice): ExerciceProfessionnel['savoirFaire'] => {
  const tokens = (text(ligne.savoir_faire) ?? '').split(' ').filter(Boolean)
  return sortUnique(
    tokens.map((token) => {
      const [, type = '', code = token] = /^([^:]*):(.*)$/.exec(token) ?? []
      return toSavoirFaire(type === '' ? null : type, code === '' ? type : code)
    }),
  )
}

/**
 * The exercices of one profession: categories with the same savoir-faire are one, others stay apart,
 * so that each situation is judged by the savoir-faire of its own.
 */
const toExercices = (
  profession: string | null,
  lignes: readonly LigneExercice[],
  personne: Personne,
  referentiel: Referentiel,
  meta: Meta,
): ExerciceProfessionnel[] => {
  const cartes = toCartes(lignes, personne, meta)
  return [...Map.groupBy(lignes, (ligne) => JSON.stringify(readSavoirFaire(ligne)))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([savoirFaire, same]) => {
      const rangs = new Set(same.map(({ rang }) => rang))
      return {
        actif: null,
        professions: profession === null ? [] : [profession],
        savoirFaire: JSON.parse(savoirFaire) as ExerciceProfessionnel['savoirFaire'],
        cartes,
        situations: sortUnique(
          personne.situations
            .filter(({ exercice }) => rangs.has(exercice))
            .map((ligne) => toSituation(ligne, referentiel, meta.donneesDu)),
        ),
      }
    })
}

/**
 * One person in the model: an exercice for each profession, several where its categories differ in
 * savoir-faire; each then bears all the cards of the profession. The files hold neither identifiants
 * d'activité nor dates, so that nothing says whether an activity is over.
 */
export const toProfessionnel = (
  personne: Personne,
  referentiel: Referentiel,
  meta: Meta,
): Professionnel => {
  const { professionnel } = personne
  const professions = Map.groupBy(personne.exercices, ({ profession }) => text(profession))
  return {
    rpps: professionnel.rpps,
    nom: text(professionnel.nom),
    prenom: text(professionnel.prenom),
    civilite: text(professionnel.civilite),
    exercices: [...professions]
      .toSorted(([a], [b]) => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1))
      .flatMap(([profession, lignes]) =>
        toExercices(profession, lignes, personne, referentiel, meta),
      ),
  }
}
