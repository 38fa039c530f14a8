import type { ProblemeCode } from '../../src/application/probleme.ts'
import type { Exemple } from '../../src/http/openapi/operation.ts'
import { ROUTES } from '../../src/http/routes.ts'
import { createFailing, createService, createThrowing } from '../support/service.ts'

/** Stands for the reference of every request: the answers are then the same each time. */
const REFERENCE = { 'x-request-id': 'exemple-1' }

/** A request of the examples, as it is sent. */
export const toRequest = (key: string, exemple: Exemple): { path: string; init: RequestInit } => {
  const [method = '', adresse = ''] = key.split(' ')
  const query = new URLSearchParams()
  let path = adresse
  for (const [nom, value] of Object.entries(exemple.parametres ?? {})) {
    if (path.includes(`{${nom}}`)) path = path.replace(`{${nom}}`, encodeURIComponent(value))
    else query.set(nom, value)
  }
  const { corps } = exemple
  const headers: Record<string, string> = {
    ...REFERENCE,
    accept: exemple.accept ?? 'application/json',
  }
  if (corps !== undefined) headers['content-type'] = corps.type
  const body = typeof corps?.valeur === 'string' ? corps.valeur : JSON.stringify(corps?.valeur)
  return {
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    init: { method, headers, ...(corps === undefined ? {} : { body }) },
  }
}

const isServed = async (key: string): Promise<boolean> => {
  const [methode = '', adresse = ''] = key.split(' ')
  const pattern = adresse.replace(/\{(\w+)\}/g, ':$1')
  const { app } = createService()
  return app.routes.some(({ method, path }) => method === methode && path === pattern)
}

/** What the service answers to one example of the table. */
export const askExemple = async (key: string, exemple: Exemple): Promise<Response> => {
  const { path, init } = toRequest(key, exemple)
  return createService().app.request(path, init)
}

const TROP_GRAND = { method: 'POST', body: ' '.repeat(70_000) }
const JSON_TYPE = { 'content-type': 'application/json' }

type Cas = {
  path: string
  init?: RequestInit
  env?: Record<string, string>
  annuaire?: Parameters<typeof createService>[0]
  /** How often it is sent: the last answer counts. */
  fois?: number
}

const post = (corps: unknown, path = '/v1/verifications'): Pick<Cas, 'path' | 'init'> => ({
  path,
  init: { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(corps) },
})

/** For every problem, a request that has it. */
const CAS: Record<ProblemeCode, Cas> = {
  requete_invalide: post({ numero: '10999001000', usages: ['dpm'], contexte: { risque: 1 } }),
  numero_invalide: { path: '/v1/verifications/10999001001' },
  certificat_expire: { path: '/rappel.ics?fin=2026-11-22' },
  professionnel_inconnu: { path: '/v1/verifications/10999001992' },
  structure_inconnue: { path: '/v1/structures/991000993' },
  carte_inconnue: post({ numero: '3199001999' }),
  situation_inconnue: { path: '/v1/verifications/10999001000?situation=1019999999' },
  route_inconnue: { path: '/v1/regles/aucune-regle' },
  methode_non_permise: { path: '/v1/verifications' },
  non_acceptable: {
    path: '/v1/verifications/10999001000',
    init: { headers: { accept: 'image/png' } },
  },
  type_non_supporte: {
    path: '/v1/verifications',
    init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '10999001000' },
  },
  corps_trop_grand: {
    path: '/v1/verifications',
    init: { ...TROP_GRAND, headers: JSON_TYPE },
  },
  lot_trop_grand: {
    ...post({ numeros: ['10999001000', '10999001018', '10999001026'] }, '/v1/verifications/lot'),
    env: { LOT_MAX: '2' },
  },
  cle_invalide: { path: '/v1/verifications/10999001000', env: { API_KEYS: '0'.repeat(64) } },
  trop_de_requetes: {
    path: '/v1/verifications/10999001000',
    env: { LIMITE_PAR_MINUTE: '1' },
    fois: 2,
  },
  erreur_interne: {
    path: '/v1/verifications/10999001000',
    annuaire: { annuaire: createThrowing('a bug') },
  },
  annuaire_reponse_invalide: { path: '/v1/verifications/10999001935' },
  annuaire_indisponible: {
    path: '/v1/verifications/10999001000',
    annuaire: { annuaire: createFailing('unavailable', 5) },
  },
  recherche_indisponible: {
    ...post({ texte: 'granite' }, '/v1/recherches'),
    env: { ANNUAIRE: 'fhir', ESANTE_API_KEY: 'cle-de-demonstration' },
  },
  annuaire_delai: { path: '/v1/verifications/10999001919' },
}

/** What the service answers to a request that has this problem. */
export const askProbleme = async (code: ProblemeCode): Promise<Response> => {
  const { path, init = {}, env = {}, annuaire = {}, fois = 1 } = CAS[code]
  const { app } = createService({ env, ...annuaire })
  const headers = { ...(init.headers as Record<string, string> | undefined), ...REFERENCE }
  for (let i = 1; i < fois; i++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await app.request(path, { ...init, headers })
  }
  return app.request(path, { ...init, headers })
}

export const CODES = Object.keys(CAS) as ProblemeCode[]

/** Every example of the table with its key, `POST /v1/verifications carte`. */
export const EXEMPLES = ROUTES.flatMap(({ methode, adresse, operation }) =>
  Object.entries(operation?.exemples ?? {}).map(([nom, exemple]) => {
    const key = `${methode} ${adresse}`
    return { nom: `${key} ${nom}`, key, exemple }
  }),
)

const readAnswer = async (response: Response): Promise<{ type: string; valeur: unknown }> => {
  const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '')
  const text = await response.text()
  return { type, valeur: type === 'application/json' ? JSON.parse(text) : text }
}

/** What the running service answers to the examples: the content of `exemples.json`. */
export const recordExemples = async () => {
  const reponses: Record<string, { type: string; valeur: unknown }> = {}
  for (const { nom, key, exemple } of EXEMPLES) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the table
    if (!(await isServed(key))) continue
    // oxlint-disable-next-line no-await-in-loop
    reponses[nom] = await readAnswer(await askExemple(key, exemple))
  }
  const problemes: Record<string, unknown> = {}
  for (const code of CODES) {
    // oxlint-disable-next-line no-await-in-loop
    problemes[code] = await (await askProbleme(code)).json()
  }
  return { reponses, problemes }
}
