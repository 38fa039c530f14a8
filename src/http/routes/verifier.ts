import type { Context } from 'hono'
import type { Probleme } from '../../application/probleme.ts'
import { parseSaisieLibre } from '../../domain/identifiants/parse-saisie-libre.ts'
import { refuseCarteDansAdresse } from '../gate/carte-adresse.ts'
import type { OnLimit } from '../gate/middlewares.ts'
import { renderLectures } from '../pages/lectures.tsx'
import { renderVerifier, toVerifierProbleme } from '../pages/verifier.tsx'
import type { Answer, Reply } from '../reply/reply.ts'
import { toAdresse } from '../request/adresse.ts'
import { readQuery } from '../request/query.ts'
import {
  CHAMPS_ADRESSE,
  parseSaisie,
  QUI,
  readSaisie,
  type SaisieLue,
  withChamp,
} from '../request/saisie.ts'
import { answerRecherche } from './page-recherche.ts'
import { answerPage, isPageWanted, readForm, SANS_PAGE, toPage } from './reply-page.ts'
import type { Route, Service } from './route.ts'

const VIDE: SaisieLue = { saisie: new Map(), inconnus: [] }

/** Sends a request that an address may say to that address, which can then be handed over. */
const sendToAdresse = (lue: SaisieLue): Reply | null => {
  const adresse = parseSaisie(lue).ok ? toAdresse(lue.saisie) : null
  return adresse === null
    ? null
    : { status: 303, type: null, body: null, headers: { location: adresse } }
}

const CONSEIL_CARTE = 'donnez-le dans le formulaire ci-dessous.'

/** `carte`: the refusal of a number that may be a card's, which is not repeated. */
type AdresseLue = { rpps: string | null; carte: Probleme | null; lue: SaisieLue }

const readAdresse = (values: Record<string, string>): AdresseLue => {
  const { rpps = null, ...options } = values
  const carte = rpps === null ? null : refuseCarteDansAdresse(rpps, CONSEIL_CARTE)
  const numero = carte === null ? (rpps ?? '') : ''
  return { rpps, carte, lue: readSaisie(Object.entries({ numero, ...options })) }
}

const readLimited = async (c: Context): Promise<SaisieLue> => {
  const body = await readForm(c)
  return body.ok ? readSaisie(new URLSearchParams(body.text)) : VIDE
}

const readLimitedAdresse = (c: Context): SaisieLue => {
  const query = readQuery(c.req.url, ['rpps', ...CHAMPS_ADRESSE])
  return query.ok ? readAdresse(query.values).lue : VIDE
}

/** Over the limit, the form comes back as it was: nothing has to be typed again. */
const onLimit: OnLimit = async (c, probleme) => {
  const lue = c.req.method === 'POST' ? await readLimited(c) : readLimitedAdresse(c)
  return { probleme, page: toVerifierProbleme(lue.saisie) }
}

/**
 * The address of an answer. It takes what the answer depends on, never a card. Without `rpps`, the
 * empty form.
 */
export const getVerifier: Route = {
  methode: 'GET',
  adresse: '/verifier',
  access: 'open',
  role: 'la page d’un professionnel, par son numéro RPPS',
  handler: (service) => (c) => {
    if (!isPageWanted(c)) return SANS_PAGE
    const query = readQuery(c.req.url, ['rpps', ...CHAMPS_ADRESSE])
    if (!query.ok) return { probleme: query.probleme, page: toVerifierProbleme(VIDE.saisie) }
    const { rpps, carte, lue } = readAdresse(query.values)
    if (rpps === null) return toPage(renderVerifier(lue.saisie))
    return carte === null
      ? answerPage(service, c, lue)
      : { probleme: carte, page: toVerifierProbleme(lue.saisie) }
  },
  onLimit,
}

/** The same request, about a structure. */
const toStructure = ({ saisie, inconnus }: SaisieLue, valeur: string): SaisieLue => ({
  saisie: withChamp(withChamp(saisie, 'numero', []), 'identifiant.valeur', [valeur]),
  inconnus,
})

/** Whether the one field stands alone: nothing else says what it holds, or is to be refused first. */
const isLibre = ({ saisie, inconnus }: SaisieLue): boolean =>
  inconnus.length === 0 &&
  saisie.get('numero')?.length === 1 &&
  QUI.every((champ) => champ === 'numero' || !saisie.has(champ))

/** What the one field holds, whatever it is; what was typed beside it goes along. */
const answerForm = (service: Service, c: Context, lue: SaisieLue): Answer | Promise<Answer> => {
  const { saisie } = lue
  const [numero = ''] = saisie.get('numero') ?? []
  const libre = isLibre(lue) ? parseSaisieLibre(numero) : ({ sorte: 'praticien' } as const)
  switch (libre.sorte) {
    case 'nom': {
      const options = withChamp(saisie, 'numero', [])
      return answerRecherche(service, c, new Map([['texte', numero]]), options)
    }
    case 'choix':
      return toPage(renderLectures(libre.lectures, saisie))
    case 'structure':
    case 'praticien': {
      const demande = libre.sorte === 'praticien' ? lue : toStructure(lue, numero)
      return sendToAdresse(demande) ?? answerPage(service, c, demande)
    }
  }
}

/**
 * The form: what an address may say leads to it, a card answers in place, a name is searched, and
 * what can be two things is asked.
 */
export const postVerifier: Route = {
  methode: 'POST',
  adresse: '/verifier',
  access: 'open',
  handler: (service) => async (c) => {
    if (!isPageWanted(c)) return SANS_PAGE
    const page = toVerifierProbleme(VIDE.saisie)
    const query = readQuery(c.req.url, [])
    if (!query.ok) return { ...query, page }
    const body = await readForm(c)
    if (!body.ok) return { ...body, page }
    return answerForm(service, c, readSaisie(new URLSearchParams(body.text)))
  },
  onLimit,
}
