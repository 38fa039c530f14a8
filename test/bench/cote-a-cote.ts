import { readdirSync, readFileSync } from 'node:fs'
import { load, type Charge } from './charge.ts'
import { format, median } from './mediane.ts'

const ROUNDS = 7
const ROUND_MS = 2000

/** Processor time of a process so far, in microseconds, of all its threads; Linux alone tells. */
export const cpuUs = (pid: number): number => {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
      .reduce((sum, ns) => sum + Number(ns) / 1000, 0)
  } catch {
    return Number.NaN
  }
}

/** A process that answers the same path with the same JSON. */
export type Serveur = { port: number; pid: number }

type Mesure = Charge & { cpuUs: number }

const measure = async ({ port, pid }: Serveur, path: string): Promise<Mesure> => {
  const before = cpuUs(pid)
  const charge = await load(port, path, ROUND_MS)
  return { ...charge, cpuUs: (cpuUs(pid) - before) / ((charge.perSecond * ROUND_MS) / 1000) }
}

const cell = (value: number): string => value.toFixed(2).padStart(11)

/**
 * The service beside the standard stack and a bare route, in turn, as lines to print. Ratios are of
 * each round, then their median; those of processor time stay true on a machine with other work.
 */
export const besideOthers = async (
  title: string,
  path: string,
  serveurs: { service: Serveur; pile: Serveur; nu: Serveur },
): Promise<string[]> => {
  const rounds: { service: Mesure; pile: Mesure; nu: Mesure }[] = []
  // The first round warms up and is not kept.
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = {
      service: await measure(serveurs.service, path),
      pile: await measure(serveurs.pile, path),
      nu: await measure(serveurs.nu, path),
    }
    if (round > 0) rounds.push(measured)
  }
  const row = (name: string, who: keyof typeof serveurs): string => {
    const of = (what: keyof Mesure) => median(rounds.map((round) => round[who][what]))
    return `  ${name.padEnd(24)} ${format(of('perSecond'))} ${cell(of('cpuUs'))} ${cell(of('p50Ms'))} ${cell(of('p99Ms'))}`
  }
  const ratio = (name: string, base: 'pile' | 'nu', goal: string): string => {
    const rate = rounds.map(({ service, [base]: other }) => service.perSecond / other.perSecond)
    const cpu = rounds.map(({ service, [base]: other }) => other.cpuUs / service.cpuUs)
    return `  ${name.padEnd(24)} ${cell(median(rate))} ${cell(median(cpu))}   ${goal}`
  }
  return [
    `${title}, ${ROUNDS} rounds in turn, medians: per second, cpu µs a request, p50 ms, p99 ms`,
    row('served verification', 'service'),
    row('standard stack', 'pile'),
    row('bare Hono route', 'nu'),
    'ratios, round by round: of the rate, of the cpu',
    ratio('beside the stack', 'pile', 'goal 2'),
    ratio('beside the bare route', 'nu', 'goal 0.8, floor 0.5'),
  ]
}
