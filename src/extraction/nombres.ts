/** A growing list of 32-bit unsigned numbers, 4 bytes each. */
export class Nombres {
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
