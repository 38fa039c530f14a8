import { type IdentifiantType, isSameIdentifiant } from '../identifiants/identifiants.ts'
import { PEUT_ETRE_AM } from '../identifiants/parse-identifiant.ts'
import { nameIdentifiant } from '../mots/libelles.ts'
import type { Jugement } from '../rules/engine.ts'
import type { SituationExercice } from '../situation-exercice.ts'
import type { Commande, CONTROLE_MOTIFS, Controle, IssueGlobale } from '../verification.ts'
import { isOf, isOfScm, isOfSite, isSeenAt } from './appartenance.ts'

export type IdentifiantEnvisage = {
  type: IdentifiantType
  /** Types that the value may have as well, when its type was not stated; absent = none. */
  autresTypes?: readonly IdentifiantType[]
  valeur: string
  /** French sentence of doubt about the value itself, as a wrong key; null or absent = none. */
  avertissement?: string | null
}

type Motif = (typeof CONTROLE_MOTIFS)[number]

/** Right for one of the orders, before the one that is meant is known. */
const CONFORME_AILLEURS =
  'C’est l’identifiant d’une des commandes possibles : il ne convient que si le logiciel est utilisé là.'

/** Not needed in the structure that bears the identifier, though something is ordered elsewhere. */
const INUTILE_LA = 'Aucun certificat n’est nécessaire dans cette structure : la carte CPS suffit.'

/** Where no order says what is wanted instead of a SCM's identifier. */
const CHAQUE_TITULAIRE = ' Chaque titulaire commande sous le RPPS rang de son propre cabinet.'

const TEXTES: Record<Motif, string> = {
  conforme: 'C’est bien l’identifiant sous lequel commander.',
  alternative_admise: 'Cet identifiant est admis',
  activite_terminee:
    'Cet identifiant est celui d’une structure où l’activité du praticien ne compte pas : elle est terminée, ou c’est un remplacement.',
  scm_non_reconnue:
    'Cet identifiant est celui d’une structure enregistrée comme SCM, qui n’est pas reconnue.',
  certificat_inutile: 'Aucun certificat n’est nécessaire : la carte CPS suffit.',
  a_verifier: 'On ne peut pas se prononcer avant les vérifications demandées.',
  demande_en_liberal:
    'C’est une demande en libéral, alors que la structure commande sous son propre identifiant.',
  siret_au_lieu_de_rpps_rang:
    'C’est un SIRET ou un SIREN, alors que le cabinet commande sous son RPPS rang.',
  siret_au_lieu_de_finess:
    'C’est un SIRET ou un SIREN, alors que la structure commande sous son FINESS.',
  eg_au_lieu_de_ej: 'C’est un FINESS géographique, et non juridique.',
  ej_au_lieu_de_eg: 'C’est un FINESS juridique, et non géographique.',
  groupement_sans_identifiant:
    'Un groupement ne commande pas pour ses membres : chaque entité juridique commande sous le sien.',
  identifiant_inconnu: 'D’après l’Annuaire, ce n’est pas un identifiant sous lequel commander ici.',
}

/** A retained situation, with the id of its order. */
type Retenue = {
  situation: SituationExercice
  jugement: Pick<Jugement, 'issue' | 'questions'>
  commande: string | null
}

export type ControleDonnees = {
  issue: IssueGlobale
  commandes: readonly Commande[]
  retenues: readonly Retenue[]
  ecartees: readonly SituationExercice[]
  groupement: boolean
}

/** The orders of the structure that bears the identifier. */
const concerns = (
  envisage: IdentifiantEnvisage,
  { commandes, retenues }: ControleDonnees,
): Commande[] =>
  commandes.filter(({ id }) =>
    retenues.some((r) => r.commande === id && isOf(r.situation.structure, envisage)),
  )

/** Whether nobody has said yet if each site has a system of its own. */
const asksSysteme = ({ jugement }: Retenue): boolean =>
  jugement.questions.some(
    ({ champ }) => champ === 'contexte.systemeInformation' || champ === 'contexte.ris',
  )

/** While that is asked, a site may order as well. */
const waits = (envisage: IdentifiantEnvisage, retenue: Retenue): boolean =>
  retenue.jugement.issue === 'a_verifier' ||
  (isOfSite(retenue.situation.structure, envisage) && asksSysteme(retenue))

/** The alternatives that the request has not ruled out by saying how many systems there are. */
const openAlternatives = ({ commandes, retenues }: ControleDonnees) =>
  commandes
    .filter(({ id }) => retenues.some((one) => one.commande === id && asksSysteme(one)))
    .flatMap(({ alternatives }) => alternatives)

