import type { Commande, ConsigneFiche, Couloir } from '../verification.ts'
import {
  consigneCn,
  consigneDenomination,
  consigneRangs,
  CONSIGNES,
  DENOMINATION_MAX,
  RANGS_PAR_FORMULAIRE,
} from './formulaires.ts'

type SansFiche = Omit<Commande, 'fiche'>

type Donnees = {
  commande: SansFiche
  /** Every order of the answer, this one among them. */
  toutes: readonly SansFiche[]
  couloir: Couloir | null
}

/** The paper takes several RPPS rang of one titulaire: which orders could share a sheet. */
const sayRangs = ({ commande, toutes }: Donnees): ConsigneFiche[] => {
  const { identifiant, commanditaire } = commande
  if (identifiant.type !== 'RPPS_RANG') return []
  const rangs = toutes
    .filter(
      (other) =>
        other.identifiant.type === 'RPPS_RANG' && other.commanditaire.rpps === commanditaire.rpps,
    )
    .map((other) => other.identifiant.valeur)
  if (rangs.length < 2) return []
  const feuilles = Math.ceil(rangs.length / RANGS_PAR_FORMULAIRE)
  const suite = feuilles === 1 ? 'un formulaire suffit' : `il faut ${feuilles} formulaires`
  return [
    consigneRangs(
      `Ce titulaire a ${rangs.length} RPPS rang (${rangs.join(', ')}). Un formulaire en prend jusqu’à ${RANGS_PAR_FORMULAIRE} : si vous commandez pour tous, ${suite}.`,
    ),
  ]
}

/** Who signs, where it goes, what is not known; `denomination` null = the directory gives none. */
export const listConsignes = (input: Donnees, denomination: string | null): ConsigneFiche[] => {
  const { commande, couloir } = input
  const sorte =
    couloir === 'officine'
      ? 'officine'
      : commande.commanditaire.role === 'professionnel'
        ? 'cabinet'
        : commande.commanditaire.role
  const longueur = denomination?.length ?? 0
  const noms = commande.certificats.flatMap(({ cn }) => cn ?? [])
  return [
    ...CONSIGNES[sorte],
    ...(longueur > DENOMINATION_MAX ? [consigneDenomination(longueur)] : []),
    ...(noms.length > 0 ? [consigneCn(noms.join(' et '))] : []),
    ...sayRangs(input),
  ]
}
