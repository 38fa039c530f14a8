/**
 * Text of outside (a directory's, a caller's, a file's name), for whoever reads it: no character in
 * it that a reader does not see, that moves a terminal, or that turns the direction of what follows.
 */

/** Most texts hold nothing but such characters: one look spares them the rest. */
const ORDINAIRE =
  /^[\t\n -~\u00A0-\u00AC\u00AE-\u033F\u2000-\u200A\u2010-\u2027\u202F-\u205F\u2070-\u2FFF]*$/

/** In the place of something lost: controls, line ends that no system writes, halves of a character. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const PERDUS = /[\0-\u0008\v\f\u000E-\u001F\u007F-\u009F\u2028\u2029\p{Cs}]/gu

/** Shown as nothing, or as another order of the characters around: direction, zero width, fillers. */
const INVISIBLES = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu

/** Without the line feed, a terminal writes what follows over what was there. */
const RETOUR_SEUL = /\r(?!\n)/g

/**
 * The same text as far as it is seen, its lines and tabs as they are laid out. What only deceives
 * leaves nothing; what stands for something lost leaves a space, so that a code with a hole does not
 * become another code.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export const cleanLines = (text: string): string =>
  ORDINAIRE.test(text)
    ? text
    : text.replace(PERDUS, ' ').replace(INVISIBLES, '').replace(RETOUR_SEUL, '\n')

/** As `cleanLines`, on one line: a line end or a tab is a space, none stands at either end. */
export const cleanText = (text: string): string =>
  cleanLines(text)
    .replace(/\r?\n|\t/g, ' ')
    .trim()
