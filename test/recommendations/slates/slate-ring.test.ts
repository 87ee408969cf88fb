import { expect, test } from 'vitest'
import { recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import type { HeldSlate } from '../../../src/recommendations/slates/slate-record.ts'
import { createSlateRing } from '../../../src/recommendations/slates/slate-ring.ts'

function slate(name: string, consent: 'none' | 'session' | 'known' = 'session', visitor?: string): HeldSlate {
  return {
    slate: name,
    shopId: 'shop_1',
    at: new Date('2026-03-01T10:00:00Z'),
    epoch: 1,
    countedSeq: 0,
    countedUntil: undefined,
    request: recommendationRequestSchema.parse({
      placement: 'home',
      consent,
      ...(visitor === undefined ? {} : { visitor }),
    }),
    viewed: [],
    cart: [],
    arm: null,
    rules: [],
    itemsJson: '[]',
  }
}

test('slates are written in bulk and once; those without consent never', async () => {
  const stored: string[][] = []
  const ring = createSlateRing({
    store: (records) => {
      stored.push(records.map((record) => record.slate))
      return Promise.resolve()
    },
  })
  ring.add(slate('a'))
  ring.add(slate('b', 'none'))
  ring.add(slate('c'))
  await Promise.all([ring.flush(), ring.flush()])
  await ring.flush()
  expect(stored).toEqual([['a', 'c']])
  expect(ring.find('shop_1', 'b')).toBeDefined()
})

test('a slate is found by its own shop only, and the oldest leave first', () => {
  const ring = createSlateRing({ store: () => Promise.resolve(), heldMax: 2 })
  for (const name of ['a', 'b', 'c']) ring.add(slate(name))
  expect(ring.find('shop_1', 'a')).toBeUndefined()
  expect(ring.find('shop_1', 'c')?.slate).toBe('c')
  expect(ring.find('shop_2', 'c')).toBeUndefined()
})

test('what fails to be written waits for the next time; what no longer fits is counted', async () => {
  const stored: string[] = []
  let isAway = true
  const ring = createSlateRing({
    store: (records) => {
      if (isAway) return Promise.reject(new Error('away'))
      stored.push(...records.map((record) => record.slate))
      return Promise.resolve()
    },
    waitingMax: 2,
  })
  for (const name of ['a', 'b', 'c']) ring.add(slate(name))
  await expect(ring.flush()).rejects.toThrow('away')
  expect(ring.dropped).toBe(1)
  isAway = false
  await ring.flush()
  expect(stored).toEqual(['a', 'b'])
})

test('slates of an erased visitor leave memory and are not written; others are', async () => {
  const stored: string[] = []
  const ring = createSlateRing({
    store: (records) => {
      stored.push(...records.map((record) => record.slate))
      return Promise.resolve()
    },
  })
  ring.add(slate('a', 'known', 'ann'))
  ring.add(slate('b', 'known', 'bob'))
  ring.forget('shop_2', () => true)
  ring.forget('shop_1', (visitor) => visitor === 'ann')
  await ring.flush()
  expect(stored).toEqual(['b'])
  expect(ring.find('shop_1', 'a')).toBeUndefined()
  expect(ring.find('shop_1', 'b')).toBeDefined()
})
