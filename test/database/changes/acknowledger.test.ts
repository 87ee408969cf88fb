import { expect, test } from 'vitest'
import { createAcknowledger } from '../../../src/database/changes/acknowledger.ts'

/** A connection whose statements end when the test says so. */
function connection() {
  const told: number[] = []
  const ends: ((error?: Error) => void)[] = []
  const tell = (barrier: number) => {
    told.push(barrier)
    return new Promise<void>((resolve, reject) => {
      ends.push((error) => {
        if (error === undefined) resolve()
        else reject(error)
      })
    })
  }
  return { told, tell, end: (error?: Error) => ends.shift()?.(error) }
}

test('one statement at a time, and of the barriers that came meanwhile only the highest', async () => {
  const { told, tell, end } = connection()
  const acknowledge = createAcknowledger(tell)
  for (const barrier of [1, 2, 5, 4]) acknowledge(barrier)
  expect(told).toEqual([1])
  end()
  await Promise.resolve()
  expect(told).toEqual([1, 5])
})

test('a barrier that comes in any turn after the last statement has ended is told', async () => {
  for (let turns = 0; turns < 8; turns += 1) {
    const { told, tell, end } = connection()
    const acknowledge = createAcknowledger(tell)
    acknowledge(1)
    end()
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    acknowledge(2)
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
    expect(told).toEqual([1, 2])
  }
})

test('after a statement that failed the next barrier is told', async () => {
  const { told, tell, end } = connection()
  const acknowledge = createAcknowledger(tell)
  acknowledge(1)
  end(new Error('lost'))
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
  acknowledge(2)
  expect(told).toEqual([1, 2])
})
