import { describe, expect, test } from 'vitest'
import { checkSameness } from '../../../../src/content/check/sameness/check-sameness.ts'
import {
  bandsOf,
  estimateResemblance,
  resemblance,
  shinglesOf,
  signatureOf,
} from '../../../../src/content/check/sameness/minhash.ts'
import { codesOf } from '../text-rig.ts'

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `word${String(from + at)}`).join(' ')
const text = words(0, 60)
const beside = (other: string, isOwnVariant = false, field = 'pdp.long') => ({
  context: { neighbours: [{ product: 'k2', isOwnVariant, fields: { [field]: other } }] },
  field,
})

describe('D01', () => {
  test('a text that shares four fifths of its shingles is too similar, one that shares half is not', () => {
    expect(codesOf(checkSameness, text, beside(words(0, 56)))).toContain('D01')
    expect(codesOf(checkSameness, text, beside(`${words(0, 30)} ${words(100, 140)}`))).not.toContain('D01')
  })

  test('variants of one product may be alike up to nine tenths', () => {
    expect(codesOf(checkSameness, text, beside(words(0, 52), true))).toEqual([])
    expect(codesOf(checkSameness, text, beside(text, true))).toEqual(['D01'])
  })
})

describe('D02', () => {
  test('a title or an opening of another product', () => {
    expect(codesOf(checkSameness, 'Alder Kettle', beside('alder kettle', false, 'seo.title'))).toEqual([
      'D02',
    ])
    expect(codesOf(checkSameness, text, beside(`${words(0, 6)} ${words(100, 150)}`))).toEqual(['D02'])
    expect(codesOf(checkSameness, text, beside(words(100, 150)))).toEqual([])
  })

  test('a variant with the words of its sibling lacks its difference', () => {
    expect(codesOf(checkSameness, 'The kettle is black.', beside('The kettle is black.', true))).toEqual([
      'D02',
    ])
  })
})

test('signatures estimate the resemblance, and similar texts share a band', () => {
  const other = words(0, 57)
  const [one, two] = [signatureOf(text), signatureOf(other)]
  const exact = resemblance(shinglesOf(text), shinglesOf(other))
  expect(Math.abs(estimateResemblance(one, two) - exact)).toBeLessThan(0.12)
  expect(bandsOf(one).some((band) => bandsOf(two).includes(band))).toBe(true)
  const strange = bandsOf(signatureOf(words(500, 560)))
  expect(bandsOf(one).some((band) => strange.includes(band))).toBe(false)
})
