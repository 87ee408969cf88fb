import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import { createShop } from '../../src/shops/create-shop.ts'
import { findShopByName, getShop, isOriginKnown } from '../../src/shops/find-shop.ts'
import { corsOriginSchema } from '../../src/shops/shop.ts'
import { updateShop } from '../../src/shops/update-shop.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})
const clock = fixedClock('2026-03-01T10:00:00Z')

describe('a shop', () => {
  test('is found by id and by name as it was made', async () => {
    const made = await createShop(database.db, clock, { name: 'Tea House', locale: 'de', currency: 'CHF' })
    expect(await getShop(database.db, made.id)).toEqual(made)
    expect(await findShopByName(database.db, 'Tea House')).toEqual(made)
    expect(made).toMatchObject({ corsOrigins: [], settings: { searchVectorWeight: 0.3 } })
  })

  test('keeps its name to itself', async () => {
    await createShop(database.db, clock, { name: 'Only One' })
    await expect(createShop(database.db, clock, { name: 'Only One' })).rejects.toMatchObject({
      code: 'shops.name-taken',
    })
    const other = await createShop(database.db, clock, { name: 'Other' })
    await expect(updateShop(database.db, other.id, { name: 'Only One' })).rejects.toMatchObject({
      code: 'shops.name-taken',
    })
    expect(await updateShop(database.db, other.id, { name: 'Other' })).toEqual(other)
  })

  test('changes only what is named', async () => {
    const made = await createShop(database.db, clock, { name: 'Changing' })
    const changed = await updateShop(database.db, made.id, { settings: { searchVectorWeight: 0.7 } })
    expect(changed).toEqual({ ...made, settings: { ...made.settings, searchVectorWeight: 0.7 } })
    expect(await getShop(database.db, made.id)).toEqual(changed)
  })

  test('makes its origins known', async () => {
    const made = await createShop(database.db, clock, { name: 'Browsable' })
    expect(await isOriginKnown(database.db, 'https://shop.example')).toBe(false)
    await updateShop(database.db, made.id, { corsOrigins: ['https://shop.example'] })
    expect(await isOriginKnown(database.db, 'https://shop.example')).toBe(true)
  })

  test('that does not exist is not found', async () => {
    await expect(getShop(database.db, 'shop_x')).rejects.toMatchObject({ code: 'shops.not-found' })
  })
})

describe('an origin', () => {
  test.each([
    'https://shop.example',
    'https://shop.example:8443',
    'http://localhost:5173',
    'http://127.0.0.1:3000',
  ])('%s is one', (origin) => {
    expect(corsOriginSchema.safeParse(origin).success).toBe(true)
  })
  test.each([
    '*',
    'null',
    'https://shop.example/',
    'http://shop.example',
    'https://a@b.example',
    'shop.example',
    'javascript:1',
    '',
  ])('%j is none', (origin) => {
    expect(corsOriginSchema.safeParse(origin).success).toBe(false)
  })
})
