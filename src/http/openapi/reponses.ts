import type { ProblemeCode } from '../../application/probleme.ts'
import { isCounted, type Access } from '../gate/report.ts'
import { PROBLEMES } from '../reply/problem.ts'
import type { Schema } from './components.ts'

/** Headers of answers, as components. */
export const HEADERS: Record<string, Schema> = {
  'X-Request-Id': {
    description: 'Référence de la demande : celle de l’appelant si elle est saine, sinon la nôtre.',
    required: true,
    schema: { type: 'string' },
    example: 'exemple-1',
  },
  ETag: {
    description: 'Change avec les données et le règlement ; à rendre dans If-None-Match.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'Ce qui reste (r) et dans combien de secondes tout est rendu (t).',
    schema: { type: 'string' },
    example: '"minute";r=119;t=60',
  },
  'RateLimit-Policy': {
    description: 'Demandes admises (q) par fenêtre en secondes (w).',
    schema: { type: 'string' },
    example: '"minute";q=120;w=60',
  },
  'RateLimit-Limit': { description: 'Demandes admises par minute.', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Ce qui reste.', schema: { type: 'integer' } },
  'RateLimit-Reset': {
    description: 'Secondes avant que tout soit rendu.',
    schema: { type: 'integer' },
  },
  'Retry-After': {
    description: 'Secondes à attendre avant de recommencer.',
    schema: { type: 'integer', minimum: 1 },
    example: 30,
  },
  'WWW-Authenticate': { description: 'Comment s’identifier.', schema: { type: 'string' } },
}

/** References to these headers of `components`. */
export const toRefs = (names: readonly string[]): Record<string, Schema> =>
  Object.fromEntries(names.map((nom) => [nom, { $ref: `#/components/headers/${nom}` }]))

const COUNTED = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy']

/** Headers of every answer of a route. */
export const commonHeaders = (access: Access): string[] =>
  isCounted(access) ? COUNTED : ['X-Request-Id']

/** By code: not every 503 passes by waiting. */
const OF_CODE: Partial<Record<ProblemeCode, string[]>> = {
  cle_invalide: ['WWW-Authenticate'],
  trop_de_requetes: ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  annuaire_indisponible: ['Retry-After'],
}

const CODES = Object.keys(PROBLEMES) as ProblemeCode[]

const refTo = (code: ProblemeCode): Schema => ({ $ref: `#/components/examples/${code}` })

const toContent = (codes: readonly ProblemeCode[]): Schema => ({
  'application/problem+json': {
    schema: { $ref: '#/components/schemas/Probleme' },
    examples: Object.fromEntries(codes.map((code) => [code, refTo(code)])),
  },
})

const toResponse = (codes: readonly ProblemeCode[]): Schema => {
  const headers = codes.flatMap((code) => OF_CODE[code] ?? [])
  return {
    description: codes.map((code) => `${PROBLEMES[code].titre} (${code})`).join(' ; '),
    headers: toRefs([...COUNTED, ...new Set(headers)]),
    content: toContent(codes),
  }
}

/** The answer of each problem by itself, as components; `autre` is what no route can exclude. */
export const toSharedResponses = (): Record<string, Schema> => ({
  ...Object.fromEntries(CODES.map((code) => [code, toResponse([code])])),
  autre: {
    description: 'Toute autre erreur a la même forme, une méthode non permise par exemple.',
    headers: toRefs(['X-Request-Id']),
    content: toContent(['methode_non_permise']),
  },
})

const refToShared = (nom: string): Schema => ({ $ref: `#/components/responses/${nom}` })

/** The answers of a route that fails, by status; `4XX` is what no route can exclude. */
export const toProblemResponses = (
  declared: readonly ProblemeCode[],
  access: Access,
): Record<string, Schema> => {
  const codes = new Set<ProblemeCode>(declared)
  if (access === 'key') codes.add('cle_invalide')
  if (isCounted(access)) codes.add('trop_de_requetes')
  codes.add('erreur_interne')
  const byStatus = Map.groupBy(codes, (code) => PROBLEMES[code].status)
  const entries = [...byStatus].map(([status, list]): [string, Schema] => {
    const [only, ...others] = list
    const shared = only !== undefined && others.length === 0
    return [String(status), shared ? refToShared(only) : toResponse(list)]
  })
  return { ...Object.fromEntries(entries), '4XX': refToShared('autre') }
}
