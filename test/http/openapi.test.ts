import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toCollection, type Described } from '../../scripts/collection.ts'
import { PROBLEMES } from '../../src/http/reply/problem.ts'
import { askExemple, askProbleme, CODES, EXEMPLES, recordExemples } from '../docs/exemples.ts'
import { createService } from '../support/service.ts'

type Node = { [key: string]: Node }
type Content = Record<string, { schema: AnySchema; examples?: Record<string, { value: unknown }> }>
type Operation = {
  summary?: string
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: AnySchema
    examples?: Node
  }[]
  requestBody?: { content: Content }
  responses: Record<string, { $ref?: string; headers: Node; content?: Content }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Node>
}

const { app, get } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
const document = (await (await get('/openapi.json')).json()) as Document
const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([methode, operation]) => ({
    key: `${methode.toUpperCase()} ${path}`,
    operation,
  })),
)
const served = app.routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  allowUnionTypes: true,
})
formats.default(ajv)
for (const [nom, schema] of Object.entries(document.components['schemas'] ?? {})) {
  ajv.addSchema(schema, `#/components/schemas/${nom}`)
}
/** What is wrong with a value; empty = nothing. */
const faults = (schema: AnySchema, value: unknown): string[] => {
  const validate = ajv.compile(schema)
  void validate(value)
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

const resolve = <T extends { $ref?: string }>(node: T | undefined): T | undefined => {
  const [, , section = '', nom = ''] = node?.$ref?.split('/') ?? []
  return node?.$ref === undefined ? node : (document.components[section]?.[nom] as T | undefined)
}

/** What is served and not described: pages, what they load, and what Prometheus reads. */
const PAGES = [
  'GET /',
  'GET /accessibilite',
  'GET /client.d.ts',
  'GET /client.js',
  'GET /decisions',
  'GET /docs',
  'GET /integrer',
  'GET /integrer-page.js',
  'GET /integrer.css',
  'GET /integrer.js',
  'GET /lot',
  'GET /mentions',
  'GET /metrics',
  'GET /numeros-fictifs',
  'GET /recherche',
  'GET /regles',
  'GET /regles/{id}',
  'GET /script.js',
  'GET /structure/{identifiant}',
  'GET /style.css',
  'GET /verifier',
  'POST /integrer',
  'POST /lot',
  'POST /recherche',
  'POST /verifier',
]

describe('the document', () => {
  test('describes every route, but for those that are named here', () => {
    const keys = operations.map(({ key }) => key)
    expect(served.toSorted()).toEqual([...keys, ...PAGES].toSorted())
    expect(JSON.stringify(document.paths)).not.toContain('text/html')
    expect(operations.filter(({ operation }) => (operation.summary ?? '') === '')).toEqual([])
  })

  test('is that of docs/openapi.json; npm run docs:openapi writes it again', () => {
    expect(document).toEqual(read('../../docs/openapi.json'))
  })

  test('is what docs/collection.json is made from; npm run docs:openapi writes it again', () => {
    const collection = toCollection(document as unknown as Described)
    expect(collection).toEqual(read('../../docs/collection.json'))
  })

  test('is valid OpenAPI 3.1 for an independent validator', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
    const broken = { ...structuredClone(document), paths: { x: 1 } }
    expect((await new Validator().validate(broken)).valid).toBe(false)
  })

  test('refers to nothing that is not there', () => {
    const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)
    const missing = [...refs].filter(([, section = '', nom = '']) => {
      return document.components[section]?.[nom] === undefined
    })
    expect(missing).toEqual([])
  })

  test('has components that are JSON Schema 2020-12, and finds what is wrong', () => {
    const schemas = Object.entries(document.components['schemas'] ?? {})
    expect(schemas.length).toBeGreaterThan(30)
    for (const [, schema] of schemas) expect(ajv.validateSchema(schema)).toBe(true)
    const demande = { $ref: '#/components/schemas/DemandeVerification' }
    expect(faults(demande, { numero: '1' })).toEqual([])
    expect(faults(demande, { numero: 1, usages: ['x'], date: 'hier', inconnu: 1 })).toHaveLength(4)
  })

  test('describes every field', () => {
    const missing: string[] = []
    const visit = (schema: Node, path: string): void => {
      for (const [nom, property] of Object.entries(schema['properties'] ?? {})) {
        const inner = `${path}.${nom}`
        if (property['description'] === undefined) missing.push(inner)
        visit(property, inner)
      }
      if (schema['items'] !== undefined) visit(schema['items'], path)
      const lists = [schema['anyOf'], schema['oneOf']] as unknown as (Node[] | undefined)[]
      for (const one of lists.flatMap((list) => list ?? [])) visit(one, path)
    }
    for (const [nom, schema] of Object.entries(document.components['schemas'] ?? {})) {
      if (schema['description'] === undefined) missing.push(nom)
      visit(schema, nom)
    }
    expect(missing).toEqual([])
  })

  test('describes every form of an answer', () => {
    const without = operations.flatMap(({ key, operation }) =>
      Object.entries(operation.responses['200']?.content ?? {})
        .filter(([, { schema }]) => Object.keys(schema).length === 0)
        .map(([type]) => `${key} ${type}`),
    )
    expect(without).toEqual([])
  })
})

