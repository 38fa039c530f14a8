export type JsonRead = { ok: true; value: unknown } | { ok: false; detail: string }

/** Far more than any body of ours needs. */
const MAX_DEPTH = 16

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** What JSON.parse lets through in valid JSON: a key written twice, or nesting without end. */
const findFault = (json: string): string | null => {
  const keys: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{') keys.push(new Set())
    else if (token === '[') keys.push(null)
    else if (token === '}' || token === ']') keys.pop()
    else if (token === ':') {
      const key = JSON.parse(last) as string
      const seen = keys.at(-1)
      if (seen?.has(key)) return `Le champ « ${key.slice(0, 40)} » figure deux fois.`
      seen?.add(key)
    }
    if (keys.length > MAX_DEPTH) return 'Le JSON reçu est trop imbriqué.'
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
  const detail = findFault(text)
  return detail === null ? { ok: true, value } : { ok: false, detail }
}
