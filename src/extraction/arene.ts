/** A text never straddles two pages. */
const PAGE_BYTES = 4 * 1024 * 1024
/** Longer texts are cut: no name comes near it. */
const LONGEST = 4096

/** Keeps many short texts as bytes, outside the heap; a text is known by its place. */
export class Arene {
  readonly #pages: Buffer[] = []
  #used = PAGE_BYTES

  add(text: string): number {
    if (this.#used + LONGEST > PAGE_BYTES) {
      this.#pages.push(Buffer.alloc(PAGE_BYTES))
      this.#used = 0
    }
    const page = this.#pages.at(-1) as Buffer
    const place = (this.#pages.length - 1) * PAGE_BYTES + this.#used
    const length = page.write(text, this.#used + 2, LONGEST - 2, 'utf8')
    page.writeUInt16LE(length, this.#used)
    this.#used += length + 2
    return place
  }

  get(place: number): string {
    const page = this.#pages[Math.floor(place / PAGE_BYTES)] as Buffer
    const start = place % PAGE_BYTES
    return page.toString('utf8', start + 2, start + 2 + page.readUInt16LE(start))
  }
}
