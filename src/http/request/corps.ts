import type * as z from 'zod'
import type { Probleme } from '../../application/probleme.ts'
import { readBody } from './body.ts'
import { readContentType } from './content-type.ts'
import { parseJsonStrict, type JsonRead } from './json-strict.ts'
import { parseXmlStrict } from './xml-strict.ts'

const MAX_BODY_BYTES = 64 * 1024

const LECTURES: Record<string, (text: string, schema: z.ZodType) => JsonRead> = {
  'application/json': parseJsonStrict,
  'application/xml': parseXmlStrict,
}

/** Media types of the body of one request. */
export const CORPS_ADMIS = Object.keys(LECTURES)

/**
 * The body of one request, in JSON or XML, 64 KiB at most: a value for `schema` to check. Fails as
 * `type_non_supporte`, `corps_trop_grand` or `requete_invalide`.
 */
export const readCorps = async (
  request: Request,
  schema: z.ZodType,
): Promise<{ ok: true; value: unknown } | { ok: false; probleme: Probleme }> => {
  const type = readContentType(request.headers, CORPS_ADMIS)
  if (!type.ok) return type
  const body = await readBody(request, MAX_BODY_BYTES)
  if (!body.ok) return body
  const read = (LECTURES[type.mediaType] as (typeof LECTURES)[string])(body.text, schema)
  if (read.ok) return read
  const { ok: _, ...fault } = read
  return { ok: false, probleme: { code: 'requete_invalide', ...fault } }
}
