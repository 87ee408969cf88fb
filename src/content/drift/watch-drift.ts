/**
 * content.watch-drift: published texts of products that have changed, against what the catalogue says now. Sentences that
 * no longer hold are marked in every channel; those whose certificate or promotion has ended are withdrawn at once; the
 * rest waits for the patch, which is written here and approved by a person. Running it twice finds nothing new.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { done, type Processor } from '../../queue/job.ts'
import { announce } from '../../webhooks/announce.ts'
import { setDraftState } from '../drafts/draft-queries.ts'
import { loadFactSheets } from '../facts/load-fact-sheets.ts'
import { driftOf } from '../publish/drift.ts'
import { placeKey, type Publication, type StaleSegment } from '../publish/publication.ts'
import { claimLiveOf, recordDrift } from '../publish/publication-queries.ts'
import { claimDraft } from '../review/claim-draft.ts'
import { nextState } from '../review/draft-state.ts'
import { appendLog } from '../review/log/review-log-queries.ts'
import { patchDraft } from './patch-draft.ts'

export interface WatchDriftDeps {
  readonly db: Db
  readonly clock: Clock
}

export type DriftResult = { readonly looked: number; readonly stale: number; readonly withdrawn: number }

/** Products looked at per transaction. */
const PRODUCTS_PER_TRANSACTION = 20

export function watchDriftProcessor(
  deps: WatchDriftDeps,
): Processor<{ readonly productIds: readonly number[] }, DriftResult> {
  return {
    async run(job) {
      const found = { looked: 0, stale: 0, withdrawn: 0 }
      const { productIds } = job.payload
      for (let start = 0; start < productIds.length; start += PRODUCTS_PER_TRANSACTION) {
        job.signal.throwIfAborted()
        const batch = productIds.slice(start, start + PRODUCTS_PER_TRANSACTION)
        const part = await deps.db
          .transaction()
          .execute((trx) => watchProducts(trx, deps.clock, job.shopId, batch))
        found.looked += part.looked
        found.stale += part.stale
        found.withdrawn += part.withdrawn
      }
      return done(found)
    },
  }
}

/** @returns publications looked at, segments found stale and segments withdrawn, of these products */
export async function watchProducts(
  trx: Db,
  clock: Clock,
  shopId: string,
  productIds: readonly number[],
): Promise<DriftResult> {
  const live = await claimLiveOf(trx, shopId, productIds)
  const sheets = await loadFactSheets(
    trx,
    clock,
    shopId,
    live.map((publication) => publication.product),
  )
  let [stale, withdrawn] = [0, 0]
  for (const publication of live) {
    const sheet = sheets.get(publication.product)
    if (sheet === undefined) continue
    const drift = driftOf(publication, sheet, clock.now().toISOString())
    const ended = drift.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'ended')).map(placeKey)
    stale += drift.length
    withdrawn += ended.length
    await settle(trx, clock, shopId, publication, drift, ended)
  }
  return { looked: live.length, stale, withdrawn }
}

async function settle(
  trx: Db,
  clock: Clock,
  shopId: string,
  publication: Publication,
  drift: readonly StaleSegment[],
  ended: readonly string[],
): Promise<void> {
  if (!(await recordDrift(trx, shopId, publication.id, drift, ended))) return
  if (drift.length === 0) return
  const { product, locale, id } = publication
  const data = { publication: id, product, locale }
  // The same drift is told of once, whatever looks at it again.
  const digest = createHash('sha256')
    .update(JSON.stringify([drift, ended]))
    .digest('base64url')
    .slice(0, 16)
  const timestamp = clock.now()
  await announce(trx, shopId, {
    id: `${id}_stale_${digest}`,
    type: 'copy.stale',
    timestamp,
    data: {
      ...data,
      stale: drift.map((place) => ({ ...place, reasons: place.reasons.map((reason) => ({ ...reason })) })),
    },
  })
  if (ended.length > 0)
    await announce(trx, shopId, {
      id: `${id}_withdrawn_${digest}`,
      type: 'copy.withdrawn',
      timestamp,
      data: { ...data, withdrawn: ended },
    })
  for (const [draftId, places] of placesByDraft(publication, drift)) {
    await goStale(trx, clock, shopId, draftId, places)
    await patchDraft(trx, clock, { shopId, draftId, places })
  }
}

/** Whose text each stale segment is: a field's own draft; what was compiled belongs to the draft that was published. */
function placesByDraft(
  { fields, draftId }: Publication,
  drift: readonly StaleSegment[],
): Map<string, StaleSegment[]> {
  const draftOf = new Map(Object.entries(fields).map(([field, copy]) => [field, copy.draftId]))
  const byDraft = new Map<string, StaleSegment[]>()
  for (const place of drift) {
    const owner = place.channel === 'copy' ? (draftOf.get(place.field) ?? draftId) : draftId
    byDraft.set(owner, [...(byDraft.get(owner) ?? []), place])
  }
  return byDraft
}

async function goStale(
  trx: Db,
  clock: Clock,
  shopId: string,
  id: string,
  places: readonly StaleSegment[],
): Promise<void> {
  const { draft } = await claimDraft(trx, clock, shopId, id)
  const state = nextState(draft.state, 'go-stale')
  if (state === undefined) return
  await setDraftState(trx, { shopId, id, version: draft.version, from: draft.state, to: state })
  await appendLog(trx, [
    {
      shopId,
      draftId: id,
      event: 'go-stale',
      fromState: draft.state,
      toState: state,
      version: draft.version,
      actor: null,
      detail: { places: places.map(placeKey) },
    },
  ])
}
