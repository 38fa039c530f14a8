import type { Commande } from '../../domain/verification.ts'
import type { Jugee } from './commun.ts'
import { nameStructure } from './situation.tsx'

/** Their names, and which of them has the number to use. */
type Lien = { site: string; entite: string; lit: 'site' | 'entite' }

/** The site and its entité juridique, as the directory shows them; null unless both are there. */
const findLien = (commande: Commande, situations: readonly Jugee[]): Lien | null => {
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
    site: nameStructure(structure),
    entite: (isEj ? commanditaire.nom : null) ?? 'Entité juridique',
    lit: isEj ? 'entite' : 'site',
  }
}

const Boite = ({ nom, lit }: { nom: string; lit: boolean }) => (
  <span class={lit ? 'noeud noeud-lit' : 'noeud'}>
    {nom}
    {lit && <b> son numéro est à utiliser</b>}
  </span>
)

/** Site → entité juridique, the number to use lit; the same in words for who cannot see it. */
export const SiteEtEntite = (props: { commande: Commande; situations: readonly Jugee[] }) => {
  const lien = findLien(props.commande, props.situations)
  if (lien === null) return null
  const { site, entite, lit } = lien
  return (
    <div class="schema">
      <p class="invisible">
        Le site {site} dépend de l’entité juridique. Le numéro à utiliser est celui{' '}
        {lit === 'site' ? 'du site' : 'de l’entité juridique'}.
      </p>
      <div class="noeuds" aria-hidden="true">
        <Boite nom={site} lit={lit === 'site'} />
        <span class="fleche">dépend de</span>
        <Boite nom={entite} lit={lit === 'entite'} />
      </div>
    </div>
  )
}
