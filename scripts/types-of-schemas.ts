import type { Schema } from '../src/http/openapi/components.ts'

const SCALARS: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

const literal = (value: unknown): string => JSON.stringify(value).replace(/^"(.*)"$/, "'$1'")

const docOf = (schema: Schema, indent: string): string => {
  const { description } = schema
  return typeof description === 'string' ? `${indent}/** ${description} */\n` : ''
}

const printObject = (schema: Schema, indent: string): string => {
  const inner = `${indent}  `
  const required = new Set((schema['required'] ?? []) as string[])
  const fields = Object.entries(schema['properties'] as Record<string, Schema>).map(
    ([nom, property]) => {
      const type = print(property, inner)
      const field = required.has(nom) ? `${nom}: ${type}` : `${nom}?: ${type} | undefined`
      return `${docOf(property, inner)}${inner}${field}\n`
    },
  )
  return `{\n${fields.join('')}${indent}}`
}

const print = (schema: Schema, indent: string): string => {
  const { $ref, anyOf, enum: values, type } = schema
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1)
  if ('const' in schema) return literal(schema['const'])
  if (Array.isArray(values)) return values.map(literal).join(' | ')
  if (Array.isArray(anyOf)) return anyOf.map((one) => print(one as Schema, indent)).join(' | ')
  if (Array.isArray(type)) {
    return type.map((one: unknown) => print({ ...schema, type: one }, indent)).join(' | ')
  }
  if (type === 'array') {
    const element = print((schema['items'] ?? {}) as Schema, indent)
    return element.includes(' | ') ? `(${element})[]` : `${element}[]`
  }
  if (type === 'object' && schema['properties'] !== undefined) return printObject(schema, indent)
  if (type === 'object') {
    const values = schema['additionalProperties'] as Schema | undefined
    return `Record<string, ${values === undefined ? 'unknown' : print(values, indent)}>`
  }
  if (Object.keys(schema).every((key) => key === 'description')) return 'unknown'
  const scalar = SCALARS[String(type)]
  if (scalar === undefined) throw new Error(`No type for ${JSON.stringify(schema)}`)
  return scalar
}

const refsOf = (schema: Schema): string[] =>
  [...JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, nom = '']) => nom,
  )

/**
 * TypeScript types of JSON Schema components, those named and all that they refer to, each with its
 * description. What a schema says beyond its type (a length, a format) has no place in a type.
 *
 * @throws Error for a schema of a kind that this does not print.
 */
export const toTypes = (schemas: Record<string, Schema>, roots: readonly string[]): string => {
  const wanted = new Set(roots)
  for (const nom of wanted) {
    const schema = schemas[nom]
    if (schema === undefined) throw new Error(`No schema ${nom}`)
    for (const ref of refsOf(schema)) wanted.add(ref)
  }
  return Object.entries(schemas)
    .filter(([nom]) => wanted.has(nom))
    .map(([nom, schema]) => `${docOf(schema, '')}export type ${nom} = ${print(schema, '')}\n`)
    .join('\n')
}
