import type { Openapi } from '../../openapi/operation.ts'
import type { Adresse as Page } from '../../reponses.ts'
import { Tableau } from '../blocs.tsx'
import { renderPage } from '../layout.tsx'
import { readDocument, readEntrees, type Document, type Entree } from './document.ts'
import { OperationDetaillee, toAncre } from './operations.tsx'
import { SchemaPlie } from './schemas.tsx'

const Adresse = ({ methode, adresse }: Pick<Entree, 'methode' | 'adresse'>) => (
  <code>
    {methode} {adresse}
  </code>
)

const Sommaire = ({ document, entrees }: { document: Document; entrees: Entree[] }) => (
  <nav class="panneau" aria-label="Sommaire">
    <h2>Sommaire</h2>
    <ul class="liste-nue">
      {document.tags.map(({ name }) => (
        <li>
          <strong>{name}</strong>
          <ul>
            {entrees
              .filter(({ operation }) => operation.tags.includes(name))
              .map((entree) => (
                <li>
                  <a href={`#${toAncre(entree)}`}>{entree.operation.summary}</a>{' '}
                  <span class="discret">
                    <Adresse {...entree} />
                  </span>
                </li>
              ))}
          </ul>
        </li>
      ))}
      <li>
        <a href="#pages">Pages</a> · <a href="#erreurs">Erreurs</a> ·{' '}
        <a href="#en-tetes">En-têtes</a> · <a href="#schemas">Schémas</a>
      </li>
    </ul>
  </nav>
)

const Essayer = ({ document }: { document: Document }) => (
  <section aria-labelledby="essayer">
    <h2 id="essayer">Essayer</h2>
    <p>
      Si le service demande une clé, ajoutez l’en-tête{' '}
      <code>Authorization: Bearer &lt;clé&gt;</code>. Les{' '}
      <a href="/numeros-fictifs">numéros fictifs</a> n’appartiennent à personne.
    </p>
    <pre>{`SERVICE=http://localhost:8787   # l’adresse de ce service
curl "$SERVICE/v1/verifications/10999001000"`}</pre>
    <p>
      Le document complet, pour engendrer un client : <a href="/openapi.json">/openapi.json</a>{' '}
      (OpenAPI 3.1, version {document.info.version}). En TypeScript et en JavaScript, il y en a déjà
      un, version {document.info.version}, typé et sans dépendance :{' '}
      <a href="/client.js" download="client.js">
        client.js
      </a>{' '}
      et{' '}
      <a href="/client.d.ts" download="client.d.ts">
        client.d.ts
      </a>
      , à copier dans votre logiciel. Le même en paquet, pour ESM et CommonJS :{' '}
      <code>npm run build</code>, dans le dossier du service, l’écrit dans <code>dist/client</code>.
    </p>
  </section>
)

/** By status. */
const readErreurs = ({ components }: Document) =>
  Object.entries(components.examples)
    .map(([code, { summary, value }]) => ({
      code,
      titre: summary,
      value: value as { status: number; detail: string },
    }))
    .toSorted((a, b) => a.value.status - b.value.status)

const Erreurs = ({ document }: { document: Document }) => (
  <section aria-labelledby="erreurs">
    <h2 id="erreurs">Erreurs</h2>
    <p>
      Toutes au format <code>application/problem+json</code> (RFC 9457) :{' '}
      <a href="#schema-Probleme">Probleme</a>. Le code est stable.
    </p>
    {readErreurs(document).map(({ code, titre, value }) => (
      <details class="plier">
        <summary>
          {value.status} <code>{code}</code> {titre}
        </summary>
        <div id={`erreur-${code}`} class="repere">
          <p>{value.detail}</p>
          <pre class="defile" tabindex={0}>
            {JSON.stringify(value, null, 2)}
          </pre>
        </div>
      </details>
    ))}
  </section>
)

const EnTetes = ({ document }: { document: Document }) => (
  <section aria-labelledby="en-tetes">
    <h2 id="en-tetes">En-têtes</h2>
    <p>
      Une demande peut porter <code>X-Request-Id</code>, rendu dans la réponse, et{' '}
      <code>If-None-Match</code> là où la réponse a un <code>ETag</code>. Les réponses portent :
    </p>
    <dl class="champs">
      {Object.entries(document.components.headers).map(([nom, { description }]) => (
        <>
          <dt>
            <code>{nom}</code>
          </dt>
          <dd>{description}</dd>
        </>
      ))}
    </dl>
  </section>
)

const Pages = ({ pages }: { pages: readonly Page[] }) => (
  <section aria-labelledby="pages">
    <h2 id="pages">Pages</h2>
    <Tableau legende="Pages pour les personnes">
      {pages.map((page) => (
        <tr>
          <td>
            <Adresse {...page} />
          </td>
          <td>{page.role}</td>
        </tr>
      ))}
    </Tableau>
  </section>
)

/**
 * The whole API, from its OpenAPI document, and those of the addresses that are pages: readable
 * offline, without a script.
 */
export const renderDocs = (openapi: Openapi, adresses: readonly Page[]): string => {
  const document = readDocument(openapi)
  const entrees = readEntrees(openapi)
  const pages = adresses.filter(
    (page) => !entrees.some((one) => one.methode === page.methode && one.adresse === page.adresse),
  )
  const [chapeau, ...suite] = document.info.description.split('\n\n')
  return renderPage(
    'Documentation de l’API',
    <>
      <p class="chapeau">{chapeau}</p>
      {suite.map((paragraphe) => (
        <p>{paragraphe}</p>
      ))}
      <Essayer document={document} />
      <Sommaire document={document} entrees={entrees} />
      {document.tags.map(({ name, description }) => (
        <>
          <h2>{name}</h2>
          <p class="discret">{description}</p>
          {entrees
            .filter(({ operation }) => operation.tags.includes(name))
            .map((entree) => (
              <OperationDetaillee document={document} entree={entree} />
            ))}
        </>
      ))}
      <Pages pages={pages} />
      <Erreurs document={document} />
      <EnTetes document={document} />
      <section aria-labelledby="schemas">
        <h2 id="schemas">Schémas</h2>
        {Object.entries(document.components.schemas).map(([nom, schema]) => (
          <SchemaPlie nom={nom} schema={schema} />
        ))}
      </section>
    </>,
    { adresse: '/docs' },
  )
}
