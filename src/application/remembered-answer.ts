import { answer, type AnswerInput } from '../domain/reponse/answer.ts'
import type { Verification } from '../domain/verification.ts'

/**
 * An answer, and the judgement it was made from: the same object is the same answer word for word,
 * `sources` aside; null = nobody is known to be given it again.
 */
export type Jugee = { verification: Verification; jugement: object | null }

/** Questions remembered for one practitioner: the same one is asked again within the hour. */
const QUESTIONS_PER_PROFESSIONNEL = 8

/** Answers kept for all of them together, some 30 KB each. */
const KEPT_MAX = 1000

/**
 * `answer`, remembered for as long as the practitioner's data are: it is pure, and directories
 * hand out the same object while their data are fresh. Only `sources` tells look-ups apart. An
 * answer is kept from the second time on: a long lot that asks everything once leaves nothing.
 */
export const createRememberedAnswer = (): ((input: AnswerInput, again: boolean) => Jugee) => {
  /** By question; null = asked once. */
  type Answers = Map<string, Verification | null>
  let remembered = new WeakMap<AnswerInput['professionnel'], Answers>()
  let keptCount = 0

  const remember = (professionnel: AnswerInput['professionnel'], key: string): Answers => {
    let answers = remembered.get(professionnel)
    if (
      answers === undefined ||
      (answers.size >= QUESTIONS_PER_PROFESSIONNEL && !answers.has(key))
    ) {
      answers = new Map()
      remembered.set(professionnel, answers)
    }
    return answers
  }

  return (input, again) => {
    if (input.administrateurTechnique !== null) {
      const verification = answer(input)
      return { verification, jugement: again ? verification : null }
    }
    const perime = input.sources.find(({ etat }) => etat === 'perime')?.interrogeeLe ?? ''
    const key = `${JSON.stringify(input.demande)} ${perime} ${input.anciennesDu ?? ''}`
    const answers = remember(input.professionnel, key)
    const known = answers.get(key)
    if (known) return { verification: { ...known, sources: input.sources }, jugement: known }
    const fresh = answer(input)
    if (known === undefined) {
      answers.set(key, null)
      return { verification: fresh, jugement: again ? fresh : null }
    }
    if (++keptCount > KEPT_MAX) {
      remembered = new WeakMap()
      keptCount = 0
    } else answers.set(key, fresh)
    return { verification: fresh, jugement: fresh }
  }
}
