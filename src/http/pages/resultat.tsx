import { ISSUES } from '../../domain/mots/libelles.ts'
import { nameMetiers, nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Verification } from '../../domain/verification.ts'
import { toPermalien, type Saisie } from '../request/saisie.ts'
import { Copier, Etiquette, Jour, type Ton } from './blocs.tsx'
import { Certificats, Etapes } from './commande.tsx'
import { FicheCommande } from './fiche.tsx'
import { Formulaire } from './formulaire.tsx'
import { Numero } from './identifiant.tsx'
import { renderPage } from './layout.tsx'
import { Preciser } from './questions.tsx'
import { citeRegles, Precautions, ReglesCitees, unite } from './regles-citees.tsx'
import { Administrateur, Cartes, Controle, Reponse } from './reponse.tsx'
import { Ecartees, nameStructure, Situations } from './situation.tsx'
import { Sources } from './sources.tsx'
import { toTicket } from './ticket.ts'

/** An answer, and what was asked to get it. */
type Props = { verification: Verification; saisie: Saisie }

type Issue = Verification['issue']

const TONS: Record<Issue, Ton | 'accent'> = {
  decide: 'accent',
  sans_certificat: 'accent',
  a_choisir: 'attention',
  a_verifier: 'attention',
  sans_activite: 'attention',
}

/** The sentence to say, and whom it is about. */
const Tete = ({ verification }: { verification: Verification }) => {
  const { professionnel, demande, issue, fictif, resume } = verification
  const metiers = nameMetiers(professionnel)
  return (
    <div class="tete">
      <p class="surtitre">
        <Etiquette ton={TONS[issue]}>{ISSUES[issue]}</Etiquette>
        {fictif && <Etiquette>Exemple fictif</Etiquette>}
      </p>
      <h1 class="phrase">{resume}</h1>
      <p class="discret">
        {nameProfessionnel(professionnel)}
        {metiers !== '' && `, ${metiers}`}. RPPS <Numero type="RPPS" valeur={professionnel.rpps} />.
        Jugé pour le <Jour jour={demande.date} />.
      </p>
    </div>
  )
}

type Raisons = { noms: string[]; pourquoi: readonly string[] }

/** Situations explained in the same words are explained once. */
const groupByPourquoi = (situations: Verification['situations']): Raisons[] => {
  const groupes = new Map<string, Raisons>()
  for (const { structure, pourquoi } of situations) {
    const cle = pourquoi.join('\n')
    const groupe = groupes.get(cle) ?? { noms: [], pourquoi }
    groupe.noms.push(nameStructure(structure))
    groupes.set(cle, groupe)
  }
  return [...groupes.values()]
}

/** Facts observed, what follows, where it is written. */
const Pourquoi = ({ situations, commandes }: Verification) => (
  <section aria-labelledby="pourquoi">
    <h2 id="pourquoi">Pourquoi</h2>
    {groupByPourquoi(situations).map(({ noms, pourquoi }) => (
      <>
        {situations.length > 1 && <h3>{noms.join(', ')}</h3>}
        <ul>
          {pourquoi.map((raison) => (
            <li>{raison}</li>
          ))}
        </ul>
      </>
    ))}
    <h3>Règles appliquées</h3>
    <ReglesCitees regles={citeRegles(situations, commandes)} />
  </section>
)

const Suite = (verification: Verification) => {
  const {
    commandes: [commande],
    issue,
  } = verification
  return commande === undefined || issue !== 'decide' ? null : (
    <section aria-labelledby="etapes">
      <h2 id="etapes">Ce qu’il reste à faire</h2>
      <Etapes etapes={commande.etapes} jour={verification.demande.date} />
      <FicheCommande commande={commande} verification={verification} />
    </section>
  )
}

/** The same for every order: they depend on the usages alone. */
const CertificatsDemandes = ({ commandes: [commande] }: Verification) =>
  commande === undefined || commande.certificats.length === 0 ? null : (
    <Certificats certificats={commande.certificats} />
  )

/** What may stay open, whatever the situation that asks it, and the form does not ask. */
const AConfirmer = ({ situations, questions }: Verification) => {
  const asked = new Set(questions.map(({ code }) => code))
  const ouverts = situations
    .flatMap(({ verifications }) => verifications)
    .filter(({ code, bloquante }) => !bloquante && !asked.has(code))
    .map(({ question }) => question)
  return ouverts.length === 0 ? null : (
    <section aria-labelledby="confirmer">
      <h2 id="confirmer">À confirmer</h2>
      <ul>
        {[...new Set(ouverts)].map((question) => (
          <li>{question}</li>
        ))}
      </ul>
    </section>
  )
}

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

/**
 * The page of an answer, in the order of its use on the phone: what to say, the identifier, what to
 * be careful about, why, what to do next, what could make it more precise, where it comes from.
 */
export const renderResultat = ({ verification, saisie }: Props): string => {
  const { professionnel, demande, issue, situations, commandes, ecartees, alertes } = verification
  const lien = demande.type === 'RPPS' ? toPermalien(professionnel.rpps, saisie) : null
  const ofSituations = situations.map((situation) => situation.alertes)
  const toutes = unite(alertes, ...commandes.map((c) => c.alertes), ...ofSituations)
  const preciser = (
    <Preciser questions={verification.questions} saisie={saisie} commandes={commandes} />
  )
  return renderPage(
    `${nameProfessionnel(professionnel)} : ${ISSUES[issue].toLowerCase()}`,
    <>
      {issue === 'a_choisir' && <Precautions alertes={alertes} />}
      <Reponse verification={verification} saisie={saisie} />
      <Partage lien={lien} />
      {lien === null && <ParCarte {...professionnel} />}
      <Controle {...verification} />
      <Administrateur {...verification} />
      {issue !== 'a_choisir' && <Precautions alertes={toutes} />}
      {issue === 'a_verifier' && preciser}
      {issue !== 'a_choisir' && situations.length > 0 && <Pourquoi {...verification} />}
      <Suite {...verification} />
      <CertificatsDemandes {...verification} />
      {issue !== 'a_verifier' && preciser}
      {issue !== 'a_choisir' && <AConfirmer {...verification} />}
      <div class="plis">
        {situations.length > 0 && <Situations situations={situations} />}
        {issue !== 'sans_activite' && <Ecartees ecartees={ecartees} />}
        {issue !== 'sans_certificat' && (
          <details class="plier">
            <summary>
              <h2>Cartes du professionnel</h2>
            </summary>
            <Cartes {...professionnel} />
          </details>
        )}
        <details class="plier ecran">
          <summary>
            <h2>Résumé en texte, pour un ticket</h2>
          </summary>
          <pre id="resume-texte">
            {toTicket(verification)}
            {lien !== null && (
              <>
                {'\n'}
                <Adresse chemin={lien} />
              </>
            )}
          </pre>
        </details>
      </div>
      <Sources {...verification} />
      <section class="ecran" aria-labelledby="autre">
        <h2 id="autre">Modifier la demande, ou vérifier un autre numéro</h2>
        <Formulaire saisie={saisie} />
      </section>
    </>,
    { adresse: '/', tete: <Tete verification={verification} /> },
  )
}
