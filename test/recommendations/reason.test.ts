import { expect, test } from 'vitest'
import { withoutRepeats } from '../../src/recommendations/reason.ts'

test.each([
  ['a number and its text', ['39', 39, '40', 40], [39, 40]],
  ['a number and the same with a unit', [185, '185 cm'], [185]],
  ['whatever comes first', ['1.5kg', '185 cm', 185, 1.5], [185, 1.5]],
  ['spellings that differ in case and blanks', ['Dark  Blue', 'dark blue'], ['Dark  Blue']],
  ['a truth and its word', [true, 'true'], [true]],
])('%s are told once', (_name, values, told) => {
  expect(withoutRepeats(values)).toEqual(told)
})

test.each([
  ['other numbers', [39, '40 cm', 390]],
  ['quantities without their number', ['185 cm', '185 mm']],
  ['sizes and ranges that only begin alike', [39, '39-42', '39 x 20', '39x20', '39 or more', '39.5']],
])('%s stay apart', (_name, values) => {
  expect(withoutRepeats(values)).toEqual(values)
})
