type Examples = Record<string, { summary: string; value: unknown }> | undefined
type Content = Record<string, { examples?: Examples }>
type Operation = {
  tags: string[]
  summary: string
  description: string
  parameters?: {
    name?: string
    in?: string
    required?: boolean
    examples?: Examples
    schema?: { example?: unknown }
  }[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
/** Of the description of the API, what a collection of requests is made from. */
export type Described = {
  info: { title: string; version: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
}

type Exemple = { nom: string; summary: string }

const listExemples = ({ summary, parameters = [], requestBody, responses }: Operation) => {
  const contents = [requestBody?.content ?? {}, responses['200']?.content ?? {}]
  const all = [...parameters, ...contents.flatMap((content) => Object.values(content))]
  const found = new Map<string, string>()
  for (const { examples } of all) {
    for (const [nom, example] of Object.entries(examples ?? {})) found.set(nom, example.summary)
  }
  if (found.size === 0) return [{ nom: '', summary }]
  return [...found].map(([nom, text]): Exemple => ({ nom, summary: text }))
}

const typeOf = (content: Content | undefined, nom: string): string | undefined =>
  Object.entries(content ?? {}).find(([, { examples }]) => examples?.[nom] !== undefined)?.[0]

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

const toRequest = (path: string, methode: string, operation: Operation, nom: string) => {
  let url = path
  const query: string[] = []
  for (const { name = '', in: place, required, examples, schema } of operation.parameters ?? []) {
    const value = examples?.[nom]?.value ?? (required === true ? schema?.example : undefined)
    if (value === undefined) continue
    const text = Array.isArray(value) ? value.join(',') : toText(value)
    if (place === 'path') url = url.replace(`{${name}}`, encodeURIComponent(text))
    if (place === 'query') query.push(`${name}=${text}`)
  }
  const { content } = operation.requestBody ?? {}
  const sent = typeOf(content, nom)
  const answered = operation.responses['200']?.content ?? {}
  const types = Object.keys(answered)
  const json = 'application/json'
  const accept = typeOf(answered, nom) ?? (types.includes(json) ? json : (types[0] ?? json))
  const header = [
    { key: 'Accept', value: accept },
    ...(sent === undefined ? [] : [{ key: 'Content-Type', value: sent }]),
  ]
  const raw = sent === undefined ? null : toText(content?.[sent]?.examples?.[nom]?.value)
  return {
    method: methode.toUpperCase(),
    header,
    url: `{{service}}${url}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    description: operation.description,
    ...(raw === null ? {} : { body: { mode: 'raw', raw } }),
  }
}

/**
 * The examples of the API as a collection of requests, in the format of Postman 2.1, which Bruno and
 * others take too. `service` and `cle` are its variables.
 */
export const toCollection = ({ info, tags, paths }: Described) => ({
  info: {
    name: `${info.title} ${info.version}`,
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: [
    { key: 'service', value: 'http://localhost:8787' },
    { key: 'cle', value: '' },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{cle}}', type: 'string' }] },
  item: tags.map(({ name, description }) => ({
    name,
    description,
    item: Object.entries(paths).flatMap(([path, methodes]) =>
      Object.entries(methodes).flatMap(([methode, operation]) =>
        operation.tags.includes(name)
          ? listExemples(operation).map(({ nom, summary }) => ({
              name: nom === '' ? summary : `${operation.summary} : ${summary}`,
              request: toRequest(path, methode, operation, nom),
            }))
          : [],
      ),
    ),
  })),
})
