import type { ProblemeCode } from '../../application/probleme.ts'
import { ISSUES, nameType } from '../../domain/mots/libelles.ts'
import { capitalize } from '../../domain/mots/noms.ts'
import { PROBLEMES } from '../reply/problem.ts'
import type { NumeroFictif, StructureFictive } from '../reponses.ts'
import { toPermalienStructure } from '../request/adresse.ts'
import { Alerte } from './blocs.tsx'
import { renderPage } from './layout.tsx'

const nameIssue = ({ issue, probleme }: Pick<NumeroFictif, 'issue' | 'probleme'>): string =>
  issue === null ? `Erreur : ${PROBLEMES[probleme as ProblemeCode].titre}` : ISSUES[issue]

/** Only a RPPS has an address of its own: a card number never stands in one. */
const Essai = ({ numero, type }: NumeroFictif) =>
  type === 'RPPS' ? (
    <a class="numero" href={`/verifier?rpps=${numero}`}>
      {numero}
    </a>
  ) : (
    <form method="post" action="/verifier">
      <input type="hidden" name="numero" value={numero} />
      <button class="bouton discret numero">
        <span class="invisible">Vérifier la carte </span>
        {numero}
      </button>
    </form>
  )

const Structures = ({ structures }: { structures: readonly StructureFictive[] }) => (
  <section aria-labelledby="structures">
    <h2 id="structures">
      {STRUCTURES} ({structures.length})
    </h2>
    <ul class="essais">
      {structures.map((structure) => (
        <li>
          <a
            class="numero"
            href={toPermalienStructure(structure.type, structure.identifiant, new Map())}
          >
            {structure.identifiant}
          </a>
          <div>
            {structure.montre}
            <p class="discret">
              {capitalize(nameType(structure.type))} · {nameIssue(structure)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  </section>
)

const STRUCTURES = 'Structures, demandées pour elles-mêmes'

type Groupe = { id: string; titre: string; numeros: readonly NumeroFictif[] }

const Numeros = ({ id, titre, numeros }: Groupe) => (
  <section aria-labelledby={id}>
    <h2 id={id}>
      {titre} ({numeros.length})
    </h2>
    <ul class="essais">
      {numeros.map((numero) => (
        <li>
          <Essai {...numero} />
          <div>
            {numero.montre}
            {(numero.type === 'CARTE' || numero.issue === null) && (
              <p class="discret">{nameIssue(numero)}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  </section>
)

/** RPPS by outcome, then the cards, then what goes wrong. */
const toGroupes = (numeros: readonly NumeroFictif[]): Groupe[] => {
  const rpps = numeros.filter(({ type, issue }) => type === 'RPPS' && issue !== null)
  const cartes = numeros.filter(({ type, issue }) => type === 'CARTE' && issue !== null)
  const pannes = numeros.filter(({ issue }) => issue === null)
  const groupes = [
    ...Object.entries(ISSUES).map(([code, titre]) => ({
      id: code,
      titre,
      numeros: rpps.filter(({ issue }) => issue === code),
    })),
    { id: 'cartes', titre: 'Numéros de carte', numeros: cartes },
    { id: 'erreurs', titre: 'Ce qui peut mal tourner', numeros: pannes },
  ]
  return groupes.filter((groupe) => groupe.numeros.length > 0)
}

/** `actif`: whether these numbers are answered. */
export const renderNumerosFictifs = (
  numeros: readonly NumeroFictif[],
  structures: readonly StructureFictive[],
  actif: boolean,
): string => {
  const groupes = toGroupes(numeros)
  return renderPage(
    'Numéros fictifs',
    <>
      <p class="chapeau">
        Ces numéros n’appartiennent à personne. Chacun montre un cas : choisissez-en un pour voir la
        réponse.
      </p>
      {!actif && (
        <Alerte ton="attention" titre="Annuaire fictif non interrogé">
          <p>Ce service n’interroge que l’annuaire réel, qui ne connaît pas ces numéros.</p>
        </Alerte>
      )}
      <nav aria-label="Sur cette page">
        <ul class="sommaire">
          {groupes.map(({ id, titre, numeros: siens }) => (
            <li>
              <a href={`#${id}`}>{titre}</a> ({siens.length})
            </li>
          ))}
          <li>
            <a href="#structures">{STRUCTURES}</a> ({structures.length})
          </li>
        </ul>
      </nav>
      {groupes.map((groupe) => (
        <Numeros {...groupe} />
      ))}
      <Structures structures={structures} />
    </>,
    { adresse: '/numeros-fictifs' },
  )
}
