type Examples = Record<string, { value: unknown }> | undefined
type Content = Record<string, { examples?: Examples }>
type Parameter = {
  name?: string
  in?: string
  required?: boolean
  examples?: Examples
  schema?: { example?: unknown }
}
type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

/** Of a description of an API, what a program that asks it needs. */
export type Document = { paths: Record<string, Record<string, Operation>> }

/** The names of an operation's examples; one without any is asked once, as it is. */
const namesOf = ({ parameters = [], requestBody, responses }: Operation): string[] => {
  const contents = [requestBody?.content ?? {}, responses['200']?.content ?? {}]
  const all = [...parameters, ...contents.flatMap((content) => Object.values(content))]
  const names = new Set(all.flatMap(({ examples }) => Object.keys(examples ?? {})))
  return names.size === 0 ? [''] : [...names]
}

const typeOf = (content: Content | undefined, nom: string): string | undefined =>
  Object.entries(content ?? {}).find(([, { examples }]) => examples?.[nom] !== undefined)?.[0]

/** What is answered to an example: JSON where nothing else is said and there is some. */
const answeredOf = (content: Content | undefined, nom: string): string => {
  const types = Object.keys(content ?? {})
  const json = 'application/json'
  return typeOf(content, nom) ?? (types.includes(json) ? json : (types[0] ?? json))
}

/** The options of one call, as an editor would write them. */
const toOptions = (operation: Operation, nom: string): Record<string, unknown> => {
  const params: Record<string, Record<string, unknown>> = {}
  for (const { name, in: place, required, examples, schema } of operation.parameters ?? []) {
    const value = examples?.[nom]?.value ?? (required === true ? schema?.example : undefined)
    if (name === undefined || place === undefined || value === undefined) continue
    params[place] = { ...params[place], [name]: value }
  }
  const { requestBody, responses } = operation
  const sent = typeOf(requestBody?.content, nom)
  const body = sent === undefined ? undefined : requestBody?.content[sent]?.examples?.[nom]?.value
  const answered = answeredOf(responses['200']?.content, nom)
  const headers = {
    ...(answered === 'application/json' ? {} : { Accept: answered }),
    ...(sent === undefined || sent === 'application/json' ? {} : { 'Content-Type': sent }),
  }
  return {
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(body === undefined ? {} : { body }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(answered === 'application/json' ? {} : { parseAs: 'text' }),
  }
}

const toCall = (path: string, methode: string, operation: Operation, nom: string): string => {
  const options = toOptions(operation, nom)
  const written = JSON.stringify(options, null, 2)
  // openapi-fetch writes every body as JSON unless it is told not to.
  const isText = typeof options['body'] === 'string'
  const all = isText
    ? written.replace(/\}$/, ', bodySerializer: (body) => String(body) }')
    : written
  return `{
  const { data, error, response } = await client.${methode.toUpperCase()}(${JSON.stringify(path)}, ${all})
  if (error !== undefined) console.error(JSON.stringify(error))
  asked.push({ operation: ${JSON.stringify(`${operation.operationId} ${nom}`.trim())}, status: data === undefined ? -1 : response.status })
}
`
}

/** A program in TypeScript that asks every example by a generated client and prints the statuses. */
export const toProgram = ({ paths }: Document, address: string): string => {
  const calls = Object.entries(paths).flatMap(([path, methodes]) =>
    Object.entries(methodes).flatMap(([methode, operation]) =>
      namesOf(operation).map((nom) => toCall(path, methode, operation, nom)),
    ),
  )
  return `import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

const client = createClient<paths>({ baseUrl: ${JSON.stringify(address)} })
const asked: { operation: string; status: number }[] = []
${calls.join('')}console.log(JSON.stringify(asked))
`
}
