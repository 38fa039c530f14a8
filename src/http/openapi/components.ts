import * as z from 'zod'
import * as reponses from '../../application/reponses.ts'
import * as lot from '../../domain/lot.ts'
import { RegleVue } from '../../domain/reponse/regle-vue.ts'
import { Adresse } from '../../domain/situation-exercice.ts'
import * as verification from '../../domain/verification.ts'
import { DESCRIPTIONS } from './descriptions.ts'

export type Schema = { [key: string]: unknown }

/** Values written out where they are used: a list of words needs no component. */
const INLINE: ReadonlySet<unknown> = new Set([
  verification.IssueSituation,
  verification.Classe,
  verification.Couloir,
  verification.Confiance,
  verification.Role,
])

const COMPOSANTS: Record<string, z.ZodType> = {}
for (const [nom, schema] of Object.entries({
  ...verification,
  ...lot,
  Adresse,
  RegleVue,
  ...reponses,
})) {
  if (schema instanceof z.ZodType && !INLINE.has(schema)) COMPOSANTS[nom] = schema
}

/** Strict as we validate them; answers are open, so that a new field breaks no client. */
const DEMANDES = new Set(['DemandeVerification', 'DemandeLot', 'Contexte'])

const refTo = (nom: string): string => `#/components/schemas/${nom}`

/** `type: [T, 'null']` for a T or null, as people write it. */
const mergeNull = ({ anyOf, ...rest }: Schema): Schema => {
  const [one, two, ...others] = (anyOf ?? []) as Schema[]
  if (one === undefined || two?.['type'] !== 'null' || others.length > 0) return { anyOf, ...rest }
  if (typeof one['type'] !== 'string') return { anyOf, ...rest }
  const values = one['enum'] as unknown[] | undefined
  return {
    ...one,
    type: [one['type'], 'null'],
    ...(values === undefined ? {} : { enum: [...values, null] }),
    ...rest,
  }
}

/**
 * A schema as the document shows it, with the description of each field. `format` says all that the
 * pattern of a date does.
 */
const finish = (schema: Schema, path: string, strict: boolean): Schema => {
  const { $schema: _, $id: __, additionalProperties, ...rest } = schema
  const done: Schema = rest['anyOf'] === undefined ? rest : mergeNull(rest)
  if (done['format'] !== undefined) delete done['pattern']
  if (done['maximum'] === Number.MAX_SAFE_INTEGER) delete done['maximum']
  if (done['minimum'] === Number.MIN_SAFE_INTEGER) delete done['minimum']
  if (typeof additionalProperties === 'object') {
    // A record over a list of words has each of them.
    const { required } = done as { required?: string[] }
    if (required === undefined) {
      done['additionalProperties'] = finish(additionalProperties as Schema, path, strict)
    } else done['properties'] = Object.fromEntries(required.map((k) => [k, additionalProperties]))
  } else if (additionalProperties === false && strict) done['additionalProperties'] = false
  delete done['propertyNames']
  for (const key of ['anyOf', 'oneOf'] as const) {
    const list = done[key] as Schema[] | undefined
    if (list !== undefined) done[key] = list.map((one) => finish(one, path, strict))
  }
  if (done['items'] !== undefined) done['items'] = finish(done['items'] as Schema, path, strict)
  const properties = done['properties'] as Record<string, Schema> | undefined
  if (properties !== undefined) {
    done['properties'] = Object.fromEntries(
      Object.entries(properties).map(([nom, property]) => {
        const inner = `${path}.${nom}`
        const description = DESCRIPTIONS[inner] ?? DESCRIPTIONS[toShared(inner)]
        const finished = finish(property, inner, strict)
        return [nom, description === undefined ? finished : { description, ...finished }]
      }),
    )
  }
  return done
}

/** Fields that several components share are described once. */
const toShared = (path: string): string =>
  path
    .replace(/^SituationJugee\./, 'SituationVue.')
    .replace(/^Resultat(?:Ok|Erreur)\./, 'ResultatLot.')
    .replace(/^DemandeLot\./, 'DemandeVerification.')

/** Every schema of the API by name, in JSON Schema 2020-12, from the zod schemas that validate. */
export const toComponents = (): Record<string, Schema> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(COMPOSANTS)) registry.add(schema, { id })
  const { schemas: made } = z.toJSONSchema(registry, { io: 'input', uri: refTo })
  return Object.fromEntries(
    Object.entries(made).map(([nom, schema]) => {
      const description = DESCRIPTIONS[nom]
      const finished = finish(schema, nom, DEMANDES.has(nom))
      return [nom, description === undefined ? finished : { description, ...finished }]
    }),
  )
}
