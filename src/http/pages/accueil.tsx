import { ISSUES, nameType } from '../../domain/mots/libelles.ts'
import type { IssueGlobale } from '../../domain/verification.ts'
import type { NumeroFictif, StructureFictive } from '../reponses.ts'
import { toPermalienStructure } from '../request/adresse.ts'
import { Formulaire } from './formulaire.tsx'
import { Numero } from './identifiant.tsx'
import { renderPage } from './layout.tsx'

/** The first RPPS that shows each outcome. */
const chooseExemples = (numeros: readonly NumeroFictif[]): [IssueGlobale, NumeroFictif][] =>
  (Object.keys(ISSUES) as IssueGlobale[]).flatMap((issue) => {
    const found = numeros.find((numero) => numero.type === 'RPPS' && numero.issue === issue)
    return found === undefined ? [] : [[issue, found] as [IssueGlobale, NumeroFictif]]
  })

/** The first structure that each kind of identifier finds. */
const chooseStructures = (structures: readonly StructureFictive[]): StructureFictive[] => {
  const trouvees = structures.filter(({ issue }) => issue !== null)
  return [...new Map(trouvees.toReversed().map((one) => [one.type, one])).values()].toReversed()
}

type Fictifs = { numeros: readonly NumeroFictif[]; structures: readonly StructureFictive[] }

const Exemples = ({ numeros, structures }: Fictifs) => (
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
      {chooseStructures(structures).map(({ type, identifiant, montre }) => (
        <li>
          <a href={toPermalienStructure(type, identifiant, new Map())}>
            <Numero type={type} valeur={identifiant} />
          </a>
          <div>
            <strong>Structure, par {nameType(type)}</strong>
            <br />
            <span class="discret">{montre}</span>
          </div>
        </li>
      ))}
    </ul>
    <p>
      <a href="/recherche">Chercher un professionnel ou une structure par le nom</a>
    </p>
  </section>
)

/** The form, ready to be typed in; `exemples` are shown when the directory knows them. */
export const renderAccueil = (
  exemples: readonly NumeroFictif[],
  structures: readonly StructureFictive[],
): string =>
  renderPage(
    'Qui commande le certificat logiciel ?',
    <>
      <p class="chapeau">
        Donnez le numéro ou le nom du professionnel de santé, ou l’identifiant de sa structure :
        voici qui doit commander le certificat du logiciel, sous quel identifiant, et pourquoi.
      </p>
      <Formulaire saisie={new Map()} focus />
      {exemples.length > 0 && <Exemples numeros={exemples} structures={structures} />}
    </>,
    { adresse: '/' },
  )
