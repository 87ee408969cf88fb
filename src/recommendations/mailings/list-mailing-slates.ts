/**
 * What the recipients of a mailing are shown, a page of them at a time. Hours may pass between making and sending: what may
 * no longer be shown at the moment of reading is left out.
 */
import { z } from 'zod'
import { decodeCursor, pageOf, type PageRequest } from '../../page.ts'
import type { Db } from '../../database/schema.ts'
import type { RecommendDeps } from '../recommend.ts'
import { confirmProducts } from '../serving/confirm-slate.ts'
import { mailingAskedSchema, type MailingAsked } from './mailing.ts'
import { findMailing, selectRecipients } from './mailing-queries.ts'
import { mailingNotFound } from './read-mailings.ts'

export interface ListSlatesDeps {
  readonly db: Db
  readonly recommendations: Pick<RecommendDeps, 'mirrors' | 'rules' | 'clock'>
}

/** Of an answer only what is looked at; the rest goes out as it was stored. */
const lookedAtSchema = z.object({
  items: z.array(z.looseObject({ id: z.string(), position: z.int() })),
  fill: z.looseObject({ returned: z.int() }),
})
const wholeSchema = z.record(z.string(), z.unknown())

interface StoredAnswer extends z.output<typeof lookedAtSchema> {
  readonly whole: z.output<typeof wholeSchema>
}

/**
 * @returns `{"items": [{"visitor", "slate"}], "next"}` as JSON, in the order of the list; `slate` is null until it is made
 * @throws AppError recommendations.mailing-not-found
 */
export async function listMailingSlates(
  { db, recommendations }: ListSlatesDeps,
  shopId: string,
  id: string,
  { cursor, limit }: PageRequest,
): Promise<string> {
  const row = await findMailing(db, shopId, id)
  if (row === undefined) throw mailingNotFound()
  const after = cursor === undefined ? -1 : decodeCursor(cursor, z.tuple([z.int()]))[0]
  const rows = await selectRecipients(db, shopId, id, after, limit + 1)
  const page = pageOf(rows, limit, ({ number }) => [number])
  const read = page.items.map(({ visitor, slate }) => ({
    visitor,
    slate: slate === null ? null : readAnswer(slate),
  }))
  const ids = new Set(read.flatMap(({ slate }) => slate?.items.map((item) => item.id) ?? []))
  const sure = await stillShown(recommendations, shopId, [...ids], mailingAskedSchema.parse(row.asked))
  return JSON.stringify({
    items: read.map(({ visitor, slate }) => ({ visitor, slate: slate && onlySure(slate, sure) })),
    next: page.next,
  })
}

async function stillShown(
  { mirrors, rules, clock }: ListSlatesDeps['recommendations'],
  shopId: string,
  ids: readonly string[],
  { filter }: MailingAsked,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const applied = await rules.activeFor({
    shopId,
    placement: 'email',
    consent: 'known',
    context: { cart: [] },
    now: clock.now(),
    visitorKey: undefined,
  })
  return confirmProducts(mirrors, shopId, ids, filter ?? undefined, applied)
}

function readAnswer(json: string): StoredAnswer {
  const whole = wholeSchema.parse(JSON.parse(json))
  return { whole, ...lookedAtSchema.parse(whole) }
}

function onlySure({ whole, items, fill }: StoredAnswer, sure: ReadonlySet<string>): object {
  const kept = items.filter(({ id }) => sure.has(id)).map((item, position) => ({ ...item, position }))
  return { ...whole, items: kept, fill: { ...fill, returned: kept.length } }
}
