import { cleanText } from '../domain/texte.ts'

const MAX = 40

/** The first 40 characters of what somebody sent, clean; `isCut` when there were more. */
const shorten = (text: string): { start: string; isCut: boolean } => {
  const units = 2 * MAX + 2
  const characters = Array.from(cleanText(text.slice(0, units)))
  const isCut = text.length > units || characters.length > MAX
  return { start: characters.slice(0, MAX).join(''), isCut }
}

/** What somebody sent, to be shown back to them: at most 40 characters, in French quotation marks. */
export const quote = (text: string): string => {
  const { start, isCut } = shorten(text)
  return `« ${start}${isCut ? '…' : ''} »`
}

/** A JSON pointer to names of which some may be anybody's: each shortened. */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => shorten(String(key)).start)
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
