import { sayInGeneral } from '../../domain/mots/mots.ts'
import { REFERENCES } from '../../domain/references.ts'
import { QUESTIONS } from '../../domain/rules/questions.ts'

const isQuestion = (code: string): code is keyof typeof QUESTIONS => code in QUESTIONS

/** A reference in one sentence: that of its question, or of its document. '' = unknown. */
export const sayReference = (code: string): string =>
  isQuestion(code) ? sayInGeneral(QUESTIONS[code]) : (REFERENCES[code] ?? '')

/** The references of a rule, each with its sentence, and where the legend has it. */
export const References = ({ codes }: { codes: readonly string[] }) => (
  <ul class="liste-nue">
    {codes.map((code) => (
      <li>
        <a href={`/decisions#${code}`}>{code}</a>
        <span class="discret"> – {sayReference(code)}</span>
      </li>
    ))}
  </ul>
)
