import type { Commande, SituationJugee, Verification } from '../../domain/verification.ts'
import { ISSUES_SITUATION } from '../../domain/mots/libelles.ts'
import { type Saisie, withChamp } from '../request/saisie.ts'
import { Aller } from './aller.tsx'
import { Etiquette, type Ton } from './blocs.tsx'
import { ACommander } from './commande.tsx'
import { listBloquants, listCommunes, listOuverts, unite } from './precautions.ts'
import { AVerifier, SITUATION } from './questions.tsx'
import { Precautions } from './regles-citees.tsx'
import { describeLieu, nameStructure } from './situation.tsx'

const TONS: Record<SituationJugee['issue'], Ton | 'accent'> = {
  commande: 'accent',
  sans_certificat: 'accent',
  a_verifier: 'attention',
}

/** Situations that lead to the same thing: one order, or one situation without any. */
type Groupe = { commande: Commande | null; situations: SituationJugee[] }

const groupByCommande = ({ situations, commandes }: Verification): Groupe[] => {
  const groupes: Groupe[] = []
  for (const situation of situations) {
    const commande = commandes.find(({ id }) => id === situation.commande) ?? null
    const known =
      commande === null ? undefined : groupes.find((groupe) => groupe.commande === commande)
    if (known === undefined) groupes.push({ commande, situations: [situation] })
    else known.situations.push(situation)
  }
  return groupes
}

const Choisir = ({ situation, saisie }: { situation: SituationJugee; saisie: Saisie }) => (
  <div class="choisir ecran">
    <Aller saisie={withChamp(saisie, SITUATION, [situation.cle])} classe="bouton">
      Le logiciel est ici
      <span class="invisible"> : {nameStructure(situation.structure)}</span>
    </Aller>
  </div>
)

type SiteProps = { groupe: Groupe; verification: Verification; saisie: Saisie }

const Site = ({ groupe: { commande, situations }, verification, saisie }: SiteProps) => {
  const communes = new Set(listCommunes(verification).map(({ texte }) => texte))
  const alertes = unite(commande?.alertes ?? [], ...situations.map(({ alertes }) => alertes))
  const propres = alertes.map(({ texte }) => texte).filter((texte) => !communes.has(texte))
  const bloquants = situations.flatMap(listBloquants)
  const issue = situations[0]?.issue ?? 'a_verifier'
  return (
    <article class="panneau site">
      {situations.map((situation) => (
        <div>
          <h3>{nameStructure(situation.structure)}</h3>
          <p class="discret">{describeLieu(situation.structure)}</p>
          <Choisir situation={situation} saisie={saisie} />
        </div>
      ))}
      <p>
        <Etiquette ton={TONS[issue]}>{ISSUES_SITUATION[issue]}</Etiquette>
      </p>
      {commande !== null && <ACommander commande={commande} />}
      {bloquants.length > 0 && <AVerifier points={bloquants} />}
      <Precautions textes={[...propres, ...listOuverts(situations, verification.questions)]} />
    </article>
  )
}

/** The question H07: a card for each order, and for each situation without one; side by side. */
export const PourQuelSite = (props: { verification: Verification; saisie: Saisie }) => (
  <section class="pour-quel-site" aria-labelledby="sites">
    <h2 id="sites">Où le logiciel est-il utilisé ?</h2>
    <div class="sites">
      {groupByCommande(props.verification).map((groupe) => (
        <Site groupe={groupe} {...props} />
      ))}
    </div>
  </section>
)
