import { DECISIONS_PAR_SUJET, type DecisionsSur } from '../../domain/decisions.ts'
import { dateOf, FAMILLES, type Famille, REFERENCES } from '../../domain/references.ts'
import { QUESTIONS } from '../../domain/rules/questions.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import { VERSIONS, type VersionReglement } from '../../domain/rules/versions.ts'
import * as sources from '../../domain/sources.ts'
import { Jour, Tableau } from './blocs.tsx'
import { Contribution } from './contribution.tsx'
import { renderPage } from './layout.tsx'
import { sayReference } from './references.tsx'

const CODES = [...Object.keys(REFERENCES), ...Object.keys(QUESTIONS)]

/** In the order of their numbers: R03, R03c, R04. */
const codesOf = ({ lettre }: Famille): string[] =>
  CODES.filter((code) => code.startsWith(lettre)).toSorted((a, b) =>
    a.localeCompare(b, 'fr', { numeric: true }),
  )

const Jours = ({ jours }: { jours: readonly string[] }) => (
  <>
    {jours.map((jour, index) => (
      <>
        {index > 0 && ', '}
        <Jour jour={jour} />
      </>
    ))}
  </>
)

const Sujet = ({ id, titre, dates, points }: DecisionsSur) => (
  <details class="plier" id={id}>
    <summary>
      <h3>{titre}</h3>{' '}
      <span class="discret">
        (<Jours jours={dates} />)
      </span>
    </summary>
    <dl class="champs">
      {points.map(({ cas, texte }) => (
        <>
          <dt>
            <strong>{cas}</strong>
          </dt>
          <dd>{texte}</dd>
        </>
      ))}
    </dl>
  </details>
)

type Citees = ReadonlyMap<string, readonly Regle[]>

const LesRegles = ({ regles }: { regles: readonly Regle[] }) =>
  regles.length === 0 ? null : (
    <details>
      <summary>{regles.length === 1 ? 'Une règle' : `${regles.length} règles`}</summary>
      <ul>
        {regles.map(({ id, titre }) => (
          <li>
            <a href={`/regles/${id}`}>{titre}</a>
          </li>
        ))}
      </ul>
    </details>
  )

const UneFamille = ({ famille, citees }: { famille: Famille; citees: Citees }) => (
  <details class="plier" id={`famille-${famille.lettre}`}>
    <summary>
      <h3>
        {famille.lettre} : {famille.titre}
      </h3>
    </summary>
    <p class="discret">{famille.origine}</p>
    <dl class="champs">
      {codesOf(famille).map((code) => {
        const jour = dateOf(code)
        return (
          <div class="repere" id={code}>
            <dt>
              <code>{code}</code>
              {jour !== null && (
                <span class="discret">
                  {' '}
                  (<Jour jour={jour} />)
                </span>
              )}
            </dt>
            <dd>
              {sayReference(code)}
              <LesRegles regles={citees.get(code) ?? []} />
            </dd>
          </div>
        )
      })}
    </dl>
  </details>
)

const Version = ({ version, date, note, changements }: VersionReglement) => (
  <section aria-labelledby={`version-${version}`}>
    <h3 id={`version-${version}`}>
      {version}, <Jour jour={date} />
    </h3>
    {note !== null && <p>{note}</p>}
    {changements.length > 0 && (
      <Tableau
        legende={`Qui reçoit une autre réponse avec ${version}`}
        colonnes={['Qui', 'Avant', 'Maintenant', 'Pourquoi']}
      >
        {changements.map(({ qui, avant, maintenant, pourquoi }) => (
          <tr>
            <th scope="row">{qui}</th>
            <td>{avant}</td>
            <td>{maintenant}</td>
            <td>{pourquoi}</td>
          </tr>
        ))}
      </Tableau>
    )}
  </section>
)

const Documents = () => (
  <ul>
    {Object.values(sources)
      .filter((document) => document !== sources.DECISIONS)
      .map(({ titre, date, url }) => (
        <li>
          {url === null ? titre : <a href={url}>{titre}</a>}
          {date !== null && (
            <>
              , <Jour jour={date} />
            </>
          )}
        </li>
      ))}
  </ul>
)

type Contenu = { regles: readonly Regle[]; contributionUrl: string | null }

/** `/decisions`: our decisions, the legend of every reference, what changed with each version. */
export const renderDecisions = ({ regles, contributionUrl }: Contenu): string => {
  const citees = Map.groupBy(
    regles.flatMap((regle) => regle.ref.map((code) => ({ code, regle }))),
    ({ code }) => code,
  )
  const parCode: Citees = new Map(
    [...citees].map(([code, list]) => [code, list.map(({ regle }) => regle)]),
  )
  return renderPage(
    'Nos décisions',
    <>
      <p class="chapeau">
        Les <a href="/regles">règles</a> suivent les documents de l’ANS. Là où ils laissent le
        choix, nous retenons la lecture la plus sûre pour qui commande, et nous le disons ici.
      </p>
      <ul class="sommaire">
        <li>
          <a href="#sujets">Par sujet</a>
        </li>
        <li>
          <a href="#references">Légende des références</a>
        </li>
        <li>
          <a href="#versions">Versions du règlement</a>
        </li>
        <li>
          <a href="#documents">Documents cités</a>
        </li>
      </ul>
      <Contribution url={contributionUrl} />
      <section aria-labelledby="sujets">
        <h2 id="sujets">Nos décisions, par sujet</h2>
        {DECISIONS_PAR_SUJET.map((sujet) => (
          <Sujet {...sujet} />
        ))}
      </section>
      <section aria-labelledby="references">
        <h2 id="references">Légende des références</h2>
        <p>
          Chaque règle porte les références de ce qu’elle applique : une lettre, pour la famille, et
          un numéro.
        </p>
        {FAMILLES.map((famille) => (
          <UneFamille famille={famille} citees={parCode} />
        ))}
      </section>
      <section aria-labelledby="versions">
        <h2 id="versions">Ce qui a changé d’une version à l’autre</h2>
        {VERSIONS.map((version) => (
          <Version {...version} />
        ))}
      </section>
      <section aria-labelledby="documents">
        <h2 id="documents">Documents cités</h2>
        <Documents />
      </section>
    </>,
    { adresse: '/regles' },
  )
}
