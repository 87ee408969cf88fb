/** Numbers of a stream whose length nobody knows: typed arrays that double, eight or four bytes a number. */

export interface GrowingNumbers<A extends Uint32Array | Float64Array> {
  readonly length: number
  push(value: number): void
  /** The numbers so far, without spare room. */
  take(): A
}

export function growingUint32(): GrowingNumbers<Uint32Array> {
  return growing((length) => new Uint32Array(length))
}

export function growingFloat64(): GrowingNumbers<Float64Array> {
  return growing((length) => new Float64Array(length))
}

function growing<A extends Uint32Array | Float64Array>(create: (length: number) => A): GrowingNumbers<A> {
  let values = create(1_024)
  let length = 0
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === values.length) {
        const longer = create(length * 2)
        longer.set(values)
        values = longer
      }
      values[length++] = value
    },
    take() {
      const exact = create(length)
      exact.set(values.subarray(0, length))
      return exact
    },
  }
}
