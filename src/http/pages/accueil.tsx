import { ISSUES } from '../../domain/mots/libelles.ts'
import type { IssueGlobale } from '../../domain/verification.ts'
import type { NumeroFictif } from '../reponses.ts'
import { Formulaire } from './formulaire.tsx'
import { Numero } from './identifiant.tsx'
import { renderPage } from './layout.tsx'

/** The first RPPS that shows each outcome. */
const chooseExemples = (numeros: readonly NumeroFictif[]): [IssueGlobale, NumeroFictif][] =>
  (Object.keys(ISSUES) as IssueGlobale[]).flatMap((issue) => {
    const found = numeros.find((numero) => numero.type === 'RPPS' && numero.issue === issue)
    return found === undefined ? [] : [[issue, found] as [IssueGlobale, NumeroFictif]]
  })

const Exemples = ({ numeros }: { numeros: readonly NumeroFictif[] }) => (
  <section aria-labelledby="exemples">
    <h2 id="exemples">Pour essayer</h2>
    <p class="discret">
      Ces numéros n’appartiennent à personne.{' '}
      <a href="/numeros-fictifs">Tous les numéros fictifs</a>
    </p>
    <ul class="liste-nue exemples">
      {chooseExemples(numeros).map(([issue, { numero, montre }]) => (
        <li>
          <a href={`/verifier?rpps=${numero}`}>
            <Numero type="RPPS" valeur={numero} />
          </a>
          <div>
            <strong>{ISSUES[issue]}</strong>
            <br />
            <span class="discret">{montre}</span>
          </div>
        </li>
      ))}
    </ul>
  </section>
)

/** The form, ready to be typed in; `exemples` are shown when the directory knows them. */
export const renderAccueil = (exemples: readonly NumeroFictif[]): string =>
  renderPage(
    'Qui commande le certificat logiciel ?',
    <>
      <p class="chapeau">
        Donnez le numéro du professionnel de santé : voici qui doit commander le certificat de son
        logiciel, sous quel identifiant, et pourquoi.
      </p>
      <Formulaire saisie={new Map()} focus />
      {exemples.length > 0 && <Exemples numeros={exemples} />}
    </>,
    { adresse: '/' },
  )
