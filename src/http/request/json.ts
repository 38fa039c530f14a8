import type { Context } from 'hono'
import type { Probleme } from '../../application/probleme.ts'
import { readBody } from './body.ts'
import { readContentType } from './content-type.ts'
import { parseJsonStrict } from './json-strict.ts'
import { readQuery } from './query.ts'

const MAX_BODY_BYTES = 64 * 1024

/** The JSON body of a request about one, whose address takes no parameter. */
export const readJson = async (
  c: Context,
): Promise<{ ok: true; value: unknown } | { ok: false; probleme: Probleme }> => {
  const query = readQuery(c.req.url, [])
  if (!query.ok) return query
  const type = readContentType(c.req.raw.headers, ['application/json'])
  if (!type.ok) return type
  const body = await readBody(c.req.raw, MAX_BODY_BYTES)
  if (!body.ok) return body
  const json = parseJsonStrict(body.text)
  if (json.ok) return json
  const { ok: _, ...fault } = json
  return { ok: false, probleme: { code: 'requete_invalide', ...fault } }
}
