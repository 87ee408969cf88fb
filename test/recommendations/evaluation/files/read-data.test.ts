/** Files as they come: formats told by the first line, orders put right, faults named by their line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  readEvaluationData,
  type EvaluationData,
} from '../../../../src/recommendations/evaluation/files/read-data.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-data-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

let files = 0
async function read(train: string | Uint8Array, test: string | Uint8Array): Promise<EvaluationData> {
  const paths = [join(folder, `train-${++files}.txt`), join(folder, `test-${files}.txt`)] as const
  await writeFile(paths[0], train)
  await writeFile(paths[1], test)
  return readEvaluationData(...paths, { signal: new AbortController().signal })
}

/** Visits as external ids. */
const visitsOf = ({ log: { items, offsets, clicks } }: EvaluationData) =>
  Array.from({ length: offsets.length - 1 }, (_, visit) =>
    [...clicks.subarray(offsets[visit], offsets[visit + 1])].map((item) => items[item]),
  )

describe('formats', () => {
  test('sessions by line and cases by row, with Windows line ends, blank lines and a byte order mark', async () => {
    const data = await read(
      '\uFEFF1 2\r\n\r\nred-shoe 2 1\r\n',
      'prefix\ttarget\r\n1 2\t1\r\n1\t2\r\n\r\n2\t9\r\n',
    )
    expect(visitsOf(data)).toEqual([
      ['1', '2'],
      ['red-shoe', '2', '1'],
    ])
    expect(data.train.format).toBe('sessions')
    expect(data.test.format).toBe('cases')
    expect(data.cases.targets).toHaveLength(3)
  })

  test('rows that grow out of one session count as one visit, so that intervals draw sessions', async () => {
    const { cases } = await read('1 2 3', 'prefix\ttarget\n1 2 3\t1\n1 2\t3\n1\t2\n2\t3\n')
    expect([...cases.visits]).toEqual([0, 0, 0, 1])
  })

  test('unsorted clicks are ordered by time, and sessions by when they ended', async () => {
    const clicks = ['SessionId\tItemId\tTime', 'b\tx\t50.5', 'a\ty\t20', 'b\ty\t40', 'a\tx\t10', 'c\tz\t45']
    expect(visitsOf(await read(clicks.join('\n'), 'x y'))).toEqual([['x', 'y'], ['z'], ['y', 'x']])
  })

  test('milliseconds become seconds, and columns are found by name among others', async () => {
    const { log } = await read(
      'Time\tUserId\tType\tItemId\tSessionId\n1593516343000\t0\tview\tx\t1\n1593516344000\t0\tview\ty\t1',
      'x y',
    )
    expect([...log.ends]).toEqual([1_593_516_344])
  })

  test('gzip is unpacked, and the hash is that of the file on disk', async () => {
    const plain = await read('1 2\n', '1 2\n')
    const packed = await read(gzipSync('1 2\n'), '1 2\n')
    expect(visitsOf(packed)).toEqual(visitsOf(plain))
    expect(packed.train.sha256).not.toBe(plain.train.sha256)
    expect(plain.train.sha256).toBe(plain.test.sha256)
  })

  test('formats of the two files may differ, and every prefix of a test session is a case', async () => {
    const { cases } = await read('SessionId\tItemId\tTime\n1\ta\t1\n1\tb\t2', 'a b a\nb\n')
    expect(cases.targets).toHaveLength(2)
    expect(cases.visitCount).toBe(1)
  })

  const clicks = (rows: readonly string[], between = '\t') =>
    ['SessionId\tItemId\tTime', ...rows].map((row) => row.replaceAll('\t', between)).join('\n')
  const inOrder = [['x', 'y'], ['z']]

  test.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['blanks', ' '],
  ])('clicks with %s between', async (_, between) => {
    expect(visitsOf(await read(clicks(['a\ty\t2', 'a\tx\t1', 'b\tz\t3'], between), 'x y'))).toEqual(inOrder)
  })

  test.each([
    ['a zone', '2026-03-01T10:00:00.5Z', '2026-03-01T12:00:01+01:00', '2026-03-02T00:00Z'],
    ['no zone', '2026-03-01 10:00:00', '2026-03-01 10:00:01', '2026-03-01 10:00:02'],
    ['days alone', '2026-03-01', '2026-03-02', '2026-03-03'],
  ])('times may be dates with %s', async (_, one, two, three) => {
    const data = await read(clicks([`a\ty\t${two}`, `a\tx\t${one}`, `b\tz\t${three}`]), 'x y')
    expect(visitsOf(data)).toEqual(inOrder)
    expect(data.log.ends.at(-1)).toBe(
      Date.parse(three.replace(' ', 'T').replace(/(\d\d:\d\d:\d\d)$/, '$1Z')) / 1_000,
    )
  })

  test('microseconds and nanoseconds become seconds too', async () => {
    for (const unit of ['000000', '000000000'])
      expect([...(await read(clicks([`a\tx\t1593516343${unit}`]), 'x y')).log.ends]).toEqual([1_593_516_343])
  })

  test('quotes of CSV are undone, and names of columns may be written otherwise', async () => {
    const csv = 'timestamp,"session_id",item_id\n2,"a, b","say ""hi"""\n1,"a, b",x\n'
    expect(visitsOf(await read(csv, 'x y'))).toEqual([['x', 'say "hi"']])
  })

  test.each([
    ['commas', '1,2,3\n7\n2,1', '1,2\t3\n2\t1\n'],
    ['commas and blanks', '1, 2, 3\n7\n2, 1', '1, 2\t3\n2\t1\n'],
    ['semicolons', '1;2;3\n7\n2;1', '1;2\t3\n2\t1\n'],
    ['many blanks', '1  2   3\n7\n2 1 ', ' 1  2\t3\n2\t1\n'],
  ])('items of sessions and prefixes with %s between', async (_, train, rows) => {
    const data = await read(train, `prefix\ttarget\n${rows}`)
    expect(visitsOf(data)).toEqual([['1', '2', '3'], ['7'], ['2', '1']])
    expect([...data.cases.clicks]).toEqual([0, 1, 2, 1, 0])
  })

  test('a comma is part of an id where blanks separate', async () => {
    expect(visitsOf(await read('a b,c d\nb,c e', 'a d'))).toEqual([
      ['a', 'b,c', 'd'],
      ['b,c', 'e'],
    ])
  })

  test('cases without a header, with other columns, in another order, in CSV, with a tab at the end', async () => {
    const plain = await read('1 2 3', 'prefix\ttarget\n1 2\t3\n')
    for (const asked of [
      '1 2\t3\n',
      'weight\ttarget\tprefix\n9\t3\t1 2\n',
      'prefix,target\n"1,2",3\n',
      'Prefix\tTarget\n1 2\t3\t\n',
    ])
      expect((await read('1 2 3', asked)).cases, asked).toEqual(plain.cases)
  })

  test('ids are texts as they stand: with blanks in clicks, in any script, of any length', async () => {
    const long = 'x'.repeat(100_000)
    expect(visitsOf(await read(clicks(['a 1\tred shoe\t1', `a 1\t${long}\t2`]), 'x y'))).toEqual([
      ['red shoe', long],
    ])
    expect(visitsOf(await read('größe 日本 👟 größe\n', 'x y'))).toEqual([['größe', '日本', '👟', 'größe']])
  })

  test('items that training never saw get numbers above those it saw', async () => {
    const { log, cases } = await read('1 2\n', '1 77 2\n')
    expect(log.items).toEqual(['1', '2'])
    expect([...cases.clicks]).toEqual([0, 2, 1])
  })
})

