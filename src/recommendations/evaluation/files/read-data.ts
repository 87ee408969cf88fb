/** Two files, to train and to test with, as arrays: formats are told by their first lines and may differ. */
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { casesOfVisits, type CaseSet } from '../case-set.ts'
import { detectFormat, type DataFormat } from './data-format.ts'
import { createItemIds, type ItemIds } from './item-numbers.ts'
import { readClicks, type SessionRows } from './read-clicks.ts'
import { openLines, unreadable, type Line } from './read-lines.ts'
import { readCases, readSessions } from './read-sessions.ts'

export interface FileFacts {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly format: DataFormat['kind']
}

export interface EvaluationData {
  readonly log: VisitLog
  readonly cases: CaseSet
  readonly train: FileFacts
  readonly test: FileFacts
}

export interface ReadOptions {
  readonly signal: AbortSignal
  readonly onLines?: (words: { readonly file: string; readonly lines: number }) => void
}

/** @throws AppError recommendations.data-unreadable, naming the line */
export async function readEvaluationData(
  trainPath: string,
  testPath: string,
  options: ReadOptions,
): Promise<EvaluationData> {
  const items = createItemIds()
  const train = await readFile(trainPath, items, options)
  if ('starts' in train.rows)
    throw unreadable(train.facts.name, 1, 'holds cases. To train, sessions or clicks are needed.')
  const log = logOf(train.rows, items.list())
  if (log.clicks.length === 0) throw unreadable(train.facts.name, undefined, 'holds no session.')
  const test = await readFile(testPath, items, options)
  const cases = 'starts' in test.rows ? test.rows : casesOfVisits(test.rows)
  if (cases.targets.length === 0)
    throw unreadable(
      test.facts.name,
      undefined,
      'holds no case: there is no session with two items, and no row of prefix and target.',
    )
  return { log, cases, train: train.facts, test: test.facts }
}

async function readFile(
  path: string,
  items: ItemIds,
  { signal, onLines }: ReadOptions,
): Promise<{ rows: SessionRows | CaseSet; facts: FileFacts }> {
  const file = await openLines(path)
  const lines = counting(file.lines(signal), (count) => onLines?.({ file: file.name, lines: count }))
  const first = await lines.next()
  if (first.done === true) throw unreadable(file.name, undefined, 'is empty.')
  const format = detectFormat(file.name, first.value)
  const rows =
    format.kind === 'sessions'
      ? await readSessions(file.name, withFirst(first.value, lines), items)
      : format.kind === 'cases'
        ? await readCases(file.name, format.hasHeader ? lines : withFirst(first.value, lines), format, items)
        : await readClicks(file.name, lines, format, items)
  return {
    rows,
    facts: { name: file.name, bytes: file.bytes, sha256: file.sha256(), format: format.kind },
  }
}

async function* counting(lines: AsyncIterable<Line>, tell: (count: number) => void): AsyncGenerator<Line> {
  let count = 0
  for await (const line of lines) {
    count += 1
    if (count % 10_000 === 0) tell(count)
    yield line
  }
}

async function* withFirst(first: Line, rest: AsyncIterable<Line>): AsyncGenerator<Line> {
  yield first
  yield* rest
}

function logOf({ offsets, clicks, ends }: SessionRows, items: readonly string[]): VisitLog {
  return { items, offsets, clicks, ends, numbers: Float64Array.from(ends, (_, position) => position) }
}
