import { CERTIFICATS, explainType } from '../../domain/mots/libelles.ts'
import { nameOrRole } from '../../domain/mots/noms.ts'
import type { Commande, Question, Verification } from '../../domain/verification.ts'
import { CHAMPS, withChamp, type Champ } from '../request/saisie.ts'
import { Reste, VERIFIER } from './aller.tsx'
import { Numero } from './identifiant.tsx'
import { INTEGRER_PATH, OPTIONS_CADRE, renderCadre, type Cadre } from './integrer-cadre.tsx'
import type { Child } from './layout.tsx'
import { listPrecautions } from './precautions.ts'
import { SITUATION } from './questions.tsx'
import { Precautions } from './regles-citees.tsx'
import { Qui } from './tete.tsx'

const TITRE = 'Qui commande le certificat logiciel ?'

/** What the frame shows is typed as it is: no browser corrects a number. */
const TEL_QUEL: Record<string, string> = { spellcheck: 'false', autocomplete: 'off' }

/** Answers to questions about one number, which are not true of the next. */
const D_UN_NUMERO = CHAMPS.filter((champ) => !(OPTIONS_CADRE as readonly Champ[]).includes(champ))

type CachesProps = Pick<Cadre, 'saisie' | 'theme'> & { sauf: readonly Champ[] }

const Caches = ({ saisie, theme, sauf }: CachesProps) => (
  <>
    {theme !== 'auto' && <input type="hidden" name="theme" value={theme} />}
    <Reste saisie={saisie} sauf={sauf} />
  </>
)

/** One click that asks again with these fields. */
const Bouton = (props: Cadre & { children: Child; action?: string; discret?: true }) => (
  <form
    method="post"
    action={props.action ?? INTEGRER_PATH}
    {...(props.action === undefined ? {} : { target: '_blank' })}
  >
    <Caches
      saisie={props.saisie}
      theme={props.action === undefined ? props.theme : 'auto'}
      sauf={[]}
    />
    <button class={props.discret === true ? 'discret' : ''}>{props.children}</button>
  </form>
)

/** The field for a number, which may be another than before. */
const Saisir = ({ erreur, ...cadre }: Cadre & { erreur?: string | undefined }) => (
  <form method="post" action={INTEGRER_PATH} data-numero>
    <Caches saisie={cadre.saisie} theme={cadre.theme} sauf={D_UN_NUMERO} />
    <label for="numero">N° RPPS ou n° de carte</label>
    {erreur !== undefined && (
      <p class="erreur" id="erreur">
        {erreur}
      </p>
    )}
    <input
      id="numero"
      name="numero"
      required
      inputmode="numeric"
      {...TEL_QUEL}
      value={cadre.saisie.get('numero')?.join() ?? ''}
      {...(erreur === undefined
        ? {}
        : { 'aria-invalid': 'true' as const, 'aria-describedby': 'erreur' })}
    />
    <button>Vérifier</button>
  </form>
)

/**
 * What the page around gets of an order: under which identifier, by whom, what, and what to be careful
 * about. Nothing of the person whose number it may not have: a card typed here tells it no RPPS.
 */
const toCommandeRendue = (commande: Commande) => {
  const { commanditaire, identifiant, alternatives, certificats, alertes } = commande
  const { rpps: _, ...qui } = commanditaire
  return { commanditaire: qui, identifiant, alternatives, certificats, alertes }
}

/** The order to place; `data-commande` is what the page around gets when it is chosen. */
const AReprendre = ({ commande, choisie }: { commande: Commande; choisie: boolean }) => {
  const { commanditaire, identifiant, certificats } = commande
  return (
    <section class="commande" aria-label={`Commande : ${nameOrRole(commanditaire)}`}>
      <p>
        Commanditaire : <strong>{nameOrRole(commanditaire)}</strong>
      </p>
      <p>
        {explainType(identifiant.type)} :{' '}
        <strong>
          <Numero type={identifiant.type} valeur={identifiant.valeur} />
        </strong>
      </p>
      {certificats.length > 0 && (
        <ul>
          {certificats.map(({ type, quantite }) => (
            <li>
              {quantite} × {CERTIFICATS[type]}
            </li>
          ))}
        </ul>
      )}
      {choisie && (
        <button type="button" hidden data-commande={JSON.stringify(toCommandeRendue(commande))}>
          Reprendre cette commande
        </button>
      )}
    </section>
  )
}

/** An open question: its answers, or a field for one that is typed. */
const Poser = ({ question, ...cadre }: Cadre & { question: Question }) => {
  const { champ, texte, options } = question
  const id = `question-${question.code}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{texte}</h2>
      {options.length === 0 ? (
        <form method="post" action={INTEGRER_PATH}>
          <Caches saisie={cadre.saisie} theme={cadre.theme} sauf={[champ]} />
          <input name={champ} aria-labelledby={id} required {...TEL_QUEL} />
          <button>Préciser</button>
        </form>
      ) : (
        options.map(({ valeur, libelle }) => (
          <Bouton {...cadre} saisie={withChamp(cadre.saisie, champ, [valeur])}>
            {libelle}
          </Bouton>
        ))
      )}
    </section>
  )
}

/** What must be settled first, but for what a field below takes. */
const Points = ({ situations, questions }: Verification) => {
  const asked = new Set(questions.map(({ code }) => code))
  const points = situations.flatMap(({ verifications }) =>
    verifications
      .filter(({ bloquante, code }) => bloquante && !asked.has(code))
      .map(({ question }) => question),
  )
  return points.length === 0 ? null : (
    <ul>
      {[...new Set(points)].map((point) => (
        <li>{point}</li>
      ))}
    </ul>
  )
}

/**
 * Where a situation must be chosen nothing else is asked: an answer about one hospital would be
 * taken for every other.
 */
const Reponse = ({ verification, ...cadre }: Cadre & { verification: Verification }) => {
  const { issue, commandes, questions } = verification
  return (
    <>
      <Qui {...verification} />
      <Precautions textes={listPrecautions(verification)} />
      {issue === 'a_verifier' && <Points {...verification} />}
      {issue !== 'a_choisir' &&
        commandes.map((commande) => (
          <AReprendre commande={commande} choisie={issue === 'decide'} />
        ))}
      {questions
        .filter(
          ({ multiple, champ }) => !multiple && (issue !== 'a_choisir' || champ === SITUATION),
        )
        .map((question) => (
          <Poser {...cadre} question={question} />
        ))}
      <Bouton {...cadre} action={VERIFIER} discret>
        Voir toute la réponse (nouvel onglet)
      </Bouton>
    </>
  )
}

/** The field alone. */
export const renderIntegrer = (cadre: Cadre): string =>
  renderCadre(cadre, TITRE, false, <Saisir {...cadre} />)

/** The answer, and the field for another number. */
export const renderIntegrerReponse = (cadre: Cadre, verification: Verification): string =>
  renderCadre(
    cadre,
    verification.resume,
    true,
    <>
      <Reponse {...cadre} verification={verification} />
      <details>
        <summary>Un autre numéro</summary>
        <Saisir {...cadre} saisie={withChamp(cadre.saisie, 'numero', [])} />
      </details>
    </>,
  )

/** What is wrong, and the field as it was. */
export const renderIntegrerErreur = (cadre: Cadre, titre: string, detail: string): string =>
  renderCadre(cadre, titre, true, <Saisir {...cadre} erreur={detail} />)
