/** Dense numbers for item ids in the order in which they are first seen; ids are texts, also where they look like numbers. */

export interface ItemIds {
  readonly size: number
  /** The number of the id, a new one at first sight. */
  numberOf(id: string): number
  /** Ids by number. */
  list(): string[]
}

export function createItemIds(): ItemIds {
  const numbers = new Map<string, number>()
  return {
    get size() {
      return numbers.size
    },
    numberOf(id) {
      const known = numbers.get(id)
      if (known !== undefined) return known
      // A slice of a chunk keeps the whole chunk in memory: the id is copied.
      const copied = Buffer.from(id).toString()
      numbers.set(copied, numbers.size)
      return numbers.size - 1
    },
    list: () => [...numbers.keys()],
  }
}
