import type { Commande, SituationJugee } from '../../domain/verification.ts'
import { TYPES } from '../../domain/mots/libelles.ts'
import { Numero } from './identifiant.tsx'
import { nameStructure } from './situation.tsx'

type Noeud = { nom: string; type: 'FINESS_EG' | 'FINESS_EJ'; valeur: string }

type Lien = { site: Noeud; entite: Noeud }

/** The site and its entité juridique, as the directory shows them; null unless both are there. */
const findLien = (commande: Commande, situations: readonly SituationJugee[]): Lien | null => {
  const situation = situations.find((one) => one.commande === commande.id)
  const structure = situation?.structure ?? null
  if (structure === null) return null
  const { finessEg, finessEj } = structure.identifiants
  if (finessEg === null || finessEj === null) return null
  const { identifiant, commanditaire } = commande
  const isEj = identifiant.type === 'FINESS_EJ' && identifiant.valeur === finessEj
  const isEg = identifiant.type === 'FINESS_EG' && identifiant.valeur === finessEg
  if (!isEj && !isEg) return null
  return {
    site: { nom: nameStructure(structure), type: 'FINESS_EG', valeur: finessEg },
    entite: {
      nom: (isEj ? commanditaire.nom : null) ?? 'Entité juridique',
      type: 'FINESS_EJ',
      valeur: finessEj,
    },
  }
}

const Boite = ({ noeud: { nom, type, valeur }, lit }: { noeud: Noeud; lit: boolean }) => (
  <span class={lit ? 'noeud noeud-lit' : 'noeud'}>
    <strong>{nom}</strong>
    <span>
      {TYPES[type]} <Numero type={type} valeur={valeur} />
      {lit && <b> à utiliser</b>}
    </span>
  </span>
)

/** Site → entité juridique, the number to use lit; the same in words for who cannot see it. */
export const SiteEtEntite = (props: {
  commande: Commande
  situations: readonly SituationJugee[]
}) => {
  const lien = findLien(props.commande, props.situations)
  if (lien === null) return null
  const { site, entite } = lien
  const { type } = props.commande.identifiant
  return (
    <div class="schema">
      <p class="invisible">
        Le site {site.nom} dépend de l’entité juridique. Le numéro à utiliser est celui{' '}
        {type === 'FINESS_EG' ? 'du site' : 'de l’entité juridique'}.
      </p>
      <div class="noeuds" aria-hidden="true">
        <Boite noeud={site} lit={type === 'FINESS_EG'} />
        <span class="fleche">dépend de</span>
        <Boite noeud={entite} lit={type === 'FINESS_EJ'} />
      </div>
    </div>
  )
}
