import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLines, cleanText } from '../../src/domain/texte.ts'

describe('a text of outside', () => {
  test.each([
    ['right-to-left override', '\u202EGRANITE', 'GRANITE'],
    ['direction marks', 'GRA\u200E\u200F\u061CNITE', 'GRANITE'],
    ['direction isolates', '\u2066GRANITE\u2069', 'GRANITE'],
    ['zero-width space and joiners', 'GRA\u200B\u200C\u200D\u2060NITE', 'GRANITE'],
    ['byte order mark', '\uFEFFGRANITE', 'GRANITE'],
    ['soft hyphen', 'GRA\u00ADNITE', 'GRANITE'],
    ['letters of the Tags block', 'GRANITE\u{E0041}\u{E007F}', 'GRANITE'],
    ['fillers that are seen as nothing', '\u3164GRANITE\uFFA0\u115F', 'GRANITE'],
    ['variation selectors', 'GRANITE\uFE0F\u{E0101}', 'GRANITE'],
    ['interlinear marks', 'GRA\uFFF9NI\uFFFATE\uFFFB', 'GRANITE'],
    ['escape sequence', 'GRANITE\u001B[31m', 'GRANITE [31m'],
    ['one-byte escape sequence', 'GRANITE\u009B2J', 'GRANITE 2J'],
    ['controls at the ends', '\u0000\u0007GRANITE\u007F\u0085', 'GRANITE'],
    ['control in the place of a digit', '3\u00005', '3 5'],
    ['half of a character', 'GRA\uD83DNITE\uDE00', 'GRA NITE'],
    ['halves that would meet', '\uD83D\u200B\uDE00', ''],
    ['line ends and tabs', ' GRANITE\r\nBASILE\tDIT\nLE\rGRAND ', 'GRANITE BASILE DIT LE GRAND'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
    ['no-break spaces at the ends', '\u00A0GRANITE\u202F', 'GRANITE'],
  ])('%s', (_, received, clean) => {
    expect(cleanText(received)).toBe(clean)
  })

  test.each([
    'GRANITE',
    'Éléonore d’Aubigné-Œuvrard',
    'E\u0301le\u0301onore',
    'CH DE L’ÎLE – « LE GRAND »  SITE\u00A0A',
    'Ștefan Łukasz Şükrü Đặng',
    'Ελένη Анна 明美 عمر',
    '😀',
    '',
  ])('%j stays as it is', (text) => {
    expect(cleanText(text)).toBe(text)
    expect(cleanLines(text)).toBe(text)
  })

  test('keeps its lines and tabs where they are laid out, a return that is alone as a line end', () => {
    expect(cleanLines('  a\tb\r\n  c\n\u202Ed\re ')).toBe('  a\tb\r\n  c\nd\ne ')
  })

  test('once clean is clean, whatever it was', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc
        .array(
          fc.constantFrom(
            ...' \0\u001B\t\r\n\u0085\u00A0\u200B\u2028\u202E\uD83D\uDE00a'.split(''),
          ),
        )
        .map((units) => units.join('')),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const clean = cleanText(text)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{DI}\u2028\u2029]/u)
        expect(clean).toBe(clean.trim())
        expect(clean.isWellFormed()).toBe(true)
        expect(cleanText(clean)).toBe(clean)
        expect(cleanLines(cleanLines(text))).toBe(cleanLines(text))
      }),
      { numRuns: 500 },
    )
  })

  test('is as fast on one that is made to slow it down', () => {
    const long = '\r\u202E \t'.repeat(200_000)
    expect(cleanText(`${long}x`)).toBe('x')
  })
})
