import type { Child } from 'hono/jsx'
import { frenchDay } from '../../domain/mots/dates.ts'

/**
 * The building blocks of the pages. Each carries its own accessibility (label, help and error tied
 * to the field; words, never colour alone), so a page only says what it shows.
 *
 * | block | what it is |
 * |---|---|
 * | `Champ` | one text field: label, help, error |
 * | `ChampCadre` | the same around another kind of field |
 * | `Choix` | one `<select>` |
 * | `Groupe` | a `<fieldset>` of radio buttons or check boxes |
 * | `ResumeErreurs` | the list of errors on top of a form; takes the focus, links to the fields |
 * | `Alerte` | something to be careful about (`attention`), wrong (`erreur`) or to know (`info`) |
 * | `Etiquette` | a few words set apart, beside a title |
 * | `Source` | where a rule stands: document, section, date |
 * | `Copier` | a button that copies the text of another element; shown with JavaScript only |
 * | `Tableau` | a table with its caption; scrolls by itself on a narrow screen |
 *
 * Classes of the stylesheet, for what needs no block: `chapeau` (the lead under the title),
 * `discret` (secondary text), `panneau` (a framed part of the page), `bouton` and `bouton discret`,
 * `actions` (buttons in a row), `liste-nue` (a list without bullets), `definitions` (a `<dl>` in
 * two columns), `champs` (a `<dl>`, each entry under its name), `plier` (a `<details>`), `repere`
 * (where a link leads inside of one), `defile` (a `<pre>` that scrolls), `numero` (figures of an
 * identifier), `invisible` (for screen readers only), `ecran` (not printed), `papier` (printed
 * only).
 */

export type ErreurChamp = {
  /** `id` of the field; null = no field of this page. */
  champ: string | null
  texte: string
}

export type ChampCommun = {
  nom: string
  /** Of the field; `toId(nom)` unless another form of the page has a field of that name. */
  id?: string
  libelle: Child
  aide?: Child
  /** What is wrong with the value given; absent = nothing. */
  erreur?: string | undefined
}

/** A name with dots would have to be escaped in a selector. */
export const toId = (nom: string): string => `champ-${nom.replaceAll('.', '-')}`

const idOf = ({ id, nom }: ChampCommun): string => id ?? toId(nom)

