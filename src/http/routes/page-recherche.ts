import type { Context } from 'hono'
import { bare, parseAs } from '../../application/parse-demande.ts'
import type { Probleme } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'
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
import type { Saisie } from '../request/saisie.ts'
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

/** The sentence of a form for a field, where it has one. */
const reword = (probleme: Probleme): Probleme => {
  const errors = (probleme.errors ?? []).map((erreur) => {
    const nom = erreur.pointer.slice(1)
    const formulaire = isChamp(nom)
      ? bare(DemandeRecherche.shape[nom]).meta()?.formulaire
      : undefined
    return formulaire === undefined ? erreur : { ...erreur, detail: formulaire }
  })
  const detail = errors.map((erreur) => erreur.detail).join(' ')
  return errors.length === 0 ? probleme : { ...probleme, detail, errors }
}

/** The page of what a search finds; `options` go along to the answers that its results lead to. */
export const answerRecherche = async (
  { rechercher }: Pick<Service, 'rechercher'>,
  c: Context,
  saisie: SaisieRecherche,
  options: Saisie = new Map(),
): Promise<Answer> => {
  const page = toRechercheProbleme(saisie)
  const read = parseAs(DemandeRecherche, Object.fromEntries(saisie))
  if (!read.ok) return { probleme: reword(read.probleme), page }
  const found = await rechercher(read.demande, new CallerOptions(c.req.raw))
  return found.ok
    ? toPage(renderResultats({ reponse: found.reponse, saisie, options }))
    : { probleme: found.probleme, page }
}

type FormLu = { saisie: SaisieRecherche; inconnu: string | null }

const readFields = (text: string): FormLu => {
  const pairs = [...new URLSearchParams(text)].map(([nom, valeur]) => [nom, valeur.trim()] as const)
  const inconnu = pairs.find(([nom]) => !isChamp(nom))?.[0] ?? null
  return {
    saisie: new Map(pairs.filter(([nom, valeur]) => isChamp(nom) && valeur !== '')),
    inconnu,
  }
}

const refuseInconnu = (nom: string): Probleme => {
  const detail = `Champ inconnu : ${quote(nom)}.`
  const erreur = { pointer: toPointer([nom]), code: 'champ_inconnu', detail }
  return { code: 'requete_invalide', detail, errors: [erreur] }
}

const onLimit: OnLimit = async (c, probleme) => {
  const body = c.req.method === 'POST' ? await readForm(c) : null
  const saisie = body?.ok ? readFields(body.text).saisie : new Map<string, string>()
  return { probleme, page: toRechercheProbleme(saisie) }
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
      : { ...query, page: toRechercheProbleme(new Map()) }
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
    const page = toRechercheProbleme(new Map())
    const query = readQuery(c.req.url, [])
    if (!query.ok) return { ...query, page }
    const body = await readForm(c)
    if (!body.ok) return { ...body, page }
    const { saisie, inconnu } = readFields(body.text)
    return inconnu === null
      ? answerRecherche(service, c, saisie)
      : { probleme: refuseInconnu(inconnu), page: toRechercheProbleme(saisie) }
  },
  onLimit,
}
