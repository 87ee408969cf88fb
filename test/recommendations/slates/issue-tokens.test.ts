/** Ids with tokens, a few at once: each pair is true, none comes twice, and none outlives what it tells. */
import { expect, test } from 'vitest'
import { createTokenIssuer } from '../../../src/recommendations/slates/issue-tokens.ts'
import { readToken, signingKey } from '../../../src/recommendations/slates/slate-token.ts'

const signing = signingKey(1, new Uint8Array(32).fill(7))
const claims = { shopId: 'shop_1', epoch: 4, placement: 'home', arm: null, expires: 2_000 }

test('every token tells the slate it came with; ids are different and in the order of being handed out', () => {
  const issue = createTokenIssuer()
  const issued = Array.from({ length: 200 }, () => issue(signing, claims))
  for (const { slate, token } of issued)
    expect(readToken([signing], token, 1_000)).toEqual({ ...claims, slate })
  const ids = issued.map(({ slate }) => slate)
  expect(new Set(ids).size).toBe(200)
  expect(ids).toEqual(ids.toSorted())
})

test('what was made ahead is not handed out for another second, image, arm, placement, shop or key', () => {
  const issue = createTokenIssuer()
  for (let times = 0; times < 5; times++) issue(signing, claims)
  const other = signingKey(2, new Uint8Array(32).fill(8))
  for (const change of [
    { expires: 2_001 },
    { epoch: 5 },
    { arm: 'rule_1' },
    { placement: 'cart' },
    { shopId: 'shop_2' },
  ]) {
    const { slate, token } = issue(signing, { ...claims, ...change })
    expect(readToken([signing], token, 1_000)).toEqual({ ...claims, ...change, slate })
  }
  const { slate, token } = issue(other, claims)
  expect(readToken([other], token, 1_000)).toEqual({ ...claims, slate })
  expect(readToken([signing], token, 1_000)).toBeUndefined()
})

test('more series than are kept change nothing but how many are made at once', () => {
  const issue = createTokenIssuer()
  const seen = new Set<string>()
  for (let round = 0; round < 3; round++) {
    for (let shop = 0; shop < 100; shop++) {
      const shopId = `shop_${String(shop)}`
      const { slate, token } = issue(signing, { ...claims, shopId })
      expect(readToken([signing], token, 1_000)).toMatchObject({ shopId, slate })
      seen.add(slate)
    }
  }
  expect(seen.size).toBe(300)
})
