/** Arrays that grow as rows come in, without an object per number. */

export class GrowingWords {
  #array = new Uint32Array(1_024)
  length = 0

  push(value: number): void {
    if (this.length === this.#array.length)
      this.#array = larger(this.#array, new Uint32Array(this.length * 2))
    this.#array[this.length] = value
    this.length += 1
  }

  /** What was pushed, as a view. */
  view(): Uint32Array<ArrayBuffer> {
    return this.#array.subarray(0, this.length)
  }
}

export class GrowingFloats {
  #array = new Float64Array(1_024)
  length = 0

  push(value: number): void {
    if (this.length === this.#array.length)
      this.#array = larger(this.#array, new Float64Array(this.length * 2))
    this.#array[this.length] = value
    this.length += 1
  }

  view(): Float64Array<ArrayBuffer> {
    return this.#array.subarray(0, this.length)
  }
}

function larger<T extends { set(values: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
