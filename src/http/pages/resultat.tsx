import { ISSUES } from '../../domain/mots/libelles.ts'
import { nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Verification, VerificationStructure } from '../../domain/verification.ts'
import { toPermalien, toPermalienStructure } from '../request/adresse.ts'
import type { Saisie } from '../request/saisie.ts'
import { ATTENTE, Reste, VERIFIER } from './aller.tsx'
import { Barre } from './barre.tsx'
import { Champ, Copier } from './blocs.tsx'
import { Certificats, Etapes } from './commande.tsx'
import { type Commune, toCommune } from './commun.ts'
import { FicheCommande } from './fiche.tsx'
import { Formulaire } from './formulaire.tsx'
import { Glossaire } from './glossaire.tsx'
import { type Child, renderPage } from './layout.tsx'
import { listPrecautions } from './precautions.ts'
import { Compter, Decisive, findDecisive, Preciser, SITUATION } from './questions.tsx'
import { Pourquoi } from './pourquoi.tsx'
import { Precautions } from './regles-citees.tsx'
import { Administrateur, ARegler, Cartes, Controle, Decidees, Reponse } from './reponse.tsx'
import { CeQuiEstMontre, Ecartees, nameStructure, Situations } from './situation.tsx'
import { Sources } from './sources.tsx'
import { Tete, TeteStructure } from './tete.tsx'
import { toTicket } from './ticket.ts'

/** An answer, and what was asked to get it. */
type Props = { verification: Verification; saisie: Saisie }

/** The same of either answer. */
type PropsCommunes = { verification: Commune; saisie: Saisie }

/** What comes next: the steps, of which the first must be in sight; then what is ordered. */
const Suite = ({ verification, saisie }: PropsCommunes) => {
  const { commandes, issue, demande } = verification
  const [commande] = commandes
  if (commande === undefined || issue !== 'decide') return null
  const { certificats, etapes } = commande
  return (
    <>
      <section aria-labelledby="etapes">
        <h2 id="etapes">Ce qu’il reste à faire</h2>
        <Etapes etapes={etapes} jour={demande.date} />
      </section>
      <div class="pleine-largeur">
        {certificats.length > 0 && (
          <Certificats certificats={certificats}>
            {!saisie.has('contexte.solutions') && !saisie.has('contexte.instances') && (
              <Compter saisie={saisie} />
            )}
          </Certificats>
        )}
        <FicheCommande commande={commande} verification={verification} />
      </div>
    </>
  )
}

/** In sight, because most who call were refused: what they used, checked in one go. */
const Refusee = ({ verification: { controle }, saisie }: PropsCommunes) =>
  controle !== null ? null : (
    <form method="post" action={VERIFIER} class="refusee" data-attente={ATTENTE}>
      <Reste saisie={saisie} sauf={['identifiantEnvisage.type', 'identifiantEnvisage.valeur']} />
      <Champ
        nom="identifiantEnvisage.valeur"
        id="employe"
        libelle="Commande refusée ? Identifiant employé :"
        attributs={{ spellcheck: 'false', class: 'numero', required: true }}
      />
      <button class="bouton discret">Contrôler</button>
    </form>
  )

/**
 * An address of ours to be read, or typed again. Only the browser knows for sure by which host and
 * scheme it came, through a proxy too: the script completes it.
 */
const Adresse = ({ chemin }: { chemin: string }) => <span data-adresse>{chemin}</span>

/** To hand the answer over: by copy, on paper, by its address. */
const Partage = ({ lien }: { lien: string | null }) => (
  <>
    <div class="actions ecran">
      <Copier cible="resume-texte" libelle="Copier le résumé" />
      <button type="button" class="bouton discret" data-imprimer hidden>
        Imprimer
      </button>
      {lien !== null && <a href={lien}>Lien vers cette réponse</a>}
    </div>
    {lien !== null && (
      <p class="papier">
        Cette réponse, à jour : <Adresse chemin={lien} />
      </p>
    )}
  </>
)

const ParCarte = ({ rpps }: Verification['professionnel']) => (
  <p class="discret ecran">
    Demande faite par numéro de carte : il ne s’écrit dans aucune adresse, la réponse n’a donc pas
    de lien. <a href={`/verifier?rpps=${rpps}`}>Le même professionnel, par son RPPS</a>
  </p>
)

