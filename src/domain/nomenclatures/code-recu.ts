import * as z from 'zod'

/**
 * A coded field as a source gives it. A text is its only code, whether our tables know it or not.
 * `illisible`: something is given that is not one code of a known table, here as it was received: a
 * code of another table, or several codes that contradict each other. null = the source does not say.
 */
export const CodeRecu = z
  .union([z.string(), z.strictObject({ illisible: z.array(z.string()) })])
  .nullable()
export type CodeRecu = z.infer<typeof CodeRecu>

/** One code, when nothing else was received; else all of it, in an order that the data do not touch. */
export const toCodeRecu = (codes: readonly string[], unread: readonly string[] = []): CodeRecu => {
  const distinct = [...new Set([...codes, ...unread])]
  const [first] = distinct
  if (first === undefined) return null
  const isRead = unread.length === 0 && distinct.length === 1
  return isRead ? first : { illisible: distinct.toSorted() }
}

/** Several descriptions of one thing: codes that do not agree cannot be read as one. */
export const reconcileCodes = (codes: readonly CodeRecu[]): CodeRecu => {
  const texts = codes.filter((code) => typeof code === 'string')
  const unread = codes.flatMap((code) =>
    code === null || typeof code === 'string' ? [] : code.illisible,
  )
  return toCodeRecu(texts, unread)
}
