import { praticiens } from '../../mocks/fixtures/build.ts'
import { structuresFictives } from '../../mocks/fixtures/structures.ts'
import { PROBLEME_CODES } from '../../src/application/probleme.ts'

/** What came back for one thing asked: each has its key in the table of right answers. */
export type Constat = {
  cle: string
  statut: number
  code: string | null
  dit: string
  direct: boolean
}

type Corps = { sources?: { nom: string; etat: string }[]; code?: string } & Record<string, unknown>

const DATE = '2026-11-23'
const LOT = 20
const NUMEROS = praticiens.map(({ qui: [rpps] }) => rpps)

/** All but where it comes from and when, and the warnings that say so. */
const APART = new Set(['sources', 'instance', 'alertes'])
const toDit = (corps: Corps): string =>
  JSON.stringify(Object.entries(corps).filter(([nom]) => !APART.has(nom)))

const toConstat = (cle: string, statut: number, corps: Corps): Constat => ({
  cle,
  statut,
  code: statut === 200 ? null : (corps.code ?? ''),
  dit: toDit(corps),
  direct: corps.sources?.some(({ nom, etat }) => nom === 'fhir' && etat === 'direct') ?? false,
})

/** One request, and what it showed. */
export type Question = (base: string) => Promise<Constat[]>

const post =
  (path: string, cle: string, body: object): Question =>
  async (base) => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [toConstat(cle, response.status, (await response.json()) as Corps)]
  }

const seules = NUMEROS.map((numero) =>
  post('/v1/verifications', `verification ${numero}`, { numero, date: DATE }),
)
const structures = structuresFictives.map(({ identifiant, type }) =>
  post('/v1/structures', `structure ${type} ${identifiant}`, {
    identifiant: { type, valeur: identifiant },
    date: DATE,
  }),
)
const recherches = praticiens.map(({ qui: [, , nom, prenom] }) =>
  post('/v1/recherches', `recherche ${prenom} ${nom}`, { texte: `${prenom} ${nom}` }),
)

type Ligne = { numero: string; statut: string; verification?: Corps; probleme?: Corps }

const lots = Array.from({ length: Math.ceil(NUMEROS.length / LOT) }, (_, i): Question => {
  const numeros = NUMEROS.slice(i * LOT, (i + 1) * LOT)
  return async (base) => {
    const response = await fetch(`${base}/v1/verifications/lot`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ numeros, date: DATE }),
    })
    const { resultats } = (await response.json()) as { resultats: Ligne[] }
    return resultats.map(({ numero, verification, probleme }) => {
      const corps = verification ?? probleme ?? {}
      const statut = verification === undefined ? Number(probleme?.['status']) : 200
      return toConstat(`verification ${numero}`, statut, corps)
    })
  }
})

/** Of a page, what it says in its title and its first heading. */
const pages = NUMEROS.map((numero): Question => async (base) => {
  const response = await fetch(`${base}/verifier?numero=${numero}&date=${DATE}`, {
    headers: { accept: 'text/html' },
  })
  const html = await response.text()
  const dit = [/<title>.*?<\/title>/s, /<h1.*?<\/h1>/s]
    .map((one) => one.exec(html)?.[0] ?? '')
    .join()
  const code = response.status === 200 ? null : 'page'
  return [{ cle: `page ${numero}`, statut: response.status, code, dit, direct: false }]
})

export const QUESTIONS: readonly (readonly Question[])[] = [
  seules,
  lots,
  pages,
  recherches,
  structures,
]

const CONNUS: ReadonlySet<string> = new Set([...PROBLEME_CODES, 'page'])

/** Trouble of the directory, said so: of these nothing is asked but that they are documented. */
export const isTrouble = ({ statut, code }: Constat): boolean =>
  statut >= 502 && statut <= 504 && CONNUS.has(code ?? '')
