import { SCRIPT_PATH, STYLE_PATH } from '../pages/layout.tsx'
import { SCRIPT } from '../pages/script.ts'
import { STYLE } from '../pages/style.ts'
import type { Route } from './route.ts'

/** What pages load: their links carry the version of the text, so a browser may keep it long. */
export const toAsset = (adresse: string, type: string, body: string): Route => {
  const headers = { 'cache-control': 'public, max-age=604800' }
  return {
    methode: 'GET',
    adresse,
    access: 'free',
    handler: () => () => ({ status: 200, type: `${type}; charset=utf-8`, body, headers }),
  }
}

/** The style of the pages. */
export const getStyle = toAsset(STYLE_PATH, 'text/css', STYLE)

/** The script of the pages. */
export const getScript = toAsset(SCRIPT_PATH, 'text/javascript', SCRIPT)
