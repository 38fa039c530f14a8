import { createPopulation, rppsOf } from '../../mocks/annuaire-fhir/population.ts'
import { CLE, startServeur } from '../../mocks/annuaire-fhir/serveur.ts'
import { askLot } from './envoi.ts'
import { startService } from './service.ts'

const RPPS = '10999001000'
const SIZES = [1000, 10_000]
const SAMPLE_MS = 20
const PEOPLE = 400
/** Fewer than people: the directory is asked for each of them again and again. */
const CACHE_MAX = 100

type Sampled = { ms: number; bytes: number; before: number; most: number }

const measure = async (env: Record<string, string>, body: string): Promise<Sampled> => {
  const service = await startService({ LOT_MAX: '100000', ...env })
  try {
    const warm = body.split('\n').slice(0, 500).join('\n')
    await askLot(service.port, { type: 'application/x-ndjson', body: warm })
    const before = service.memory()
    let most = before
    const sampling = setInterval(() => (most = Math.max(most, service.memory())), SAMPLE_MS)
    const start = performance.now()
    const bytes = await askLot(service.port, { type: 'application/x-ndjson', body })
    const ms = performance.now() - start
    clearInterval(sampling)
    return { ms, bytes, before, most: Math.max(most, service.memory()) }
  } finally {
    service.stop()
  }
}

/** As many different questions: these people in turn, each time on another day. */
const toBody = (count: number, numeros: readonly string[]): string =>
  Array.from({ length: count }, (_, i) => {
    const day = Math.floor(i / numeros.length)
    const date = new Date(Date.UTC(2000, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
    return JSON.stringify({ numero: numeros[i % numeros.length], date })
  }).join('\n')

const report = (size: number, { ms, bytes, before, most }: Sampled): string =>
  [
    `  ${String(size).padStart(6)} lines: ${(bytes / 1e6).toFixed(1).padStart(6)} MB in`,
    `${ms.toFixed(0).padStart(6)} ms, memory ${before.toFixed(0)} → ${most.toFixed(0)} MiB   goal + 32`,
  ].join(' ')

/** Memory of the service while it answers long lots in NDJSON: it must not grow with them. */
export const longLots = async (): Promise<void> => {
  const serveur = await startServeur({
    ressources: createPopulation(PEOPLE),
    appelsParSeconde: null,
  })
  const live = {
    ANNUAIRE: 'fhir',
    ANNUAIRE_FHIR_URL: serveur.url,
    ESANTE_API_KEY: CLE,
    ANNUAIRE_QUOTA_PAR_SECONDE: '10000',
    CACHE_MAX: String(CACHE_MAX),
  }
  const lines = ['long lots (NDJSON, a new service each, memory sampled)']
  try {
    lines.push(' fictitious directory, one practitioner')
    for (const size of SIZES) lines.push(report(size, await measure({}, toBody(size, [RPPS]))))
    lines.push(` live directory (stand-in), ${PEOPLE} practitioners, ${CACHE_MAX} kept`)
    const people = Array.from({ length: PEOPLE }, (_, index) => rppsOf(index))
    for (const size of SIZES) lines.push(report(size, await measure(live, toBody(size, people))))
  } finally {
    await serveur.fermer()
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}
