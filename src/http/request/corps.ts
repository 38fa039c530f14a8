import type { Context } from 'hono'
import type * as z from 'zod'
import type { Probleme } from '../../application/probleme.ts'
import type { Schema } from '../openapi/components.ts'
import { readBody } from './body.ts'
import { readContentType } from './content-type.ts'
import { parseJsonStrict, type JsonRead } from './json-strict.ts'
import { readQuery } from './query.ts'
import { parseXmlStrict } from './xml-strict.ts'

const MAX_BODY_BYTES = 64 * 1024

const LECTURES: Record<string, (text: string, schema: z.ZodType) => JsonRead> = {
  'application/json': parseJsonStrict,
  'application/xml': parseXmlStrict,
}

/**
 * The body of a request about one, in JSON or XML, 64 KiB at most: a value for `schema` to check. Its
 * address takes no parameter. Fails as `type_non_supporte`, `corps_trop_grand` or `requete_invalide`.
 */
export const readCorps = async (
  c: Context,
  schema: z.ZodType,
): Promise<{ ok: true; value: unknown } | { ok: false; probleme: Probleme }> => {
  const query = readQuery(c.req.url, [])
  if (!query.ok) return query
  const type = readContentType(c.req.raw.headers, Object.keys(LECTURES))
  if (!type.ok) return type
  const body = await readBody(c.req.raw, MAX_BODY_BYTES)
  if (!body.ok) return body
  const read = (LECTURES[type.mediaType] as (typeof LECTURES)[string])(body.text, schema)
  if (read.ok) return read
  const { ok: _, ...fault } = read
  return { ok: false, probleme: { code: 'requete_invalide', ...fault } }
}

/** The same as the description of the API has it, of a component. */
export const toCorps = (composant: string): Record<string, string | Schema> => ({
  'application/json': composant,
  'application/xml': {
    $ref: `#/components/schemas/${composant}`,
    description:
      'Un élément « demande », un élément par champ, comme une réponse en XML ; « usages » a des éléments « usage ».',
  },
})
