import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readToken, signingKey, signToken } from '../../../src/recommendations/slates/slate-token.ts'

const claims = {
  slate: 'slate_01',
  shopId: 'shop_1',
  epoch: 7,
  placement: 'home',
  arm: null,
  expires: 2_000,
}
const older = signingKey(1, randomBytes(32))
const newer = signingKey(2, randomBytes(32))

test('a token tells what was signed, propensities included', () => {
  const told = { ...claims, arm: 'rule_1', propensities: { k1: 0.05 } }
  expect(readToken([newer], signToken(newer, told), 1_999)).toEqual(told)
  expect(readToken([newer], signToken(newer, claims), 1_999)).toEqual(claims)
})

test('whoever changes one character of a token has none', () => {
  const token = signToken(newer, claims)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: token.length - 1 }),
      fc.constantFrom('A', 'z', '.', '0', '-'),
      (at, letter) => {
        fc.pre(token[at] !== letter)
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        const read = readToken([newer], changed, 0)
        // The last character of base64url may hold bits that stand for nothing.
        expect(read === undefined || at === token.length - 1).toBe(true)
      },
    ),
  )
  for (const broken of ['', 'v1', 'v1.2', 'v1.2.e30.', `v2${token.slice(2)}`, `${token}=`.repeat(2)]) {
    expect(readToken([newer], broken, 0)).toBeUndefined()
  }
})

test('an older key still verifies after a newer one has come, and a key of elsewhere never does', () => {
  const token = signToken(older, claims)
  expect(readToken([newer, older], token, 0)).toEqual(claims)
  expect(readToken([newer], token, 0)).toBeUndefined()
  expect(readToken([signingKey(1, randomBytes(32))], token, 0)).toBeUndefined()
})

test('a token expires', () => {
  const token = signToken(newer, claims)
  expect(readToken([newer], token, 2_000)).toEqual(claims)
  expect(readToken([newer], token, 2_001)).toBeUndefined()
})