describe('faults are named by file and line', () => {
  const cases = 'prefix\ttarget\n'
  const clickHead = 'SessionId\tItemId\tTime\n'
  test.each<[string, string | Uint8Array, string, string]>([
    ['an empty prefix', '1 2', `${cases}1\t2\n\t2\n`, 'line 3: has an empty prefix'],
    ['no target', '1 2', `${cases}1\t\n`, 'line 2: has 0 targets'],
    ['a missing tab', '1 2', `${cases}1 2\n`, 'line 2: has 1 columns'],
    ['a time that is no number', 'SessionId\tItemId\tTime\n1\t2\tnoon', '1 2', 'line 2: has the Time "noon"'],
    ['a missing column', 'SessionId\tItemId\tTime\n1\t2', '1 2', 'line 2: has 2 columns; 3 are needed'],
    ['an unknown header', 'SessionId\tProduct\n1\t2', '1 2', 'line 1: is no header known here'],
    [
      'a date among numbers',
      clickHead + '1\t2\t5\n1\t2\t2026-01-01',
      '1 2',
      'line 3: has the Time "2026-01-01"',
    ],
    ['a number among dates', clickHead + '1\t2\t2026-01-01\n1\t2\t5', '1 2', 'line 3: has the Time "5"'],
    ['a day that is none', clickHead + '1\t2\t2026-13-01', '1 2', 'line 2: has the Time'],
    ['no session', clickHead + '\t2\t1', '1 2', 'line 2: has no SessionId'],
    ['no item', clickHead + '1\t\t1', '1 2', 'line 2: has no ItemId'],
    ['clicks without a header', '1\t2\t3\n1\t3\t4', '1 2', 'line 1: is no header known here'],
    ['the same in CSV', '1,2,1593516343\n1,3,1593516344', '1 2', 'line 1: looks like a click'],
    ['JSON', '{"session":1}', '1 2', 'line 1: looks like JSON'],
    ['zero bytes', '1 2\n3 \0', '1 2', 'line 2: holds zero bytes'],
    ['a text that is not UTF-8', Uint8Array.of(49, 32, 50, 10, 0xe9, 32, 49), '1 2', 'line 2: is not UTF-8'],
    ['lines that end with CR alone', '1 2\r3 4\r', '1 2', 'line 1: holds a carriage return'],
    ['a column too many', '1 2', `${cases}1\t2\t3\n`, 'line 2: has 3 columns'],
    ['two targets', '1 2', `${cases}1\t2 3\n`, 'line 2: has 2 targets'],
    ['an empty file', '', '1 2', 'is empty'],
    ['cases to learn from', `${cases}1\t2\n`, '1 2', 'holds cases'],
    ['a test without a case', '1 2', '1\n2\n', 'holds no case'],
    ['a header and nothing else', 'SessionId\tItemId\tTime\n', '1 2', 'holds no session'],
  ])('%s', async (_, train, test, message) => {
    await expect(read(train, test)).rejects.toMatchObject({
      code: 'recommendations.data-unreadable',
      message: expect.stringContaining(message),
    })
  })

  test('a gzip that breaks off, and a directory', async () => {
    await expect(read(gzipSync('1 2\n'.repeat(500)).subarray(0, -9), '1 2')).rejects.toMatchObject({
      code: 'recommendations.data-unreadable',
      message: expect.stringContaining('cannot be read to its end'),
    })
    await expect(
      readEvaluationData(folder, folder, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ message: expect.stringContaining('is not a file') })
  })

  test('a missing file', async () => {
    const missing = join(folder, 'nothing')
    await expect(
      readEvaluationData(missing, missing, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'recommendations.data-unreadable' })
  })

  test('an interrupted reading ends with the reason', async () => {
    const path = join(folder, 'long.txt')
    await writeFile(path, '1 2\n'.repeat(500_000))
    const controller = new AbortController()
    const reading = readEvaluationData(path, path, {
      signal: controller.signal,
      onLines: () => {
        controller.abort(new Error('enough'))
      },
    })
    await expect(reading).rejects.toThrow('enough')
  })
})
