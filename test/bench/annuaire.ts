import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici'
import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { CLE, startServeur, type ServeurAnnuaire } from '../../mocks/annuaire-fhir/serveur.ts'
import { createApp } from '../../src/app.ts'
import { createParts } from '../../src/parts.ts'
import { parseConfig } from '../../src/config.ts'
import { median } from './mediane.ts'

const LATENCE_MS = 150
const PEOPLE = 400
const ROUNDS = 3
/** Of each kind and round; two calls each. */
const SINGLES = 100
/** One begins that often, ours and bare in turn: many under way, seldom two at work. */
const EVERY_MS = 15

/** As in node.ts. */
const dispatcher = new Agent({ connect: { timeout: 5000 } })
const call = (url: string, init: RequestInit): Promise<Response> =>
  undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher })

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** A new service, that remembers nothing, before the stand-in. */
const createService = (serveur: ServeurAnnuaire, quota: number) => {
  const config = parseConfig({
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: serveur.url,
    ESANTE_API_KEY: CLE,
    ANNUAIRE_QUOTA_PAR_SECONDE: quota,
    LIMITE_PAR_MINUTE: 1_000_000_000,
  })
  const platform = { clock: { now: () => new Date() }, log: () => {}, fetch: call }
  const parts = createParts(config, platform)
  return { app: createApp(config, platform, parts), annuaire: parts.annuaire }
}

type Service = ReturnType<typeof createService>

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const verify = async ({ app }: Service, rpps: string): Promise<void> => {
  const response = await app.request(`/v1/verifications/${rpps}`)
  if (response.status !== 200) throw new Error(`verification: ${response.status}`)
  await response.text()
}

/** The same calls one after the other, their answers read and nothing more. */
const fetchBare = async (urls: readonly string[]): Promise<void> => {
  for (const url of urls) {
    const headers = { accept: 'application/fhir+json', 'esante-api-key': CLE }
    const response = await call(url, { headers })
    if (response.status !== 200) throw new Error(`bare fetch: ${response.status}`)
    await response.text()
  }
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN

/** Single look-ups through the whole service, beside bare fetches of the same addresses. */
const measureSingles = async (serveur: ServeurAnnuaire) => {
  const { origin } = new URL(serveur.url)
  const probe = createService(serveur, 10_000)
  serveur.appels.length = 0
  await verify(probe, rppsOf(0))
  const urls = serveur.appels.map(({ url }) => origin + url)
  const rounds: { ours: number[]; bare: number[] }[] = []
  // The first round warms up and is not kept.
  for (let round = 0; round <= ROUNDS; round++) {
    const service = createService(serveur, 10_000)
    const ours: Promise<number>[] = []
    const bare: Promise<number>[] = []
    for (let i = 0; i < SINGLES; i++) {
      ours.push(timed(() => verify(service, rppsOf(i))))
      await sleep(EVERY_MS)
      bare.push(timed(() => fetchBare(urls)))
      await sleep(EVERY_MS)
    }
    const done = { ours: await Promise.all(ours), bare: await Promise.all(bare) }
    if (round > 0) rounds.push(done)
  }
  const of = (part: number) => {
    const ours = rounds.map((round) => percentile(round.ours, part))
    const bare = rounds.map((round) => percentile(round.bare, part))
    const added = ours.map((value, round) => value - (bare[round] ?? Number.NaN))
    return { ours: median(ours), bare: median(bare), added: median(added) }
  }
  return { calls: urls.length, p50: of(0.5), p95: of(0.95) }
}

/** Distinct practitioners in one look-up, under the quota of the gateway, which refuses what is over. */
const measureMany = async (serveur: ServeurAnnuaire) => {
  const cles = Array.from({ length: PEOPLE }, (_, i) => ({
    type: 'RPPS' as const,
    valeur: rppsOf(i),
  }))
  const times: number[] = []
  const calls: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // The second before counts for the gateway, but not for a service that has just begun.
    await sleep(1100)
    const { annuaire } = createService(serveur, 17)
    serveur.appels.length = 0
    const time = await timed(async () => {
      const results = await annuaire.findMany(cles, { priority: 'lot' })
      if (results.some(({ ok }) => !ok)) throw new Error('a practitioner was not found')
    })
    if (serveur.appels.some(({ status }) => status !== 200)) throw new Error('a call was refused')
    times.push(time)
    calls.push(serveur.appels.length)
  }
  return { time: median(times), calls: median(calls) }
}

const ms = (value: number): string => value.toFixed(1).padStart(11)

/** The live directory: what a single look-up and 400 cost before a stand-in that takes 150 ms. */
export const directory = async (): Promise<void> => {
  const ressources = createPopulation(PEOPLE)
  const options = { ressources, latenceMs: LATENCE_MS }
  const free = await startServeur({ ...options, appelsParSeconde: null })
  const limited = await startServeur(options)
  try {
    const one = await measureSingles(free)
    const many = await measureMany(limited)
    process.stdout.write(
      [
        `directory (stand-in at ${LATENCE_MS} ms, ${ROUNDS} rounds of ${SINGLES} and of ${PEOPLE}, median)`,
        `  calls for one            ${String(one.calls).padStart(11)}   at most 2`,
        `  verification, p50 ms     ${ms(one.p50.ours)}`,
        `  bare fetches (base), p50 ${ms(one.p50.bare)}`,
        `  added at p50             ${ms(one.p50.added)}   goal 5`,
        `  verification, p95 ms     ${ms(one.p95.ours)}`,
        `  bare fetches (base), p95 ${ms(one.p95.bare)}`,
        `  added at p95             ${ms(one.p95.added)}   goal 5`,
        `  calls for ${PEOPLE}            ${String(many.calls).padStart(11)}   floor 45`,
        `  time for ${PEOPLE}, ms         ${ms(many.time)}   goal 4,000 at 17 calls a second`,
        '',
      ].join('\n'),
    )
  } finally {
    await Promise.all([free.fermer(), limited.fermer(), dispatcher.close()])
  }
}
