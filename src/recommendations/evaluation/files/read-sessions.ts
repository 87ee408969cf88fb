/** Files of one session a line (item ids, oldest first), and of one case a line (prefix and target). */
import { caseBuilder, type CaseSet } from '../case-set.ts'
import type { SessionRows } from './read-clicks.ts'
import { growingUint32 } from './growing-numbers.ts'
import type { ItemIds } from './item-numbers.ts'
import { unreadable, type Line } from './read-lines.ts'

/** Sessions without times: the line counts up as the time, because lines are oldest first. */
export async function readSessions(lines: AsyncIterable<Line>, items: ItemIds): Promise<SessionRows> {
  const offsets = growingUint32()
  const clicks = growingUint32()
  offsets.push(0)
  for await (const { text } of lines) {
    for (const id of wordsOf(text)) clicks.push(items.numberOf(id))
    offsets.push(clicks.length)
  }
  const taken = offsets.take()
  return {
    offsets: taken,
    clicks: clicks.take(),
    ends: Float64Array.from({ length: taken.length - 1 }, (_, session) => session),
  }
}

/**
 * Rows that grow out of one session stand one after the other in such files, longest or shortest prefix first. They are
 * recognised by what they hold, so that intervals count sessions and not rows.
 */
export async function readCases(name: string, lines: AsyncIterable<Line>, items: ItemIds): Promise<CaseSet> {
  const cases = caseBuilder()
  let before: readonly number[] = []
  for await (const { text, number } of lines) {
    const cells = text.split('\t')
    if (cells.length !== 2)
      throw unreadable(
        name,
        number,
        `has ${cells.length} columns; prefix and target are two, with a tab between.`,
      )
    const [prefixText = '', targetText = ''] = cells
    const prefix = wordsOf(prefixText)
    const target = wordsOf(targetText)
    if (prefix.length === 0) throw unreadable(name, number, 'has an empty prefix: there is nothing to go by.')
    if (target.length !== 1)
      throw unreadable(name, number, `has ${target.length} targets; each case has one.`)
    const whole = [...prefix, ...target].map((id) => items.numberOf(id))
    cases.add(whole, !isOfSession(before, whole))
    before = whole
  }
  return cases.take()
}

/** One is the other without its last item. */
function isOfSession(a: readonly number[], b: readonly number[]): boolean {
  if (Math.abs(a.length - b.length) !== 1) return false
  const shorter = a.length < b.length ? a : b
  const longer = a.length < b.length ? b : a
  return shorter.every((item, at) => longer[at] === item)
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
