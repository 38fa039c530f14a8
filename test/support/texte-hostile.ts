import { expect } from 'vitest'
import { toTexte } from '../../src/cli-texte.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { toTicket } from '../../src/http/pages/ticket.ts'
import type { Service } from './service.ts'

/** What comes in dirty, and how clean it is by each way out. */

/** Dropped wherever they stand. */
export const INVISIBLES = [
  ['right-to-left override', '\u202E'],
  ['right-to-left isolate', '\u2067'],
  ['right-to-left mark', '\u200F'],
  ['Arabic letter mark', '\u061C'],
  ['zero-width space', '\u200B'],
  ['zero-width joiner', '\u200D'],
  ['byte order mark', '\uFEFF'],
  ['soft hyphen', '\u00AD'],
  ['tag', '\u{E0041}'],
  ['Hangul filler', '\u3164'],
  ['variation selector', '\uFE0F'],
] as const

/** Dropped at an end, a space inside. */
export const PERDUS = [
  ['escape', '\u001B'],
  ['null', '\0'],
  ['bell', '\u0007'],
  ['delete', '\u007F'],
  ['one-byte escape sequence', '\u009B'],
  ['carriage return', '\r'],
  ['line end and tab', '\r\n\t'],
  ['line separator', '\u2028'],
] as const

export const MOITIES = [
  ['first half of a character', '\uD83D'],
  ['second half of a character', '\uDE00'],
] as const

/** What no output may hold; `\uFFFD` is what the encoder makes of half a character. */
const SALE = /[\p{Cs}\p{Bidi_Control}\p{DI}\u2028\u2029\uFFFD]|(?![\t\r\n])\p{Cc}/u
export const expectClean = (text: string): void => expect(SALE.exec(text)?.[0]).toBeUndefined()

/** Every string of a JSON value, changed; its keys stay. */
export const mapTexts = (
  value: unknown,
  change: (text: string, key: string) => string,
  key = '',
): unknown => {
  if (typeof value === 'string') return change(value, key)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, change, name)]),
  )
}

export const between = (text: string, mark: string): string =>
  text.slice(0, 2) + mark + text.slice(2)

export type Change = (text: string, key: string) => string

/** Without when it was looked up. */
export const answersOf = async ({ post }: Pick<Service, 'post'>, numeros: readonly string[]) =>
  Promise.all(
    numeros.map(async (numero) => {
      const body = (await (await post({ numero })).json()) as Verification
      return { ...body, sources: body.sources.map(({ nom }) => nom) }
    }),
  )

/** Whatever its type says, without its byte order mark. */
export const textOf = async (response: Response): Promise<string> =>
  new TextDecoder().decode(await response.arrayBuffer())

/** By every way out of the service. */
export const outputsOf = async ({ app, post }: Service, numero: string): Promise<string[]> => {
  const verifications = ['application/json', 'application/xml', 'text/csv', 'text/html'].map(
    async (accept) => post({ numero }, { accept }),
  )
  const lots = ['application/json', 'application/x-ndjson', 'text/csv'].map(async (accept) =>
    app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ numeros: [numero] }),
    }),
  )
  const page = app.request('/lot', {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams({ numeros: numero }),
  })
  const responses = await Promise.all([...verifications, ...lots, page])
  expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200))
  const texts = await Promise.all(responses.map(textOf))
  const verification = JSON.parse(texts[0] ?? '') as Verification
  return [
    ...texts,
    ...strings(verification),
    toTicket(verification),
    toTexte(verification, { columns: 80, colors: false }),
  ]
}

/** JSON hides a control behind an escape: its strings are looked at too. */
export const strings = (value: unknown): string[] => {
  const found: string[] = []
  mapTexts(value, (text) => {
    found.push(text)
    return text
  })
  return found
}
