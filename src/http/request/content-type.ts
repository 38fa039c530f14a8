import type { Probleme } from '../../application/probleme.ts'
import { quote } from '../../application/quote.ts'

export type ContentTypeRead = { ok: true; mediaType: string } | { ok: false; probleme: Probleme }

/** UTF-8 by either of its names, or left out; other parameters change nothing for us. */
const isUtf8 = (parameters: readonly string[]): boolean =>
  parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.split('=', 2)
    return name.trim().toLowerCase() !== 'charset' || /^\s*("?)utf-?8\1\s*$/i.test(value)
  })

const isPlain = (encoding: string | null): boolean =>
  ['', 'identity'].includes((encoding ?? '').trim().toLowerCase())

const describe = (headers: Headers, accepted: readonly string[]): string => {
  const type = headers.get('content-type')
  const encoding = headers.get('content-encoding')
  const recu = [
    type === null ? 'aucun type' : quote(type),
    encoding === null ? '' : quote(encoding),
  ]
  const noms = accepted.map((one) => `« ${one} »`).join(', ')
  const attendu = `Un corps ${noms}, en UTF-8 et non compressé, est attendu`
  return `${attendu} (reçu : ${recu.filter((part) => part !== '').join(', ')}).`
}

/** What a body is, out of the `accepted` media types (lower case); else `type_non_supporte`. */
export const readContentType = (headers: Headers, accepted: readonly string[]): ContentTypeRead => {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').split(';')
  const mediaType = type.trim().toLowerCase()
  if (
    accepted.includes(mediaType) &&
    isUtf8(parameters) &&
    isPlain(headers.get('content-encoding'))
  ) {
    return { ok: true, mediaType }
  }
  const detail = describe(headers, accepted)
  return { ok: false, probleme: { code: 'type_non_supporte', detail } }
}
