/** What shoppers read: publishing, rolling back, the feed that storefronts pull, exports, versions of remote systems. */
import { z } from 'zod'
import { copyExports, exportCopy } from '../../../content/exports/export-copy.ts'
import { publicationSchema } from '../../../content/publish/publication.ts'
import { publishDraft, publishDrafts, rollBackDraft } from '../../../content/publish/publish-draft.ts'
import { getPublication, listChanges, listPublications } from '../../../content/publish/read-published.ts'
import { reportRemote } from '../../../content/publish/remote-versions.ts'
import { localeSchema } from '../../../shops/shop.ts'
import { principalOf, shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import { sendBytes } from '../../send-stream.ts'
import type { ServerDeps } from '../../server-deps.ts'

const publicationResponseSchema = publicationSchema.meta({ id: 'Publication' })

const publishedTextSchema = z
  .object({
    publication: z.string(),
    product: z.string(),
    locale: z.string(),
    publishedAt: z.date(),
    fields: z.record(z.string(), z.string().nullable()).describe('Plain text; null: withdrawn, show nothing'),
    html: z.string().nullable().describe('The description with its bullets, escaped'),
    channels: z
      .record(z.string(), z.record(z.string(), z.array(z.string()).readonly()))
      .describe(
        'By channel and field; items of a list field are separate texts, others are joined by a blank',
      ),
    isByModel: z.boolean().describe('A trained model wrote any of it, edited or not'),
    isStale: z.boolean().describe('A fact behind it has changed since'),
  })
  .meta({ id: 'PublishedText' })

const remoteVersionSchema = z
  .string()
  .min(1)
  .max(200)
  .nullable()
  .default(null)
  .describe('Version of the text that the shop’s own system shows now; needed once one was reported')

export function addCopyPublicationRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.post(
    '/v1/copy/drafts/:id/publish',
    {
      config: { scope: 'copy:review', cost: 20, problems: [404, 409] },
      schema: {
        operationId: 'publishDraft',
        tags: ['Copy'],
        summary: 'Publish an approved draft',
        description:
          'The gate judges once more, as of today. Endpoints that want `copy.published` are told. Publishing what is live already answers with it.',
        params: idParamsSchema,
        body: z
          .strictObject({ remoteVersion: remoteVersionSchema })
          .prefault({})
          .meta({ id: 'PublishRequest', examples: [{ remoteVersion: null }] }),
        response: { 200: publicationResponseSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) =>
        publishDraft(trx, clock, reviewerOf(request), request.params.id, {
          remoteVersion: request.body.remoteVersion,
        }),
      ),
  )

  server.post(
    '/v1/copy/drafts/publish',
    {
      config: { scope: 'copy:review', cost: 50 },
      schema: {
        operationId: 'publishDrafts',
        tags: ['Copy'],
        summary: 'Publish many approved drafts',
        description: 'Each has its own outcome; a refused one keeps no other back.',
        body: z
          .strictObject({ drafts: z.array(z.string().min(1).max(200)).min(1).max(200) })
          .meta({ id: 'BulkPublishRequest', examples: [{ drafts: ['draft_01JD…'] }] }),
        response: {
          200: z
            .object({
              items: z.array(
                z.object({
                  id: z.string(),
                  outcome: z.enum(['published', 'refused']),
                  publication: z.string().nullable(),
                  code: z.string().nullable(),
                  detail: z.string().nullable(),
                }),
              ),
            })
            .meta({ id: 'PublishOutcomes' }),
        },
      },
    },
    async (request) => ({
      items: await publishDrafts(db, clock, reviewerOf(request), request.body.drafts),
    }),
  )

  server.post(
    '/v1/copy/drafts/:id/rollback',
    {
      config: { scope: 'copy:review', cost: 20, problems: [404, 409] },
      schema: {
        operationId: 'rollBackDraft',
        tags: ['Copy'],
        summary: 'Publish an older version again',
        description:
          'The older version must pass the gate of today. It becomes the newest version; locked fields keep their text.',
        params: idParamsSchema,
        body: z
          .strictObject({
            version: z.int().min(1).describe('Number of the version to bring back'),
            reason: z.string().trim().min(1).max(1_000).optional(),
            remoteVersion: remoteVersionSchema,
          })
          .meta({ id: 'RollbackRequest', examples: [{ version: 1, reason: 'the campaign is over' }] }),
        response: { 200: publicationResponseSchema },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) => rollBackDraft(trx, clock, reviewerOf(request), request.params.id, request.body)),
  )

  server.get(
    '/v1/copy/published',
    {
      config: { scope: 'copy:read', cost: 5 },
      schema: {
        operationId: 'listPublishedCopy',
        tags: ['Copy'],
        summary: 'Live texts that changed since a position, oldest change first',
        description:
          'Keep `since` of the answer and ask with it next time: every change is seen, and a text that changed twice is seen once, as it is now.',
        querystring: z.strictObject({
          since: z.string().min(1).max(4_000).optional().describe('Left out: from the beginning'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
          locale: localeSchema.optional(),
        }),
        response: {
          200: z
            .object({
              items: z.array(publishedTextSchema).readonly(),
              since: z.string().describe('For the next request, now or tomorrow'),
              hasMore: z.boolean(),
            })
            .meta({ id: 'PublishedChanges' }),
        },
      },
    },
    async (request) => listChanges(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/publications',
    {
      config: { scope: 'copy:read', cost: 5 },
      schema: {
        operationId: 'listPublications',
        tags: ['Copy'],
        summary: 'Publications with citations, newest first',
        querystring: pageQuerySchema.extend({
          product: z.string().min(1).max(200).optional().describe('Of this product, by the shop’s own id'),
          draftId: z.string().min(1).max(200).optional(),
          state: z
            .enum(['live', 'replaced', 'stale'])
            .optional()
            .describe('stale: live, and a fact has changed'),
        }),
        response: { 200: pageSchema(publicationResponseSchema) },
      },
    },
    async (request) => listPublications(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/publications/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getPublication',
        tags: ['Copy'],
        summary: 'One publication',
        params: idParamsSchema,
        response: { 200: publicationResponseSchema },
      },
    },
    async (request) => getPublication(db, shopIdOf(request), request.params.id),
  )

  server.put(
    '/v1/copy/remotes/:id',
    {
      config: { scope: 'copy:write', cost: 2, problems: [404] },
      schema: {
        operationId: 'reportRemoteVersion',
        tags: ['Copy'],
        summary: 'Report which version of a text the shop’s own system shows',
        description:
          'From then on a publication must name the version it replaces, so that nothing that was changed there is lost.',
        params: idParamsSchema.describe('The shop’s own id of the product'),
        body: z
          .strictObject({ locale: localeSchema, version: z.string().min(1).max(200) })
          .meta({ id: 'RemoteVersionReport', examples: [{ locale: 'en-GB', version: 'W/"3f2a"' }] }),
        response: {
          200: z
            .object({ product: z.string(), locale: z.string(), version: z.string(), seenAt: z.date() })
            .meta({ id: 'RemoteVersion' }),
        },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) =>
          reportRemote(
            trx,
            { clock },
            { shopId: shopIdOf(request), product: request.params.id, ...request.body },
          ),
        ),
  )

  server.get(
    '/v1/copy/exports',
    {
      exposeHeadRoute: false,
      handlerTimeout: limits.uploadMs,
      config: { scope: 'copy:read', cost: 50 },
      schema: {
        operationId: 'exportCopy',
        tags: ['Copy'],
        summary: 'Published copy as a file',
        description:
          'jsonl: publications; json-ld: schema.org products; google-merchant-tsv: a supplemental feed with structured texts; shopify-csv: the products with their new copy; marking: who wrote what, for Article 50 of the AI Act.',
        querystring: z.strictObject({
          format: z.enum(copyExports.map(({ name }) => name)),
          locale: localeSchema.optional().describe('Only texts of this locale'),
        }),
        produces: [...new Set(copyExports.map(({ mediaType }) => mediaType))],
        response: { 200: z.string().describe('The file') },
      },
    },
    async (request, reply) => {
      const { format, locale } = request.query
      const { mediaType, file } = copyExports.find(({ name }) => name === format) ?? copyExports[0]
      reply.header('content-disposition', `attachment; filename="${file}"`)
      return sendBytes(
        reply,
        `${mediaType}; charset=utf-8`,
        exportCopy(db, shopIdOf(request), format, locale),
      )
    },
  )
}

function reviewerOf(request: Parameters<typeof principalOf>[0]): {
  readonly shopId: string
  readonly keyId: string
} {
  const { shopId, keyId } = principalOf(request)
  return { shopId, keyId }
}
