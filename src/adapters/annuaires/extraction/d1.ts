import { type BaseExtraction, BaseIndisponible, type Ligne } from './base.ts'

/** As much of a D1 binding as is used. */
export type D1 = {
  prepare(sql: string): { bind(...params: string[]): unknown }
  batch(statements: unknown[]): Promise<{ results: Ligne[] }[]>
}

/** The database of a Worker: each batch is one exchange and one transaction. */
export const createBaseD1 = (db: D1, timeoutMs: number): BaseExtraction => ({
  async query(requetes) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new BaseIndisponible('no answer in time', 'timeout')),
        timeoutMs,
      )
    })
    try {
      const statements = requetes.map(({ sql, params }) => db.prepare(sql).bind(...params))
      const answers = await Promise.race([db.batch(statements), late])
      return answers.map(({ results }) => results)
    } catch (error) {
      // What D1 says of its trouble is not ours to repeat.
      throw error instanceof BaseIndisponible ? error : new BaseIndisponible('D1 cannot be read')
    } finally {
      clearTimeout(timer)
    }
  },

  meta: () => null,
  avertissement: () => null,
  indisponible: () => null,
})
