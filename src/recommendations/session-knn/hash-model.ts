/**
 * One number for everything an index has learnt. Two indexes with the same hash hold the same visits, frequencies and
 * rules; how they are laid out in memory, and how visits and products are numbered, does not enter. So an erasure can be
 * proved: the hash is that of an index built without the visitor.
 */
import { createHash, type Hash } from 'node:crypto'
import { compareVisits, type SessionIndex } from './session-index.ts'

/** Numbers hashed at a time. */
const chunkLength = 65_536

/** SHA-256, 64 hex digits. Reads the arrays only: a thread can run it on shared memory. About 1 s per million visits. */
export function hashModel(index: SessionIndex): string {
  const hash = createHash('sha256')
  const ranked = rankItems(index)
  hash.update(`vitrine session model 1\n${JSON.stringify(ranked.ids)}\n`)
  const write = createWriter(hash)
  for (const slot of orderedSlots(index)) {
    const from = index.offsets[slot] ?? 0
    const length = index.lengths[slot] ?? 0
    write(index.ends[slot] ?? 0)
    write(length)
    for (let at = from; at < from + length; at++) write(ranked.rank[index.clicks[at] ?? 0] ?? 0)
  }
  for (const item of ranked.items) {
    write(index.postings.count[item] ?? 0)
    writeRules(index, item, ranked.rank, write)
  }
  write.flush()
  return hash.digest('hex')
}

/** Products that some visit holds, in the order of their external ids. */
function rankItems({ items, postings }: SessionIndex) {
  const held = items
    .map((id, item) => ({ id, item }))
    .filter(({ item }) => (postings.count[item] ?? 0) > 0)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const rank = new Uint32Array(items.length)
  held.forEach(({ item }, place) => {
    rank[item] = place
  })
  return { ids: held.map(({ id }) => id), items: held.map(({ item }) => item), rank }
}

function orderedSlots(index: SessionIndex): Uint32Array {
  const slots = new Uint32Array(index.visits)
  let used = 0
  let isOrdered = true
  for (let slot = 0; slot < index.slots; slot++) {
    if ((index.lengths[slot] ?? 0) === 0) continue
    if (used > 0 && compareVisits(index, slots[used - 1] ?? 0, slot) > 0) isOrdered = false
    slots[used++] = slot
  }
  return isOrdered ? slots : slots.sort((a, b) => compareVisits(index, a, b))
}

function writeRules(
  { rules }: SessionIndex,
  item: number,
  rank: Uint32Array,
  write: (value: number) => void,
): void {
  const from = rules.start[item] ?? 0
  const count = rules.count[item] ?? 0
  write(count)
  const places = Uint32Array.from({ length: count }, (_, place) => from + place)
  places.sort((a, b) => (rank[rules.values[a] ?? 0] ?? 0) - (rank[rules.values[b] ?? 0] ?? 0))
  for (const place of places) {
    write(rank[rules.values[place] ?? 0] ?? 0)
    write(rules.weights?.[place] ?? 0)
  }
}

/** Numbers as doubles of this machine's byte order, which is little-endian on every platform Node runs on. */
function createWriter(hash: Hash): ((value: number) => void) & { flush(): void } {
  const chunk = new Float64Array(chunkLength)
  let used = 0
  const flush = () => {
    hash.update(new Uint8Array(chunk.buffer, 0, used * 8))
    used = 0
  }
  const write = (value: number) => {
    chunk[used++] = value
    if (used === chunkLength) flush()
  }
  return Object.assign(write, { flush })
}
