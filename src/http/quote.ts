const MAX = 40

/**
 * What somebody sent, to be shown back to them: at most 40 characters, well formed whatever was
 * received, in French quotation marks.
 */
export const quote = (text: string): string => {
  const characters = Array.from(text.slice(0, 2 * MAX + 2).toWellFormed())
  return `« ${characters.slice(0, MAX).join('')}${characters.length > MAX ? '…' : ''} »`
}

/** A JSON pointer to names of which some may be anybody's: each shortened and well formed. */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path
    .map((key) =>
      Array.from(
        String(key)
          .slice(0, 2 * MAX)
          .toWellFormed(),
      )
        .slice(0, MAX)
        .join(''),
    )
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
