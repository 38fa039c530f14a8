import { fail, isType, parseObject, readText, unreadable, type Attempt } from './answer.ts'
import { Patience } from './patience.ts'
import { persist, send, type Settings } from './send.ts'

const JSON_TYPE = 'application/json'

/**
 * One question and its whole answer in JSON, asked again where that may help. `body` undefined = a
 * GET; `mark` is a field that an answer of ours has.
 */
export const ask = async <T extends object>(
  settings: Settings,
  path: string,
  body: object | undefined,
  mark: keyof T & string,
  signal: AbortSignal | undefined,
): Promise<Attempt<T>> => {
  const content = body === undefined ? null : { type: JSON_TYPE, body: JSON.stringify(body) }
  return persist(settings, signal, async (): Promise<Attempt<T>> => {
    const patience = new Patience(settings.timeoutMs, signal)
    try {
      const sent = await send(settings, path, JSON_TYPE, content, patience)
      if (!sent.ok) return sent
      const text = await readText(sent.value, patience)
      if (!text.ok) return text
      const value = parseObject(text.value)
      const isOurs = isType(sent.value, JSON_TYPE) && value?.[mark] !== undefined
      return isOurs ? { ok: true, value: value as T } : fail(unreadable(sent.value))
    } finally {
      patience.end()
    }
  })
}
