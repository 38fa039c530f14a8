import { Etiquette } from '../blocs.tsx'
import {
  codesOf,
  nameOf,
  type Contenu,
  type Document,
  type Entree,
  type Exemple,
} from './document.ts'
import { describeType, LienSchema } from './schemas.tsx'

const LIEUX: Record<string, string> = { path: 'dans l’adresse', query: 'après « ? »' }

/** Where to come to this operation by a link. */
export const toAncre = ({ operation }: Entree): string => operation.operationId

const write = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** The example as one sends it from a terminal. */
const toCurl = ({ methode, adresse, operation }: Entree, nom: string): string => {
  let path = adresse
  const query: string[] = []
  for (const { name, in: lieu, examples } of operation.parameters ?? []) {
    const value = examples?.[nom]?.value
    if (value === undefined) continue
    if (lieu === 'path') path = path.replace(`{${name}}`, write(value))
    else query.push(`${name}=${Array.isArray(value) ? value.join(',') : write(value)}`)
  }
  const lines = [`curl "$SERVICE${path}${query.length === 0 ? '' : `?${query.join('&')}`}"`]
  for (const [type, { examples }] of Object.entries(operation.requestBody?.content ?? {})) {
    const value = examples?.[nom]?.value
    if (value === undefined) continue
    lines.push(`-H 'Content-Type: ${type}'`, `--data-binary '${write(value).trimEnd()}'`)
  }
  const answered = Object.entries(operation.responses['200']?.content ?? {})
  const [type = 'application/json'] = answered.find(([, { examples }]) => examples?.[nom]) ?? []
  if (type !== 'application/json') lines.push(`-H 'Accept: ${type}'`)
  return methode === 'GET' || lines.length > 1 ? lines.join(' \\\n  ') : `${lines[0]} -X ${methode}`
}

/** A sentence in which the name of a schema is a link to it. */
const Phrase = ({ document, texte }: { document: Document; texte: string }) => (
  <>
    {texte
      .split(/\b([A-Z]\w+)/)
      .map((part) => (part in document.components.schemas ? <LienSchema nom={part} /> : part))}
  </>
)

const Formes = ({ document, contenu }: { document: Document; contenu: Contenu }) => (
  <dl class="champs">
    {Object.entries(contenu).map(([type, { schema }]) => (
      <>
        <dt>
          <code>{type}</code>
          {nameOf(schema) !== null && <> {describeType(schema)}</>}
        </dt>
        <dd>
          {typeof schema['description'] === 'string' && (
            <Phrase document={document} texte={schema['description']} />
          )}
        </dd>
      </>
    ))}
  </dl>
)

const Parametres = ({ entree }: { entree: Entree }) => {
  // Headers are said once, at the end of the page.
  const parametres = (entree.operation.parameters ?? []).filter(
    (one) => nameOf(one) === null && one.in !== 'header',
  )
  if (parametres.length === 0) return null
  return (
    <>
      <h4>Paramètres</h4>
      <dl class="champs">
        {parametres.map(({ name, in: lieu, required, description, schema }) => (
          <>
            <dt>
              <code>{name}</code>{' '}
              <span class="discret">
                {LIEUX[lieu]}, {describeType(schema)}
                {required !== true && ', facultatif'}
              </span>
            </dt>
            <dd>{description}</dd>
          </>
        ))}
      </dl>
    </>
  )
}

const examplesOf = ({ operation }: Entree): [string, Exemple][] => {
  const all = Object.values(operation.responses['200']?.content ?? {}).map(
    ({ examples }) => examples ?? {},
  )
  return Object.entries(Object.assign({}, ...all) as Record<string, Exemple>)
}

const Exemples = ({ entree }: { entree: Entree }) =>
  examplesOf(entree).map(([nom, { summary, value }]) => (
    <>
      <h4>Exemple : {summary}</h4>
      <pre>{toCurl(entree, nom)}</pre>
      <details class="plier">
        <summary>Réponse</summary>
        <pre class="defile" tabindex={0}>
          {write(value)}
        </pre>
      </details>
    </>
  ))

const Erreurs = ({ document, entree }: { document: Document; entree: Entree }) => {
  const erreurs = Object.entries(entree.operation.responses).filter(([status]) =>
    /^[45]\d/.test(status),
  )
  return (
    <p>
      {erreurs.map(([status, reponse], index) => (
        <>
          {index > 0 && ' · '}
          {status}{' '}
          {codesOf(document, reponse).map((code, position) => (
            <>
              {position > 0 && ', '}
              <a href={`#erreur-${code}`}>
                <code>{code}</code>
              </a>
            </>
          ))}
        </>
      ))}
    </p>
  )
}

/** One operation in full. */
export const OperationDetaillee = ({
  document,
  entree,
}: {
  document: Document
  entree: Entree
}) => {
  const { methode, adresse, operation } = entree
  const ok = operation.responses['200']
  return (
    <section class="panneau" id={toAncre(entree)} aria-labelledby={`${toAncre(entree)}-titre`}>
      <h3 id={`${toAncre(entree)}-titre`}>{operation.summary}</h3>
      <p>
        <Etiquette ton="accent">{methode}</Etiquette> <code class="adresse">{adresse}</code>
      </p>
      <p>{operation.description}</p>
      <Parametres entree={entree} />
      {operation.requestBody !== undefined && (
        <>
          <h4>Corps de la demande</h4>
          <Formes document={document} contenu={operation.requestBody.content} />
        </>
      )}
      <h4>Réponse</h4>
      <p>{ok?.description}</p>
      <Formes document={document} contenu={ok?.content ?? {}} />
      {operation.responses['304'] !== undefined && (
        <p class="discret">
          Porte un ETag ; répond 304 à If-None-Match tant que la réponse vaut encore.
        </p>
      )}
      <h4>Erreurs</h4>
      <Erreurs document={document} entree={entree} />
      <Exemples entree={entree} />
    </section>
  )
}
