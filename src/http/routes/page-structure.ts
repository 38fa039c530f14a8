import type { Context } from 'hono'
import type { OnLimit } from '../gate/middlewares.ts'
import { toVerifierProbleme } from '../pages/verifier.tsx'
import { readQuery } from '../request/query.ts'
import { CHAMPS_ADRESSE_STRUCTURE, readSaisie, type SaisieLue } from '../request/saisie.ts'
import type { Probleme } from '../../application/probleme.ts'
import { answerPage, isPageWanted, SANS_PAGE } from './reply-page.ts'
import type { Route } from './route.ts'

type AdresseLue = { lue: SaisieLue; probleme: Probleme | null }

/** The request that the address says; what of it cannot be read is left out of the form. */
const readAdresse = (c: Context): AdresseLue => {
  const valeur = c.req.param('identifiant') ?? ''
  const query = readQuery(c.req.url, ['type', ...CHAMPS_ADRESSE_STRUCTURE])
  const { type = '', ...options } = query.ok ? query.values : {}
  const pairs = { 'identifiant.valeur': valeur, 'identifiant.type': type, ...options }
  return { lue: readSaisie(Object.entries(pairs)), probleme: query.ok ? null : query.probleme }
}

const onLimit: OnLimit = (c, probleme) => ({
  probleme,
  page: toVerifierProbleme(readAdresse(c).lue.saisie),
})

/** The address of an answer about a structure, with what it depends on. */
export const getPageStructure: Route = {
  methode: 'GET',
  adresse: '/structure/{identifiant}',
  access: 'open',
  role: 'la page d’une structure, par son FINESS, son SIRET ou son RPPS rang',
  handler: (service) => (c) => {
    if (!isPageWanted(c)) return SANS_PAGE
    const { lue, probleme } = readAdresse(c)
    return probleme === null
      ? answerPage(service, c, lue)
      : { probleme, page: toVerifierProbleme(lue.saisie) }
  },
  onLimit,
}
