import leven from 'leven'

/** Case and underscores are what people mistake first. */
const fold = (name: string): string => name.toUpperCase().replaceAll(/[_-]/g, '')

/** Letters that may differ from one of ours: none in a short name, to which too many come near. */
const tolerance = ({ length }: string): number => {
  if (length < 6) return 0
  if (length < 8) return 1
  return length < 12 ? 2 : 3
}

const findNearest = (name: string, known: readonly string[]): string | undefined => {
  const folded = fold(name)
  return known
    .map((one) => ({ one, distance: leven(folded, fold(one)) }))
    .filter(({ one, distance }) => distance <= tolerance(fold(one)))
    .toSorted((a, b) => a.distance - b.distance)[0]?.one
}

/**
 * One French warning for each variable that looks like one of `known` and is none of them. Looks at
 * text alone: a binding of a Worker is no misspelt variable.
 */
export const findFautes = (
  env: Readonly<Record<string, unknown>>,
  known: readonly string[],
): string[] =>
  Object.entries(env).flatMap(([name, value]) => {
    if (typeof value !== 'string' || known.includes(name)) return []
    const right = findNearest(name, known)
    if (right === undefined) return []
    return [`La variable ${name.slice(0, 40)} n’existe pas : est-ce ${right} ?`]
  })
