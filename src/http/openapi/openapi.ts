import type { ProblemeCode } from '../../application/probleme.ts'
import type { Access } from '../gate/report.ts'
import { toComponents, type Schema } from './components.ts'
import recorded from './exemples.json' with { type: 'json' }
import { GROUPES, type Exemple, type Openapi, type Operation } from './operation.ts'
import {
  commonHeaders,
  HEADERS,
  toProblemResponses,
  toRefs,
  toSharedResponses,
} from './reponses.ts'
import { PROBLEMES } from '../reply/problem.ts'
import type { Route } from '../routes/route.ts'

/** Answers of the running service to the examples of the table, as `npm run docs:openapi` saw them. */
const REPONSES = recorded.reponses as Record<string, { type: string; valeur: unknown } | undefined>
const PROBLEMES_VUS = recorded.problemes as Partial<Record<ProblemeCode, unknown>>

const DESCRIPTION = `Qui doit commander le certificat logiciel IGC-Santé d’un professionnel de santé, sous quel identifiant, et pourquoi.

Les codes et les noms de champs sont stables ; les phrases, en français, peuvent changer. Des champs peuvent s’ajouter aux réponses : ignorez ceux que vous ne connaissez pas. null veut dire « inconnu » ou « sans objet », jamais « non ».

« L’annuaire n’a pas répondu » est toujours une erreur (502, 503 ou 504), jamais une réponse : elle ne dit rien du professionnel.

HEAD répond comme GET, sans corps ; OPTIONS nomme les méthodes permises. À qui accepte text/html, un navigateur, réponses et erreurs sont rendues en pages. Les noms, numéros et identifiants des exemples sont fictifs.`

const keyOf = ({ methode, adresse }: Route): string => `${methode} ${adresse}`

const toSchema = (schema: string | Schema): Schema =>
  typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema

const EN_TETE_VALIDATION = {
  name: 'If-None-Match',
  in: 'header',
  description: 'ETag d’une réponse déjà reçue : 304 si elle vaut encore.',
  schema: { type: 'string' },
}

const EN_TETE_REFERENCE = { $ref: '#/components/parameters/X-Request-Id' }

const examplesOf = (
  exemples: Record<string, Exemple>,
  valueOf: (exemple: Exemple, nom: string) => unknown,
): Schema => {
  const entries = Object.entries(exemples).flatMap(([nom, exemple]) => {
    const value = valueOf(exemple, nom)
    return value === undefined ? [] : [[nom, { summary: exemple.resume, value }]]
  })
  return entries.length === 0 ? {} : { examples: Object.fromEntries(entries) }
}

const toParameters = ({ parametres = [], reponse, exemples = {} }: Operation): Schema[] => [
  ...parametres.map(({ nom, dans, description, requis, schema }) => ({
    name: nom,
    in: dans,
    description,
    ...(dans === 'path' || requis ? { required: true } : {}),
    // A list is written with commas between its elements.
    ...(schema['type'] === 'array' ? { style: 'form', explode: false } : {}),
    schema,
    ...examplesOf(exemples, ({ parametres: values }) => {
      const value = values?.[nom]
      return schema['type'] === 'array' ? value?.split(',') : value
    }),
  })),
  ...(reponse.validable ? [EN_TETE_VALIDATION] : []),
  EN_TETE_REFERENCE,
]

const toBody = ({ corps, exemples = {} }: Operation): Schema => {
  if (corps === undefined) return {}
  const content = Object.entries(corps).map(([type, schema]) => [
    type,
    {
      schema: toSchema(schema),
      ...examplesOf(exemples, ({ corps: sent }) => (sent?.type === type ? sent.valeur : undefined)),
    },
  ])
  return { requestBody: { required: true, content: Object.fromEntries(content) } }
}

/** An answer of the same form that is no success: without the examples of one. */
const toOther = ({ reponse }: Operation, description: string, headers: string[]): Schema => ({
  description,
  headers: toRefs(headers),
  content: Object.fromEntries(
    Object.entries(reponse.contenu).map(([type, schema]) => [type, { schema: toSchema(schema) }]),
  ),
})

