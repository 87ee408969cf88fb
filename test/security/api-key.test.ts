import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  displayPrefix,
  generateKey,
  isWellFormedKey,
  keyKindSchema,
  publishableScopes,
  scopes,
  scopesFor,
} from '../../src/security/api-key.ts'

const kinds = keyKindSchema.options
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

describe('the form of a key', () => {
  test('every generated key is well formed, tells its kind and matches the leak-scanner pattern', () => {
    for (const kind of kinds) {
      const key = generateKey(kind)
      expect(isWellFormedKey(key)).toBe(true)
      expect(key).toMatch(/^vt_(pk|sk|rk)_live_[0-9A-Za-z]{36}$/)
      expect(key.slice(3, 5)).toBe({ publishable: 'pk', secret: 'sk', restricted: 'rk' }[kind])
    }
  })

  test('one changed character is always refused offline', () => {
    const key = generateKey('secret')
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: key.length - 1 }),
        fc.constantFrom(...Array.from(base62)),
        (position, replacement) => {
          fc.pre(key.charAt(position) !== replacement)
          const changed = key.slice(0, position) + replacement + key.slice(position + 1)
          expect(isWellFormedKey(changed)).toBe(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('nothing that is no key passes, and no input throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(isWellFormedKey(text)).toBe(false)
      }),
    )
    expect(isWellFormedKey(`${generateKey('secret')}\n`)).toBe(false)
    expect(isWellFormedKey(generateKey('secret').replace('vt_sk', 'vt_pk'))).toBe(false)
  })

  test('the prefix kept for display holds four random characters', () => {
    const key = generateKey('restricted')
    expect(displayPrefix(key)).toBe(key.slice(0, 15))
  })
})

describe('scopes of a kind', () => {
  test('a secret key has all scopes unless it names fewer', () => {
    expect(scopesFor('secret', undefined)).toEqual({ scopes })
    expect(scopesFor('secret', ['jobs:read'])).toEqual({ scopes: ['jobs:read'] })
  })

  test('a publishable key can have harmless scopes only', () => {
    expect(scopesFor('publishable', undefined)).toEqual({ scopes: publishableScopes })
    const refused = scopes.filter((scope) => !publishableScopes.includes(scope))
    for (const scope of refused) expect(scopesFor('publishable', [scope])).toHaveProperty('refused')
  })

  test('a restricted key must name its scopes', () => {
    expect(scopesFor('restricted', undefined)).toHaveProperty('refused')
    expect(scopesFor('restricted', [])).toHaveProperty('refused')
    expect(scopesFor('restricted', ['reco:read'])).toEqual({ scopes: ['reco:read'] })
  })
})
