import { describe, expect, test } from 'vitest'
import { checkTranslation } from '../../../../src/content/check/translation/check-translation.ts'
import { codesOf, fact } from '../text-rig.ts'

const facts = [fact('brand', 'Tindelow', { id: 'p_brand' }), fact('capacity', 1.7, { unit: 'l' })]
const ids = facts.map(({ id }) => id)
const translated = (english: readonly string[], german: readonly string[], cited: readonly string[] = ids) =>
  codesOf(checkTranslation, german, {
    facts,
    locale: 'de-DE',
    context: {
      original: {
        locale: 'en-GB',
        fields: {
          'pdp.long': english.map((text) => ({ text, factIds: [...cited], role: 'claim' as const })),
        },
      },
    },
  })

test('a faithful translation has no finding, with its own decimal sign', () => {
  expect(translated(['The Tindelow holds 1.7 litres.'], ['Der Tindelow fasst 1,7 Liter.'])).toEqual([])
})

describe('T01', () => {
  test('a number changed', () => {
    expect(translated(['The Tindelow holds 1.7 litres.'], ['Der Tindelow fasst 1,8 Liter.'])).toEqual(['T01'])
  })

  test('a fact dropped', () => {
    expect(translated(['The Tindelow is red.'], ['Der Tindelow ist rot.'], [...ids, 'a_colour'])).toEqual([
      'T01',
    ])
  })
})

describe('T02', () => {
  test('a sentence lost', () => {
    expect(translated(['It is red.', 'It is big.'], ['Er ist rot.'])).toEqual(['T02'])
  })

  test('a brand translated', () => {
    expect(translated(['The Tindelow is red.'], ['Der Zindelau ist rot.'])).toEqual(['T02'])
  })

  test('five words left in the language of the original', () => {
    const english = 'It stands on feet of rubber in the kitchen.'
    expect(translated([english], ['Er steht auf feet of rubber in the Küche.'])).toEqual(['T02'])
  })
})
