import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyRule,
  holdsWords,
  mineRules,
  PRODUCTS_MIN,
  type Edit,
} from '../../../src/content/rules/mine-rules.ts'

const edit = (product: string, before: string, after: string, change: Partial<Edit> = {}): Edit => ({
  product,
  draftId: `draft_${product}`,
  author: 'key_1',
  before,
  after,
  values: [],
  ...change,
})

describe('mineRules', () => {
  test('the same replacement on three products is a rule, with counts and sentences', () => {
    const rules = mineRules([
      edit('1', 'The kettle comes with a lid.', 'The kettle includes a lid.'),
      edit('2', 'It comes with two cups.', 'It includes two cups.', { author: 'key_2' }),
      edit('3', 'The pan comes with a handle.', 'The pan includes a handle.'),
    ])
    expect(rules).toMatchObject([
      { said: 'comes with', instead: 'includes', support: { drafts: 3, products: 3, authors: 2, kept: 0 } },
    ])
    expect(rules[0]?.examples[0]).toEqual({
      before: 'The kettle comes with a lid.',
      after: 'The kettle includes a lid.',
    })
  })

  test('words struck out everywhere are a rule without a replacement', () => {
    const rules = mineRules(
      ['heavy', 'loud', 'big'].map((word, index) =>
        edit(String(index), `Please note that it is ${word}.`, `It is ${word}.`),
      ),
    )
    expect(rules).toMatchObject([{ said: 'please note that', instead: '' }])
  })

  test('two products are taste, and the same product edited often is one product', () => {
    const pair = ['1', '2'].map((id) => edit(id, 'It comes with a lid.', 'It includes a lid.'))
    expect(mineRules(pair)).toEqual([])
    const again = Array.from({ length: 9 }, (_, index) =>
      edit('1', 'It comes with a lid.', 'It includes a lid.', { draftId: `draft_${String(index)}` }),
    )
    expect(mineRules(again)).toEqual([])
  })

  test('edited texts that kept the words count against the rule', () => {
    const changed = ['1', '2', '3'].map((id) => edit(id, 'It comes with a lid.', 'It includes a lid.'))
    const kept = ['4', '5', '6'].map((id) =>
      edit(id, 'It comes with a very long lid.', 'It comes with a long lid.'),
    )
    expect(mineRules(changed)).toHaveLength(1)
    expect(mineRules([...changed, ...kept]).map(({ said }) => said)).not.toContain('comes with')
  })

  test('numbers and words that a fact states are corrections of one text, never rules', () => {
    const numbers = ['1', '2', '3'].map((id) => edit(id, 'It holds 3 litres.', 'It holds 4 litres.'))
    const values = ['1', '2', '3'].map((id) =>
      edit(id, 'It is made of steel.', 'It is made of iron.', { values: ['iron'] }),
    )
    expect(mineRules([...numbers, ...values])).toEqual([])
  })

  test('every rule has the support it states, whatever people type', () => {
    const words = fc.array(
      fc.constantFrom('it', 'has', 'is', 'a', 'lid', 'big', 'and', 'comes', 'with', '.', ','),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    const text = words.map((list) => list.join(' '))
    const edits = fc.array(fc.tuple(fc.constantFrom('1', '2', '3', '4'), text, text), { maxLength: 12 })
    fc.assert(
      fc.property(edits, (rows) => {
        const given = rows.map(([product, before, after], index) =>
          edit(product, before, after, { draftId: `draft_${String(index)}` }),
        )
        for (const rule of mineRules(given)) {
          expect(rule.support.products).toBeGreaterThanOrEqual(PRODUCTS_MIN)
          const held = given.filter(({ before }) => holdsWords(before.toLowerCase(), rule.said))
          expect(new Set(held.map(({ product }) => product)).size).toBeGreaterThanOrEqual(
            rule.support.products,
          )
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('applyRule', () => {
  test.each([
    ['Comes with a lid.', 'comes with', 'includes', 'Includes a lid.'],
    ['It becomes without doubt', 'comes with', 'includes', 'It becomes without doubt'],
    ['Please note that it is loud.', 'please note that', '', 'It is loud.'],
    ['It is very, very big.', 'very', '', 'It is, big.'],
  ])('%s: %s → "%s"', (text, said, instead, expected) => {
    expect(applyRule(text, { said, instead })).toBe(expected)
  })

  test('applying a rule twice is the same as once, unless the new words hold the old ones', () => {
    const rule = { said: 'comes with', instead: 'includes' }
    const once = applyRule('It comes with a lid and comes with a cup.', rule)
    expect(applyRule(once, rule)).toBe(once)
  })
})
