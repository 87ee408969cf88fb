/**
 * The events of the sample shop, moved by whole days so that the last of them happened yesterday, and closed into visits,
 * from which models can be built. Ids stay, so that an interrupted load goes on where it was.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { projectPath, type App } from '../../app.ts'
import { announceChange } from '../../database/changes/announce.ts'
import { EVENTS_PER_REQUEST_MAX } from '../../events/event.ts'
import { openEvents } from '../../events/open-events.ts'
import { isEventKnown } from '../../events/ingest/ingest-events.ts'
import { closeVisits } from '../../events/visits/close-visits.ts'

const DAY_MS = 86_400_000
/** The last day of fixtures/events.jsonl. */
const LAST_DAY = Date.parse('2026-10-25T00:00:00Z')
const LAST_EVENT = 'evt_020001'

type SampleApp = Pick<App, 'db' | 'clock'> & {
  readonly config: Pick<App['config'], 'EVENTS_RETENTION_MONTHS'>
}

const sampleEventSchema = z.looseObject({ at: z.iso.datetime() })

/** Loads them unless the last of them is there; returns how many came in. */
export async function loadSampleEvents(app: SampleApp, shopId: string, signal: AbortSignal): Promise<number> {
  const { db, clock } = app
  if (await isEventKnown(db, shopId, LAST_EVENT)) return 0
  const yesterday = Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS - DAY_MS
  const shiftMs = yesterday - LAST_DAY
  using events = openEvents({
    db,
    clock,
    feed: { subscribe: () => () => undefined, isCurrent: () => false },
    announce: announceChange,
    readToken: () => undefined,
    retentionMonths: app.config.EVENTS_RETENTION_MONTHS,
  })
  let accepted = 0
  let batch: object[] = []
  const send = async () => {
    signal.throwIfAborted()
    if (batch.length === 0) return
    accepted += (await events.ingest({ shopId, body: { events: batch }, history: true })).accepted
    batch = []
  }
  for await (const line of createInterface({
    input: createReadStream(projectPath('fixtures/events.jsonl')),
  })) {
    const event = sampleEventSchema.parse(JSON.parse(line))
    batch.push({ ...event, at: new Date(Date.parse(event.at) + shiftMs).toISOString() })
    if (batch.length === EVENTS_PER_REQUEST_MAX) await send()
  }
  await send()
  // Nothing more of these visits will come in, so that the time for stragglers need not be waited out.
  const later = { ...clock, now: () => new Date(clock.now().getTime() + 5 * 60_000) }
  await closeVisits({ db, clock: later, announce: announceChange }, shopId, signal)
  return accepted
}
