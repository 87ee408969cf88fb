/** What was kept of a visitor's behaviour, as they may ask for it (GDPR, article 15): one JSON document, written as it is read. */
import type { Db } from '../../database/schema.ts'
import { selectErasedAt, selectKeptEvents, selectKeptVisits } from './visitor-queries.ts'

/** Rows in memory at once. */
const PAGE = 500

/** A list of the document: its name, and its rows page by page. */
export interface ExportedList {
  readonly name: string
  readonly pages: AsyncIterable<readonly object[]>
}

/**
 * `{"visitor", "erased_at", "events": […], "visits": […]}` and what others keep, oldest first. Somebody unknown has
 * empty lists. Rows stored meanwhile may or may not appear.
 */
export async function* exportVisitor(
  db: Db,
  shopId: string,
  visitor: string,
  others: readonly ExportedList[],
): AsyncGenerator<Uint8Array> {
  const erasedAt = await selectErasedAt(db, shopId, visitor)
  yield bytes(`{"visitor":${JSON.stringify(visitor)},"erased_at":${JSON.stringify(erasedAt ?? null)}`)
  const lists = [
    { name: 'events', pages: eventsOf(db, shopId, visitor) },
    { name: 'visits', pages: visitsOf(db, shopId, visitor) },
    ...others,
  ]
  for (const { name, pages } of lists) {
    yield bytes(`,${JSON.stringify(name)}:[`)
    yield* listed(pages)
    yield bytes(']')
  }
  yield bytes('}\n')
}

async function* eventsOf(db: Db, shopId: string, visitor: string): AsyncGenerator<readonly object[]> {
  let after: readonly [Date, number] | undefined
  for (;;) {
    const page = await selectKeptEvents(db, shopId, visitor, after, PAGE)
    yield page.map((event) => ({ ...event, id: undefined }))
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = [last.at, last.id]
  }
}

async function* visitsOf(db: Db, shopId: string, visitor: string): AsyncGenerator<readonly object[]> {
  let after = 0
  for (;;) {
    const page = await selectKeptVisits(db, shopId, visitor, after, PAGE)
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.seq
  }
}

async function* listed(pages: AsyncIterable<readonly object[]>): AsyncGenerator<Uint8Array> {
  let comma = ''
  for await (const page of pages) {
    if (page.length === 0) continue
    yield bytes(comma + page.map((row) => JSON.stringify(row)).join(','))
    comma = ','
  }
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text)
}
