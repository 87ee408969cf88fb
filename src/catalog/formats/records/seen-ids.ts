/**
 * Remembers which ids a file has used and on which row, in about 50 bytes an id: 52-bit hashes, not the texts. Two
 * of a million different ids share a hash with probability 1 in 9,000, and then only one row is reported by mistake.
 */
import { createHash } from 'node:crypto'

export class SeenIds {
  private readonly rows = new Map<number, number>()

  /** The row that used the id before, or undefined when this is the first. */
  add(id: string, row: number): number | undefined {
    const hash = createHash('md5').update(id).digest()
    const key = hash.readUIntBE(0, 6) * 16 + (hash.readUInt8(6) & 15)
    const first = this.rows.get(key)
    if (first === undefined) this.rows.set(key, row)
    return first
  }
}
