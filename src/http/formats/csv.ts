import type { SituationJugee, Verification } from '../../domain/verification.ts'
import { BOM, toCsv } from './cellules.ts'
import type { Format } from './format.ts'

/**
 * Of one verification; `issue` is that of the whole, `regles` are ids with a space between. No
 * spreadsheet shortens a `structIdNat`: it never begins with a zero.
 */
export const COLONNES = [
  'numero',
  'rpps',
  'nom',
  'prenom',
  'issue',
  'situation',
  'structure',
  'classe',
  'commanditaire',
  'typeIdentifiant',
  'identifiant',
  'structIdNat',
  'regles',
  'resume',
] as const

export const CSV_TYPE = 'text/csv; charset=utf-8'

const toSituationCells = (
  { commandes }: Verification,
  situation: SituationJugee | undefined,
): string[] => {
  if (situation === undefined) return ['', '', '', '', '', '', '', '']
  const commande = commandes.find(({ id }) => id === situation.commande)
  return [
    situation.cle,
    situation.structure?.raisonSociale ?? situation.structure?.enseigne ?? '',
    situation.classe,
    commande?.commanditaire.nom ?? '',
    commande?.identifiant.type ?? '',
    commande?.identifiant.valeur ?? '',
    commande?.identifiant.structIdNat ?? '',
    situation.regles.join(' '),
  ]
}

/** One row for each situation, in the order of `COLONNES`; one all the same when there is none. */
export const toRows = (verification: Verification, numero: string): string[][] => {
  const { professionnel, issue, resume, situations } = verification
  const { rpps, nom, prenom } = professionnel
  return (situations.length === 0 ? [undefined] : situations).map((situation) => [
    numero,
    rpps,
    nom ?? '',
    prenom ?? '',
    issue,
    ...toSituationCells(verification, situation),
    resume,
  ])
}

export const csv: Format = {
  mediaType: 'text/csv',
  type: CSV_TYPE,
  render: ({ verification }) =>
    BOM + toCsv([COLONNES, ...toRows(verification, verification.demande.numero)], ','),
}
