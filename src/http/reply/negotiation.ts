type Range = { type: string; q: number }

const QVALUE = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

const parseQ = (parameters: readonly string[]): number => {
  for (const parameter of parameters) {
    const [name, value] = parameter.split('=', 2)
    if (name?.trim().toLowerCase() !== 'q') continue
    const text = value?.trim() ?? ''
    return QVALUE.test(text) ? Number(text) : 1
  }
  return 1
}

const parseAccept = (accept: string): Range[] =>
  accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';')
    return { type: type.trim().toLowerCase(), q: parseQ(parameters) }
  })

/** 3 for the type itself, 2 for `type/*`, 1 for `*\/*`, 0 when the range does not cover it. */
const specificity = (range: string, mediaType: string): number => {
  if (range === mediaType) return 3
  if (range === `${mediaType.slice(0, mediaType.indexOf('/'))}/*`) return 2
  return range === '*/*' ? 1 : 0
}

/** The q of the most specific range that covers the type; 0 = not accepted. */
const quality = (ranges: readonly Range[], mediaType: string): number => {
  let best = 0
  let q = 0
  for (const range of ranges) {
    const fit = specificity(range.type, mediaType)
    if (fit > best) {
      best = fit
      q = range.q
    }
  }
  return q
}

/**
 * The media type to answer with, out of those `offered` (lower case, in our order of preference,
 * which decides between equals); null when the header accepts none of them. No header, or an
 * empty one, accepts everything.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#name-accept
 */
export const negotiate = (accept: string | null, offered: readonly string[]): string | null => {
  const first = offered[0] ?? null
  if (accept === null || accept === '*/*' || accept === first || accept === '') return first
  const ranges = parseAccept(accept)
  let chosen: string | null = null
  let best = 0
  for (const mediaType of offered) {
    const q = quality(ranges, mediaType)
    if (q > best) {
      best = q
      chosen = mediaType
    }
  }
  return chosen
}
