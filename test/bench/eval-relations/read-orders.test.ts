import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { kindWord } from '../../../bench/eval-relations/kind-words.ts'
import { productOf, readOrders } from '../../../bench/eval-relations/read-orders.ts'
import { readTitles } from '../../../bench/eval-relations/read-titles.ts'
import { plainOrders, recountComplement, recountSubstitute } from '../../../bench/eval-relations/recount.ts'

const mapping = join(import.meta.dirname, '../../../fixtures/mappings/online-retail.mapping.json')
const head = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const line = (invoice: string, code: string, title: string, customer = '', quantity = 1, at = '09:00') =>
  `${invoice},${code},${title},${String(quantity)},2010-12-01 ${at}:00,1.50,${customer},United Kingdom`

async function fileOf(...lines: readonly string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'vitrine-orders-')), 'orders.csv.gz')
  await writeFile(path, gzipSync([head, ...lines, ''].join('\n')))
  return path
}

const made = () =>
  fileOf(
    line('2', '85123A', 'WHITE HOLDER', '17850', 6, '10:00'),
    line('2', '85123a', 'WHITE HOLDER', '17850', 1, '10:00'),
    line('2', '71053', 'WHITE METAL LANTERN', '17850', 1, '10:00'),
    line('2', 'POST', 'POSTAGE', '17850', 1, '10:00'),
    line('C3', '71053', 'WHITE METAL LANTERN', '17850', -1),
    line('4', '71053', 'damaged', '', -5),
    line('5', '71053', 'CREAM LANTERN', '', 20_000),
    line('1', '71053', 'WHITE METAL LANTERN', ''),
    line('1', '85123A', '', ''),
  )

describe('the orders file', () => {
  test('gives orders by time; codes in both cases are one product, what is cancelled or no product is left out', async () => {
    const read = await readOrders(await made(), mapping)
    expect(read).toMatchObject({ rows: 9, skipped: 2, rejected: 1, services: 1 })
    expect(read.orders.map(({ order, visitor, products }) => [order, visitor, products])).toEqual([
      ['1', undefined, ['71053', '85123A']],
      ['2', '17850', ['85123A', '71053']],
    ])
  })

  test('calls a product by its commonest description, not by notes of stock takers', async () => {
    const titles = await readTitles(await made())
    expect([...titles]).toEqual([
      ['85123A', 'WHITE HOLDER'],
      ['71053', 'WHITE METAL LANTERN'],
    ])
  })

  test('recounts by plain code to voters: a customer once, an order without one by itself', async () => {
    const orders = plainOrders(await made())
    const counts = { ab: 2, a: 2, b: 2, total: 2 }
    expect(recountComplement(orders, '85123A', '71053')).toEqual(counts)
    expect(recountSubstitute(orders, '71053', '85123A')).toEqual(counts)
  })

  test('recounts substitutes within ten steps, complements anywhere in up to two hundred products', () => {
    const filled = (count: number) => Array.from({ length: count }, (_, at) => `x${String(at)}`)
    const orders = [
      { voter: '1', products: ['a', ...filled(10), 'b'] },
      { voter: '2', products: ['b', ...filled(9), 'a'] },
      { voter: '3', products: ['a', 'b', ...filled(199)] },
    ]
    expect(recountSubstitute(orders, 'a', 'b').ab).toBe(1)
    expect(recountComplement(orders, 'a', 'b')).toEqual({ ab: 2, a: 3, b: 3, total: 3 })
  })
})

test.each([
  ['85123A', '85123A'],
  ['15056bl', '15056BL'],
  ['DCGS0003', 'DCGS0003'],
  ['POST', undefined],
  ['M', undefined],
  ['gift_0001_20', undefined],
])('code %s is the product %s', (code, product) => {
  expect(productOf(code)).toBe(product)
})

test('the word of kind is the last known noun, plural or not', () => {
  expect(
    ['SET OF 3 CAKE TINS PANTRY', 'SET/20 PAPER NAPKINS', 'POPPY DOILIES', 'HOLIDAY FUN LUDO'].map(kindWord),
  ).toEqual(['TIN', 'NAPKIN', 'DOILY', undefined])
})
