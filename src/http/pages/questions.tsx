import type {
  Commande,
  PointAVerifier,
  Question,
  SituationJugee,
} from '../../domain/verification.ts'
import { ISSUES_SITUATION } from '../../domain/mots/libelles.ts'
import type { Saisie } from '../request/saisie.ts'
import { Champ, Etiquette, Groupe } from './blocs.tsx'
import { ACommander, Etapes } from './commande.tsx'
import { ATTENTE, INCONNU, Reste, VERIFIER } from './formulaire.tsx'
import { citeRegles, Precautions, ReglesCitees, unite } from './regles-citees.tsx'
import { describeLieu, nameStructure } from './situation.tsx'

const SITUATION = 'situation'

/** A radio button that was pressed cannot be released: this one takes its place. */
const SANS_REPONSE = { valeur: '', libelle: INCONNU }

/** One open question as fields: choices when there are some, else a text. */
const ChampReponse = ({ code, champ, texte, multiple, options }: Question) => {
  const choix = options.map(({ valeur, libelle }) => ({ valeur, libelle }))
  return choix.length === 0 ? (
    <Champ nom={champ} id={`question-${code}`} libelle={texte} />
  ) : (
    <Groupe
      nom={champ}
      id={`question-${code}`}
      libelle={texte}
      type={multiple ? 'checkbox' : 'radio'}
      options={multiple ? choix : [...choix, SANS_REPONSE]}
      valeurs={[SANS_REPONSE.valeur]}
    />
  )
}

/** How many: asked once certificates are counted, for want of a number. */
const Quantites = () => (
  <div class="colonnes">
    <Champ
      nom="contexte.solutions"
      id="question-solutions"
      libelle="Nombre de logiciels"
      attributs={{ inputmode: 'numeric' }}
    />
    <Champ
      nom="contexte.instances"
      id="question-instances"
      libelle="Instances de chacun"
      attributs={{ inputmode: 'numeric' }}
    />
  </div>
)

/** The open questions, as a form that keeps all that was already given. */
export const Preciser = (props: {
  questions: readonly Question[]
  saisie: Saisie
  commandes: readonly Commande[]
}) => {
  const questions = props.questions.filter(({ champ }) => champ !== SITUATION)
  const quantites =
    props.commandes.some(({ certificats }) => certificats.length > 0) &&
    !props.saisie.has('contexte.solutions') &&
    !props.saisie.has('contexte.instances')
  if (questions.length === 0 && !quantites) return null
  const asked = [
    ...questions.map(({ champ }) => champ),
    ...(quantites ? ['contexte.solutions', 'contexte.instances'] : []),
  ]
  return (
    <section class="ecran" aria-labelledby="preciser">
      <h2 id="preciser">Préciser la réponse</h2>
      <form method="post" action={VERIFIER} class="panneau" data-attente={ATTENTE}>
        <Reste saisie={props.saisie} sauf={asked} />
        {questions.map((question) => (
          <ChampReponse {...question} />
        ))}
        {quantites && <Quantites />}
        <div class="actions">
          <button class="bouton">Préciser</button>
        </div>
      </form>
    </section>
  )
}

/** What must be answered before any order, situation by situation. */
export const AVerifier = (props: { situations: readonly SituationJugee[] }) => {
  const points = props.situations.map((situation) => ({
    situation,
    verifications: situation.verifications.filter(({ bloquante }) => bloquante),
  }))
  const concernes = points.filter(({ verifications }) => verifications.length > 0)
  const Points = ({ verifications }: { verifications: readonly PointAVerifier[] }) => (
    <ul>
      {verifications.map(({ question }) => (
        <li>{question}</li>
      ))}
    </ul>
  )
  return (
    <>
      {concernes.map(({ situation, verifications }) => (
        <>
          {props.situations.length > 1 && <h3>{nameStructure(situation.structure)}</h3>}
          <Points verifications={verifications} />
        </>
      ))}
    </>
  )
}

/** Situations that lead to the same thing: one order, or one situation without any. */
type Groupe = { commande: Commande | null; situations: SituationJugee[] }

const groupByCommande = (
  situations: readonly SituationJugee[],
  commandes: readonly Commande[],
): Groupe[] => {
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
  <form method="post" action={VERIFIER} class="ecran" data-attente={ATTENTE}>
    <Reste saisie={saisie} sauf={[SITUATION]} />
    <button class="bouton discret" name={SITUATION} value={situation.cle}>
      Le logiciel est ici
      <span class="invisible"> : {nameStructure(situation.structure)}</span>
    </button>
  </form>
)

const Site = ({ groupe: { commande, situations }, saisie }: { groupe: Groupe; saisie: Saisie }) => (
  <article class="panneau">
    {situations.map((situation) => (
      <div class="site">
        <div>
          <h3>{nameStructure(situation.structure)}</h3>
          <p class="discret">{describeLieu(situation.structure)}</p>
        </div>
        <Choisir situation={situation} saisie={saisie} />
      </div>
    ))}
    {commande === null ? (
      <p>
        <Etiquette>{ISSUES_SITUATION[situations[0]?.issue ?? 'a_verifier']}</Etiquette>
      </p>
    ) : (
      <ACommander commande={commande} />
    )}
    <AVerifier situations={situations} />
    <Precautions
      alertes={unite(commande?.alertes ?? [], ...situations.map(({ alertes }) => alertes))}
    />
    <details class="plier">
      <summary>Pourquoi{commande !== null && ', et ce qu’il reste à faire'}</summary>
      <ul>{situations.flatMap(({ pourquoi }) => pourquoi.map((raison) => <li>{raison}</li>))}</ul>
      <ReglesCitees regles={citeRegles(situations, commande === null ? [] : [commande])} />
      {commande !== null && <Etapes etapes={commande.etapes} />}
    </details>
  </article>
)

/** The question H07: a card for each order, and for each situation without one. */
export const PourQuelSite = (props: {
  situations: readonly SituationJugee[]
  commandes: readonly Commande[]
  saisie: Saisie
}) => (
  <section aria-labelledby="sites">
    <h2 id="sites">Pour quel site ?</h2>
    {groupByCommande(props.situations, props.commandes).map((groupe) => (
      <Site groupe={groupe} saisie={props.saisie} />
    ))}
  </section>
)