const toResponses = (key: string, operation: Operation, access: Access): Schema => {
  const { reponse, exemples = {}, problemes } = operation
  const content = Object.entries(reponse.contenu).map(([type, schema]) => [
    type,
    {
      schema: toSchema(schema),
      ...examplesOf(exemples, (_, nom) => {
        const seen = REPONSES[`${key} ${nom}`]
        return seen?.type === type ? seen.valeur : undefined
      }),
    },
  ])
  const headers = [...commonHeaders(access), ...(reponse.validable ? ['ETag'] : [])]
  return {
    200: {
      description: reponse.description,
      headers: toRefs(headers),
      content: Object.fromEntries(content),
    },
    ...(reponse.validable
      ? { 304: { description: 'La réponse déjà reçue vaut encore.', headers: toRefs(headers) } }
      : {}),
    ...toProblemResponses(problemes, access),
    ...(reponse.sinon
      ? { [reponse.sinon.status]: toOther(operation, reponse.sinon.description, headers) }
      : {}),
  }
}

const toOperation = (route: Route, operation: Operation): Schema => {
  const { access } = route
  const { id, groupe, resume, description } = operation
  return {
    operationId: id,
    tags: [groupe],
    summary: resume,
    description,
    security: access === 'key' ? [{}, { cle: [] }] : [],
    parameters: toParameters(operation),
    ...toBody(operation),
    responses: toResponses(keyOf(route), operation, access),
  }
}

const toPaths = (routes: readonly Route[]): Openapi['paths'] => {
  const paths: Openapi['paths'] = {}
  for (const route of routes) {
    const { methode, adresse, operation } = route
    if (operation === undefined) continue
    const path = (paths[adresse] ??= {})
    path[methode.toLowerCase()] = toOperation(route, operation)
  }
  return paths
}

/** Of components, those that the operations refer to, by themselves or through another. */
const keepUsed = <T extends Record<string, Record<string, Schema>>>(
  paths: Openapi['paths'],
  components: T,
): T => {
  const used = new Set<string>()
  const visit = (value: unknown): void => {
    for (const [, ref = ''] of JSON.stringify(value).matchAll(/"#\/components\/([\w/-]+)"/g)) {
      if (used.has(ref)) continue
      used.add(ref)
      const [section = '', nom = ''] = ref.split('/')
      const found = components[section]?.[nom]
      if (found !== undefined) visit(found)
    }
  }
  visit(paths)
  return Object.fromEntries(
    Object.entries(components).map(([section, entries]) => [
      section,
      Object.fromEntries(Object.entries(entries).filter(([nom]) => used.has(`${section}/${nom}`))),
    ]),
  ) as T
}

/**
 * The description of the API, from the table of routes and the schemas that validate. What people
 * see has no place in it: generated clients would have it too.
 */
export const createOpenapi = (version: string, routes: readonly Route[]): Openapi => {
  const paths = toPaths(routes)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Qui commande ?',
      version,
      description: DESCRIPTION,
      contact: { name: 'Les auteurs de Qui commande ?' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/', description: 'Le service qui donne ce document.' }],
    tags: Object.entries(GROUPES).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      ...keepUsed(paths, {
        schemas: toComponents(),
        headers: HEADERS,
        responses: toSharedResponses(),
        parameters: {
          'X-Request-Id': {
            name: 'X-Request-Id',
            in: 'header',
            description:
              '1 à 64 lettres, chiffres, points, tirets ou soulignés. Rendue dans la réponse et dans les erreurs.',
            schema: { type: 'string' },
          },
        },
        examples: Object.fromEntries(
          Object.entries(PROBLEMES_VUS).map(([code, value]) => [
            code,
            { summary: PROBLEMES[code as ProblemeCode].titre, value },
          ]),
        ),
      }),
      securitySchemes: {
        cle: {
          type: 'http',
          scheme: 'bearer',
          description: 'Clé d’accès ; facultative là où le service est ouvert.',
        },
      },
    },
  }
}
