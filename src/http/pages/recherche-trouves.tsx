import { nameMetiers, nameProfessionnel } from '../../domain/mots/noms.ts'
import { describeFraicheur, nameSource } from '../../domain/mots/sources.ts'
import { TYPES } from '../../domain/mots/libelles.ts'
import type {
  ProfessionnelTrouve,
  ReponseRecherche,
  StructureTrouvee,
} from '../../domain/recherche/reponse-recherche.ts'
import { type Saisie, withChamp } from '../request/saisie.ts'
import { Aller, ATTENTE, Reste } from './aller.tsx'
import { Numero } from './identifiant.tsx'

/** Where a search goes: by POST, because a name never stands in an address. */
export const RECHERCHE = '/recherche'

/** The fields of a search as typed, those left empty left out. */
export type SaisieRecherche = ReadonlyMap<string, string>

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

export type Resultats = { reponse: ReponseRecherche; saisie: SaisieRecherche; options: Saisie }

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
const NomSeul = ({ reponse: { resultats }, saisie, options }: Resultats) => {
  const precision = findPrecision(saisie)
  if (resultats.length > 0 || precision === null) return null
  return (
    <form method="post" action={RECHERCHE} data-attente={ATTENTE}>
      <Reste saisie={options} sauf={[]} />
      <input type="hidden" name="texte" value={saisie.get('texte') ?? ''} />
      <input type="hidden" name="quoi" value={saisie.get('quoi') ?? ''} />
      <button class="bouton">Chercher sans {PRECISIONS[precision].sans}</button>
    </form>
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

/** What was found, best first, none chosen. Takes the focus, so that the next key leads to the first result. */
export const Trouves = (props: Resultats) => {
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
      <Autre saisie={props.saisie} options={props.options} />
      {sources.map((source) => (
        <p class="discret">
          {nameSource(source.nom)} : {describeFraicheur(source)}
        </p>
      ))}
    </section>
  )
}
