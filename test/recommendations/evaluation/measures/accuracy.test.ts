/** Measures against values computed by hand. */
import { describe, expect, test } from 'vitest'
import { accuracyOf } from '../../../../src/recommendations/evaluation/measures/accuracy.ts'
import {
  accuracyBySlice,
  byPrefixLength,
  byTargetPopularity,
} from '../../../../src/recommendations/evaluation/measures/slices.ts'
import { varietyOf, visitsPerItem } from '../../../../src/recommendations/evaluation/measures/variety.ts'
import { casesOf, logOf } from '../tiny-log.ts'

describe('accuracy', () => {
  test('first, third and no place make HR 2/3, MRR 4/9 and nDCG 1/2', () => {
    const { hr, mrr, ndcg, cases } = accuracyOf(Uint8Array.from([1, 3, 0]))
    expect(cases).toBe(3)
    expect(hr).toBeCloseTo(2 / 3, 12)
    expect(mrr).toBeCloseTo((1 + 1 / 3) / 3, 12)
    // 1/log2(2) + 1/log2(4), over three
    expect(ndcg).toBeCloseTo(1.5 / 3, 12)
  })

  test('cases that are left out do not count, and no case at all is 0', () => {
    expect(accuracyOf(Uint8Array.from([1, 0]), (at) => at === 0)).toEqual({
      cases: 1,
      hr: 1,
      mrr: 1,
      ndcg: 1,
    })
    expect(accuracyOf(new Uint8Array())).toEqual({ cases: 0, hr: 0, mrr: 0, ndcg: 0 })
  })
})

describe('variety', () => {
  test('an item of every visit has no surprise, one of a quarter two bits', () => {
    const log = logOf([[0, 1], [0], [0], [0, 0, 2]])
    const visits = visitsPerItem(log, 3)
    expect([...visits]).toEqual([4, 1, 1])
    const { coverage, novelty, popularityBias } = varietyOf(
      Uint32Array.from([1, 1, 0]),
      visits,
      4,
      Uint32Array.from([0, 1, 1]),
    )
    expect(coverage).toBeCloseTo(2 / 3, 12)
    expect(novelty).toBeCloseTo((0 + 2) / 2, 12)
    // shown: (1 + 1/4) / 2; wanted: 1/4
    expect(popularityBias).toBeCloseTo(2.5, 12)
  })
})

describe('slices', () => {
  test('cases fall into slices by the length of what was seen', () => {
    const cases = casesOf([Array.from({ length: 12 }, (_, item) => item)])
    const slices = accuracyBySlice(new Uint8Array(11).fill(1), byPrefixLength(cases))
    expect(slices.map(({ label, cases: count }) => [label, count])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
      ['4', 1],
      ['5', 1],
      ['6–9', 4],
      ['10+', 2],
    ])
  })

  test('targets that training never saw stand by themselves', () => {
    const cases = casesOf([
      [0, 9],
      [0, 1],
    ])
    const slices = accuracyBySlice(
      Uint8Array.from([0, 1]),
      byTargetPopularity(cases, Uint32Array.from([5, 2])),
    )
    expect(slices.map(({ label, hr }) => [label, hr])).toEqual([
      ['never seen', 0],
      ['1', 1],
    ])
  })
})