/** Ties a field to its help and its error. */
export const describedBy = (props: ChampCommun) => {
  const { aide, erreur } = props
  const id = idOf(props)
  const ids = [
    ...(erreur === undefined ? [] : [`${id}-erreur`]),
    ...(aide === undefined ? [] : [`${id}-aide`]),
  ]
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(erreur === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
}

/** The help of a field, under it; nothing when there is none. */
const Aide = (props: ChampCommun) =>
  props.aide === undefined ? null : (
    <p class="aide" id={`${idOf(props)}-aide`}>
      {props.aide}
    </p>
  )

/** What is wrong with a field, under it; nothing when it is right. */
const MessageErreur = (props: ChampCommun) =>
  props.erreur === undefined ? null : (
    <p class="erreur" id={`${idOf(props)}-erreur`}>
      <span class="invisible">Erreur : </span>
      {props.erreur}
    </p>
  )

type ChampProps = ChampCommun & {
  valeur?: string | undefined
  type?: 'text' | 'date' | 'number'
  /** Further attributes of the `<input>`, as `{ inputmode: 'numeric', required: true }`. */
  attributs?: Record<string, string | number | boolean>
}

/** The label, the help and the error of a field, around it. */
export const ChampCadre = (props: ChampCommun & { children: Child }) => (
  <div class="champ">
    <label for={idOf(props)}>{props.libelle}</label>
    <Aide {...props} />
    <MessageErreur {...props} />
    {props.children}
  </div>
)

/** One text field. */
export const Champ = (props: ChampProps) => (
  <ChampCadre {...props}>
    <input
      id={idOf(props)}
      name={props.nom}
      type={props.type ?? 'text'}
      value={props.valeur ?? ''}
      autocomplete="off"
      {...describedBy(props)}
      {...props.attributs}
    />
  </ChampCadre>
)

export type Option = { valeur: string; libelle: string }

/** One `<select>`; `vide` is the label of "nothing chosen". */
export const Choix = (
  props: ChampCommun & { options: readonly Option[]; vide: string; valeur?: string | undefined },
) => (
  <ChampCadre {...props}>
    <select id={idOf(props)} name={props.nom} {...describedBy(props)}>
      <option value="">{props.vide}</option>
      {props.options.map(({ valeur, libelle }) => (
        <option value={valeur} selected={valeur === props.valeur}>
          {libelle}
        </option>
      ))}
    </select>
  </ChampCadre>
)

/** Radio buttons (one of them) or check boxes (any of them) that share a name. */
export const Groupe = (
  props: ChampCommun & {
    type: 'radio' | 'checkbox'
    options: readonly Option[]
    valeurs?: readonly string[]
  },
) => (
  <fieldset class="champ groupe" id={idOf(props)} {...describedBy(props)}>
    <legend>{props.libelle}</legend>
    <Aide {...props} />
    <MessageErreur {...props} />
    {props.options.map(({ valeur, libelle }) => (
      <label class="option">
        <input
          type={props.type}
          name={props.nom}
          value={valeur}
          checked={props.valeurs?.includes(valeur) ?? false}
        />
        <span>{libelle}</span>
      </label>
    ))}
  </fieldset>
)

const LienErreur = ({ champ, texte }: ErreurChamp) =>
  champ === null ? <>{texte}</> : <a href={`#${champ}`}>{texte}</a>

/** On top of the page: what is wrong, each error linked to its field. */
export const ResumeErreurs = (props: {
  titre: string
  erreurs: readonly ErreurChamp[]
  children?: Child
}) => {
  const [seule] = props.erreurs
  return (
    <div
      class="alerte alerte-erreur resume-erreurs"
      role="alert"
      tabindex={-1}
      autofocus
      aria-labelledby="resume-erreurs-titre"
    >
      <h2 id="resume-erreurs-titre">{props.titre}</h2>
      {seule !== undefined && props.erreurs.length === 1 ? (
        <p>
          <LienErreur {...seule} />
        </p>
      ) : (
        <ul>
          {props.erreurs.map((erreur) => (
            <li>
              <LienErreur {...erreur} />
            </li>
          ))}
        </ul>
      )}
      {props.children}
    </div>
  )
}

export type Ton = 'attention' | 'erreur' | 'info'

const TONS: Record<Ton, string> = {
  attention: 'Attention',
  erreur: 'Erreur',
  info: 'À savoir',
}

/** `titre` left out, the words of its tone. */
export const Alerte = (props: { ton: Ton; titre?: string; children: Child }) => (
  <div class={`alerte alerte-${props.ton}`}>
    <p class="alerte-titre">{props.titre ?? TONS[props.ton]}</p>
    {props.children}
  </div>
)

export const Etiquette = ({ ton, children }: { ton?: Ton | 'accent'; children: Child }) => (
  <span class={ton === undefined ? 'etiquette' : `etiquette etiquette-${ton}`}>{children}</span>
)

export const Jour = ({ jour }: { jour: string }) => <time datetime={jour}>{frenchDay(jour)}</time>

/** Where a rule stands. */
export const Source = (props: {
  document: string
  repere: string
  date: string | null
  url: string | null
}) => (
  <cite class="source">
    {props.url === null ? props.document : <a href={props.url}>{props.document}</a>}, «&nbsp;
    {props.repere}&nbsp;»
    {props.date !== null && (
      <>
        , <Jour jour={props.date} />
      </>
    )}
  </cite>
)

/**
 * Copies `data-valeur` of the element with that `id`, else its text. `quoi` completes the label for
 * who does not see what stands beside the button; `principal`: the one that the page is for.
 */
export const Copier = (props: {
  cible: string
  libelle: string
  quoi?: string
  principal?: true
}) => (
  <button
    type="button"
    class={props.principal === true ? 'bouton ecran' : 'bouton discret ecran'}
    data-copier={props.cible}
    hidden
  >
    {props.libelle}
    {props.quoi !== undefined && <span class="invisible"> {props.quoi}</span>}
  </button>
)

/** `children` are its rows; `colonnes` left out, they say by themselves what they are. */
export const Tableau = (props: {
  legende: string
  colonnes?: readonly string[]
  children: Child
}) => (
  <div class="tableau" role="region" aria-label={props.legende} tabindex={0}>
    <table>
      <caption>{props.legende}</caption>
      {props.colonnes !== undefined && (
        <thead>
          <tr>
            {props.colonnes.map((colonne) => (
              <th scope="col">{colonne}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>{props.children}</tbody>
    </table>
  </div>
)
