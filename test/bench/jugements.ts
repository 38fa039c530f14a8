import { numerosFictifs, createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { readFaits } from '../../src/domain/faits/read/read-faits.ts'
import { say } from '../../src/domain/mots/mots.ts'
import { judge } from '../../src/domain/rules/engine.ts'
import type { Professionnel } from '../../src/domain/situation-exercice.ts'
import { format, median } from './mediane.ts'
import { findOne } from '../../src/application/find-one.ts'

const ROUNDS = 7
const ROUND_MS = 1000
const CADRE = { jour: '2026-11-23', usages: [], contexte: {} } as const

/** Every situation of the fictitious directory: all classes, all outcomes. */
const readSituations = async () => {
  const annuaire = createFictif({ now: () => new Date() })
  const people: Professionnel[] = []
  for (const { numero, type, probleme } of numerosFictifs) {
    if (type !== 'RPPS' || probleme !== null) continue
    const found = await findOne(annuaire, { type, valeur: numero })
    if (found.ok) people.push(found.value.professionnel)
  }
  return people.flatMap(({ rpps, exercices }) =>
    exercices.flatMap((exercice) =>
      exercice.situations.map((situation) => ({ rpps, exercice, situation })),
    ),
  )
}

const measure = (work: () => number): number => {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < ROUND_MS) done += work()
  return (done * 1000) / (performance.now() - start)
}

/** Situations judged per second in process, with path, questions and French explanation. */
export const judgements = async (): Promise<void> => {
  const items = await readSituations()
  let sink = 0
  const judged = (): number => {
    for (const { rpps, exercice, situation } of items) {
      const lue = readFaits(rpps, exercice, situation, CADRE)
      const { chemin, questions, attendu } = judge(lue, CADRE.jour)
      const sujet = { exercice, situation, jour: CADRE.jour, attendu, ...lue }
      for (const { pourquoi } of chemin) sink += say(pourquoi, sujet).length
      sink += questions.length
    }
    return items.length
  }
  const copied = (): number => {
    for (const { situation } of items) sink += JSON.stringify(situation).length
    return items.length
  }
  const rates: [number[], number[]] = [[], []]
  measure(judged)
  measure(copied)
  for (let round = 0; round < ROUNDS; round++) {
    rates[0].push(measure(judged))
    rates[1].push(measure(copied))
  }
  const [ours, baseline] = rates.map(median) as [number, number]
  process.stdout.write(
    [
      `situations (${items.length} different ones, ${ROUNDS} rounds, median per second)`,
      `  judged and explained     ${format(ours)}   goal 300,000, floor 100,000`,
      `  written as JSON (base)   ${format(baseline)}`,
      `  ratio                    ${(ours / baseline).toFixed(2).padStart(11)}`,
      sink > 0 ? '' : 'nothing was judged',
      '',
    ].join('\n'),
  )
}