describe('the examples', () => {
  test('are what the service answers; npm run docs:openapi records them again', async () => {
    expect(await recordExemples()).toEqual(read('../../src/http/openapi/exemples.json'))
  })

  const known = EXEMPLES.filter(({ key }) => served.includes(key))
  test.each(known)('$nom: request and answer fit their schemas', async ({ nom, key, exemple }) => {
    const operation = operations.find((one) => one.key === key)?.operation
    for (const parametre of operation?.parameters ?? []) {
      const { value } = (parametre.examples?.[nom.split(' ')[2] ?? ''] ?? {}) as { value?: unknown }
      if (value !== undefined) expect(faults(parametre.schema, value)).toEqual([])
    }
    const { corps } = exemple
    if (corps !== undefined) {
      const schema = operation?.requestBody?.content[corps.type]?.schema ?? false
      expect(faults(schema, corps.valeur)).toEqual([])
    }

    const response = await askExemple(key, exemple)
    expect(response.status).toBe(200)
    const { headers, content } = operation?.responses['200'] ?? {}
    for (const header of Object.keys(headers ?? {})) {
      expect([...response.headers.keys()]).toContain(header.toLowerCase())
    }
    const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '')
    const text = await response.text()
    const schema = content?.[type]?.schema ?? false
    expect(faults(schema, type === 'application/json' ? JSON.parse(text) : text)).toEqual([])
  })

  // Nothing is counted here: test/adapters/metriques.test.ts asks for the metrics.
  const plain = operations.filter(
    ({ key, operation }) =>
      /^GET (?!\/metrics$)[^{]*$/.test(key) &&
      !operation.parameters?.some(({ required }) => required === true),
  )
  test.each(plain)('$key answers what is described', async ({ key, operation }) => {
    const response = await get(key.slice(4))
    expect(response.status).toBe(200)
    const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '')
    const schema = operation.responses['200']?.content?.[type]?.schema ?? false
    const text = await response.text()
    expect(faults(schema, type === 'application/json' ? JSON.parse(text) : text)).toEqual([])
  })

  test('show every problem of the service', () => {
    expect(CODES.toSorted()).toEqual(Object.keys(PROBLEMES).toSorted())
    expect(Object.keys(document.components['examples'] ?? {}).toSorted()).toEqual(CODES.toSorted())
  })

  test.each(CODES)('%s: status, headers and body as described', async (code) => {
    const response = await askProbleme(code)
    expect(response.status).toBe(PROBLEMES[code].status)
    const body: unknown = await response.json()
    expect(body).toMatchObject({ code })
    expect(body).toEqual(document.components['examples']?.[code]?.['value'])
    expect(faults({ $ref: '#/components/schemas/Probleme' }, body)).toEqual([])
    const declared = operations
      .map(({ operation: { responses } }) =>
        resolve(responses[String(PROBLEMES[code].status)] ?? responses['4XX']),
      )
      .find((one) => code in (one?.content?.['application/problem+json']?.examples ?? {}))
    expect(declared, 'some operation names it').toBeDefined()
    const missing = Object.keys(declared?.headers ?? {}).filter((one) => !response.headers.has(one))
    // Beside annuaire_indisponible, which may pass: waiting does not make a search possible.
    expect(missing).toEqual(code === 'recherche_indisponible' ? ['Retry-After'] : [])
  })
})
