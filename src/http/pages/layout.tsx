import type { Child } from 'hono/jsx'
import { cleanLines } from '../../domain/texte.ts'
import { toHash } from '../reply/hash.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

export type { Child } from 'hono/jsx'

export const HTML_TYPE = 'text/html; charset=utf-8'

/** Where the stylesheet and the script are served. */
export const STYLE_PATH = '/style.css'
export const SCRIPT_PATH = '/script.js'

const NOM = 'Qui commande ?'

/** With the version of its text, so that a browser may keep it. */
const STYLE_HREF = `${STYLE_PATH}?${toHash(STYLE)}`
const SCRIPT_SRC = `${SCRIPT_PATH}?${toHash(SCRIPT)}`

const NAVIGATION = [
  { adresse: '/', libelle: 'Vérifier' },
  { adresse: '/lot', libelle: 'Lot' },
  { adresse: '/regles', libelle: 'Règles' },
  { adresse: '/numeros-fictifs', libelle: 'Numéros fictifs' },
]

export type PageOptions = {
  /** The entry of the navigation that this page stands under, as `/regles`. */
  adresse?: string
  /** The top of `<main>`, with its own `<h1>`; left out, `titre` is the `<h1>`. */
  tete?: Child
  /** What stays in sight in the head of the page, which then is as wide as an answer. */
  barre?: Child
}

const Entete = ({ adresse, barre }: PageOptions) => (
  <header class={barre === undefined ? 'entete' : 'entete entete-barre'}>
    <div class="entete-contenu">
      <a class="marque" href="/">
        {NOM}
      </a>
      {barre}
      <nav aria-label="Navigation principale">
        <ul>
          {NAVIGATION.map((lien) => (
            <li>
              <a
                href={lien.adresse}
                {...(lien.adresse === adresse ? { 'aria-current': 'page' as const } : {})}
              >
                {lien.libelle}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  </header>
)

const Pied = () => (
  <footer class="pied">
    <div class="pied-contenu">
      <p>Qui commande le certificat logiciel IGC-Santé, sous quel identifiant, et pourquoi.</p>
      <ul>
        <li>
          <a href="/mentions">Service indépendant de l’ANS</a>
        </li>
        <li>
          <a href="/accessibilite">Accessibilité</a>
        </li>
        <li>
          <a href="/docs">Documentation de l’API</a>
        </li>
      </ul>
    </div>
  </footer>
)

/** A text that a person edits, a tag, or a space that must not end a line. */
const ESPACES = /<textarea[^]*?<\/textarea>|<[^>]*>| (?=[:;?!»])|(?<=«) /g

/** French spacing: no line ends before « : ; ? ! » nor inside the marks of a quotation. */
const bindSpaces = (html: string): string =>
  html.replace(ESPACES, (found) => (found === ' ' ? '\u00a0' : found))

/**
 * A page as it is sent. The element is an object that stands for a string: a promise only for content
 * that is one, and none is.
 */
export const toHtml = (page: { toString(): string }): string =>
  `<!doctype html>${bindSpaces(cleanLines(page.toString()))}`

/**
 * The frame of every page: French, one stylesheet, one script that the page can do without. `titre`
 * is the title of the window and, unless `tete` is given, the `<h1>`. Nothing in it is awaited.
 */
export const renderPage = (titre: string, contenu: Child, options: PageOptions = {}): string => {
  const page = (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{titre === NOM ? NOM : `${titre} – ${NOM}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={STYLE_HREF} />
        <script src={SCRIPT_SRC} defer></script>
      </head>
      <body {...(options.barre === undefined ? {} : { class: 'page-reponse' })}>
        <a class="evitement" href="#contenu">
          Aller au contenu
        </a>
        <Entete {...options} />
        <main id="contenu" tabindex={-1}>
          {options.tete ?? <h1>{titre}</h1>}
          {contenu}
        </main>
        <Pied />
      </body>
    </html>
  )
  return toHtml(page)
}
