import { codesOf } from '../faits/codes.ts'
import type { Faits } from '../faits/faits.ts'
import { nameValeur } from '../mots/mots-faits.ts'
import { sayInGeneral } from '../mots/mots.ts'
import { QUESTIONS, type CodeQuestion } from '../rules/questions.ts'
import type { Regle } from '../rules/rule.ts'

/** Without accents nor case; every apostrophe is one. */
const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase()

const questionsOf = ({ alors }: Regle): readonly CodeQuestion[] => {
  switch (alors.nature) {
    case 'reserve':
      return alors.questions
    case 'precision':
      return alors.question === undefined ? [] : [alors.question]
    case 'decision':
      return alors.issue === 'a_verifier' ? alors.questions : []
    case 'ecart':
    case 'classement':
    case 'principe':
      return []
  }
}

/** The published codes and the words of what a rule accepts. */
const factsOf = ({ quand }: Regle): string[] =>
  (Object.entries(quand) as [keyof Faits, readonly string[]][]).flatMap(([fait, valeurs]) =>
    valeurs.flatMap((valeur) => [
      nameValeur(fait, valeur),
      ...codesOf(fait, valeur).flatMap(({ concepts }) =>
        concepts.flatMap(({ code, libelle }) => [code, libelle]),
      ),
    ]),
  )

const textOf = (regle: Regle): string => {
  const { id, ref, titre, pourquoi, source, quand } = regle
  const codes = questionsOf(regle)
  const { document, repere } = source
  const questions = codes.flatMap((code) => [code, sayInGeneral(QUESTIONS[code], quand)])
  const said = [id, titre, sayInGeneral(pourquoi, quand), document.titre, repere]
  return fold([...said, ...ref, ...questions, ...factsOf(regle)].join('\n'))
}

const texts = new WeakMap<Regle, string>()

/** A code is found whole: `R04` is not `R04c`, nor `P1` `P10`. */
const CODE = /^[a-z]+-?\d+[a-z]?$/

const toTest = (word: string): RegExp => {
  const safe = word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
  return CODE.test(word)
    ? new RegExp(String.raw`(?<![\p{L}\p{N}])${safe}(?![\p{L}\p{N}])`, 'v')
    : new RegExp(safe, '')
}

/**
 * The rules that hold every word of what is sought: in their title, sentence, source, references
 * (`H11`, `P06`), the codes they look at (`SA08`) and the questions they ask. Accents and case do
 * not count. In the order of the book; no word = none.
 */
export const searchRegles = (regles: readonly Regle[], recherche: string): Regle[] => {
  const words = fold(recherche)
    .split(/[\s,;«»"]+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const tests = words.map(toTest)
  return regles.filter((regle) => {
    let text = texts.get(regle)
    if (text === undefined) {
      text = textOf(regle)
      texts.set(regle, text)
    }
    return tests.every((test) => test.test(text))
  })
}
