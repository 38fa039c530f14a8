/** What we use of a library that comes without types. */
declare module 'saxen' {
  type Decode = (text: string) => string

  export class Parser {
    on(
      event: 'openTag',
      callback: (name: string, attributes: () => Record<string, string>, decode: Decode) => void,
    ): this
    on(event: 'closeTag', callback: (name: string) => void): this
    on(event: 'text', callback: (text: string, decode: Decode) => void): this
    on(event: 'cdata' | 'attention', callback: (text: string) => void): this
    on(event: 'error' | 'warn', callback: (error: Error) => void): this
    /** Reads a whole document; what its callbacks throw comes out of it. */
    parse(xml: string): void
    /** No callback is called after the one that calls it. */
    stop(): void
  }
}
