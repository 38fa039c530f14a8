import { professionSante } from '../../domain/nomenclatures/index.ts'
import { nameMetiers, nameProfessionnel } from '../../domain/mots/noms.ts'
import { describeFraicheur, nameSource } from '../../domain/mots/sources.ts'
import { TYPES } from '../../domain/mots/libelles.ts'
import type {
  ProfessionnelTrouve,
  ReponseRecherche,
  StructureTrouvee,
} from '../../domain/recherche/reponse-recherche.ts'
import type { ProblemePage } from '../reply/reply.ts'
import { type Saisie, withChamp } from '../request/saisie.ts'
import { Aller, ATTENTE, Reste } from './aller.tsx'
import { Champ, Choix, Groupe, ResumeErreurs, toId } from './blocs.tsx'
import { Numero } from './identifiant.tsx'
import { renderPage } from './layout.tsx'

/** Where a search goes: by POST, because a name never stands in an address. */
const RECHERCHE = '/recherche'
const TITRE = 'Chercher par le nom'

/** The fields of a search as typed, those left empty left out. */
export type SaisieRecherche = ReadonlyMap<string, string>

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
          libelle="Lieu"
          aide="Facultatif : commune, code postal ou département."
        />
        <Choix
          {...read('profession')}
          libelle="Profession"
          aide="Facultatif ; d’un professionnel seulement."
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

const Professionnel = (props: { trouve: ProfessionnelTrouve; options: Saisie }) => {
  const { rpps, lieux } = props.trouve
  const metiers = nameMetiers({ ...props.trouve, cartes: [] })
  return (
    <Aller saisie={withChamp(props.options, 'numero', [rpps])} classe="choix">
      <strong>{nameProfessionnel(props.trouve)}</strong>
      <span>{metiers === '' ? 'Profession non donnée' : metiers}</span>
      {lieux.map(({ structure, codePostal, commune }) => (
        <span>{[structure, codePostal, commune].filter((part) => part !== null).join(', ')}</span>
      ))}
      <span>
        RPPS <Numero type="RPPS" valeur={rpps} />
      </span>
    </Aller>
  )
}

const Structure = (props: { trouvee: StructureTrouvee; options: Saisie }) => {
  const { identifiant, raisonSociale, secteurActivite, codePostal, commune } = props.trouvee
  const ville = [codePostal, commune].filter((part) => part !== null).join(' ')
  const contenu = (
    <>
      <strong>{raisonSociale ?? 'Structure sans nom'}</strong>
      <span>
        {[secteurActivite?.libelle ?? secteurActivite?.code ?? '', ville]
          .filter((part) => part !== '')
          .join(', ')}
      </span>
      <span>
        {identifiant === null ? (
          'La source ne donne pas son identifiant : elle ne peut pas être vérifiée d’ici.'
        ) : (
          <>
            {TYPES[identifiant.type]} <Numero {...identifiant} />
          </>
        )}
      </span>
    </>
  )
  if (identifiant === null) return <div class="choix">{contenu}</div>
  const { type, valeur } = identifiant
  const typee = withChamp(props.options, 'identifiant.type', [type])
  return (
    <Aller saisie={withChamp(typee, 'identifiant.valeur', [valeur])} classe="choix">
      {contenu}
    </Aller>
  )
}

type Resultats = { reponse: ReponseRecherche; saisie: SaisieRecherche; options: Saisie }

const isStructure = (saisie: SaisieRecherche): boolean => saisie.get('quoi') === 'structure'

const countResultats = ({ reponse: { resultats, tronque }, saisie }: Resultats): string => {
  const nombre = resultats.length
  const pluriel = nombre > 1 ? 's' : ''
  const nom = `${isStructure(saisie) ? 'structure' : 'professionnel'}${pluriel}`
  if (nombre === 0) return isStructure(saisie) ? 'Aucune structure' : 'Personne de ce nom'
  return tronque ? `Les plus proches : ${nombre}` : `${nombre} ${nom}`
}

const Conseil = ({ reponse: { resultats, tronque }, saisie }: Resultats) => {
  const structure = isStructure(saisie)
  if (resultats.length === 0) {
    return structure ? (
      <p>
        Essayez un autre mot de son nom. Un cabinet individuel se cherche par le nom de son
        titulaire.
      </p>
    ) : (
      <p>Essayez le nom employé à titre professionnel : le nom de naissance n’est pas publié.</p>
    )
  }
  if (!tronque) return null
  return (
    <p>
      Il peut y en avoir d’autres : ajoutez{' '}
      {structure ? 'un mot du nom, ou le lieu' : 'le prénom, le lieu ou la profession'}.
    </p>
  )
}

/** The same words, of the other kind. */
const Autre = ({ saisie, options }: { saisie: SaisieRecherche; options: Saisie }) => (
  <form method="post" action={RECHERCHE} data-attente={ATTENTE}>
    <Reste saisie={options} sauf={[]} />
    <input type="hidden" name="texte" value={saisie.get('texte') ?? ''} />
    <input type="hidden" name="lieu" value={saisie.get('lieu') ?? ''} />
    <input type="hidden" name="quoi" value={isStructure(saisie) ? 'professionnel' : 'structure'} />
    <button class="bouton discret">
      {isStructure(saisie)
        ? 'Chercher un professionnel de ce nom'
        : 'Chercher une structure de ce nom'}
    </button>
  </form>
)

/** Takes the focus, so that the next key leads to the first result. */
const Trouves = (props: Resultats) => {
  const { resultats, sources } = props.reponse
  return (
    <section aria-labelledby="resultats">
      <h2 id="resultats" tabindex={-1} autofocus>
        {countResultats(props)}
      </h2>
      <Conseil {...props} />
      <ol class="resultats">
        {resultats.map((resultat) => (
          <li>
            {'rpps' in resultat ? (
              <Professionnel trouve={resultat} options={props.options} />
            ) : (
              <Structure trouvee={resultat} options={props.options} />
            )}
          </li>
        ))}
      </ol>
      <Autre saisie={props.saisie} options={props.options} />
      {sources.map((source) => (
        <p class="discret">
          {nameSource(source.nom)} : {describeFraicheur(source)}
        </p>
      ))}
    </section>
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
