import type { Annuaire } from '../../application/ports.ts'
import { renderAccessibilite } from '../pages/accessibilite.tsx'
import { HTML_TYPE } from '../pages/layout.tsx'
import { renderAccueil } from '../pages/accueil.tsx'
import { renderNumerosFictifs } from '../pages/numeros-fictifs.tsx'
import { SCRIPT } from '../pages/script.ts'
import { STYLE } from '../pages/style.ts'
import type { Adresse, NumeroFictif } from '../reponses.ts'
import type { Handler } from '../reply/reply.ts'
import { toJson, toPageOrJson } from './json-reply.ts'

/** `GET /health`: this process alone; answers whatever `Accept` says, probes being what they are. */
export const getHealth = (version: string, reglement: string): Handler => {
  const body = JSON.stringify({ statut: 'ok', version, reglement })
  return () => ({
    status: 200,
    type: 'application/json',
    body,
    headers: { 'cache-control': 'no-store' },
  })
}

/** `GET /sources`: what each directory remembers of its look-ups; asks none of them. */
export const getSources =
  (annuaire: Annuaire): Handler =>
  async (c) =>
    toJson(c, { sources: await annuaire.etats() })

/** `GET /numeros-fictifs`. `actif`: whether the directory that knows them is asked. */
export const getNumerosFictifs =
  (numeros: readonly NumeroFictif[], actif: boolean): Handler =>
  (c) =>
    toPageOrJson(c, () => renderNumerosFictifs(numeros, actif), { numeros })

/** `GET /accessibilite`. */
export const getAccessibilite: Handler = () => ({
  status: 200,
  type: HTML_TYPE,
  body: renderAccessibilite(),
  headers: { 'cache-control': 'private, no-cache' },
})

/** `GET /`. */
export const getAccueil =
  (version: string, adresses: readonly Adresse[], exemples: readonly NumeroFictif[]): Handler =>
  (c) =>
    toPageOrJson(c, () => renderAccueil(exemples), { nom: 'Qui commande ?', version, adresses })

/** What pages load: their links carry the version of the text, so a browser may keep it long. */
const toAsset = (type: string, body: string): Handler => {
  const headers = { 'cache-control': 'public, max-age=604800' }
  return () => ({ status: 200, type, body, headers })
}

/** `GET /style.css`. */
export const getStyle = toAsset('text/css; charset=utf-8', STYLE)

/** `GET /script.js`. */
export const getScript = toAsset('text/javascript; charset=utf-8', SCRIPT)