/** The answer as a text, and its form: for either answer. */
const PlisCommuns = (props: {
  answer: Verification | VerificationStructure
  saisie: Saisie
  lien: string | null
}) => {
  const { answer, saisie, lien } = props
  return (
    <>
      <details class="plier ecran">
        <summary>
          <h2>Résumé en texte, pour un ticket</h2>
        </summary>
        <pre id="resume-texte">
          {toTicket(answer)}
          {lien !== null && (
            <>
              {'\n'}
              <Adresse chemin={lien} />
            </>
          )}
        </pre>
      </details>
      <details class="plier ecran">
        <summary>
          <h2>Modifier la demande</h2>
        </summary>
        <Formulaire saisie={saisie} />
      </details>
    </>
  )
}

/** What is needed now and then: folded, and on paper only where it was unfolded. */
const Plis = ({ verification }: { verification: Verification }) => {
  const { issue, situations, ecartees, professionnel } = verification
  return (
    <>
      {situations.length > 0 && <Situations situations={situations} />}
      {issue !== 'sans_activite' && <Ecartees ecartees={ecartees} />}
      {issue !== 'sans_certificat' && (
        <details class="plier si-ouvert">
          <summary>
            <h2>Cartes du professionnel</h2>
          </summary>
          <Cartes {...professionnel} />
        </details>
      )}
    </>
  )
}

type Reponses = PropsCommunes & {
  answer: Verification | VerificationStructure
  titre: string
  lien: string | null
  tete: Child
  /** What stands before the number, and the number or what stands for it. */
  reponse: Child
  /** Instead of the address, for want of one. */
  sansLien?: Child
  /** What the directory shows, folded. */
  plis: Child
}

/**
 * The page of an answer, in the order of its use on the phone: what to say, the identifier, the
 * question that changes it, what to be careful about, what to do next; the rest is folded.
 */
const renderReponse = (props: Reponses): string => {
  const { verification, answer, saisie, titre, lien, tete, reponse, sansLien, plis } = props
  const { issue, situations, questions, resume } = verification
  const decisive = findDecisive(verification)
  const autres = questions.filter((one) => one !== decisive && one.champ !== SITUATION)
  return renderPage(
    `${titre} : ${ISSUES[issue].toLowerCase()}`,
    <>
      <Controle {...verification} />
      {reponse}
      <Decisive question={decisive} saisie={saisie} resume={resume} />
      <div class={issue === 'decide' ? 'suite' : ''}>
        <div>
          <Precautions textes={listPrecautions(verification)} />
          <Refusee verification={verification} saisie={saisie} />
        </div>
        <Suite verification={verification} saisie={saisie} />
      </div>
      <Partage lien={lien} />
      {sansLien}
      <div class="plis">
        {situations.length > 0 && <Pourquoi {...verification} />}
        <Preciser questions={autres} saisie={saisie} resume={resume} />
        {plis}
        <PlisCommuns answer={answer} saisie={saisie} lien={lien} />
        <Sources {...verification} />
        <Glossaire texte={toTicket(answer)} surPapier={false} />
      </div>
    </>,
    { adresse: '/', tete, barre: <Barre /> },
  )
}

/** The page of an answer about a practitioner. */
export const renderResultat = ({ verification, saisie }: Props): string => {
  const { professionnel, demande } = verification
  const lien = demande.type === 'RPPS' ? toPermalien(professionnel.rpps, saisie) : null
  return renderReponse({
    verification,
    answer: verification,
    saisie,
    titre: nameProfessionnel(professionnel),
    lien,
    tete: <Tete verification={verification} saisie={saisie} />,
    reponse: (
      <>
        <Administrateur {...verification} />
        <Reponse verification={verification} saisie={saisie} />
      </>
    ),
    sansLien: lien === null && <ParCarte {...professionnel} />,
    plis: <Plis verification={verification} />,
  })
}

/** The page of an answer about a structure, made of the same blocks. */
export const renderStructure = (props: {
  verification: VerificationStructure
  saisie: Saisie
}): string => {
  const { verification: answer, saisie } = props
  const { type, valeur } = answer.demande.identifiant
  const verification = toCommune(answer)
  return renderReponse({
    verification,
    answer,
    saisie,
    titre: nameStructure(answer.structure),
    lien: toPermalienStructure(type, valeur, saisie),
    tete: <TeteStructure verification={answer} saisie={saisie} />,
    reponse:
      answer.issue === 'decide' ? <Decidees {...verification} /> : <ARegler {...verification} />,
    plis: <CeQuiEstMontre structure={answer.structure} />,
  })
}
