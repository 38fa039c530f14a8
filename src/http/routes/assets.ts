import { SCRIPT_PATH, STYLE_PATH } from '../pages/layout.tsx'
import { SCRIPT } from '../pages/script.ts'
import { STYLE } from '../pages/style.ts'
import type { Route } from './route.ts'

/** What pages load: their links carry the version of the text, so a browser may keep it long. */
const toAsset = (adresse: string, resume: string, type: string, body: string): Route => {
  const headers = { 'cache-control': 'public, max-age=604800' }
  return {
    methode: 'GET',
    adresse,
    access: 'free',
    page: { resume, type },
    handler: () => () => ({ status: 200, type: `${type}; charset=utf-8`, body, headers }),
  }
}

/** The style of the pages. */
export const getStyle = toAsset(STYLE_PATH, 'la feuille de style des pages', 'text/css', STYLE)

/** The script of the pages. */
export const getScript = toAsset(SCRIPT_PATH, 'le script des pages', 'text/javascript', SCRIPT)
