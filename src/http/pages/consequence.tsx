import { ALERTES, type CodeAlerte } from '../../domain/rules/alertes.ts'
import { type CodeQuestion, QUESTIONS } from '../../domain/rules/questions.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import { ATTENDUS, CLASSES, ROLES } from '../../domain/mots/libelles.ts'
import { sayInGeneral } from '../../domain/mots/mots.ts'
import { capitalize } from '../../domain/mots/noms.ts'

type QuestionsProps = { codes: readonly CodeQuestion[]; quand: Regle['quand'] }

const Questions = ({ codes, quand }: QuestionsProps) => (
  <ul>
    {codes.map((code) => (
      <li>
        {sayInGeneral(QUESTIONS[code], quand)} <code class="discret">{code}</code>
      </li>
    ))}
  </ul>
)

const QuestionsOuvertes = (props: QuestionsProps) =>
  props.codes.length === 0 ? null : (
    <>
      <p>Question qui peut rester ouverte :</p>
      <Questions {...props} />
    </>
  )

const Signalees = ({ codes }: { codes: readonly CodeAlerte[] }) =>
  codes.length === 0 ? null : (
    <>
      <p>La réponse le signale :</p>
      <ul>
        {codes.map((code) => (
          <li>{sayInGeneral(ALERTES[code])}</li>
        ))}
      </ul>
    </>
  )

type Commande = Extract<Regle['alors'], { issue: 'commande' }>

const Commandee = ({ alors, quand }: { alors: Commande; quand: Regle['quand'] }) => {
  const {
    role,
    identifiant,
    alternatives,
    siInconnu = ['H05'],
    questions = [],
    alertes = [],
  } = alors
  return (
    <>
      <p>
        <strong>{capitalize(ROLES[role].avecArticle)} commande</strong>, sous cet identifiant :{' '}
        <strong>{ATTENDUS[identifiant].nom}</strong>.
      </p>
      {alternatives.length > 0 && (
        <ul>
          {alternatives.map((autre) => (
            <li>
              Ou {ATTENDUS[autre.identifiant].nom}, {autre.si}.
            </li>
          ))}
        </ul>
      )}
      {siInconnu.length > 0 && (
        <>
          <p>Si l’Annuaire ne donne pas cet identifiant, rien n’est commandé avant de répondre :</p>
          <Questions codes={siInconnu} quand={quand} />
        </>
      )}
      <QuestionsOuvertes codes={questions} quand={quand} />
      <Signalees codes={alertes} />
    </>
  )
}

/** What follows from a rule, in words. */
export const Consequence = ({ alors, quand }: Pick<Regle, 'alors' | 'quand'>) => {
  switch (alors.nature) {
    case 'ecart':
      return (
        <p>
          <strong>La situation ne compte pas</strong> :{' '}
          {alors.motif === 'terminee' ? 'son activité est terminée' : 'c’est un remplacement'}.
        </p>
      )
    case 'classement':
      return (
        <p>
          La structure est <strong>{CLASSES[alors.classe].avecArticle}</strong>.
        </p>
      )
    case 'decision':
      if (alors.issue === 'commande') return <Commandee alors={alors} quand={quand} />
      if (alors.issue === 'sans_certificat') {
        return (
          <p>
            <strong>Rien à commander</strong> : la carte CPS suffit.
          </p>
        )
      }
      return (
        <>
          <p>
            <strong>Rien n’est commandé</strong> avant de répondre :
          </p>
          <Questions codes={alors.questions} quand={quand} />
        </>
      )
    case 'reserve':
      return (
        <>
          <p>
            <strong>Rien n’est commandé</strong>, quelle que soit la décision, avant de répondre :
          </p>
          <Questions codes={alors.questions} quand={quand} />
        </>
      )
    case 'precision':
      return (
        <>
          <p>
            Rien ne change à qui commande.
            {alors.commandeSeule === true && ' La règle ne parle que s’il y a une commande.'}
          </p>
          <QuestionsOuvertes
            codes={alors.question === undefined ? [] : [alors.question]}
            quand={quand}
          />
          <Signalees codes={alors.alerte === undefined ? [] : [alors.alerte]} />
        </>
      )
    case 'principe':
      return (
        <p>Ce principe guide la réponse entière ; il ne décide d’aucune situation à lui seul.</p>
      )
  }
}
