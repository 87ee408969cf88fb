/** Everything about events that a serving process keeps open: the writer, the months it knows, the histories. */
import type { Clock } from '../clock.ts'
import type { Change, ChangeFeed } from '../database/changes/change-feed.ts'
import { databaseOutage } from '../database/outage.ts'
import type { Db } from '../database/schema.ts'
import { newId } from '../ids.ts'
import type { ReadToken } from './attribution.ts'
import { OpenHistories, type StoredEvent } from './history/open-histories.ts'
import type { VisitorHistories } from './history/visitor-history.ts'
import type { EventRow } from './ingest/event-row.ts'
import { EventWriter, type Fate } from './ingest/event-writer.ts'
import { ingestEvents, type IngestReport, type IngestRequest } from './ingest/ingest-events.ts'
import { insertEvents } from './ingest/ingest-queries.ts'
import { EventMonths } from './partitions/event-months.ts'
import { changeKey } from './visit-key.ts'

export interface EventsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly feed: ChangeFeed
  /** Tells other processes, in the transaction that stores. */
  readonly announce: (trx: Db, change: Change) => Promise<void>
  readonly readToken: ReadToken
  /** 0: no limit. */
  readonly retentionMonths: number
}

export interface Events extends Disposable {
  readonly histories: VisitorHistories
  /** See `ingestEvents`. */
  ingest(request: IngestRequest): Promise<IngestReport>
  /** Events taken and not yet committed. */
  waiting(): number
}

/** A notice holds 8,000 bytes; a key takes 19 of them. */
const KEYS_PER_NOTICE = 300

export function openEvents({ db, clock, feed, announce, readToken, retentionMonths }: EventsDeps): Events {
  const mark = `#${newId('evt')}`
  const months = new EventMonths(db)
  const histories = new OpenHistories({ db, clock, feed, mark })
  const writer = new EventWriter({
    async store(shopId, rows) {
      try {
        await months.prepare(rows.map(({ at }) => at))
        const fates = await db.transaction().execute(async (trx) => {
          const stored = await storeRows(trx, shopId, clock.now(), rows)
          for (const keys of noticesFor(rows, stored)) {
            await announce(trx, { topic: 'visitors', shopId, keys: [mark, ...keys] })
          }
          return stored
        })
        histories.add(shopId, storedEvents(rows, fates))
        return fates
      } catch (error) {
        throw databaseOutage(error) ?? error
      }
    },
  })
  return {
    histories,
    ingest: (request) => ingestEvents({ clock, writer, readToken, retentionMonths }, request),
    waiting: () => writer.waiting,
    [Symbol.dispose]: () => {
      histories[Symbol.dispose]()
    },
  }
}

async function storeRows(trx: Db, shopId: string, now: Date, rows: readonly EventRow[]): Promise<Fate[]> {
  const fates: Fate[] = rows.map(() => 'duplicate')
  for (const { n, kept, fresh } of await insertEvents(trx, shopId, now, rows)) {
    fates[n] = fresh ? 'stored' : kept ? 'duplicate' : 'erased'
  }
  return fates
}

function noticesFor(rows: readonly EventRow[], fates: readonly Fate[]): string[][] {
  const keys = new Set<string>()
  rows.forEach(({ visitor, session }, place) => {
    if (fates[place] !== 'stored') return
    keys.add(visitor === null ? changeKey('session', session) : changeKey('visitor', visitor))
  })
  const all = [...keys]
  return Array.from({ length: Math.ceil(all.length / KEYS_PER_NOTICE) }, (_, notice) =>
    all.slice(notice * KEYS_PER_NOTICE, (notice + 1) * KEYS_PER_NOTICE),
  )
}

function storedEvents(rows: readonly EventRow[], fates: readonly Fate[]): StoredEvent[] {
  return rows.flatMap((row, place) => {
    const { type, product, event_id: eventId, session, visitor, consent, quantity, at } = row
    if (fates[place] !== 'stored' || product === null || type === 'search') return []
    if (type === 'impression' || type === 'click') return []
    return [
      { type, product, eventId, session, visitor, consent, quantity: quantity ?? 1, atMs: Date.parse(at) },
    ]
  })
}
