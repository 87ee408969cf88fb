/** Tells the others how far this process is. Only the highest barrier need be told, and one statement at a time. */

/** @param tell fails when the connection is lost, and the lease with it: what was to be told is then of no use */
export function createAcknowledger(tell: (barrier: number) => Promise<void>): (barrier: number) => void {
  let reached = 0
  let isTelling = false
  const tellAll = async () => {
    isTelling = true
    try {
      for (let told = 0; told < reached;) {
        told = reached
        await tell(told)
      }
    } catch {
      // See above.
    } finally {
      // In the turn in which the loop looked for the last time, so that no barrier falls between the two.
      isTelling = false
    }
  }
  return (barrier) => {
    reached = Math.max(reached, barrier)
    if (!isTelling) void tellAll()
  }
}
