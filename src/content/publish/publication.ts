/** What shoppers read of one product in one locale: texts with their citations, and what was compiled from them. */
import { z } from 'zod'
import { channelIds } from '../channels/channel.ts'
import { findingSchema } from '../check/finding.ts'
import { citedFactSchema } from '../drafts/cited-facts.ts'
import { copyFieldSchema, fieldCopySchema, segmentSchema, type Segment } from '../drafts/segment.ts'

export const channelIdSchema = z.enum(channelIds)

/** A field as published: a publication may carry fields of several drafts. */
export const publishedFieldSchema = fieldCopySchema.extend({
  draftId: z.string(),
  version: z.int(),
  /** What wrote the text, or the text it was edited from. */
  writer: z.enum(['embedded', 'openai', 'langchain']),
  model: z.string().nullable(),
  promptHash: z.string().nullable(),
})
export type PublishedField = z.output<typeof publishedFieldSchema>

export const publishedFieldsSchema = z.partialRecord(copyFieldSchema, publishedFieldSchema)
export type PublishedFields = z.output<typeof publishedFieldsSchema>

export const publishedChannelsSchema = z.partialRecord(
  channelIdSchema,
  z.object({ fields: z.record(z.string(), z.array(segmentSchema)) }),
)
export type PublishedChannels = z.output<typeof publishedChannelsSchema>

export const blockedChannelsSchema = z.partialRecord(channelIdSchema, z.array(findingSchema))
export type BlockedChannels = z.output<typeof blockedChannelsSchema>

const factValueSchema = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]),
  unit: z.string().nullable(),
})
export const staleReasonSchema = z.object({
  factId: z.string(),
  attribute: z.string(),
  /** "changed": another value now; "gone": no longer stated; "ended": its certificate or promotion is over. */
  kind: z.enum(['changed', 'gone', 'ended']),
  was: factValueSchema,
  /** Null when there is no value any more. */
  is: factValueSchema.nullable(),
})
export type StaleReason = z.output<typeof staleReasonSchema>

export const staleSegmentSchema = z.object({
  /** "copy": a field of the draft itself; else the channel it was compiled for. */
  channel: z.union([z.literal('copy'), channelIdSchema]),
  field: z.string(),
  segment: z.int(),
  text: z.string(),
  reasons: z.array(staleReasonSchema).min(1),
})
export type StaleSegment = z.output<typeof staleSegmentSchema>

export const publicationSchema = z.object({
  id: z.string(),
  /** The shop's own id of the product. */
  product: z.string(),
  locale: z.string(),
  draftId: z.string(),
  version: z.int(),
  kind: z.enum(['publish', 'rollback']),
  state: z.enum(['live', 'replaced']),
  fields: publishedFieldsSchema,
  channels: publishedChannelsSchema,
  blocked: blockedChannelsSchema,
  facts: z.array(citedFactSchema),
  factsHash: z.string(),
  stale: z.array(staleSegmentSchema),
  /** "copy/promo/0", "sms/text/1": sentences that must not be shown any more; see `placeKey`. */
  withdrawn: z.array(z.string()),
  publishedBy: z.string(),
  publishedAt: z.date(),
})
export type Publication = z.output<typeof publicationSchema>

/** One citation of one published sentence. */
export interface FactUse {
  readonly factId: string
  readonly channel: StaleSegment['channel']
  readonly field: string
  readonly segment: number
}

/** Every sentence of a publication with its place, the draft's own fields first. */
export function placesOf({ fields, channels }: Pick<Publication, 'fields' | 'channels'>): (Omit<
  StaleSegment,
  'reasons'
> & {
  readonly factIds: readonly string[]
})[] {
  const own = Object.entries(fields).map(([field, { segments }]) => ({
    channel: 'copy' as const,
    field,
    segments,
  }))
  const compiled = channelIds.flatMap((channel) =>
    Object.entries(channels[channel]?.fields ?? {}).map(([field, segments]) => ({
      channel,
      field,
      segments,
    })),
  )
  return [...own, ...compiled].flatMap(({ channel, field, segments }) =>
    segments.map(({ text, factIds }, segment) => ({ channel, field, segment, text, factIds })),
  )
}

export function factUsesOf(publication: Pick<Publication, 'fields' | 'channels'>): FactUse[] {
  return placesOf(publication).flatMap(({ channel, field, segment, factIds }) =>
    [...new Set(factIds)].map((factId) => ({ factId, channel, field, segment })),
  )
}

/** Names a sentence of a publication: "copy/promo/0", "sms/text/1". */
export function placeKey({
  channel,
  field,
  segment,
}: Pick<StaleSegment, 'channel' | 'field' | 'segment'>): string {
  return `${channel}/${field}/${String(segment)}`
}

/** The sentences of a field that may be shown; empty when there are none, or no such field. */
export function liveSegments(
  { fields, channels, withdrawn }: Pick<Publication, 'fields' | 'channels' | 'withdrawn'>,
  channel: StaleSegment['channel'],
  field: string,
): Segment[] {
  const name = copyFieldSchema.safeParse(field).data
  const all =
    channel === 'copy'
      ? name === undefined
        ? []
        : (fields[name]?.segments ?? [])
      : (channels[channel]?.fields[field] ?? [])
  return all.filter((_segment, segment) => !withdrawn.includes(placeKey({ channel, field, segment })))
}
