/** What tests use of the modules that the Workers test runtime brings. */
declare module 'cloudflare:test' {
  /** The bindings of wrangler.toml, real and local. */
  export const env: Readonly<Record<string, unknown>>
  /** Ends a running object; its next call starts it anew, with what it has stored. */
  export function evictDurableObject(stub: unknown): Promise<void>
}
