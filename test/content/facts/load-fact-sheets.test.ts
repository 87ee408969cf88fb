import { expect, test } from 'vitest'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { loadFactSheets } from '../../../src/content/facts/load-fact-sheets.ts'
import { copyRig, kettle } from '../copy-rig.ts'

test('sheets hold what the shop knows beyond the row: dictionary, ledger, certificates and promotions', async () => {
  await using rig = await copyRig([kettle('k1'), kettle('k2', { brand: 'Other' })])
  const { db, shopId } = rig.database
  await db
    .insertInto('attribute_dictionary')
    .values({
      shop_id: shopId,
      attribute: 'depth',
      entry: JSON.stringify({ attribute: 'depth', unit: 'mm' }),
    })
    .execute()
  await db
    .insertInto('certificates')
    .values({
      shop_id: shopId,
      id: 'quiet',
      expires_at: new Date('2027-01-01'),
      content: JSON.stringify({
        covers: { filter: { brand: { in: ['tindelow'] } } },
        phrase: 'Quiet Mark certified',
        scheme: 'Quiet Mark',
        issuer: 'Quiet Mark Ltd',
        reference: 'QM 12',
        expiresAt: '2027-01-01T00:00:00Z',
      }),
    })
    .execute()
  const sheets = await loadFactSheets(db, rig.deps.clock, shopId, ['k1', 'k2', 'unknown'])
  expect([...sheets.keys()]).toEqual(['k1', 'k2'])
  expect(sheets.get('k1')?.byId.get('a_depth')).toMatchObject({ value: 850, unit: 'mm' })
  expect(sheets.get('k1')?.byId.get('e_quiet')?.value).toBe('Quiet Mark certified')
  expect(sheets.get('k2')?.byId.has('e_quiet')).toBe(false)
  expect(sheets.get('k1')?.byId.has('v_00000000_low30')).toBe(false)
})

test('a second import at another price is what the next sheet counts from', async () => {
  await using rig = await copyRig([kettle('k1', { variants: [{ id: 'one', priceMinor: 4_500 }] })])
  const { db, shopId } = rig.database
  const reduced = kettle('k1', { variants: [{ id: 'one', priceMinor: 3_600, compareAtPriceMinor: 6_000 }] })
  await upsertProducts(db, shopId, [productRow(reduced)])
  const sheet = (await loadFactSheets(db, rig.deps.clock, shopId, ['k1'])).get('k1')
  expect(sheet?.byId.get('d_percent_off_max')?.value).toBe(20)
  expect(sheet?.facts.find((fact) => fact.attribute === 'prior_price')?.value).toBe(4_500)
})
