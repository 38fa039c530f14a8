import { cleanText } from '../domain/texte.ts'

const C1 = /[\u0080-\u009f]/g
const WINDOWS_1252 = new TextDecoder('windows-1252')

/** Most cells are words with a space between: one look spares them the rest. */
const WORDS = /^[!-~\u00a1-\u00ac\u00ae-\u033f]+(?: [!-~\u00a1-\u00ac\u00ae-\u033f]+)*$/

/** A C1 control is a byte of windows-1252 that somebody took for a code point: U+0092 is « ’ ». */
const readC1 = (control: string): string =>
  WINDOWS_1252.decode(Uint8Array.of(control.charCodeAt(0)))

/** A text for people: clean, white space of every kind made one space. Null = empty. */
export const toText = (cell: string | null | undefined): string | null => {
  if (!cell) return null
  if (WORDS.test(cell)) return cell
  return cleanText(cell.replace(C1, readC1)).replace(/\s+/g, ' ') || null
}

/**
 * An identifier or a code, clean. A space or a control inside stays as one space: the value is
 * then malformed, and never mended. Null = empty.
 */
export const toCode = (cell: string | null | undefined): string | null => {
  if (!cell) return null
  return isWord(cell) ? cell : cleanText(cell) || null
}

/** Letters, digits, `_` and `-` alone: asked of most cells of a file, it is no regular expression. */
const isWord = (cell: string): boolean => {
  for (let i = 0; i < cell.length; i++) {
    const unit = cell.charCodeAt(i)
    const isOne =
      (unit >= 0x30 && unit <= 0x39) ||
      (unit >= 0x41 && unit <= 0x5a) ||
      (unit >= 0x61 && unit <= 0x7a) ||
      unit === 0x5f ||
      unit === 0x2d
    if (!isOne) return false
  }
  return true
}

/** The forms seen in the files; a time after the day is dropped. */
const FORMS = [
  /^(?<a>\d{4})(?<m>\d\d)(?<j>\d\d)$/,
  /^(?<a>\d{4})-(?<m>\d\d)-(?<j>\d\d)(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^(?<j>\d\d)\/(?<m>\d\d)\/(?<a>\d{4})(?: [\d:.]+)?$/,
]

/** Says why a row is set aside; the text is for the report and holds nothing of the row. */
export class MiseDeCote extends Error {
  override name = 'MiseDeCote'
}

const readDay = (text: string): string | null => {
  for (const form of FORMS) {
    const { a, m, j } = form.exec(text)?.groups ?? {}
    if (a === undefined) continue
    const day = `${a}-${m}-${j}`
    const time = Date.parse(`${day}T00:00:00Z`)
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return day
  }
  return null
}

/** A file has millions of days, but few different ones. */
const MAX_KNOWN_DAYS = 50_000
const knownDays = new Map<string, string>()

/**
 * A day as `AAAA-MM-JJ`, from `AAAAMMJJ`, `AAAA-MM-JJ` or `JJ/MM/AAAA`; null = empty.
 *
 * @throws MiseDeCote for anything else: an unreadable end must not become "no end".
 */
export const toDay = (cell: string | null | undefined, column: string): string | null => {
  if (!cell) return null
  const known = knownDays.get(cell)
  if (known !== undefined) return known
  const text = cleanText(cell)
  if (text === '') return null
  const day = readDay(text)
  if (day === null) throw new MiseDeCote(`date illisible (${column})`)
  if (knownDays.size < MAX_KNOWN_DAYS) knownDays.set(Buffer.from(cell).toString(), day)
  return day
}

/**
 * The moment of a file's data, from a stamp `AAAAMMJJHHMM` (or `AAAAMMJJ`) in its name; null when
 * there is none.
 */
export const stampOf = (name: string): string | null => {
  const stamp = /(?<!\d)(20\d{6}(?:\d{4})?)(?!\d)/.exec(name)?.[1]
  return stamp !== undefined && dayOf(stamp) !== null ? stamp : null
}

/** The day of a stamp or an ISO instant; null when it is none. */
export const dayOf = (moment: string | null): string | null =>
  moment && readDay(/^\d{12}$/.test(moment) ? moment.slice(0, 8) : moment)
