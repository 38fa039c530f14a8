import type { Context, Hono } from 'hono'
import { numerosFictifs, structuresFictives } from './adapters/annuaires/fictif.ts'
import { monotonicMs } from './application/monotonic.ts'
import { parisDay } from './application/read-demande.ts'
import { ConfigError, type Config } from './config.ts'
import {
  findRegle,
  REGLEMENT_VERSION,
  regles as livre,
  reglesInForce,
} from './domain/rules/index.ts'
import { isInForce } from './domain/rules/rule.ts'
import { createKeyCheck } from './http/gate/api-keys.ts'
import { createCors } from './http/gate/cors.ts'
import { createIsMandataire } from './http/gate/mandataires.ts'
import { describeError } from './http/gate/error-log.ts'
import { toProblemResponse } from './http/gate/middlewares.ts'
import { ERREUR_INTERNE } from './http/reply/problem.ts'
import { createRateLimit } from './http/gate/rate-limit.ts'
import { createRouter } from './http/router.ts'
import type { Regles } from './http/routes/route.ts'
import { createParts, VERSION, type Parts, type Platform } from './parts.ts'

const regles: Regles = {
  version: REGLEMENT_VERSION,
  all: livre,
  list: reglesInForce,
  find: (id, date) => {
    const regle = findRegle(id)
    return regle === undefined || (date !== undefined && !isInForce(regle, date)) ? null : regle
  },
}

/** What a platform that cannot refuse to start answers: that it cannot serve. The log says why. */
export const refuseToServe = (request: Request, error: unknown, log: Platform['log']): Response => {
  const response = toProblemResponse(ERREUR_INTERNE, request)
  const reason =
    error instanceof ConfigError
      ? { erreur: error.name, message: error.message }
      : describeError(error)
  log(JSON.stringify({ id: response.headers.get('x-request-id'), ...reason }))
  return response
}

/** The caller's address, as the header says it when one of our proxies wrote it. */
const createAddressOf = (
  { adresseEntete, mandataires }: Config,
  { peerAddress }: Platform,
): ((c: Context) => string | null) => {
  const isMandataire = createIsMandataire(mandataires)
  return (c) => {
    const peer = peerAddress?.(c) ?? null
    if (adresseEntete === null) return peer
    if (peerAddress !== undefined && !isMandataire(peer)) return peer
    return c.req.raw.headers.get(adresseEntete) ?? peer
  }
}

/**
 * The whole service over HTTP.
 *
 * @throws ConfigError as `createParts` does.
 */
export const createApp = (
  config: Config,
  platform: Platform,
  parts: Parts = createParts(config, platform),
): Hono => {
  const { clock, log, metriques, nowMs = monotonicMs } = platform
  return createRouter({
    ...parts,
    regles,
    clock,
    log,
    numerosFictifs,
    structuresFictives,
    lotMax: config.lotMax,
    fictifs: config.fictifs || config.annuaires.includes('fictif'),
    exemples: config.annuaires.includes('fictif') ? numerosFictifs : [],
    version: VERSION,
    exploitation: config,
    metriques: metriques ?? null,
    observe: metriques && ((answered) => metriques.answered(answered)),
    today: () => parisDay(clock.now()),
    isLeaving: platform.isLeaving ?? (() => false),
    rateLimit: createRateLimit(config.limitePerMinute, nowMs, platform.shared?.limit),
    integrationOrigines: config.integrationOrigines,
    checkKey: config.apiKeys === null ? null : createKeyCheck(config.apiKeys),
    cors: config.corsOrigines.length === 0 ? null : createCors(config.corsOrigines),
    addressOf: createAddressOf(config, platform),
  })
}
