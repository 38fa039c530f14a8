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
import { toPermalien, toPermalienStructure } from '../request/adresse.ts'
import type { Saisie } from '../request/saisie.ts'
import { ATTENTE } from './aller.tsx'
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
  fautes?: ReadonlyMap<string, string>
  focus?: boolean
}

const Formulaire = ({ saisie, fautes, focus }: FormulaireProps) => {
  const read = (nom: (typeof CHAMPS_RECHERCHE)[number]) => ({
    nom,
    valeur: saisie.get(nom),
    erreur: fautes?.get(nom),
  })
  return (
    <form method="post" action={RECHERCHE} class="panneau" novalidate data-attente={ATTENTE}>
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

const Professionnel = (props: { trouve: ProfessionnelTrouve; options: Saisie }) => {
  const { rpps, lieux } = props.trouve
  const metiers = nameMetiers({ ...props.trouve, cartes: [] })
  return (
    <a class="choix" href={toPermalien(rpps, props.options)}>
      <strong>{nameProfessionnel(props.trouve)}</strong>
      <span>{metiers === '' ? 'Profession non donnée' : metiers}</span>
      {lieux.map(({ structure, codePostal, commune }) => (
        <span>{[structure, codePostal, commune].filter((part) => part !== null).join(', ')}</span>
      ))}
      <span>
        RPPS <Numero type="RPPS" valeur={rpps} />
      </span>
    </a>
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
  return identifiant === null ? (
    <div class="choix">{contenu}</div>
  ) : (
    <a
      class="choix"
      href={toPermalienStructure(identifiant.type, identifiant.valeur, props.options)}
    >
      {contenu}
    </a>
  )
}

type Resultats = { reponse: ReponseRecherche; saisie: SaisieRecherche; options: Saisie }

const isStructure = (saisie: SaisieRecherche): boolean => saisie.get('quoi') === 'structure'

/** What was given besides the name, and may have set aside who has it: the answer does not say which. */
const PRECISIONS = {
  lieu: { avec: 'dans ce lieu', sans: 'le lieu' },
  profession: { avec: 'avec cette profession', sans: 'la profession' },
  deux: { avec: 'avec ce lieu et cette profession', sans: 'le lieu ni la profession' },
}

const findPrecision = (saisie: SaisieRecherche): keyof typeof PRECISIONS | null => {
  if (saisie.has('lieu')) return saisie.has('profession') ? 'deux' : 'lieu'
  return saisie.has('profession') ? 'profession' : null
}

const sayNone = (saisie: SaisieRecherche): string => {
  const qui = isStructure(saisie) ? 'Aucune structure de ce nom' : 'Personne de ce nom'
  const precision = findPrecision(saisie)
  return precision === null ? qui : `${qui} ${PRECISIONS[precision].avec}`
}

const countResultats = ({ reponse: { resultats, tronque }, saisie }: Resultats): string => {
  const nombre = resultats.length
  const pluriel = nombre > 1 ? 's' : ''
  const nom = `${isStructure(saisie) ? 'structure' : 'professionnel'}${pluriel}`
  if (nombre === 0) return sayNone(saisie)
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

/** The name alone, where nobody had it with what else was given. */
const NomSeul = ({ reponse: { resultats }, saisie }: Resultats) => {
  const precision = findPrecision(saisie)
  if (resultats.length > 0 || precision === null) return null
  return (
    <form method="post" action={RECHERCHE} data-attente={ATTENTE}>
      <input type="hidden" name="texte" value={saisie.get('texte') ?? ''} />
      <input type="hidden" name="quoi" value={saisie.get('quoi') ?? ''} />
      <button class="bouton">Chercher sans {PRECISIONS[precision].sans}</button>
    </form>
  )
}

/** The same words, of the other kind. */
const Autre = ({ saisie }: { saisie: SaisieRecherche }) => (
  <form method="post" action={RECHERCHE} data-attente={ATTENTE}>
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
      <NomSeul {...props} />
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
      <Autre saisie={props.saisie} />
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
  renderPage(TITRE, <Formulaire saisie={new Map()} focus />, { adresse: '/' })

/** What was found, best first, none chosen; then the form, to say more. */
export const renderResultats = (props: Resultats): string =>
  renderPage(
    TITRE,
    <>
      <Trouves {...props} />
      <h2>Préciser la recherche</h2>
      <Formulaire saisie={props.saisie} />
    </>,
    { adresse: '/' },
  )

/** A search that could not be made, on top of its form filled in as it was. */
export const toRechercheProbleme =
  (saisie: SaisieRecherche): ProblemePage =>
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
        <Formulaire saisie={saisie} fautes={fautes} />
        <p class="discret">
          Erreur {status} (<code>{code}</code>), référence <code>{requestId}</code>.
        </p>
      </>,
      { adresse: '/', tete: <h1>{TITRE}</h1> },
    )
  }
