import type { Probleme, ProblemeCode } from '../../application/probleme.ts'
import { negotiate } from './negotiation.ts'
import { renderProblemePage } from '../pages/probleme.tsx'
import type { ProblemePage, Reply } from './reply.ts'

type Entry = {
  status: number
  titre: string
  /** What the reader of the page can do next. */
  conseil: string
}

const CORRIGER = 'Corrigez la demande, puis recommencez.'
const PATIENTER = 'Attendez un instant, puis recommencez.'

/** Every problem of the service: its status, its title and what to do next. */
export const PROBLEMES: Record<ProblemeCode, Entry> = {
  requete_invalide: { status: 400, titre: 'Demande invalide', conseil: CORRIGER },
  cle_invalide: {
    status: 401,
    titre: 'Clé d’accès absente ou refusée',
    conseil: 'Joignez une clé valable dans l’en-tête Authorization, ou demandez-en une.',
  },
  professionnel_inconnu: {
    status: 404,
    titre: 'Professionnel inconnu',
    conseil: 'Relisez le numéro avec le professionnel, ou cherchez son nom dans l’Annuaire Santé.',
  },
  carte_inconnue: {
    status: 404,
    titre: 'Carte inconnue',
    conseil: 'Relisez le numéro sur la carte, ou donnez plutôt le numéro RPPS.',
  },
  structure_inconnue: {
    status: 404,
    titre: 'Structure inconnue',
    conseil: 'Relisez l’identifiant, ou essayez avec le RPPS d’un praticien qui y exerce.',
  },
  situation_inconnue: {
    status: 404,
    titre: 'Situation d’exercice inconnue',
    conseil: 'Recommencez sans choisir de situation : la réponse les nomme toutes.',
  },
  route_inconnue: {
    status: 404,
    titre: 'Adresse inconnue',
    conseil: 'Repartez de la page d’accueil.',
  },
  methode_non_permise: {
    status: 405,
    titre: 'Méthode non permise',
    conseil: 'Employez l’une des méthodes que cette adresse accepte.',
  },
  non_acceptable: {
    status: 406,
    titre: 'Format de réponse indisponible',
    conseil: 'Demandez l’un des formats proposés.',
  },
  corps_trop_grand: { status: 413, titre: 'Demande trop grande', conseil: 'Réduisez la demande.' },
  lot_trop_grand: {
    status: 413,
    titre: 'Lot trop grand',
    conseil: 'Partagez le lot en plusieurs.',
  },
  type_non_supporte: {
    status: 415,
    titre: 'Format de demande non reconnu',
    conseil: 'Envoyez la demande dans l’un des formats acceptés.',
  },
  numero_invalide: { status: 422, titre: 'Numéro invalide', conseil: CORRIGER },
  certificat_expire: {
    status: 422,
    titre: 'Certificat déjà fini',
    conseil: 'Relisez la date ; si elle est juste, vérifiez qui doit passer la nouvelle commande.',
  },
  trop_de_requetes: { status: 429, titre: 'Trop de demandes', conseil: PATIENTER },
  erreur_interne: {
    status: 500,
    titre: 'Erreur du service',
    conseil: 'Recommencez ; si l’erreur revient, signalez-la avec la référence ci-dessous.',
  },
  annuaire_reponse_invalide: {
    status: 502,
    titre: 'Réponse de l’annuaire inutilisable',
    conseil: 'Recommencez plus tard : cela ne dit rien de qui a été demandé.',
  },
  annuaire_indisponible: {
    status: 503,
    titre: 'Annuaire indisponible',
    conseil: PATIENTER,
  },
  recherche_indisponible: {
    status: 503,
    titre: 'Recherche par nom impossible',
    conseil: 'Complétez la recherche comme il est dit, ou donnez un numéro RPPS ou de carte.',
  },
  annuaire_delai: {
    status: 504,
    titre: 'L’annuaire n’a pas répondu à temps',
    conseil: PATIENTER,
  },
}

/** A bug: the same text whatever happened. */
export const ERREUR_INTERNE: Probleme = {
  code: 'erreur_interne',
  detail: 'Une erreur imprévue a empêché de répondre. Elle est enregistrée.',
}

/** What the platform could not take for a request. */
export const ILLISIBLE: Probleme = {
  code: 'requete_invalide',
  detail: 'L’adresse ou les en-têtes de la demande ne se lisent pas.',
}

const PROBLEM_JSON = 'application/problem+json'
const OFFERED = [PROBLEM_JSON, 'application/json', 'text/html']

const toHeaders = ({ code, retryAfterSeconds }: Probleme): Record<string, string> => {
  const headers: Record<string, string> = { 'cache-control': 'no-store', vary: 'Accept' }
  if (retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)))
  }
  if (code === 'cle_invalide') headers['www-authenticate'] = 'Bearer realm="qui-commande"'
  return headers
}

/** The members of RFC 9457; `instance` is the request id, left out where there is one for many. */
export const toProblemJson = (
  { code, detail, errors }: Probleme,
  requestId?: string,
  status = PROBLEMES[code].status,
) => ({
  type: `/problemes/${code}`,
  title: PROBLEMES[code].titre,
  status,
  detail,
  ...(requestId === undefined ? {} : { instance: requestId }),
  code,
  ...(errors === undefined ? {} : { errors }),
})

/** `status` left out, that of the code; `page` left out, the page that all routes share. */
type ProblemReplyOptions = { page?: ProblemePage | undefined; status?: number }

/**
 * A problem as an answer: `application/problem+json`, or a page for who prefers HTML.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const toProblemReply = (
  probleme: Probleme,
  requestId: string,
  accept: string | null,
  options: ProblemReplyOptions = {},
): Reply & { body: string } => {
  const { titre, conseil } = PROBLEMES[probleme.code]
  const { page = renderProblemePage, status = PROBLEMES[probleme.code].status } = options
  const isPage = negotiate(accept, OFFERED) === 'text/html'
  return {
    status,
    type: isPage ? 'text/html; charset=utf-8' : PROBLEM_JSON,
    body: isPage
      ? page({ status, titre, conseil, requestId, probleme })
      : JSON.stringify(toProblemJson(probleme, requestId, status)),
    headers: toHeaders(probleme),
    code: probleme.code,
  }
}