const findMotif = (
  envisage: IdentifiantEnvisage,
  donnees: ControleDonnees,
  wanted: readonly Commande[],
): Motif => {
  const { commandes, retenues, ecartees } = donnees
  if (commandes.some(({ identifiant }) => isSameIdentifiant(identifiant, envisage)))
    return 'conforme'
  if (
    openAlternatives(donnees).some(({ identifiant }) => isSameIdentifiant(identifiant, envisage))
  ) {
    return 'alternative_admise'
  }
  const ofRetained = retenues.filter(({ situation }) => isOf(situation.structure, envisage))
  if (ofRetained.length === 0 && ecartees.some((s) => isOf(s.structure, envisage))) {
    return 'activite_terminee'
  }
  if (ofRetained.some(({ situation }) => isOfScm(situation.structure, envisage))) {
    return 'scm_non_reconnue'
  }
  const seen =
    ofRetained.length > 0
      ? ofRetained
      : retenues.filter(({ situation }) => isSeenAt(situation.structure, envisage))
  const meant = seen.length > 0 ? seen : retenues
  if (meant.length > 0 && meant.every(({ jugement }) => jugement.issue === 'sans_certificat')) {
    return 'certificat_inutile'
  }
  // What waits for an answer may still be ordered under it, whatever is ordered elsewhere.
  if (meant.some((one) => waits(envisage, one)) && (seen.length > 0 || commandes.length === 0)) {
    return 'a_verifier'
  }

  const isOfWanted = concerns(envisage, donnees).length > 0
  const wants = (...types: IdentifiantType[]): boolean =>
    wanted.some(({ identifiant }) => types.includes(identifiant.type))
  switch (envisage.type) {
    case 'RPPS':
    case 'CARTE':
    case 'RPPS_RANG':
      if (wanted.some(({ commanditaire }) => commanditaire.role !== 'professionnel')) {
        return 'demande_en_liberal'
      }
      break
    case 'SIRET':
    case 'SIREN':
      if (wants('RPPS_RANG')) return 'siret_au_lieu_de_rpps_rang'
      if (wants('FINESS_EG', 'FINESS_EJ')) return 'siret_au_lieu_de_finess'
      break
    case 'FINESS_EG':
      if (isOfWanted && wants('FINESS_EJ')) return 'eg_au_lieu_de_ej'
      break
    case 'FINESS_EJ':
      if (isOfWanted && wants('FINESS_EG')) return 'ej_au_lieu_de_eg'
      break
  }
  return donnees.groupement ? 'groupement_sans_identifiant' : 'identifiant_inconnu'
}

/** Of the types that the value may have, that under which an order, else a structure, bears it. */
const settle = (
  envisage: IdentifiantEnvisage,
  { commandes, retenues, ecartees }: ControleDonnees,
): IdentifiantEnvisage => {
  const { type, autresTypes = [], valeur } = envisage
  if (autresTypes.length === 0) return envisage
  const possibles = [type, ...autresTypes].map((one): IdentifiantEnvisage => ({
    type: one,
    valeur,
  }))
  const identifiants = commandes.flatMap((c) => [c, ...c.alternatives].map((o) => o.identifiant))
  const situations = [...retenues.map(({ situation }) => situation), ...ecartees]
  return (
    possibles.find((one) =>
      identifiants.some((identifiant) => isSameIdentifiant(identifiant, one)),
    ) ??
    possibles.find((one) => situations.some(({ structure }) => isOf(structure, one))) ??
    possibles.find((one) => situations.some(({ structure }) => isSeenAt(structure, one))) ??
    envisage
  )
}

/** What nine digits may be in the directory. */
const NEUF_CHIFFRES = ['FINESS_EG', 'FINESS_EJ', 'SIREN'] as const

/** Whether an identifier somebody used or means to use is the right one, and what is wrong with it. */
export const checkIdentifiant = (
  saisi: IdentifiantEnvisage,
  donnees: ControleDonnees,
): Controle => {
  const envisage = settle(saisi, donnees)
  const { commandes } = donnees
  // With several orders, those of the structure that bears the identifier say what was wanted.
  const concerned = concerns(envisage, donnees)
  const wanted = concerned.length > 0 ? concerned : commandes
  const motif = findMotif(envisage, donnees, wanted)
  if (motif === 'conforme') {
    const texte = donnees.issue === 'a_choisir' ? CONFORME_AILLEURS : TEXTES[motif]
    return { conforme: true, motif, texte }
  }
  if (motif === 'alternative_admise') {
    const admise = openAlternatives(donnees).find(({ identifiant }) =>
      isSameIdentifiant(identifiant, envisage),
    )
    const si = admise?.si ?? ''
    return { conforme: true, motif, texte: `${TEXTES[motif]} ${si}.` }
  }
  if (motif === 'a_verifier') return { conforme: null, motif, texte: TEXTES[motif] }
  if (motif === 'certificat_inutile' && donnees.issue !== 'sans_certificat') {
    return { conforme: false, motif, texte: INUTILE_LA }
  }
  const attendus = wanted.map(({ identifiant }) => nameIdentifiant(identifiant)).join(' ou ')
  const sansCommande = motif === 'scm_non_reconnue' ? CHAQUE_TITULAIRE : ''
  const suite = attendus === '' ? sansCommande : ` Il faut ${attendus}.`
  const structures = [
    ...donnees.retenues.map(({ situation }) => situation.structure),
    ...donnees.ecartees.map(({ structure }) => structure),
  ]
  const isNumeroAm =
    (envisage.type === 'FINESS_EG' || envisage.type === 'FINESS_EJ') &&
    /^\d{9}$/.test(envisage.valeur) &&
    !structures.some((structure) =>
      NEUF_CHIFFRES.some((type) => isSeenAt(structure, { ...envisage, type })),
    )
  const doute =
    (isNumeroAm ? ` ${PEUT_ETRE_AM}` : '') +
    (envisage.avertissement == null ? '' : ` ${envisage.avertissement}`)
  return { conforme: false, motif, texte: TEXTES[motif] + suite + doute }
}
