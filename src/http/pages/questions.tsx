import type { PointAVerifier, Question } from '../../domain/verification.ts'
import { type Champ as NomChamp, type Saisie, withChamp } from '../request/saisie.ts'
import { Aller, ATTENTE, Reste, VERIFIER } from './aller.tsx'
import { Champ, Groupe, toId } from './blocs.tsx'
import { nameChamp } from './champs.ts'
import type { Commune } from './commun.ts'

/** Where a situation is chosen: on its card. */
export const SITUATION = 'situation'

const QUANTITES: readonly NomChamp[] = ['contexte.solutions', 'contexte.instances']

type Option = Question['options'][number]

/** Where an answer leads, beside where the page is already; what leads elsewhere has more to say. */
const describeAlors = ({ alors }: Option, resume: string): { texte: string; ailleurs: boolean } => {
  if (alors === null) return { texte: 'La réponse ne change pas.', ailleurs: false }
  return alors.resume === resume
    ? { texte: 'La réponse ci-dessus reste la même.', ailleurs: false }
    : { texte: alors.resume, ailleurs: true }
}

type Lus = { question: Question; saisie: Saisie; resume: string }

/** Each answer is one click, and says where it leads. */
const Options = ({ question: { champ, options }, saisie, resume }: Lus) => (
  <ul class="options">
    {options.map((option) => {
      const { texte, ailleurs } = describeAlors(option, resume)
      return (
        <li class={ailleurs ? 'ailleurs' : ''}>
          <Aller saisie={withChamp(saisie, champ, [option.valeur])} classe="choix">
            <strong>{option.libelle}</strong>
            <span class="invisible"> : </span>
            <span>{texte}</span>
          </Aller>
        </li>
      )
    })}
  </ul>
)

/** How many: counted for one where it is not said. */
const Nombres = ({ saisie }: { saisie: Saisie }) => (
  <div class="colonnes">
    <Champ
      nom="contexte.solutions"
      id="question-solutions"
      libelle="Nombre de logiciels"
      valeur={saisie.get('contexte.solutions')?.join()}
      attributs={{ inputmode: 'numeric' }}
    />
    <Champ
      nom="contexte.instances"
      id="question-instances"
      libelle="Instances de chacun"
      valeur={saisie.get('contexte.instances')?.join()}
      attributs={{ inputmode: 'numeric' }}
    />
  </div>
)

/** The form of the quantities alone, beside what they count. */
export const Compter = ({ saisie }: { saisie: Saisie }) => (
  <form method="post" action={VERIFIER} class="compter" data-attente={ATTENTE}>
    <Reste saisie={saisie} sauf={QUANTITES} />
    <Nombres saisie={saisie} />
    <div class="actions">
      <button class="bouton discret">Compter</button>
    </div>
  </form>
)

/** An answer that is typed, or several at once. */
const Saisir = ({ question: { champ, multiple, options }, saisie }: Lus) => (
  <form method="post" action={VERIFIER} class="saisir" data-attente={ATTENTE}>
    <Reste saisie={saisie} sauf={[champ, ...(multiple ? QUANTITES : [])]} />
    {multiple ? (
      <Groupe
        nom={champ}
        id="question-usages"
        libelle="Plusieurs réponses sont possibles"
        type="checkbox"
        options={options.map(({ valeur, libelle }) => ({ valeur, libelle }))}
      />
    ) : (
      <Champ
        nom={champ}
        id={`question-${toId(champ)}`}
        libelle={nameChamp(champ)}
        attributs={{ spellcheck: 'false', class: 'numero' }}
      />
    )}
    {multiple && <Nombres saisie={saisie} />}
    <div class="actions">
      <button class="bouton">{multiple ? 'Compter les certificats' : 'Préciser'}</button>
    </div>
  </form>
)

const isChosen = ({ options, multiple }: Question): boolean => options.length > 0 && !multiple

/** An open question with its answers, in a frame of its own. */
const Ouverte = (props: Lus & { titre: 'h2' | 'h3' }) => {
  const { question, titre: Titre } = props
  const id = `question-${question.code}-${toId(question.champ)}`
  return (
    <section class="question ecran-papier" aria-labelledby={id}>
      <Titre id={id}>{question.texte}</Titre>
      {isChosen(question) ? <Options {...props} /> : <Saisir {...props} />}
    </section>
  )
}

type QuestionsProps = { questions: readonly Question[]; saisie: Saisie; resume: string }

/** Answers that lead elsewhere than where the page is, so that the question is worth asking first. */
const changes = ({ options, champ }: Question, resume: string): boolean =>
  champ !== SITUATION && options.some(({ alors }) => alors !== null && alors.resume !== resume)

/** The question whose answer changes who orders; undefined = none does. */
export const findDecisive = ({
  questions,
  issue,
  resume,
  situations,
}: Pick<Commune, 'questions' | 'issue' | 'resume' | 'situations'>): Question | undefined => {
  if (issue === 'a_choisir') return undefined
  const bloquants = new Set(
    situations.flatMap(({ verifications }) =>
      verifications.filter(({ bloquante }) => bloquante).map(({ code }) => code),
    ),
  )
  return (
    questions.find(({ code }) => bloquants.has(code)) ??
    questions.find((question) => changes(question, resume))
  )
}

export const Decisive = ({
  question,
  ...lus
}: Omit<Lus, 'question'> & { question: Question | undefined }) =>
  question === undefined ? null : <Ouverte question={question} titre="h2" {...lus} />

/** What must be answered before any order and no field can take, once each. */
export const AVerifier = ({ points }: { points: readonly PointAVerifier[] }) => (
  <ul class="a-verifier">
    {[...new Set(points.map(({ question }) => question))].map((question) => (
      <li>{question}</li>
    ))}
  </ul>
)

/** The other questions, folded. */
export const Preciser = ({ questions, saisie, resume }: QuestionsProps) =>
  questions.length === 0 ? null : (
    <details class="plier si-ouvert">
      <summary>
        <h2>
          {questions.some(({ multiple }) => multiple)
            ? 'Préciser : usages et nombre de certificats'
            : 'Préciser la réponse'}
        </h2>
      </summary>
      {questions.map((question) => (
        <Ouverte question={question} saisie={saisie} resume={resume} titre="h3" />
      ))}
    </details>
  )
