import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseEventMapping } from '../../../src/cli/events/event-mapping.ts'
import { readEventFile } from '../../../src/cli/events/read-event-file.ts'
import { fileIdOf, sendEvents, shiftToYesterday } from '../../../src/cli/events/send-events.ts'
import { bearer, startServer, type TestServer } from '../../http/support/start-server.ts'
import { createApiClient } from '../../../src/client/api-client.ts'

let folder = ''
let on: TestServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-events-'))
  on = await startServer()
})
afterAll(async () => {
  await on[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const mappingOf = async (name: string) =>
  parseEventMapping(JSON.parse(await readFile(`fixtures/mappings/${name}.mapping.json`, 'utf8')))

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function listed<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const row of rows) list.push(row)
  return list
}

const orders = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,"WHITE, HEART",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom
536544,21773,BOTTLE,1,2010-12-01 14:32:00,2.1,,United Kingdom
541431,23166,JAR,74215,2011-01-18 10:01:00,1.04,12346.0,United Kingdom
`

describe('event files', () => {
  test('invoices become purchases; cancelled ones are skipped, and who is unknown has no visitor', async () => {
    const path = await write('orders.csv.gz', gzipSync(orders))
    const rows = await listed(
      readEventFile(path, { format: 'table', mapping: await mappingOf('online-retail') }),
    )
    expect(rows).toMatchObject([
      {
        row: 2,
        event: {
          type: 'purchase',
          consent: 'known',
          visitor: '17850.0',
          session: '536365',
          order_id: '536365',
          product: '85123A',
          quantity: 6,
          price_minor: 255,
          currency: 'GBP',
          at: '2010-12-01T08:26:00.000Z',
        },
      },
      { row: 3, skipped: true },
      { row: 4, event: { session: '536544', price_minor: 210 } },
      { row: 5, event: { quantity: 74215 } },
    ])
    expect(rows[2]).not.toHaveProperty('event.visitor')
  })

  test('a typed week becomes views, carts and purchases', async () => {
    const path = await write(
      'week.tsv',
      'Time\tUserId\tType\tItemId\tSessionId\tCatId\n1442004589\t0\tview\t285930\t1\t1188\n1442004600\t0\taddtocart\t285930\t1\t1188\n',
    )
    const rows = await listed(
      readEventFile(path, { format: 'table', mapping: await mappingOf('retailrocket-week') }),
    )
    expect(rows).toMatchObject([
      {
        row: 2,
        event: {
          type: 'view',
          at: '2015-09-11T20:49:49.000Z',
          visitor: '0',
          session: '1',
          product: '285930',
        },
      },
      { row: 3, event: { type: 'add-to-cart' } },
    ])
  })

  test('a file that is sent twice is stored once, faults are told by row, and the last day becomes yesterday', async () => {
    const path = await write('orders.csv', orders)
    const reading = { format: 'table' as const, mapping: await mappingOf('online-retail') }
    const shiftMs = await shiftToYesterday(readEventFile(path, reading), new Date())
    const api = createApiClient({
      url: 'http://test',
      key: on.secret,
      async fetch(input) {
        const request = new Request(input)
        const { pathname, search } = new URL(request.url)
        const answer = await on.server.inject({
          method: 'POST',
          url: pathname + search,
          headers: { ...bearer(on.secret), 'content-type': 'application/json' },
          payload: await request.text(),
        })
        return new Response(answer.body, {
          status: answer.statusCode,
          headers: { 'content-type': 'application/json' },
        })
      },
    })
    const send = async () =>
      sendEvents(readEventFile(path, reading), {
        api,
        fileId: await fileIdOf(path),
        shiftMs,
        interrupted: new AbortController().signal,
        onSettled: () => undefined,
      })
    const first = await send()
    expect(first.counts).toMatchObject({ rows: 4, accepted: 2, skipped: 1, rejected: 1 })
    expect(first.faults).toMatchObject([{ row: 5, path: 'quantity' }])
    expect((await send()).counts).toMatchObject({ accepted: 0, duplicates: 2 })
    const rows = await on.database.db
      .selectFrom('events')
      .select(['visitor', 'consent', 'order_id'])
      .execute()
    expect(rows).toEqual(
      expect.arrayContaining([
        { visitor: '17850.0', consent: 'known', order_id: '536365' },
        { visitor: null, consent: 'session', order_id: null },
      ]),
    )
  })
})
