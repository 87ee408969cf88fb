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

  test('items that training never saw get numbers above those it saw', async () => {
    const { log, cases } = await read('1 2\n', '1 77 2\n')
    expect(log.items).toEqual(['1', '2'])
    expect([...cases.clicks]).toEqual([0, 2, 1])
  })
})

describe('faults are named by file and line', () => {
  const cases = 'prefix\ttarget\n'
  test.each([
    ['an empty prefix', '1 2', `${cases}1\t2\n\t2\n`, 'line 3: has an empty prefix'],
    ['no target', '1 2', `${cases}1\t\n`, 'line 2: has 0 targets'],
    ['a missing tab', '1 2', `${cases}1 2\n`, 'line 2: has 1 columns'],
    ['a time that is no number', 'SessionId\tItemId\tTime\n1\t2\tnoon', '1 2', 'line 2: has the Time "noon"'],
    ['a missing column', 'SessionId\tItemId\tTime\n1\t2', '1 2', 'line 2: has 2 columns; 3 are needed'],
    ['an unknown header', 'SessionId\tProduct\n1\t2', '1 2', 'line 1: is no header known here'],
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
