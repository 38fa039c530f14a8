/** What we use of the module that the Workers runtime brings. */
declare module 'cloudflare:workers' {
  /**
   * One object in the whole world, of one name; its methods are called from afar.
   *
   * @see https://developers.cloudflare.com/durable-objects/
   */
  export abstract class DurableObject<Env = unknown> {
    protected readonly ctx: {
      readonly storage: {
        get<T>(key: string): Promise<T | undefined>
        put(key: string, value: unknown, options?: { allowUnconfirmed?: boolean }): Promise<void>
      }
      blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>
    }
    protected readonly env: Env
    constructor(ctx: DurableObject['ctx'], env: Env)
  }

  /** Lets work go on once the answer of the request at hand has left, 30 seconds at most. */
  export function waitUntil(work: Promise<unknown>): void
}
