import * as z from 'zod'

/**
 * A coded field as a source gives it. A text is its only code, whether our tables know it or not.
 * `illisible`: something is given that is not one code of a known table, here as it was received: a
 * code of another table, or several codes that contradict each other. null = the source does not say.
 */
export const CodeRecu = z
  .union([z.string(), z.strictObject({ illisible: z.array(z.string()) })])
  .nullable()
export type CodeRecu = z.infer<typeof CodeRecu>
