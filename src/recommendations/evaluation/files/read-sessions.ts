/** Files of one session a line (item ids, oldest first), and of one case a line (prefix and target). */
import { caseBuilder, type CaseSet } from '../case-set.ts'
import { createListReader, splitCells } from './cells.ts'
import type { CaseFormat } from './data-format.ts'
import type { SessionRows } from './read-clicks.ts'
import { growingUint32 } from './growing-numbers.ts'
import type { ItemIds } from './item-numbers.ts'
import { unreadable, type Line } from './read-lines.ts'

/** Sessions without times: the line counts up as the time, because lines are oldest first. */
export async function readSessions(
  name: string,
  lines: AsyncIterable<Line>,
  items: ItemIds,
): Promise<SessionRows> {
  const offsets = growingUint32()
  const clicks = growingUint32()
  const wordsOf = createListReader()
  let looksLikeClicks = true
  offsets.push(0)
  for await (const { text } of lines) {
    const before = clicks.length
    for (const id of wordsOf(text)) clicks.push(items.numberOf(id))
    offsets.push(clicks.length)
    looksLikeClicks &&= clicks.length - before === 3 && /[,;]\s*\d{9,}(\.\d+)?\s*$/.test(text)
  }
  if (looksLikeClicks && offsets.length > 2)
    throw unreadable(
      name,
      1,
      'looks like a click with its time. A file of clicks needs a header: SessionId, ItemId, Time.',
    )
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
export async function readCases(
  name: string,
  lines: AsyncIterable<Line>,
  format: CaseFormat,
  items: ItemIds,
): Promise<CaseSet> {
  const cases = caseBuilder()
  const wordsOf = createListReader()
  let before: readonly number[] = []
  for await (const { text, number } of lines) {
    const cells = splitCells(text, format.delimiter)
    // A delimiter at the end of the line begins no cell.
    while (cells.length > format.columns && cells.at(-1) === '') cells.pop()
    if (cells.length !== format.columns)
      throw unreadable(name, number, complainOfColumns(cells.length, format))
    const prefix = wordsOf(cells[format.prefix] ?? '')
    const target = (cells[format.target] ?? '').split(/\s+/).filter((word) => word !== '')
    if (prefix.length === 0) throw unreadable(name, number, 'has an empty prefix: there is nothing to go by.')
    if (target.length !== 1)
      throw unreadable(name, number, `has ${target.length} targets; each case has one.`)
    const whole = [...prefix, ...target].map((id) => items.numberOf(id))
    cases.add(whole, !isOfSession(before, whole))
    before = whole
  }
  return cases.take()
}

function complainOfColumns(found: number, { columns, delimiter }: CaseFormat): string {
  const between = delimiter === '\t' ? 'a tab' : `"${delimiter}"`
  return `has ${found} columns; prefix and target${columns === 2 ? '' : ' among others'} are ${columns === 2 ? 'two' : columns}, with ${between} between.`
}

/** One is the other without its last item. */
function isOfSession(a: readonly number[], b: readonly number[]): boolean {
  if (Math.abs(a.length - b.length) !== 1) return false
  const shorter = a.length < b.length ? a : b
  const longer = a.length < b.length ? b : a
  return shorter.every((item, at) => longer[at] === item)
}
