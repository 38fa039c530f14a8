import { toCode } from './cellules.ts'

/** Above this share of taken slots the table doubles. */
const MAX_LOAD = 0.7
/** Bits of a slot that hold 1 + the number of its key; the others hold a part of its hash. */
const NUMBER_BITS = 24
const NUMBER = 2 ** NUMBER_BITS - 1

const slotsFor = (expected: number): number =>
  2 ** Math.max(4, Math.ceil(Math.log2(Math.max(1, expected) / MAX_LOAD)))

/**
 * Numbers its keys 0, 1, 2… in the order of their arrival. A key is an integer up to 2^53 and one
 * up to 2^32, compared exactly. About 20 bytes a key, where a Map takes four times that: a national
 * file has millions of each kind. A slot tells most other keys by the part of their hash, without a
 * look at the keys themselves, which lie far away in memory. Up to 16 million keys.
 */
export class Cles {
  size = 0
  /** 0 = free. */
  #slots: Uint32Array<ArrayBuffer>
  #firsts: Float64Array<ArrayBuffer>
  #seconds: Uint32Array<ArrayBuffer>

  /** `expected`: how many keys there will be, as far as one knows. */
  constructor(expected: number) {
    this.#slots = new Uint32Array(slotsFor(expected))
    this.#firsts = new Float64Array(Math.max(16, expected))
    this.#seconds = new Uint32Array(Math.max(16, expected))
  }

  /** The number of a key, a new one (the former `size`) when it was not there yet. */
  add(first: number, second: number): number {
    const mask = this.#slots.length - 1
    const mixed = hash(first, second)
    const tag = tagOf(mixed)
    let slot = mixed & mask
    for (;;) {
      const taken = this.#slots[slot] as number
      if (taken === 0) break
      if (taken >>> NUMBER_BITS === tag) {
        const known = (taken & NUMBER) - 1
        if (this.#firsts[known] === first && this.#seconds[known] === second) return known
      }
      slot = (slot + 1) & mask
    }
    if (this.size === NUMBER) throw new RangeError('too many keys')
    const number = this.size++
    if (number === this.#firsts.length) this.#lengthen()
    this.#firsts[number] = first
    this.#seconds[number] = second
    this.#slots[slot] = toSlot(tag, number)
    if (this.size > this.#slots.length * MAX_LOAD) this.#rehash()
    return number
  }

  first(number: number): number {
    return this.#firsts[number] as number
  }

  second(number: number): number {
    return this.#seconds[number] as number
  }

  #lengthen(): void {
    const length = Math.ceil(this.#firsts.length * 1.5)
    const firsts = new Float64Array(length)
    firsts.set(this.#firsts)
    this.#firsts = firsts
    const seconds = new Uint32Array(length)
    seconds.set(this.#seconds)
    this.#seconds = seconds
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let number = 0; number < this.size; number++) {
      const mixed = hash(this.first(number), this.second(number))
      let slot = mixed & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = toSlot(tagOf(mixed), number)
    }
    this.#slots = slots
  }
}

/** Other bits than those that say the slot. */
const tagOf = (mixed: number): number => Math.imul(mixed, 0x27d4eb2f) >>> NUMBER_BITS

const toSlot = (tag: number, number: number): number => tag * 2 ** NUMBER_BITS + number + 1

const hash = (first: number, second: number): number => {
  let mixed = Math.imul((first % 4294967296) | 0, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (first / 4294967296) ^ (mixed >>> 15), 0x85ebca77)
  mixed = Math.imul(mixed ^ second ^ (mixed >>> 13), 0xc2b2ae3d)
  return mixed ^ (mixed >>> 16)
}

/** A growing list of 32-bit unsigned numbers, 4 bytes each. */
export class Numbers {
  length = 0
  #values: Uint32Array<ArrayBuffer>

  /** `expected`: how many there will be, as far as one knows. */
  constructor(expected: number) {
    this.#values = new Uint32Array(Math.max(16, expected))
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(Math.ceil(this.#values.length * 1.5))
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  get(index: number): number {
    return this.#values[index] as number
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }
}

/** A text never straddles two pages. */
const PAGE_BYTES = 4 * 1024 * 1024
/** Longer texts are cut: no name comes near it. */
const LONGEST = 4096

/** Keeps many short texts as bytes, outside the heap; a text is known by its place. */
export class Arena {
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
    const length = (page[start] as number) + (page[start + 1] as number) * 256
    return page.toString('utf8', start + 2, start + 2 + length)
  }
}

/** Between the cells of a key; no cell holds it. */
const SEPARATOR = '\u0000'

/** Numbers lists of codes. Keeps copies: a slice would keep its whole chunk of the file alive. */
export class Lexique {
  readonly listes: (readonly (string | null)[])[] = []
  readonly #numeros = new Map<string, number>()

  /** Cells as they stand in the file; those that say the same have the same number. */
  add(cells: readonly string[]): number {
    const key = cells.join(SEPARATOR)
    const known = this.#numeros.get(key)
    if (known !== undefined) return known
    const liste = cells.map(toCode).map((code) => code && Buffer.from(code).toString())
    const read = liste.map((code) => code ?? '').join(SEPARATOR)
    let numero = this.#numeros.get(read)
    if (numero === undefined) {
      numero = this.listes.push(liste) - 1
      this.#numeros.set(read, numero)
    }
    this.#numeros.set(Buffer.from(key).toString(), numero)
    return numero
  }
}
