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
