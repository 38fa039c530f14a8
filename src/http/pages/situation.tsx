import { CLASSES, TYPES } from '../../domain/mots/libelles.ts'
import { nomStructure, STRUCTURE_SANS_NOM } from '../../domain/mots/noms.ts'
import type {
  Code,
  SituationEcartee,
  SituationJugee,
  SituationVue,
  StructureVue,
} from '../../domain/verification.ts'
import { Jour } from './blocs.tsx'
import { Numero } from './identifiant.tsx'

/** What people call the place; never empty. */
export const nameStructure = (structure: StructureVue | null): string =>
  structure === null ? 'Structure non renseignée' : (nomStructure(structure) ?? STRUCTURE_SANS_NOM)

/** Sector and town, as far as known. */
export const describeLieu = (structure: StructureVue | null): string => {
  const secteur = structure?.secteurActivite
  const { codePostal, commune } = structure?.adresse ?? { codePostal: null, commune: null }
  const ville = [codePostal, commune].filter((part) => part !== null).join(' ')
  return [secteur?.libelle ?? secteur?.code ?? '', ville].filter((part) => part !== '').join(', ')
}

const nameCode = (code: Code | null): string | null =>
  code === null ? null : `${code.libelle ?? 'code inconnu'} (${code.code})`

const Ligne = ({ nom, texte }: { nom: string; texte: string | null | undefined }) =>
  texte === null || texte === undefined || texte === '' ? null : (
    <>
      <dt>{nom}</dt>
      <dd>{texte}</dd>
    </>
  )

const IDENTIFIANTS = [
  { type: 'RPPS_RANG', cle: 'rppsRang' },
  { type: 'FINESS_EG', cle: 'finessEg' },
  { type: 'FINESS_EJ', cle: 'finessEj' },
  { type: 'SIRET', cle: 'siret' },
  { type: 'SIREN', cle: 'siren' },
] as const

const Structure = ({ structure }: { structure: StructureVue }) => {
  const { adresse, enseigne, raisonSociale, identifiants, fermeture } = structure
  const ville = [adresse?.codePostal, adresse?.commune].filter((part) => part != null).join(' ')
  const lignes = [...(adresse?.lignes ?? []), ville].filter((ligne) => ligne !== '')
  return (
    <>
      <Ligne nom="Enseigne" texte={enseigne === raisonSociale ? null : enseigne} />
      <Ligne nom="Secteur d’activité" texte={nameCode(structure.secteurActivite)} />
      <Ligne nom="Catégorie" texte={nameCode(structure.categorieEtablissement)} />
      <Ligne nom="Statut juridique" texte={nameCode(structure.statutJuridique)} />
      {IDENTIFIANTS.map(({ type, cle }) => {
        const valeur = identifiants[cle]
        return valeur === null ? null : (
          <>
            <dt>{TYPES[type]}</dt>
            <dd>
              <Numero type={type} valeur={valeur} />
            </dd>
          </>
        )
      })}
      <Ligne nom="Adresse" texte={lignes.join(', ')} />
      {fermeture !== null && (
        <>
          <dt>Fermeture</dt>
          <dd>
            <Jour jour={fermeture} />
          </dd>
        </>
      )}
    </>
  )
}

/** What the directory says of one situation d'exercice. */
const Faits = ({ situation }: { situation: SituationVue }) => (
  <dl class="definitions">
    {situation.structure !== null && <Structure structure={situation.structure} />}
    <Ligne nom="Fonction" texte={nameCode(situation.fonction)} />
    <Ligne nom="Mode d’exercice" texte={nameCode(situation.modeExercice)} />
    <Ligne nom="Genre d’activité" texte={nameCode(situation.genreActivite)} />
    <Ligne nom="Activité libérale" texte={nameCode(situation.typeActiviteLiberale)} />
    {situation.debut !== null && (
      <>
        <dt>Début</dt>
        <dd>
          <Jour jour={situation.debut} />
        </dd>
      </>
    )}
    {situation.fin !== null && (
      <>
        <dt>Fin</dt>
        <dd>
          <Jour jour={situation.fin} />
        </dd>
      </>
    )}
    <Ligne nom="Identifiant d’activité" texte={situation.id} />
  </dl>
)

/** The situations that were judged, as the directory shows them. */
export const Situations = ({ situations }: { situations: readonly SituationJugee[] }) => (
  <details class="plier si-ouvert">
    <summary>
      <h2>
        {situations.length === 1
          ? 'Ce que l’Annuaire montre de cette situation'
          : `Ce que l’Annuaire montre de ces ${situations.length} situations`}
      </h2>
    </summary>
    {situations.map((situation) => (
      <>
        <h3>
          {nameStructure(situation.structure)}, {CLASSES[situation.classe].nom}
        </h3>
        <Faits situation={situation} />
      </>
    ))}
  </details>
)

/** A structure asked for itself, as the directory shows it. */
export const CeQuiEstMontre = ({ structure }: { structure: StructureVue }) => (
  <details class="plier si-ouvert">
    <summary>
      <h2>Ce que l’Annuaire montre de cette structure</h2>
    </summary>
    <dl class="definitions">
      <Structure structure={structure} />
    </dl>
  </details>
)

/** The situations that do not count, each with the reason. */
export const ListeEcartees = ({ ecartees }: { ecartees: readonly SituationEcartee[] }) => (
  <>
    {ecartees.map(({ situation, texte, regle }) => (
      <>
        <h3>{nameStructure(situation.structure)}</h3>
        <p>
          {texte} <a href={`/regles/${regle}`}>Voir la règle</a>
        </p>
        <Faits situation={situation} />
      </>
    ))}
  </>
)

/** The same, folded; nothing when there is none. */
export const Ecartees = ({ ecartees }: { ecartees: readonly SituationEcartee[] }) =>
  ecartees.length === 0 ? null : (
    <details class="plier si-ouvert">
      <summary>
        <h2>
          {ecartees.length === 1 ? '1 situation écartée' : `${ecartees.length} situations écartées`}
        </h2>
      </summary>
      <ListeEcartees ecartees={ecartees} />
    </details>
  )
