import { toHash } from '../reply/hash.ts'
import type { Champ, Saisie } from '../request/saisie.ts'
import { type Child, toHtml } from './layout.tsx'
import { SCRIPT_INTEGRER_PAGE } from './script-integrer.ts'
import { STYLE_INTEGRER } from './style-integrer.ts'

export const INTEGRER_PATH = '/integrer'
export const STYLE_INTEGRER_PATH = '/integrer.css'
export const PAGE_INTEGRER_PATH = '/integrer-page.js'

/** What the page around says for every number; all else is said of one. */
export const OPTIONS_CADRE = ['usages', 'date'] as const satisfies readonly Champ[]

export const THEMES = ['auto', 'clair', 'sombre'] as const
export type Theme = (typeof THEMES)[number]

/** What every view of the frame keeps. */
export type Cadre = {
  theme: Theme
  /** Origins whose pages the script may speak with. */
  origines: readonly string[]
  saisie: Saisie
}

/** `reponse`: the view of an answer or of a refusal, where the focus goes to the sentence. */
export const renderCadre = (
  cadre: Cadre,
  titre: string,
  reponse: boolean,
  contenu: Child,
): string => {
  return toHtml(
    <html lang="fr" data-theme={cadre.theme} data-origines={cadre.origines.join(' ')}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title>{titre}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${STYLE_INTEGRER_PATH}?${toHash(STYLE_INTEGRER)}`} />
        <script src={`${PAGE_INTEGRER_PATH}?${toHash(SCRIPT_INTEGRER_PAGE)}`} defer></script>
      </head>
      <body>
        <main>
          <h1 {...(reponse ? { tabindex: -1 } : {})}>{titre}</h1>
          {contenu}
        </main>
      </body>
    </html>,
  )
}
