/**
 * What is counted, as plain arrays: units (visits, or baskets) with the products in them and who votes by them.
 */

export interface UnitLog {
  /** Products have dense numbers below this. */
  readonly itemCount: number
  /** Unit u holds `items[offsets[u]] … items[offsets[u + 1] - 1]`, oldest first. Length units + 1. */
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  /** Who votes by each unit: dense numbers below `voterCount`, each with one unit at least. */
  readonly voters: Uint32Array
  readonly voterCount: number
}

/** Units of each voter, for walking voter by voter. */
export interface UnitsByVoter {
  /** Voter v has `units[starts[v]] … units[starts[v + 1] - 1]`. */
  readonly starts: Uint32Array
  readonly units: Uint32Array
}

export function groupByVoter({ voters, voterCount }: UnitLog): UnitsByVoter {
  const starts = new Uint32Array(voterCount + 1)
  for (const voter of voters) starts[voter + 1] = (starts[voter + 1] ?? 0) + 1
  for (let voter = 0; voter < voterCount; voter += 1)
    starts[voter + 1] = (starts[voter + 1] ?? 0) + (starts[voter] ?? 0)
  const next = starts.slice()
  const units = new Uint32Array(voters.length)
  for (let unit = 0; unit < voters.length; unit += 1) {
    const voter = voters[unit] ?? 0
    const place = next[voter] ?? 0
    units[place] = unit
    next[voter] = place + 1
  }
  return { starts, units }
}

/** How many voters have each product. */
export function countVoters(log: UnitLog, { starts, units }: UnitsByVoter): Uint32Array {
  const counts = new Uint32Array(log.itemCount)
  const seenBy = new Uint32Array(log.itemCount)
  for (let voter = 0; voter < log.voterCount; voter += 1) {
    const end = starts[voter + 1] ?? 0
    for (let place = starts[voter] ?? 0; place < end; place += 1) {
      const unit = units[place] ?? 0
      const last = log.offsets[unit + 1] ?? 0
      for (let at = log.offsets[unit] ?? 0; at < last; at += 1) {
        const item = log.items[at] ?? 0
        if (seenBy[item] === voter + 1) continue
        seenBy[item] = voter + 1
        counts[item] = (counts[item] ?? 0) + 1
      }
    }
  }
  return counts
}
