import type { VerifierLot } from '../../application/lot.ts'
import type { Metriques } from '../../application/metriques.ts'
import type { Annuaire, Clock } from '../../application/ports.ts'
import type { Rechercher } from '../../application/rechercher.ts'
import type { Verifier } from '../../application/verifier.ts'
import type { VerifierStructure } from '../../application/verifier-structure.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import type { OnLimit } from '../gate/middlewares.ts'
import type { Access } from '../gate/report.ts'
import type { Openapi, Operation } from '../openapi/operation.ts'
import type { Handler } from '../reply/reply.ts'
import type { Adresse, NumeroFictif, StructureFictive } from '../reponses.ts'

/** The rule book, as its routes need it. */
export type Regles = {
  /** The rules in force on that day, `AAAA-MM-JJ`. */
  list(date: string): readonly Regle[]
  /** The rule of that id; with a date, only when it is in force that day. null = none. */
  find(id: string, date?: string): Regle | null
  /** The whole book, lapsed rules too. */
  all: readonly Regle[]
  version: string
}

/** What the operator says of this service, for the pages that inform. */
export type Exploitation = {
  /** Names of the directories that are asked. */
  annuaires: readonly string[]
  cacheTtlSeconds: number
  cachePerimeSeconds: number
  /** An e-mail address, or that of a page; null = not said. */
  contact: string | null
  /** Where a correction is proposed, `{regle}` standing for the id of a rule; null = nowhere. */
  contributionUrl: string | null
}

/** What routes answer from. */
export type Service = {
  verifier: Verifier
  verifierLot: VerifierLot
  verifierStructure: VerifierStructure
  rechercher: Rechercher
  /** Lines of one lot at most, before those that ask the same are merged. */
  lotMax: number
  annuaire: Annuaire
  regles: Regles
  numerosFictifs: readonly NumeroFictif[]
  structuresFictives: readonly StructureFictive[]
  /** Whether the fictitious numbers are answered. */
  fictifs: boolean
  /** Numbers to try that the directory knows; none for a directory of real people. */
  exemples: readonly NumeroFictif[]
  /** Of this service. */
  version: string
  exploitation: Exploitation
  clock: Clock
  /** The day in Europe/Paris, `AAAA-MM-JJ`. */
  today: () => string
  /** Origins whose pages may hold `/integrer` in a frame. */
  integrationOrigines: readonly string[]
  /** null = nothing is counted. */
  metriques: Metriques | null
  /** Whether the process is leaving. */
  isLeaving: () => boolean
  /** Writes one line of JSON, given without its line end. */
  log: (line: string) => void
  /** The addresses of the service that say what they are for. */
  adresses: readonly Adresse[]
  /** The description of the API, made when it is first asked for. */
  document: () => Openapi
}

/** A route of the service: what it answers, and what the description of the API says of it. */
export type Route = {
  methode: 'GET' | 'POST'
  /** As it is documented: `{rpps}`. */
  adresse: string
  access: Access
  /** French; left out for what nobody asks for by hand. */
  role?: string
  /** Left out for what is no part of the API: a page, or what pages load. */
  operation?: Operation
  handler: (service: Service) => Handler
  onLimit?: OnLimit
}
