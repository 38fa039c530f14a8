import { nameIdentifiant, TYPES } from '../../domain/mots/libelles.ts'
import { nameCommanditaire } from '../../domain/mots/noms.ts'
import type { CommandeLot } from '../../domain/lot.ts'
import { toPermalien } from '../request/adresse.ts'
import { readSaisie, type Saisie } from '../request/saisie.ts'
import { Copier } from './blocs.tsx'
import { Numero } from './identifiant.tsx'
import type { SaisieLot } from './lot.tsx'

/** The request for one of them, with the options of the lot. */
export const toSaisie = (numero: string, { date, usages }: SaisieLot): Saisie =>
  readSaisie([
    ['numero', numero],
    ['date', date],
    ['usages', usages.join(',')],
  ]).saisie

/** The address of the answer for one of them. */
export const toAdresse = (rpps: string, saisie: SaisieLot): string =>
  toPermalien(rpps, toSaisie(rpps, saisie))

/** At least one practitioner has no other outcome. */
export const isCertaine = ({ professionnels, aChoisir }: CommandeLot): boolean =>
  aChoisir.length < professionnels.length

type CommandeProps = {
  commande: CommandeLot
  /** Unique in the page. */
  id: string
  noms: ReadonlyMap<string, string>
  saisie: SaisieLot
}

/** More people than that are folded away. */
const MAX_PRATICIENS = 6

const Praticiens = ({ commande, noms, saisie }: CommandeProps) => {
  const { professionnels, aChoisir } = commande
  const liste = (
    <ul class="lot-praticiens">
      {professionnels.map((rpps) => (
        <li>
          <a href={toAdresse(rpps, saisie)}>{noms.get(rpps) ?? rpps}</a>
          {aChoisir.includes(rpps) && ' (à choisir d’abord)'}
        </li>
      ))}
    </ul>
  )
  if (professionnels.length <= MAX_PRATICIENS) return liste
  return (
    <details>
      <summary>Pour {professionnels.length} praticiens</summary>
      {liste}
    </details>
  )
}

/** One order to place, and for whom. */
const UneCommande = (props: CommandeProps) => {
  const { id } = props
  const { commanditaire, identifiant } = props.commande
  const { type, valeur } = identifiant
  return (
    <li class="lot-commande">
      <p>
        <strong>{nameCommanditaire(commanditaire, 'ligne')}</strong>
      </p>
      <p>{TYPES[type]}</p>
      <p class="lot-identifiant">
        <b>
          <Numero type={type} valeur={valeur} id={id} />
        </b>{' '}
        <Copier cible={id} libelle="Copier" quoi={nameIdentifiant(identifiant)} />
      </p>
      <Praticiens {...props} />
    </li>
  )
}

type Props = {
  commandes: readonly CommandeLot[]
  /** Of their ids. */
  prefixe: string
  /** By RPPS. */
  noms: ReadonlyMap<string, string>
  saisie: SaisieLot
}

/** Orders side by side. */
export const CommandesLot = ({ commandes, prefixe, noms, saisie }: Props) => (
  <ul class="lot-commandes">
    {commandes.map((commande, index) => (
      <UneCommande commande={commande} id={`${prefixe}-${index + 1}`} noms={noms} saisie={saisie} />
    ))}
  </ul>
)
