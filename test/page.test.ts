import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor, pageOf } from '../src/page.ts'

test('a cursor gives back its parts', () => {
  const parts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.integer()), {
    minLength: 1,
    maxLength: 4,
  })
  const schema = z.array(z.union([z.string(), z.number()]))
  fc.assert(
    fc.property(parts, (given) => {
      expect(decodeCursor(encodeCursor(given), schema)).toEqual(JSON.parse(JSON.stringify(given)))
    }),
  )
})

test('anything else is refused with the name of the parameter', () => {
  const refused = expect.objectContaining({
    code: 'request.invalid',
    errors: [expect.objectContaining({ path: 'query.cursor' })],
  })
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      expect(() => decodeCursor(text, z.tuple([z.iso.datetime(), z.string()]))).toThrow(refused)
    }),
  )
  expect(() => decodeCursor('A'.repeat(100_000), z.tuple([z.string()]))).toThrow(refused)
})

test('the extra row only tells that there is more', () => {
  expect(pageOf([1, 2, 3], 3, (row) => [row])).toEqual({ items: [1, 2, 3], next: null })
  expect(pageOf([1, 2, 3, 4], 3, (row) => [row])).toEqual({ items: [1, 2, 3], next: encodeCursor([3]) })
  expect(pageOf([], 3, () => [])).toEqual({ items: [], next: null })
})
