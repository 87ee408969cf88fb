/** Copy of one product in one answer: the job that writes it is queued like any other, and waited for. */
import { z } from 'zod'
import { requireConfiguredWriter } from '../../../content/jobs/configured-writer.ts'
import { awaitDraft } from '../../../content/jobs/control/await-draft.ts'
import { copyRequestSchema, type CopyRequest } from '../../../content/jobs/copy-job.ts'
import { getCopyJob } from '../../../content/jobs/read-copy-jobs.ts'
import { requestCopy } from '../../../content/jobs/request-copy.ts'
import { once } from '../../../security/idempotency.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { fingerprintOf, idempotencyHeadersSchema, idempotencyKeyOf, storable } from '../../idempotency.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { copyJobSchema } from '../copy-job/copy-job-schema.ts'
import { draftResponseSchema } from './draft-schema.ts'

const draftRequestSchema = copyRequestSchema
  .omit({ selection: true, maxCostMicros: true, delivery: true })
  .extend({
    product: z.string().min(1).max(200).describe('The shop’s own id'),
    maxCost: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be an amount of US dollars such as "0.02"')
      .optional()
      .describe('Spending cap, US dollars'),
  })

export function addDraftWritingRoute(server: HttpServer, deps: ServerDeps): void {
  const { db, clock, chatModels, relay } = deps
  server.post(
    '/v1/copy/drafts',
    {
      handlerTimeout: limits.draftMs,
      config: { scope: 'copy:write', cost: 20, idempotent: true, problems: [404, 409, 422] },
      schema: {
        operationId: 'writeDraft',
        tags: ['Copy'],
        summary: 'Write copy of one product and answer with the draft',
        description:
          'Unchanged input answers with the draft there is, at no cost. What takes longer than the answer may goes on as a copy job: 202 with its Location.',
        headers: idempotencyHeadersSchema,
        body: draftRequestSchema.meta({
          id: 'DraftRequest',
          examples: [
            {
              product: 'k1',
              fields: ['pdp.short'],
              locale: 'en-GB',
              writer: 'auto',
              seed: 7,
              maxCost: '0.02',
            },
          ],
        }),
        response: {
          201: draftResponseSchema,
          202: copyJobSchema.describe('Still being written; watch it at Location'),
        },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      const { product, maxCost, ...rest } = request.body
      const wanted: CopyRequest = {
        ...rest,
        selection: { products: [product] },
        delivery: 'now',
        maxCostMicros: maxCost === undefined ? null : Math.round(Number(maxCost) * 1_000_000),
      }
      // What is kept for the key is the job: a repeat finds the same one, and its draft.
      const { answer, replayed } = await once(
        db,
        { shopId, key: idempotencyKeyOf(request), fingerprint: fingerprintOf(request) },
        async (trx) => {
          if (chatModels !== undefined) requireConfiguredWriter(wanted.writer, chatModels)
          const resource = await requestCopy(trx, clock, { ...wanted, shopId })
          return storable(copyJobSchema, {
            status: 202,
            location: `/v1/copy/jobs/${resource.id}`,
            resource: { ...resource, selection: { ...resource.selection } },
          })
        },
      )
      relay.poke()
      if (replayed) reply.header('idempotent-replayed', 'true')
      const { id } = z.looseObject({ id: z.string() }).parse(JSON.parse(answer.body))
      const draft = await awaitDraft({ db, clock }, shopId, id, limits.draftMs - limits.draftSlackMs)
      if (draft === undefined) {
        const job = await getCopyJob(db, shopId, id)
        return reply
          .code(202)
          .header('location', `/v1/copy/jobs/${id}`)
          .send({ ...job, selection: { ...job.selection } })
      }
      return reply.code(201).header('location', `/v1/copy/drafts/${draft.id}`).send(draft)
    },
  )
}
