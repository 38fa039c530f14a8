const NAME = /^[A-Za-z]{1,40}$/

/** `    at decide (file:///…/engine.ts:12:3)`: a place in the code, never a value. */
const POSITION = /^ {4}at .*:\d+:\d+\)?$/

/**
 * What the log keeps of a throw: its name and the places in the code it came through. The message
 * is left out, because it may hold a number, a name or a key.
 */
export const describeError = (error: unknown): { erreur: string; pile: string[] } => {
  if (!(error instanceof Error)) return { erreur: typeof error, pile: [] }
  const head = `${error.name}: ${error.message}`
  const stack = error.stack ?? ''
  const lines = (stack.startsWith(head) ? stack.slice(head.length) : stack).split('\n')
  return {
    erreur: NAME.test(error.name) ? error.name : 'Error',
    pile: lines.filter((line) => POSITION.test(line)).map((line) => line.trim().slice(3)),
  }
}
