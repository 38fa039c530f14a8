const FIN = 0x0a
const RETOUR = 0x0d
const GUILLEMET = 0x22

/**
 * Every line end of every system as `\n`. Byte by byte: to replace a million of them in a string
 * takes a second.
 */
export const unifyLineEnds = (text: string): string => {
  if (!text.includes('\r')) return text
  const bytes = new TextEncoder().encode(text)
  let length = 0
  let before = FIN
  for (const byte of bytes) {
    if (byte !== FIN || before !== RETOUR) bytes[length++] = byte === RETOUR ? FIN : byte
    before = byte
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, length))
}

/** Where a line with something on it begins, and its rank in the text, from 1. */
export type Debut = { start: number; ligne: number }

/** What the lines that count as blank may be made of, besides white space. */
export type Vides = {
  /** By code, those of ASCII alone. */
  units: ReadonlySet<number>
  /** A line end between quotation marks is in a cell, and ends no line. */
  quoted: boolean
}

const RIEN: Vides = { units: new Set(), quoted: false }

const isSpace = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  (unit > 0x7f && String.fromCharCode(unit).trim() === '')

/**
 * The first line from `debut` on with something on it; null = none. The lines passed are counted,
 * never made: a megabyte of them costs one look at each character.
 */
export const findLine = (text: string, debut: Debut, vides: Vides = RIEN): Debut | null => {
  const { units, quoted } = vides
  let { start, ligne } = debut
  let open = false
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === FIN) {
      if (open) return { start, ligne }
      start = i + 1
      ligne++
    } else if (quoted && unit === GUILLEMET) open = !open
    else if (!isSpace(unit) && !units.has(unit)) return { start, ligne }
  }
  return open ? { start, ligne } : null
}

export type Ligne = {
  /** Rank in the text, from 1. */
  ligne: number
  contenu: string
}

/** The lines with something on them, one at a time: who has seen enough stops asking. */
export function* readLignes(text: string, vides: Vides = RIEN): Generator<Ligne, undefined> {
  const unified = unifyLineEnds(text)
  let debut = findLine(unified, { start: 0, ligne: 1 }, vides)
  while (debut !== null) {
    const { start, ligne } = debut
    const at = unified.indexOf('\n', start)
    const end = at === -1 ? unified.length : at
    yield { ligne, contenu: unified.slice(start, end) }
    debut = findLine(unified, { start: end + 1, ligne: ligne + 1 }, vides)
  }
}
