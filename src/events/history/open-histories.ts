/**
 * Visitor histories in memory, least used out first. What this process stores is added at once; what others store is
 * told by the change feed; while the feed cannot promise that nothing was missed, Postgres answers.
 */
import type { Clock } from '../../clock.ts'
import type { Change, ChangeFeed } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { changeKey, lookupKeys, type StoredKeys } from '../visit-key.ts'
import { selectVisitorRows, selectVisitRows, ROWS_MAX } from './history-queries.ts'
import { byTime, viewHistory, type HistoryRow, type HistoryView } from './history-rows.ts'
import {
  emptyHistory,
  type HistoryRequest,
  type VisitorHistories,
  type VisitorHistory,
} from './visitor-history.ts'

export interface HistoriesDeps {
  readonly db: Db
  readonly clock: Clock
  readonly feed: ChangeFeed
  /** How this process marks changes of its own; starts with "#". */
  readonly mark: string
  /** Rows over all visitors kept in memory; a row takes some 150 bytes. */
  readonly rowsMax?: number
}

/** A stored event, as the ingest tells of it. */
export interface StoredEvent extends HistoryRow {
  readonly visitor: string | null
  readonly consent: StoredKeys['consent']
}

const ROWS_MAX_DEFAULT = 300_000

interface Entry {
  readonly session: string
  readonly rows: HistoryRow[]
  /** Of the feed when the rows were read. */
  readonly lapses: number
  view: HistoryView | undefined
}

export class OpenHistories implements VisitorHistories, Disposable {
  readonly #deps: HistoriesDeps
  readonly #rowsMax: number
  readonly #entries = new Map<string, Entry>()
  readonly #loading = new Map<string, Promise<Entry>>()
  readonly #unsubscribe: () => void
  #rows = 0

  constructor(deps: HistoriesDeps) {
    this.#deps = deps
    this.#rowsMax = deps.rowsMax ?? ROWS_MAX_DEFAULT
    this.#unsubscribe = deps.feed.subscribe('visitors', (change) => {
      this.#forget(change)
    })
  }

  of(request: HistoryRequest): VisitorHistory | Promise<VisitorHistory> {
    const keys = lookupKeys(request)
    if (keys === undefined) return emptyHistory
    const { feed, clock } = this.#deps
    const key = entryKey(request.shopId, keys.consent, keys.visitor, keys.session)
    const entry = this.#entries.get(key)
    if (entry !== undefined) {
      const isCurrent = feed.isCurrent() && entry.lapses === lapsesOf(feed) && entry.session === keys.session
      if (isCurrent) {
        // Re-inserting moves the entry to the young end of the map.
        this.#entries.delete(key)
        this.#entries.set(key, entry)
        return show(entry, keys, clock.now().getTime())
      }
      this.#drop(key)
    }
    return this.#load(key, request.shopId, keys).then((loaded) => show(loaded, keys, clock.now().getTime()))
  }

  /** Called after the commit and before the answer: the next request of the visitor sees the events. */
  add(shopId: string, events: readonly StoredEvent[]): void {
    for (const event of events) {
      for (const key of entryKeys(shopId, event)) {
        this.#loading.delete(key)
        const entry = this.#entries.get(key)
        if (entry === undefined || entry.rows.some(({ eventId }) => eventId === event.eventId)) continue
        if (key.startsWith('pseudonymous') && event.type === 'purchase' && event.session !== entry.session)
          continue
        entry.rows.push(event)
        entry.rows.sort(byTime)
        entry.view = undefined
        this.#rows += 1
        // A visitor that long in memory is read anew, within its bounds.
        if (entry.rows.length > 2 * ROWS_MAX) this.#drop(key)
      }
    }
    this.#shrink()
  }

  [Symbol.dispose](): void {
    this.#unsubscribe()
  }

  #forget({ shopId, keys: [mark, ...keys] }: Extract<Change, { topic: 'visitors' }>): void {
    if (mark === this.#deps.mark) return
    for (const key of keys) {
      for (const level of levels) {
        const name = `${level} ${shopId} ${key}`
        this.#loading.delete(name)
        this.#drop(name)
      }
    }
  }

  /** Callers share a load, but not one that began before something was stored. */
  async #load(key: string, shopId: string, keys: StoredKeys): Promise<Entry> {
    const underWay = this.#loading.get(key)
    if (underWay !== undefined) {
      const entry = await underWay
      if (entry.session === keys.session) return entry
    }
    const loading = this.#read(shopId, keys)
    this.#loading.set(key, loading)
    try {
      const entry = await loading
      if (this.#loading.get(key) === loading && this.#deps.feed.isCurrent()) this.#keep(key, entry)
      return entry
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key)
    }
  }

  async #read(shopId: string, { consent, session, visitor }: StoredKeys): Promise<Entry> {
    const { db, clock, feed } = this.#deps
    const lapses = lapsesOf(feed)
    const rows =
      visitor === null
        ? await selectVisitRows(db, shopId, session, clock.now())
        : await selectVisitorRows(db, shopId, visitor, session, consent === 'known', clock.now())
    return { session, rows: rows.sort(byTime), lapses, view: undefined }
  }

  #keep(key: string, entry: Entry): void {
    this.#drop(key)
    this.#entries.set(key, entry)
    this.#rows += entry.rows.length + 1
    this.#shrink()
  }

  #shrink(): void {
    for (const key of this.#entries.keys()) {
      if (this.#rows <= this.#rowsMax) return
      this.#drop(key)
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#rows -= entry.rows.length + 1
  }
}

const levels = ['session', 'pseudonymous', 'known'] as const

function show(entry: Entry, { consent, session }: StoredKeys, nowMs: number): VisitorHistory {
  if (entry.view === undefined || nowMs > entry.view.validUntilMs) {
    entry.view = viewHistory(entry.rows, session, consent, nowMs)
  }
  return entry.view.history
}

function entryKey(shopId: string, level: string, visitor: string | null, session: string): string {
  const key = visitor === null ? changeKey('session', session) : changeKey('visitor', visitor)
  return `${level} ${shopId} ${key}`
}

/** Copies that an event belongs to: those of its visitor at both levels, or that of its visit. */
function entryKeys(shopId: string, { visitor, session }: StoredEvent): string[] {
  if (visitor === null) return [entryKey(shopId, 'session', null, session)]
  return ['pseudonymous', 'known'].map((level) => entryKey(shopId, level, visitor, session))
}

/** A feed that does not count its lapses is taken to have none while it is current. */
function lapsesOf(feed: ChangeFeed): number {
  return feed.lapses?.() ?? 0
}
