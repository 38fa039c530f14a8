import { professionSante } from '../../domain/nomenclatures/index.ts'
import type { ProblemePage } from '../reply/reply.ts'
import type { Saisie } from '../request/saisie.ts'
import { ATTENTE, Reste } from './aller.tsx'
import { Champ, Choix, Groupe, ResumeErreurs, toId } from './blocs.tsx'
import { renderPage } from './layout.tsx'
import { RECHERCHE, type Resultats, type SaisieRecherche, Trouves } from './recherche-trouves.tsx'

const TITRE = 'Chercher par le nom'

export const CHAMPS_RECHERCHE = ['texte', 'lieu', 'profession', 'quoi'] as const

const PROFESSIONS = professionSante.concepts
  .filter(({ fin }) => fin === null)
  .map(({ code, libelle }) => ({ valeur: code, libelle }))

type FormulaireProps = {
  saisie: SaisieRecherche
  /** What was typed beside the name: it goes along. */
  options: Saisie
  fautes?: ReadonlyMap<string, string>
  focus?: boolean
}

const Formulaire = ({ saisie, options, fautes, focus }: FormulaireProps) => {
  const read = (nom: (typeof CHAMPS_RECHERCHE)[number]) => ({
    nom,
    valeur: saisie.get(nom),
    erreur: fautes?.get(nom),
  })
  return (
    <form method="post" action={RECHERCHE} class="panneau" novalidate data-attente={ATTENTE}>
      <Reste saisie={options} sauf={[]} />
      <Champ
        {...read('texte')}
        libelle="Nom"
        aide="Nom et prénom, dans l’ordre que vous voulez, ou leur début ; d’une structure, des mots de son nom."
        attributs={{
          required: true,
          spellcheck: 'false',
          ...(focus === true ? { autofocus: true } : {}),
        }}
      />
      <Groupe
        {...read('quoi')}
        type="radio"
        libelle="Vous cherchez"
        options={[
          { valeur: 'professionnel', libelle: 'Un professionnel' },
          { valeur: 'structure', libelle: 'Une structure' },
        ]}
        valeurs={[saisie.get('quoi') ?? 'professionnel']}
      />
      <div class="colonnes">
        <Champ
          {...read('lieu')}
          libelle="Lieu (facultatif)"
          aide="Commune, code postal ou département."
        />
        <Choix
          {...read('profession')}
          libelle="Profession (facultatif)"
          aide="D’un professionnel seulement."
          options={PROFESSIONS}
          vide="Toutes"
        />
      </div>
      <div class="actions">
        <button class="bouton">Chercher</button>
      </div>
    </form>
  )
}

/** The form alone, empty. */
export const renderRechercheVide = (): string =>
  renderPage(TITRE, <Formulaire saisie={new Map()} options={new Map()} focus />, { adresse: '/' })

/** What was found, best first, none chosen; then the form, to say more. */
export const renderResultats = (props: Resultats): string =>
  renderPage(
    TITRE,
    <>
      <Trouves {...props} />
      <h2>Préciser la recherche</h2>
      <Formulaire saisie={props.saisie} options={props.options} />
    </>,
    { adresse: '/' },
  )

/** A search that could not be made, on top of its form filled in as it was. */
export const toRechercheProbleme =
  (saisie: SaisieRecherche, options: Saisie): ProblemePage =>
  ({ status, titre, conseil, requestId, probleme }) => {
    const { code, detail, errors = [] } = probleme
    const fautes = new Map(errors.map((erreur) => [erreur.pointer.slice(1), erreur.detail]))
    const erreurs = errors.map((erreur) => {
      const nom = erreur.pointer.slice(1)
      const isChamp = (CHAMPS_RECHERCHE as readonly string[]).includes(nom)
      return { champ: isChamp ? toId(nom) : null, texte: erreur.detail }
    })
    return renderPage(
      `Erreur : ${titre}`,
      <>
        <ResumeErreurs
          titre={titre}
          erreurs={erreurs.length > 0 ? erreurs : [{ champ: null, texte: detail }]}
        >
          <p>{conseil}</p>
        </ResumeErreurs>
        <Formulaire saisie={saisie} options={options} fautes={fautes} />
        <p class="discret">
          Erreur {status} (<code>{code}</code>), référence <code>{requestId}</code>.
        </p>
      </>,
      { adresse: '/', tete: <h1>{TITRE}</h1> },
    )
  }
