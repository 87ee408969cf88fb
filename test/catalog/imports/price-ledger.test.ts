import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { importFile, jsonLines } from './import-run.ts'

let database: TestDatabase
let shopId: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  shopId = await addShop(database)
})

const product = (price: number | null, more: object = {}) => ({
  id: 'p1',
  title: 'Kettle',
  variants: [
    { id: 'a', priceMinor: price, ...more },
    { id: 'b', priceMinor: 900 },
  ],
})
const load = (...rows: object[]) => importFile(database.db, shopId, jsonLines(rows))

async function ledger() {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' ', variant_external_id, price_minor, compare_at_price_minor, currency) AS line
    FROM price_ledger WHERE shop_id = ${shopId} ORDER BY observed_at, variant_external_id`.execute(
    database.db,
  )
  return rows.map(({ line }) => line)
}

describe('the price ledger', () => {
  test('gets a line per variant on first sight, and none from the same file again', async () => {
    await load(product(1_000))
    await load(product(1_000))
    await load({ ...product(1_000), title: 'Kettle, better photographed' })
    expect(await ledger()).toEqual(['a 1000 EUR', 'b 900 EUR'])
  })

  test('gets a line whenever a price, a "was" price or the currency changes, for that variant only', async () => {
    await load(product(1_000))
    await load(product(800))
    await load(product(800, { compareAtPriceMinor: 1_000 }))
    expect(await ledger()).toEqual(['a 1000 EUR', 'b 900 EUR', 'a 800 EUR', 'a 800 1000 EUR'])
    await load({ ...product(800, { compareAtPriceMinor: 1_000 }), currency: 'USD' })
    expect((await ledger()).slice(4)).toEqual(['a 800 1000 USD', 'b 900 USD'])
  })

  test('keeps the past of a variant that leaves and comes back, and notes when a price is withdrawn', async () => {
    await load(product(1_000))
    await load({ id: 'p1', title: 'Kettle', variants: [{ id: 'b', priceMinor: 900 }] })
    await load(product(1_200))
    await load(product(null))
    expect(await ledger()).toEqual(['a 1000 EUR', 'b 900 EUR', 'a 1200 EUR', 'a EUR'])
  })

  test('has nothing to say of variants without a price', async () => {
    await load({ id: 'p1', title: 'Kettle', variants: [{ id: 'a' }] })
    expect(await ledger()).toEqual([])
  })
})
