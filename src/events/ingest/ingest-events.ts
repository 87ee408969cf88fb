/**
 * Events as they were sent → what became of each. A faulty event is told by its place and field and keeps no other
 * back; what is counted as accepted is committed, and the visitor's next request sees it.
 */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import type { Clock } from '../../clock.ts'
import type { ReadToken } from '../attribution.ts'
import { EVENTS_PER_REQUEST_MAX, eventSchema } from '../event.ts'
import { keptSince } from '../partitions/month.ts'
import { eventKey } from '../visit-key.ts'
import { decideEvent, type Decision, type EventRow } from './event-row.ts'
import type { EventWriter } from './event-writer.ts'
import { selectIsKnown } from './ingest-queries.ts'

export interface IngestDeps {
  readonly clock: Clock
  readonly writer: Pick<EventWriter, 'write'>
  readonly readToken: ReadToken
  /** 0: no limit. */
  readonly retentionMonths: number
}

export interface IngestRequest {
  readonly shopId: string
  /** An event, or `{"events": […]}`; not checked yet. */
  readonly body: unknown
  /** Events of any age that is kept are welcome. */
  readonly history: boolean
}

export interface IngestReport {
  readonly accepted: number
  /** The shop has an event with this id. */
  readonly duplicates: number
  /** Consent "none", or the visitor was erased. */
  readonly not_stored: number
  /** Accepted with a token that is not valid: stored, and counted for no slate. */
  readonly unattributed: number
  readonly rejected: readonly { readonly index: number; readonly path: string; readonly message: string }[]
}

/**
 * Resolves when everything accepted is durable.
 * @throws AppError request.invalid for a body of another form, or a lone faulty event; events.backlog;
 *   database.unavailable
 */
export async function ingestEvents(deps: IngestDeps, request: IngestRequest): Promise<IngestReport> {
  const { events, isBulk } = eventsOf(request.body)
  const receivedAt = deps.clock.now()
  const context = {
    shopId: request.shopId,
    receivedAt,
    history: request.history,
    keptSince: keptSince(receivedAt, deps.retentionMonths),
    readToken: deps.readToken,
    newEventId: () => newId('evt'),
  }
  const decisions = events.map((event): Decision => {
    const parsed = eventSchema.safeParse(event)
    if (parsed.success) return decideEvent(parsed.data, context)
    const [issue] = parsed.error.issues
    return {
      kind: 'rejected',
      path: issue?.path.join('.') ?? '',
      message: issue?.message ?? 'is not valid',
    }
  })
  const rejected = decisions.flatMap((decision, index) =>
    decision.kind === 'rejected' ? [{ index, path: decision.path, message: decision.message }] : [],
  )
  const [fault] = rejected
  if (!isBulk && fault !== undefined) throw invalid(fault.path, fault.message)

  const toStore = decisions.flatMap((decision) => (decision.kind === 'store' ? [decision] : []))
  const fates = await deps.writer.write(
    request.shopId,
    toStore.map(({ row }): EventRow => row),
  )
  const count = (fate: (typeof fates)[number]) => fates.filter((one) => one === fate).length
  return {
    accepted: count('stored'),
    duplicates: count('duplicate'),
    not_stored: count('erased') + decisions.filter(({ kind }) => kind === 'not-stored').length,
    unattributed: toStore.filter(({ unattributed }, place) => unattributed && fates[place] === 'stored')
      .length,
    rejected,
  }
}

const bulkSchema = z.strictObject({ events: z.array(z.unknown()).min(1).max(EVENTS_PER_REQUEST_MAX) })

function eventsOf(body: unknown): { readonly events: readonly unknown[]; readonly isBulk: boolean } {
  if (typeof body !== 'object' || body === null || !('events' in body)) {
    return { events: [body], isBulk: false }
  }
  const bulk = bulkSchema.safeParse(body)
  if (bulk.success) return { events: bulk.data.events, isBulk: true }
  const [issue] = bulk.error.issues
  throw invalid(issue?.path.join('.') ?? 'events', issue?.message ?? 'is not a list of events')
}

function invalid(path: string, message: string): AppError {
  return new AppError('request.invalid', path === '' ? message : `${path}: ${message}`, {
    errors: [{ path, message }],
  })
}

/** True when the shop has been told of this event. */
export function isEventKnown(db: Db, shopId: string, eventId: string): Promise<boolean> {
  return selectIsKnown(db, shopId, eventKey(eventId))
}
