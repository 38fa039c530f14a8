/** C0, DEL and C1 controls. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g
const WINDOWS_1252 = new TextDecoder('windows-1252')

/** Most cells are clean: one look spares them three replacements. */
// oxlint-disable-next-line no-control-regex
const UNCLEAN = /[\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u206f\u3000\ufeff]|^ | $| {2}/

/** A C1 control is a byte of windows-1252 that somebody took for a code point: U+0092 is « ’ ». */
const readControl = (control: string): string => {
  const unit = control.charCodeAt(0)
  if (unit < 0x80) return ' '
  const meant = WINDOWS_1252.decode(Uint8Array.of(unit))
  return meant === control ? '' : meant
}

/** A text for people: controls mended or dropped, white space of every kind made one space. Null = empty. */
export const toText = (cell: string | null | undefined): string | null => {
  if (!cell) return null
  if (!UNCLEAN.test(cell)) return cell
  return cell.replace(CONTROLS, readControl).replace(/\s+/g, ' ').trim() || null
}

/**
 * An identifier or a code, trimmed. A space or a control inside stays as one space: the value is
 * then malformed, and never mended. Null = empty.
 */
export const toCode = (cell: string | null | undefined): string | null => {
  if (!cell) return null
  return /^[\w-]+$/.test(cell) ? cell : cell.replace(CONTROLS, ' ').trim() || null
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
  const text = cell.trim()
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
