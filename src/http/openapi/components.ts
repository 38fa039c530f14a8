import * as z from 'zod'
import { EtatSource, Sonde } from '../../application/etat-source.ts'
import { ErreurDeChamp } from '../../application/probleme.ts'
import * as demandes from '../../domain/demande.ts'
import * as lot from '../../domain/lot.ts'
import { DemandeRecherche } from '../../domain/recherche/demande-recherche.ts'
import * as recherche from '../../domain/recherche/reponse-recherche.ts'
import { RegleVue } from '../../domain/reponse/regle-vue.ts'
import { Adresse } from '../../domain/situation-exercice.ts'
import * as verification from '../../domain/verification.ts'
import * as reponses from '../reponses.ts'

export type Schema = { [key: string]: unknown }

/** Values written out where they are used: a list of words needs no component. */
const INLINE: ReadonlySet<unknown> = new Set([
  verification.IssueSituation,
  verification.IssueStructure,
  verification.Classe,
  verification.Couloir,
  verification.Confiance,
  verification.Role,
])

/** In the order of their names within each group. */
const toComposants = (...groups: Record<string, unknown>[]): [string, z.ZodType][] =>
  groups
    .flatMap((group) => Object.entries(group).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
    .filter(([, schema]) => !INLINE.has(schema))

/** Strict as we validate them; answers are open, so that a new field breaks no client. */
const DEMANDES = new Set([
  'DemandeVerification',
  'DemandeStructure',
  'DemandeLot',
  'DemandeRecherche',
  'Contexte',
  'ContexteStructure',
])

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
 * A schema as the document shows it, what describes it first. `format` says all that the pattern of
 * a date does.
 */
const finish = (schema: Schema, strict: boolean): Schema => {
  const { $schema: _, $id: __, description, valeurs, additionalProperties, ...rest } = schema
  const done: Schema = rest['anyOf'] === undefined ? rest : mergeNull(rest)
  if (done['format'] !== undefined) delete done['pattern']
  if (done['maximum'] === Number.MAX_SAFE_INTEGER) delete done['maximum']
  if (done['minimum'] === Number.MIN_SAFE_INTEGER) delete done['minimum']
  if (valeurs !== undefined) {
    // A record over a list of words has each of them.
    done['properties'] = Object.fromEntries(
      Object.entries(valeurs as Record<string, string>).map(([nom, description]) => [
        nom,
        finish({ ...(additionalProperties as Schema), description }, strict),
      ]),
    )
  } else if (typeof additionalProperties === 'object') {
    done['additionalProperties'] = finish(additionalProperties as Schema, strict)
  } else if (additionalProperties === false && strict) done['additionalProperties'] = false
  delete done['propertyNames']
  for (const key of ['anyOf', 'oneOf'] as const) {
    const list = done[key] as Schema[] | undefined
    if (list !== undefined) done[key] = list.map((one) => finish(one, strict))
  }
  if (done['items'] !== undefined) done['items'] = finish(done['items'] as Schema, strict)
  const properties = done['properties'] as Record<string, Schema> | undefined
  if (properties !== undefined && valeurs === undefined) {
    done['properties'] = Object.fromEntries(
      Object.entries(properties).map(([nom, property]) => [nom, finish(property, strict)]),
    )
  }
  return description === undefined ? done : { description, ...done }
}

/** Every schema of the API by name, in JSON Schema 2020-12, from the zod schemas that validate. */
export const toComponents = (): Record<string, Schema> => {
  const registry = z.registry<{ id: string }>()
  const { DemandeLot, ...demande } = demandes
  const composants = toComposants(
    { ...demande, ...verification },
    { ...lot, DemandeLot },
    { ...recherche, DemandeRecherche },
    { Adresse, RegleVue },
    { ...reponses, ErreurDeChamp, EtatSource, Sonde },
  )
  for (const [id, schema] of composants) registry.add(schema, { id })
  const { schemas: made } = z.toJSONSchema(registry, {
    io: 'input',
    uri: refTo,
    // Of what goes by a schema, only this is for clients; a reference keeps its own description.
    metadata: z.registry(),
    override: ({ zodSchema, jsonSchema }) => {
      const { description, valeurs } = z.globalRegistry.get(zodSchema) ?? {}
      Object.assign(jsonSchema, description && { description }, valeurs && { valeurs })
    },
  })
  return Object.fromEntries(
    Object.entries(made).map(([nom, schema]) => [nom, finish(schema, DEMANDES.has(nom))]),
  )
}
