/** Looking at drafts: lists, one, its versions, what differs between them, and what happened. */
import { z } from 'zod'
import { findingCodes } from '../../../content/check/finding.ts'
import { draftStateSchema, draftVersionSchema } from '../../../content/drafts/draft.ts'
import { getDraft, listDrafts, listVersions } from '../../../content/drafts/read-drafts.ts'
import { diffDraft, draftDiffSchema } from '../../../content/review/diff-versions.ts'
import { listReviewLog, reviewLogEntrySchema } from '../../../content/review/log/read-log.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { draftResponseSchema } from './draft-schema.ts'

const draftQuerySchema = pageQuerySchema.extend({
  copyJobId: z.string().min(1).max(200).optional().describe('Only those of this copy job'),
  product: z.string().min(1).max(200).optional().describe('Only those of this product, by the shop’s own id'),
  state: draftStateSchema.optional().describe('`needs-review` is what waits for people'),
  locale: z.string().min(2).max(35).optional(),
  code: z.enum(findingCodes).optional().describe('Only those with an open finding of this code'),
})

const versionNumberSchema = z.coerce.number().int().min(1).max(2_147_483_647)

export function addDraftReadingRoutes(server: HttpServer, { db }: ServerDeps): void {
  server.get(
    '/v1/copy/drafts',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listDrafts',
        tags: ['Copy'],
        summary: 'Drafts, newest first',
        querystring: draftQuerySchema,
        response: { 200: pageSchema(draftResponseSchema) },
      },
    },
    async (request) => listDrafts(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/drafts/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getDraft',
        tags: ['Copy'],
        summary: 'One draft with its facts',
        params: idParamsSchema,
        response: { 200: draftResponseSchema },
      },
    },
    async (request) => getDraft(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/copy/drafts/:id/versions',
    {
      config: { scope: 'copy:read', cost: 2, problems: [404] },
      schema: {
        operationId: 'listDraftVersions',
        tags: ['Copy'],
        summary: 'Versions of a draft, newest first; none ever changes',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(draftVersionSchema.meta({ id: 'DraftVersion' })) },
      },
    },
    async (request) => listVersions(db, shopIdOf(request), request.params.id, request.query),
  )

  server.get(
    '/v1/copy/drafts/:id/diff',
    {
      config: { scope: 'copy:read', cost: 2, problems: [404] },
      schema: {
        operationId: 'diffDraft',
        tags: ['Copy'],
        summary: 'What differs between two versions, by word and by fact',
        description: 'Left out, `to` is the newest version and `from` the one before it.',
        params: idParamsSchema,
        querystring: z.strictObject({
          from: versionNumberSchema.optional(),
          to: versionNumberSchema.optional(),
        }),
        response: { 200: draftDiffSchema.meta({ id: 'DraftDiff' }) },
      },
    },
    async (request) => diffDraft(db, shopIdOf(request), request.params.id, request.query),
  )

  server.get(
    '/v1/copy/drafts/:id/log',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'listDraftLog',
        tags: ['Copy'],
        summary: 'What happened to a draft: who, what, when and why, newest first',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(reviewLogEntrySchema.meta({ id: 'ReviewLogEntry' })) },
      },
    },
    async (request) => listReviewLog(db, shopIdOf(request), request.params.id, request.query),
  )
}
