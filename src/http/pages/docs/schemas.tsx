import type { Schema } from '../../openapi/components.ts'
import type { Child } from '../layout.tsx'
import { nameOf } from './document.ts'

const NOMS: Record<string, string> = {
  string: 'texte',
  integer: 'entier',
  number: 'nombre',
  boolean: 'booléen',
  object: 'objet',
  null: 'null',
}

/** In a closed `<details>`, which a browser opens when somebody comes to it by a link. */
export const LienSchema = ({ nom }: { nom: string }) => <a href={`#schema-${nom}`}>{nom}</a>

const Valeur = ({ valeur }: { valeur: unknown }) => <code>{String(valeur)}</code>

const join = (parts: Child[]): Child[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [' | ', part]))

/** What a value can be, in a few words. */
export const describeType = (schema: Schema): Child => {
  const nom = nameOf(schema)
  if (nom !== null) return <LienSchema nom={nom} />
  if ('const' in schema) return <Valeur valeur={schema['const']} />
  const { enum: values, anyOf, type, items, format } = schema
  if (Array.isArray(values)) return <>{join(values.map((valeur) => <Valeur valeur={valeur} />))}</>
  if (Array.isArray(anyOf)) return <>{join(anyOf.map((one) => describeType(one as Schema)))}</>
  if (Array.isArray(type)) {
    return <>{join(type.map((one: unknown) => describeType({ ...schema, type: one })))}</>
  }
  if (type === 'array') return <>liste de {describeType((items ?? {}) as Schema)}</>
  if (format === 'date' && type === 'string') return 'jour'
  if (format === 'date-time' && type === 'string') return 'instant'
  return NOMS[String(type)] ?? 'valeur quelconque'
}

/** The object whose fields a schema has: itself, the elements of a list, or nothing. */
const fieldsOf = (schema: Schema): Schema | null => {
  if (schema['properties'] !== undefined) return schema
  const items = schema['items'] as Schema | undefined
  return items?.['properties'] === undefined ? null : items
}

const bounds = (schema: Schema): string | null => {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema as Record<string, number>
  if (minimum !== undefined && maximum !== undefined) return `${minimum} à ${maximum}`
  if (minLength !== undefined) return `${minLength} à ${maxLength} caractères`
  if (maxLength !== undefined) return `${maxLength} caractères au plus`
  return maxItems === undefined ? null : `${maxItems} au plus`
}

const Champs = ({ schema }: { schema: Schema }) => {
  const required = new Set((schema['required'] ?? []) as string[])
  const fields = Object.entries(schema['properties'] as Record<string, Schema>)
  return (
    <dl class="champs">
      {fields.map(([nom, field]) => {
        const inner = fieldsOf(field)
        const limites = bounds(field)
        return (
          <>
            <dt>
              <code>{nom}</code> <span class="discret">{describeType(field)}</span>
              {!required.has(nom) && <span class="discret"> facultatif</span>}
            </dt>
            <dd>
              {field['description']}
              {limites !== null && <span class="discret"> ({limites})</span>}
              {inner !== null && <Champs schema={inner} />}
            </dd>
          </>
        )
      })}
    </dl>
  )
}

/** One component, folded. */
export const SchemaPlie = ({ nom, schema }: { nom: string; schema: Schema }) => (
  <details class="plier">
    <summary>
      <h3>{nom}</h3>
    </summary>
    <div id={`schema-${nom}`} class="repere">
      <p>{schema['description']}</p>
      {schema['properties'] === undefined ? (
        <p>{describeType(schema)}</p>
      ) : (
        <Champs schema={schema} />
      )}
    </div>
  </details>
)
