import type { Annuaire } from '../../application/ports.ts'
import { renderAccueil, type Adresse } from '../pages/accueil.ts'
import { renderNumerosFictifs, type NumeroFictif } from '../pages/numeros-fictifs.ts'
import { STYLE } from '../pages/style.ts'
import type { Handler } from '../reply.ts'
import { toJson, toJsonOrPage } from './json-reply.ts'

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
  (c) =>
    toJson(c, { sources: annuaire.etats() })

/** `GET /numeros-fictifs`. */
export const getNumerosFictifs =
  (numeros: readonly NumeroFictif[]): Handler =>
  (c) =>
    toJsonOrPage(c, { numeros }, () => renderNumerosFictifs(numeros))

/** `GET /`. */
export const getAccueil =
  (version: string, adresses: readonly Adresse[]): Handler =>
  (c) =>
    toJsonOrPage(c, { nom: 'Qui commande ?', version, adresses }, () => renderAccueil(adresses))

/** `GET /style.css`. */
export const getStyle: Handler = () => ({
  status: 200,
  type: 'text/css; charset=utf-8',
  body: STYLE,
  headers: { 'cache-control': 'public, max-age=3600' },
})
