import type { CodeRecu } from '../../nomenclatures/code-recu.ts'
import {
  fonction as fonctions,
  genreActivite as genresActivite,
  modeExercice,
  professionSante,
  specialiteOrdinale,
} from '../../nomenclatures/index.ts'
import type { Praticien as PraticienDeclare } from '../../demande.ts'
import type { ExerciceProfessionnel, SituationExercice } from '../../situation-exercice.ts'
import { type Faits, toOuiNon } from '../faits.ts'
import { MEDECIN, MODE, RADIOLOGIE, REMPLACANT_FONCTION, REMPLACANT_GENRE } from '../listes.ts'

/** A specialty: a code of R38, or what may be one that our copy of it lacks. */
export const isSpecialite = (recu: Exclude<CodeRecu, null>): boolean =>
  typeof recu !== 'string' || /^S[IM]\d/.test(recu) || specialiteOrdinale.find(recu) !== undefined

type Radiologue = 'webinaire' | 'liste-ans' | 'deduite' | 'non' | 'inconnu'

/**
 * The surest that any of the codes says. A specialty that cannot be read leaves it open, unless
 * another code makes him a radiologist; so does no specialty at all.
 */
const readRadiologue = ({ savoirFaire }: ExerciceProfessionnel): Radiologue => {
  let found: Radiologue = 'inconnu'
  let isUnread = false
  for (const recu of savoirFaire) {
    const sens = typeof recu === 'string' ? RADIOLOGIE.sensOf(recu) : undefined
    if (sens === 'webinaire') return sens
    if (sens === 'liste-ans' || (sens === 'deduite' && found !== 'liste-ans')) found = sens
    else if (sens === undefined && isSpecialite(recu)) {
      if (specialiteOrdinale.read(recu) === 'illisible') isUnread = true
      else if (found === 'inconnu') found = 'non'
    }
  }
  return found === 'non' && isUnread ? 'inconnu' : found
}

const readMedecin = ({ professions }: ExerciceProfessionnel): 'oui' | 'non' | 'inconnu' => {
  let found: 'non' | 'inconnu' = professions.length === 0 ? 'inconnu' : 'non'
  for (const recu of professions) {
    const read = professionSante.read(recu)
    if (read === null || read === 'illisible') found = 'inconnu'
    else if (MEDECIN.sensOf(read.code) !== undefined) return 'oui'
  }
  return found
}

const readLiberal = (mode: CodeRecu): 'oui' | 'non' | 'inconnu' => {
  const read = modeExercice.read(mode)
  if (read === null || read === 'illisible') return 'inconnu'
  return toOuiNon(MODE.sensOf(read.code) === 'liberal')
}

type Praticien = {
  medecin: 'oui' | 'non' | 'inconnu'
  radiologue: Radiologue
  liberal: 'oui' | 'non' | 'inconnu'
}

const PROFILS = {
  webinaire: 'radiologue',
  'liste-ans': 'radiologue-liste-ans',
  deduite: 'radiologue-deduit',
} as const
const PLATEAUX = { webinaire: 'oui', 'liste-ans': 'oui-liste-ans', deduite: 'oui-deduit' } as const

const readProfil = ({ medecin, radiologue, liberal }: Praticien): Faits['profil'] => {
  if (medecin !== 'oui') return 'autre-profession'
  if (radiologue !== 'non' && radiologue !== 'inconnu') return PROFILS[radiologue]
  if (liberal !== 'oui') return 'medecin-autre-mode'
  return radiologue === 'inconnu' ? 'specialite-inconnue' : 'medecin-liberal'
}

const readPlateau = ({ medecin, radiologue, liberal }: Praticien): Faits['plateau'] => {
  if (medecin === 'non' || radiologue === 'non' || liberal === 'non') return 'non'
  if (medecin === 'inconnu' || radiologue === 'inconnu' || liberal === 'inconnu') return 'inconnu'
  return PLATEAUX[radiologue]
}

/** Who practises, as cabinets, sociétés and hospitals tell it apart. */
export const readPraticien = (
  exercice: ExerciceProfessionnel,
  situation: SituationExercice,
): Pick<Faits, 'profil' | 'plateau'> => {
  const praticien = {
    medecin: readMedecin(exercice),
    radiologue: readRadiologue(exercice),
    liberal: readLiberal(situation.modeExercice),
  }
  return { profil: readProfil(praticien), plateau: readPlateau(praticien) }
}

/** What the facts tell of who practises, whoever says it. */
export type Personne = Pick<
  Faits,
  | 'profil'
  | 'plateau'
  | 'praticienDeclare'
  | 'titulaire'
  | 'enFormation'
  | 'remplacant'
  | 'activite'
>

const DECLARES: Record<PraticienDeclare, Pick<Faits, 'profil' | 'plateau'>> = {
  radiologue: { profil: 'radiologue', plateau: 'oui' },
  medecin: { profil: 'medecin-liberal', plateau: 'non' },
  autre: { profil: 'autre-profession', plateau: 'non' },
}

/** Who practises in a structure, as the caller says it; undefined = nobody says. */
export const declarePraticien = (
  praticien: PraticienDeclare | undefined,
): Pick<Faits, 'profil' | 'plateau' | 'praticienDeclare'> =>
  praticien === undefined
    ? { profil: 'inconnu', plateau: 'inconnu', praticienDeclare: 'non' }
    : { ...DECLARES[praticien], praticienDeclare: 'oui' }

/** By the fonction, else by the genre d'activité. */
export const readRemplacant = ({
  fonction,
  genreActivite,
}: SituationExercice): Faits['remplacant'] => {
  const byFonction = fonctions.read(fonction)
  const byGenre = genresActivite.read(genreActivite)
  const sens = [
    typeof byFonction === 'object' && byFonction && REMPLACANT_FONCTION.sensOf(byFonction.code),
    typeof byGenre === 'object' && byGenre && REMPLACANT_GENRE.sensOf(byGenre.code),
  ]
  if (sens.includes('oui')) return 'oui'
  const isUnread = byFonction === 'illisible' || byGenre === 'illisible'
  const isAbsent = byFonction === null && byGenre === null
  return isUnread || isAbsent || sens.includes('incertain') ? 'inconnu' : 'non'
}

/** Whether the fonction is one of a list. */
export const readFonction = (
  fonction: CodeRecu,
  { sensOf }: { sensOf: (code: string) => unknown },
): Faits['titulaire'] => {
  const read = fonctions.read(fonction)
  if (read === null) return 'inconnu'
  return read === 'illisible' ? read : toOuiNon(sensOf(read.code) !== undefined)
}
