import type { Context } from 'hono'
import type * as z from 'zod'
import { bare, parseAs } from '../../application/parse-demande.ts'
import { DemandeRecherche } from '../../domain/recherche/demande-recherche.ts'
import type { OnLimit } from '../gate/middlewares.ts'
import { HTML_TYPE } from '../pages/layout.tsx'
import {
  CHAMPS_RECHERCHE,
  renderRechercheVide,
  renderResultats,
  toRechercheProbleme,
} from '../pages/recherche.tsx'
import type { SaisieRecherche } from '../pages/recherche-trouves.tsx'
import type { Answer, Reply } from '../reply/reply.ts'
import { readQuery } from '../request/query.ts'
import {
  QUI,
  readSaisie,
  refuseInconnus,
  reword,
  type Saisie,
  type SaisieLue,
} from '../request/saisie.ts'
import { CallerOptions } from './answer-verification.ts'
import { isPageWanted, readForm, SANS_PAGE } from './reply-page.ts'
import type { Route, Service } from './route.ts'

/** A name is kept by nobody, the browser included. */
const toPage = (body: string): Reply => ({
  status: 200,
  type: HTML_TYPE,
  body,
  headers: { 'cache-control': 'no-store' },
})

const isChamp = (nom: string): nom is (typeof CHAMPS_RECHERCHE)[number] =>
  (CHAMPS_RECHERCHE as readonly string[]).includes(nom)

const fieldAt = (pointer: string): z.ZodType | undefined => {
  const nom = pointer.slice(1)
  return isChamp(nom) ? bare(DemandeRecherche.shape[nom]) : undefined
}

/** The page of what a search finds; `options` go along to the answers that its results lead to. */
export const answerRecherche = async (
  { rechercher }: Pick<Service, 'rechercher'>,
  c: Context,
  saisie: SaisieRecherche,
  options: Saisie,
): Promise<Answer> => {
  const page = toRechercheProbleme(saisie, options)
  const read = parseAs(DemandeRecherche, Object.fromEntries(saisie))
  if (!read.ok) return { probleme: reword(read.probleme, fieldAt), page }
  const found = await rechercher(read.demande, new CallerOptions(c.req.raw))
  return found.ok
    ? toPage(renderResultats({ reponse: found.reponse, saisie, options }))
    : { probleme: found.probleme, page }
}

type FormLu = { saisie: SaisieRecherche; options: SaisieLue }

/** The search, and what was typed beside the name, which waits for whom it will be about. */
const readFields = (text: string): FormLu => {
  const pairs = [...new URLSearchParams(text)].map(([nom, valeur]) => [nom, valeur.trim()] as const)
  return {
    saisie: new Map(pairs.filter(([nom, valeur]) => isChamp(nom) && valeur !== '')),
    options: readSaisie(pairs.filter(([nom]) => !isChamp(nom))),
  }
}

const onLimit: OnLimit = async (c, probleme) => {
  const body = c.req.method === 'POST' ? await readForm(c) : null
  const { saisie, options } = readFields(body?.ok ? body.text : '')
  return { probleme, page: toRechercheProbleme(saisie, options.saisie) }
}

/** The form of a search. */
export const getRecherche: Route = {
  methode: 'GET',
  adresse: '/recherche',
  access: 'open',
  role: 'la recherche d’un professionnel ou d’une structure par le nom',
  handler: () => (c) => {
    if (!isPageWanted(c)) return SANS_PAGE
    const query = readQuery(c.req.url, [])
    return query.ok
      ? toPage(renderRechercheVide())
      : { ...query, page: toRechercheProbleme(new Map(), new Map()) }
  },
  onLimit,
}

/** What it finds: in the answer to a form, because a name never stands in an address. */
export const postPageRecherche: Route = {
  methode: 'POST',
  adresse: '/recherche',
  access: 'open',
  handler: (service) => async (c) => {
    if (!isPageWanted(c)) return SANS_PAGE
    const page = toRechercheProbleme(new Map(), new Map())
    const query = readQuery(c.req.url, [])
    if (!query.ok) return { ...query, page }
    const body = await readForm(c)
    if (!body.ok) return { ...body, page }
    const { saisie, options } = readFields(body.text)
    const inconnus = [...options.inconnus, ...QUI.filter((champ) => options.saisie.has(champ))]
    return inconnus.length === 0
      ? answerRecherche(service, c, saisie, options.saisie)
      : { probleme: refuseInconnus(inconnus), page: toRechercheProbleme(saisie, new Map()) }
  },
  onLimit,
}
