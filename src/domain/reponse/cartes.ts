import { CARTE_ADMISE } from '../faits/listes.ts'
import { typeCarte } from '../nomenclatures/index.ts'
import type { Carte, ExerciceProfessionnel, Professionnel } from '../situation-exercice.ts'
import { ALERTES, type CodeAlerte } from '../rules/alertes.ts'
import type { Alerte, AvisAdministrateurTechnique, CarteVue } from '../verification.ts'
import type { Demande } from './demande.ts'

/**
 * State of a card on a day. A bound that the source does not give leaves the state unknown, unless
 * the other one settles it.
 */
export const readEtat = (carte: Carte, jour: string): CarteVue['etat'] => {
  const { debut, fin, opposition } = carte
  if (opposition !== null && opposition <= jour) return 'opposee'
  if (fin !== null && fin < jour) return 'expiree'
  if (debut !== null && debut > jour) return 'pas-encore-valide'
  return debut === null || fin === null ? 'inconnu' : 'valide'
}

/** The latest card of one profession, by its first day; null when two share it or one has none. */
const findLatest = ({ cartes }: ExerciceProfessionnel): Carte | null => {
  if (cartes.length === 1) return cartes[0] ?? null
  let latest: Carte | null = null
  let tied = false
  for (const carte of cartes) {
    if (carte.debut === null) return null
    if (latest === null || carte.debut > (latest.debut ?? '')) {
      latest = carte
      tied = false
    } else if (carte.debut === latest.debut) tied = true
  }
  return tied ? null : latest
}

const byNumero = (a: { numero: string }, b: { numero: string }): number =>
  a.numero === b.numero ? 0 : a.numero < b.numero ? -1 : 1

const withSortedCartes = (exercice: ExerciceProfessionnel): ExerciceProfessionnel => ({
  ...exercice,
  cartes: exercice.cartes.toSorted(byNumero),
})

/** Those whose cards no earlier exercice of the same profession bears already. */
const withDistinctCartes = (
  exercices: readonly ExerciceProfessionnel[],
): readonly ExerciceProfessionnel[] => {
  if (exercices.length < 2) return exercices
  const toKey = ({ professions, cartes }: ExerciceProfessionnel) =>
    JSON.stringify([professions, cartes])
  return [...new Map(exercices.map((exercice) => [toKey(exercice), exercice])).values()]
}

/**
 * The cards of a practitioner on a day, in the order of their numbers: that of a directory is not
 * stable. Two exercices of one profession bear the same cards: each is shown once.
 */
export const toCartesVues = (
  exercices: readonly ExerciceProfessionnel[],
  jour: string,
): CarteVue[] => {
  const vues = withDistinctCartes(exercices.map(withSortedCartes)).flatMap((exercice) => {
    const latest = findLatest(exercice)
    return exercice.cartes.map((carte) => ({
      numero: carte.numero,
      type: typeCarte.label(carte.type)?.code ?? null,
      debut: carte.debut,
      fin: carte.fin,
      etat: readEtat(carte, jour),
      plusRecente: carte === latest,
    }))
  })
  return vues.toSorted(byNumero)
}

const MOTIFS = {
  V3: 'Le nom ou le prénom ne correspond pas à celui du porteur de la carte.',
  V4_TYPE: 'Ce type de carte n’est pas admis : il faut une carte CPS, CPE ou CPA.',
  V4_ETAT: 'La carte n’est pas valide à la date jugée.',
  V4_PLUS_RECENTE:
    'Une carte plus récente existe pour la même profession : c’est elle qu’il faut utiliser.',
  H17: 'La carte ne peut pas être vérifiée avec les données publiques : demandez à la voir.',
  OPPOSITION_NON_PUBLIQUE:
    'Les oppositions de cartes ne sont pas publiques : demandez si la carte n’est pas opposée.',
} as const

