import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { singular, termsOf } from '../../src/inference/terms.ts'

describe('termsOf', () => {
  it('keeps a model code whole and in parts, so that either spelling finds it', () => {
    expect(termsOf('HP Pavilion dv7-1211ea')).toEqual(['hp', 'pavilion', 'dv71211ea', 'dv7', '1211ea'])
    expect(termsOf('dv7 1211ea')).toEqual(expect.arrayContaining(['dv7', '1211ea']))
    expect(termsOf('RTX2060')).toEqual(['rtx2060', 'rtx', '2060'])
  })

  it('parts numbers from their units and keeps decimals together', () => {
    expect(termsOf('250GB 43.2cm')).toEqual(['250gb', '250', 'gb', '43.2cm', '43.2', 'cm'])
  })

  it('folds case, accents, width, possessives and hyphens', () => {
    const folded = ['cafe', 'espresso', 'women', 'wall', 'mounted']
    expect(termsOf('Café ＥＳＰＲＥＳＳＯ Women’s wall-mounted')).toEqual(folded)
  })

  it('reads words of other scripts', () => {
    expect(termsOf('Чайник, 電気ケトル')).toHaveLength(2)
  })

  it.each([
    ['batteries', 'battery'],
    ['watches', 'watch'],
    ['boxes', 'box'],
    ['shoes', 'shoe'],
    ['glass', 'glass'],
    ['glasses', 'glass'],
    ['wireless', 'wireless'],
    ['usb', 'usb'],
    ['bus', 'bus'],
    ['ties', 'tie'],
  ])('folds the plural %s to %s', (plural, expected) => {
    expect(singular(plural)).toBe(expected)
  })

  it('gives only short, non-empty terms without white space for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const term of termsOf(text)) {
          expect(term).toMatch(/^\S+$/u)
          expect(term.length).toBeLessThanOrEqual(64)
        }
      }),
    )
  })
})
