/** What tests use of the modules that the Workers test runtime brings. */
declare module 'cloudflare:test' {
  /** The bindings of wrangler.toml, real and local. */
  export const env: Readonly<Record<string, unknown>>
  /** Ends a running object; its next call starts it anew, with what it has stored. */
  export function evictDurableObject(stub: unknown): Promise<void>
  /** Runs something within a running object. */
  export function runInDurableObject<T>(
    stub: unknown,
    work: (
      instance: unknown,
      state: { storage: { put(key: string, value: unknown): Promise<void> } },
    ) => Promise<T>,
  ): Promise<T>
}
