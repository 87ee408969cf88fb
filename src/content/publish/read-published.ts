/** Reading what is published: the feed of changes that storefronts pull, the history, one publication. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, encodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { channelIds } from '../channels/channel.ts'
import { segmentsText } from '../drafts/segment.ts'
import { isByModel } from '../exports/marking.ts'
import { htmlOf, liveText } from '../exports/published-product.ts'
import { liveSegments, type Publication, type StaleSegment } from './publication.ts'
import { findPublication, selectChanges, selectPublications } from './publication-queries.ts'

/** What a storefront needs of a publication: plain texts, without citations. */
export interface PublishedText {
  readonly publication: string
  readonly product: string
  readonly locale: string
  readonly publishedAt: Date
  /** Plain text by field; withdrawn sentences are left out, and a field without any sentence is null. */
  readonly fields: Readonly<Record<string, string | null>>
  /** The description with its bullets, escaped; null when neither is published. */
  readonly html: string | null
  /** Items of a list field (ad headlines, bullets) are separate texts. */
  readonly channels: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** True when a trained model wrote any of it, edited or not. */
  readonly isByModel: boolean
  /** True when a fact behind it has changed since. */
  readonly isStale: boolean
}

export interface ChangeFeed {
  readonly items: readonly PublishedText[]
  /** Where to go on, now and tomorrow: never null, and the same again while nothing changes. */
  readonly since: string
  readonly hasMore: boolean
}

const positionSchema = z.tuple([z.string().regex(/^\d{1,20}$/), z.string()])
const START = encodeCursor(['0', ''])

/** Changes since a position, oldest first: every product whose live text is another than it was then, once. */
export async function listChanges(
  db: Db,
  shopId: string,
  {
    since,
    limit,
    locale,
  }: { readonly since?: string | undefined; readonly limit: number; readonly locale?: string | undefined },
): Promise<ChangeFeed> {
  const after = since === undefined ? null : decodeCursor(since, positionSchema)
  const changes = await selectChanges(db, shopId, after, limit + 1)
  const page = changes.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.flatMap(({ publication }) =>
      locale === undefined || publication.locale === locale ? [toText(publication)] : [],
    ),
    since: last === undefined ? (since ?? START) : encodeCursor(last.position),
    hasMore: changes.length > limit,
  }
}

/** A page, newest first. */
export async function listPublications(
  db: Db,
  shopId: string,
  request: PageRequest & Parameters<typeof selectPublications>[2],
): Promise<Page<Publication>> {
  const { cursor, limit, ...selection } = request
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectPublications(db, shopId, selection, after, limit + 1)
  return pageOf(rows, limit, (row) => [row.id])
}

/** @throws AppError content.publication-not-found */
export async function getPublication(db: Db, shopId: string, id: string): Promise<Publication> {
  const publication = await findPublication(db, shopId, id)
  if (publication !== undefined) return publication
  throw new AppError('content.publication-not-found', 'The shop has no publication with this id.')
}

/** What is announced by webhook is what is pulled. */
export function toText(publication: Publication): PublishedText {
  const fields = Object.keys(publication.fields).flatMap((name) => {
    const texts = liveSegments(publication, 'copy', name)
    return [[name, texts.length === 0 ? null : segmentsText(texts)] as const]
  })
  return {
    publication: publication.id,
    product: publication.product,
    locale: publication.locale,
    publishedAt: publication.publishedAt,
    fields: Object.fromEntries(fields),
    html: htmlOf(publication) ?? liveText(publication, 'pdp.short'),
    channels: Object.fromEntries(
      channelIds.flatMap((channel) => {
        const compiled = publication.channels[channel]
        return compiled === undefined
          ? []
          : [[channel, textsOf(publication, channel, Object.keys(compiled.fields))]]
      }),
    ),
    isByModel: Object.values(publication.fields).some(isByModel),
    isStale: publication.stale.length > 0,
  }
}

function textsOf(
  publication: Publication,
  channel: StaleSegment['channel'],
  fields: readonly string[],
): Record<string, readonly string[]> {
  return Object.fromEntries(
    fields.map((field) => [field, liveSegments(publication, channel, field).map(({ text }) => text)]),
  )
}
