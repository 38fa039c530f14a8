import {
  ChampCadre,
  Champ,
  type ChampCommun,
  describedBy,
  type ErreurChamp,
  Groupe,
  ResumeErreurs,
  toId,
} from './blocs.tsx'
import { XLSX_TYPE } from '../formats/classeur.ts'
import { USAGE_OPTIONS } from './champs.ts'
import { type Child, renderPage } from './layout.tsx'

/** What stands in the form. */
export type SaisieLot = { texte: string; date: string; usages: readonly string[] }

export type PageLot = {
  saisie: SaisieLot
  /** Lines of one lot at most. */
  lotMax: number
  erreurs: readonly ErreurChamp[]
  /** What the lot came to, above the form. */
  resultat?: Child
}

export const SAISIE_VIDE: SaisieLot = { texte: '', date: '', usages: [] }

const ADRESSE = '/lot'

/** The form's id: the button above it, with the results, belongs to it too. */
export const FORMULAIRE_LOT = 'lot'

const Zone = (props: ChampCommun & { texte: string }) => (
  <ChampCadre {...props}>
    <textarea
      id={toId(props.nom)}
      name={props.nom}
      rows={8}
      spellcheck={false}
      autocapitalize="off"
      {...describedBy(props)}
    >
      {`\n${props.texte}`}
    </textarea>
  </ChampCadre>
)

const Fichier = (props: ChampCommun) => (
  <ChampCadre {...props}>
    <input
      id={toId(props.nom)}
      name={props.nom}
      type="file"
      accept={`.xlsx,.csv,.txt,text/csv,text/plain,${XLSX_TYPE}`}
      {...describedBy(props)}
    />
  </ChampCadre>
)

const Formulaire = ({ saisie, lotMax, erreurs, resultat }: PageLot) => {
  const erreur = (nom: string): string | undefined =>
    erreurs.find(({ champ }) => champ === toId(nom))?.texte
  const precise =
    saisie.date !== '' || saisie.usages.length > 0 || (erreur('date') ?? erreur('usages'))
  return (
    <form
      id={FORMULAIRE_LOT}
      class="panneau"
      method="post"
      action={ADRESSE}
      enctype="multipart/form-data"
      novalidate
      data-lot
    >
      {resultat !== undefined && <h2>Modifier la liste</h2>}
      <Zone
        nom="numeros"
        libelle="Numéros RPPS ou de carte"
        aide={`Un par ligne, ${lotMax} au plus. Une colonne ou des lignes de tableur collées telles quelles conviennent.`}
        texte={saisie.texte}
        erreur={erreur('numeros')}
      />
      <Fichier
        nom="fichier"
        libelle="Ou un fichier XLSX, CSV ou texte"
        aide={`1 Mio et ${lotMax} lignes au plus. D’un classeur, la première feuille est lue. Nommez « N° RPPS » la colonne des numéros : vos autres colonnes vous sont rendues avec le résultat. Le fichier est lu le temps de répondre, et n’est pas gardé.`}
        erreur={erreur('fichier')}
      />
      <details class="plier" open={Boolean(precise)}>
        <summary>Préciser pour tout le lot (facultatif)</summary>
        <Groupe
          nom="usages"
          type="checkbox"
          libelle="À quoi le logiciel servira-t-il ?"
          options={USAGE_OPTIONS}
          valeurs={saisie.usages}
          erreur={erreur('usages')}
        />
        <Champ
          nom="date"
          type="date"
          libelle="Jour de la commande"
          aide="Aujourd’hui si vous laissez ce champ vide."
          valeur={saisie.date}
          erreur={erreur('date')}
        />
      </details>
      <div class="actions">
        <button class="bouton">Vérifier le lot</button>
        <button class="bouton discret" name="format" value="xlsx">
          Télécharger le résultat en XLSX
        </button>
        <button class="bouton discret" name="format" value="csv">
          Télécharger le résultat en CSV
        </button>
        <button class="bouton discret" type="button" data-effacer hidden>
          Effacer la liste
        </button>
      </div>
      <div class="avancement" hidden>
        <progress aria-label="Numéros vérifiés" max="1" value="0"></progress>
        <p role="status"></p>
        <button class="bouton discret" type="button">
          Arrêter
        </button>
      </div>
    </form>
  )
}

/** `/lot`: the form, what is wrong with it, and the results above it once there are any. */
export const renderLot = (page: PageLot): string =>
  renderPage(
    page.resultat === undefined ? 'Vérifier un lot de numéros' : 'Résultat du lot',
    <>
      {page.erreurs.length > 0 && (
        <ResumeErreurs titre="Le lot n’a pas été vérifié" erreurs={page.erreurs} />
      )}
      {page.resultat ?? (
        <p class="chapeau">
          Donnez une liste de praticiens : la réponse dit quelles commandes passer, chacune une
          seule fois, et ce qui reste à vérifier.
        </p>
      )}
      <Formulaire {...page} />
    </>,
    { adresse: ADRESSE },
  )