/** A name without accents, case, hyphens, apostrophes and spaces: DE LA TOUR and Delatour agree. */
const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .replaceAll('Æ', 'AE')
    .replace(/[^\p{L}]+/gu, '')

const namesMatch = (given: string, known: string): boolean => {
  const folded = foldName(given)
  return folded !== '' && folded === foldName(known)
}

type Candidat = { carte: string; nom: string; prenom: string }

/**
 * Whether a person can be administrateur technique, by the card given. `porteur` is the holder
 * that the directory shows for that number; null = it knows no such card, which proves nothing:
 * most CPE, CPA, CDE and CDA holders are not in it.
 */
export const checkAdministrateurTechnique = (
  candidat: Candidat,
  porteur: Professionnel | null,
  jour: string,
): AvisAdministrateurTechnique => {
  const avis = (
    recevable: boolean | null,
    codes: (keyof typeof MOTIFS)[],
  ): AvisAdministrateurTechnique => ({
    recevable,
    motifs: codes.map((code) => ({ code: code.replace(/^(V4)_.*/, '$1'), texte: MOTIFS[code] })),
  })
  const exercice = porteur?.exercices.find(({ cartes }) =>
    cartes.some(({ numero }) => numero === candidat.carte),
  )
  const carte = exercice?.cartes.find(({ numero }) => numero === candidat.carte)
  if (porteur === null || exercice === undefined || carte === undefined) return avis(null, ['H17'])

  const etat = readEtat(carte, jour)
  const latest = findLatest(exercice)
  const wrong: (keyof typeof MOTIFS)[] = []
  const type = typeCarte.read(carte.type)
  const isUnread = type === null || type === 'illisible'
  if (!isUnread && CARTE_ADMISE.sensOf(type.code) === undefined) wrong.push('V4_TYPE')
  if (etat !== 'valide' && etat !== 'inconnu') wrong.push('V4_ETAT')
  if (latest !== null && latest !== carte) wrong.push('V4_PLUS_RECENTE')
  const { nom, prenom } = porteur
  const nomFaux = nom !== null && !namesMatch(candidat.nom, nom)
  const prenomFaux = prenom !== null && !namesMatch(candidat.prenom, prenom)
  if (nomFaux || prenomFaux) wrong.push('V3')
  const opposition: (keyof typeof MOTIFS)[] =
    carte.oppositionConnue || carte.opposition !== null ? [] : ['OPPOSITION_NON_PUBLIQUE']
  if (wrong.length > 0) return avis(false, [...wrong, ...opposition])
  const unknown =
    isUnread || etat === 'inconnu' || latest === null || nom === null || prenom === null
  return unknown ? avis(null, ['H17', ...opposition]) : avis(true, opposition)
}

/** What is to be known of the card asked about; nothing where a RPPS was. */
export const carteAlertes = (
  demande: Pick<Demande, 'numero' | 'type' | 'jour'>,
  exercices: readonly ExerciceProfessionnel[],
): Alerte[] => {
  if (demande.type !== 'CARTE') return []
  const alertes: Alerte[] = []
  const add = (code: CodeAlerte): void => {
    alertes.push({ code, texte: ALERTES[code] })
  }
  const bearers = exercices.flatMap((exercice) => {
    const carte = exercice.cartes.find(({ numero }) => numero === demande.numero)
    return carte === undefined ? [] : [{ exercice, carte }]
  })
  const isBad = ({ carte }: (typeof bearers)[number]): boolean => {
    const etat = readEtat(carte, demande.jour)
    return etat !== 'valide' && etat !== 'inconnu'
  }
  if (bearers.some(isBad)) add('CARTE_NON_VALIDE')
  const isReplaced = ({ exercice, carte }: (typeof bearers)[number]): boolean => {
    const latest = findLatest(exercice)
    return latest !== null && latest !== carte
  }
  if (bearers.some(isReplaced)) add('CARTE_REMPLACEE')
  return alertes
}
