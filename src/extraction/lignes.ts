import { isUtf8 } from 'node:buffer'
import { ImportRefuse } from './refus.ts'

/** No line of these files comes near it: what has none is not text. */
const LONGEST_LINE = 1024 * 1024
const RETURN = 0x0d

/** Why a text whose lines end so cannot be read: who saved it anew may have changed more of it. */
export const CR_SEULS =
  'ses lignes finissent par CR seul, au lieu de LF ; un logiciel l’a réenregistré, téléchargez-le de nouveau'

/** A line whose bytes are not of the file's encoding; its ASCII is right all the same. */
export class LigneIllisible {
  readonly texte: string

  constructor(bytes: Buffer) {
    this.texte = bytes.toString('latin1')
  }
}

type Paquet = {
  /** Whole lines without their end, in the file's order. */
  lignes: (string | LigneIllisible)[]
  /** True for the very last one of a file that does not end with a line feed. */
  coupee: boolean
}

const WINDOWS_1252 = new TextDecoder('windows-1252')

const isAscii = (byte: number): boolean => byte < 0x80

/** Finds out, then keeps: the first line with an accent decides, the header as a rule. */
class Encodage {
  #utf8: boolean | null = null

  lines(bytes: Buffer): (string | LigneIllisible)[] {
    const valid = isUtf8(bytes)
    if (this.#utf8 === null) {
      const accented = cut(bytes).find((line) => !line.every(isAscii))
      if (accented !== undefined) this.#utf8 = isUtf8(accented)
    }
    if (this.#utf8 === false) return split(WINDOWS_1252.decode(bytes))
    if (valid) return split(bytes.toString('utf8'))
    return cut(bytes).map((line) =>
      isUtf8(line) ? clean(line.toString('utf8')) : new LigneIllisible(line),
    )
  }
}

const clean = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

const split = (text: string): string[] => {
  const lines = text.split('\n')
  return text.includes('\r') ? lines.map(clean) : lines
}

const cut = (bytes: Buffer): Buffer[] => {
  const lines: Buffer[] = []
  let start = 0
  for (;;) {
    const end = bytes.indexOf(10, start)
    if (end === -1) return [...lines, bytes.subarray(start)]
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
}

/**
 * The lines of a text, some thousands at a time. The encoding is that of the first accent: UTF-8
 * when its line reads as such, else windows-1252. A byte order mark is dropped.
 *
 * @throws ImportRefuse when there are no lines: this is no text, or its lines end with CR alone.
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  fichier: string,
): AsyncGenerator<Paquet> {
  const encodage = new Encodage()
  // One place for all pieces: a new one for each would be freed much later than it is left.
  let held = Buffer.alloc(0)
  let used = 0
  let isFirst = true
  for await (const chunk of stream) {
    if (used + chunk.length > held.length) {
      held = Buffer.concat([held.subarray(0, used), Buffer.alloc(used + 2 * chunk.length)])
    }
    held.set(chunk, used)
    const end = used + chunk.lastIndexOf(10)
    const hasEnd = end >= used
    used += chunk.length
    if (!hasEnd) {
      if (used > LONGEST_LINE) throw withoutLines(held.subarray(0, used), fichier)
      continue
    }
    const bytes = held.subarray(0, end)
    const lignes = encodage.lines(isFirst ? withoutMark(bytes) : bytes)
    isFirst = false
    yield { lignes, coupee: false }
    held.copyWithin(0, end + 1, used)
    used -= end + 1
  }
  const last = held.subarray(0, used)
  if (isFirst && last.includes(RETURN)) throw withoutLines(last, fichier)
  const rest = isFirst ? withoutMark(last) : last
  if (rest.length > 0) yield { lignes: encodage.lines(rest), coupee: true }
}

const withoutLines = (bytes: Buffer, fichier: string): ImportRefuse =>
  new ImportRefuse(`${fichier} : ${bytes.includes(RETURN) ? CR_SEULS : 'ce n’est pas un texte'}.`)

const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
