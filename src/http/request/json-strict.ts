import type { ErreurDeChamp } from '../../application/probleme.ts'
import { quote, toPointer } from '../../application/quote.ts'

export type JsonRead =
  | { ok: true; value: unknown }
  | { ok: false; detail: string; errors?: ErreurDeChamp[] }

/** Far more than any body of ours needs. */
const MAX_DEPTH = 16

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

type Level = { keys: Set<string> | null; current: string }

/** What valid JSON may have and a request may not: a key written twice, or deep nesting. */
const findFault = (json: string): Extract<JsonRead, { ok: false }> | null => {
  const levels: Level[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKENS)) {
    const level = levels.at(-1)
    if (token === '{') levels.push({ keys: new Set(), current: '' })
    else if (token === '[') levels.push({ keys: null, current: '0' })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',' && level?.keys === null)
      level.current = String(Number(level.current) + 1)
    else if (token === ':' && level !== undefined) {
      level.current = JSON.parse(last) as string
      if (level.keys?.has(level.current)) {
        const detail = `Le champ ${quote(level.current)} figure deux fois.`
        const pointer = toPointer(levels.map(({ current }) => current))
        return { ok: false, detail, errors: [{ pointer, code: 'repete', detail }] }
      }
      level.keys?.add(level.current)
    }
    if (levels.length > MAX_DEPTH) return { ok: false, detail: 'Le JSON reçu est trop imbriqué.' }
    last = token
  }
  return null
}

/** JSON as a person means it: no key twice in an object, no deep nesting. `detail` is French. */
export const parseJsonStrict = (text: string): JsonRead => {
  if (text.trim() === '') return { ok: false, detail: 'Le corps de la demande est vide.' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, detail: 'Le corps de la demande n’est pas du JSON valide.' }
  }
  return findFault(text) ?? { ok: true, value }
}
