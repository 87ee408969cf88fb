/** What people do with drafts: edit, approve, reject, judge again, unlock. Many at once: approve-drafts.ts. */
import { z } from 'zod'
import { copyFieldSchema } from '../../../content/drafts/segment.ts'
import { approveDraft } from '../../../content/review/approve-drafts.ts'
import { recheckDraft, rejectDraft, unlockFields } from '../../../content/review/decide-draft.ts'
import { draftEditSchema, editDraft } from '../../../content/review/edits/edit-draft.ts'
import { AppError } from '../../../errors.ts'
import { reviewerOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { draftResponseSchema } from './draft-schema.ts'

const reasonSchema = z.string().trim().min(1).max(1_000)
const editBodySchema = draftEditSchema.extend({
  version: draftEditSchema.shape.version.optional().describe('The version you saw; or the header If-Match'),
})
const unlockBodySchema = z
  .strictObject({
    fields: z.array(copyFieldSchema).min(1).max(10).optional(),
    reason: reasonSchema.optional(),
  })
  .nullish()

const ifMatchSchema = z.object({
  'if-match': z
    .string()
    .regex(/^"?[1-9]\d{0,8}"?$/, 'must be the number of the version you saw')
    .optional()
    .describe('The version you saw; or `version` in the body'),
})

export function addReviewRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.patch(
    '/v1/copy/drafts/:id',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'editDraft',
        tags: ['Copy'],
        summary: 'Replace text of a draft, and lock it',
        description:
          'A field is given as `text` (sentences that stay keep their citations, new ones get those of the facts they state) or as `segments`. The text is judged like any other.',
        headers: ifMatchSchema,
        params: idParamsSchema,
        body: editBodySchema.meta({
          id: 'DraftEdit',
          examples: [
            {
              version: 1,
              fields: { 'pdp.short': { text: 'The kettle holds 1.7 litres.' } },
              reason: 'Shorter',
            },
          ],
        }),
        response: { 200: draftResponseSchema },
      },
    },
    async (request) => {
      const version = versionOf(request.headers['if-match'], request.body.version)
      const edit = { ...request.body, version }
      return db
        .transaction()
        .execute((trx) => editDraft(trx, clock, reviewerOf(request), request.params.id, edit))
    },
  )

  server.post(
    '/v1/copy/drafts/:id/approve',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'approveDraft',
        tags: ['Copy'],
        summary: 'Approve a draft',
        description:
          'The gate is asked again. What blocks is kept with the draft; a live waiver lets it stand.',
        params: idParamsSchema,
        body: z.strictObject({ reason: reasonSchema.optional() }).nullish(),
        response: { 200: draftResponseSchema },
      },
    },
    async (request) => approveDraft(db, clock, reviewerOf(request), request.params.id, request.body?.reason),
  )

  server.post(
    '/v1/copy/drafts/:id/recheck',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'recheckDraft',
        tags: ['Copy'],
        summary: 'Judge a draft again by the facts, waivers and rules of now',
        description: 'The text stays; where the verdict differs it is kept as a further version.',
        params: idParamsSchema,
        response: { 200: draftResponseSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => recheckDraft(trx, clock, reviewerOf(request), request.params.id)),
  )

  server.post(
    '/v1/copy/drafts/:id/unlock',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404] },
      schema: {
        operationId: 'unlockDraft',
        tags: ['Copy'],
        summary: 'Let machines replace fields of a draft again',
        description: 'Without `fields`: all that are locked.',
        params: idParamsSchema,
        body: unlockBodySchema,
        response: { 200: draftResponseSchema },
      },
    },
    async (request) => {
      const { id } = request.params
      const { fields, reason } = request.body ?? {}
      return db
        .transaction()
        .execute((trx) => unlockFields(trx, clock, reviewerOf(request), id, fields, reason))
    },
  )

  server.post(
    '/v1/copy/drafts/:id/reject',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'rejectDraft',
        tags: ['Copy'],
        summary: 'Reject a draft, saying why',
        params: idParamsSchema,
        body: z
          .strictObject({ reason: reasonSchema })
          .meta({ examples: [{ reason: 'Sounds like a brochure' }] }),
        response: { 200: draftResponseSchema },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) =>
          rejectDraft(trx, clock, reviewerOf(request), request.params.id, request.body.reason),
        ),
  )
}

/** @throws AppError request.invalid when no version is named, or two that differ */
function versionOf(header: string | undefined, body: number | undefined): number {
  const seen = header === undefined ? body : Number(header.replaceAll('"', ''))
  if (seen !== undefined && (body === undefined || body === seen)) return seen
  const message = seen === undefined ? 'is needed, here or as If-Match' : 'differs from If-Match'
  throw new AppError('request.invalid', `version ${message}.`, { errors: [{ path: 'version', message }] })
}
