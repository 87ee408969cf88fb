/** Approving many drafts in one call. */
import { z } from 'zod'
import { approveDrafts, listReadyDrafts } from '../../../content/review/approve-drafts.ts'
import { reviewerOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'

/** Drafts one bulk call decides; the answer says whether more are ready. */
const BULK_MAX = 500
const bulkBodySchema = z.union([
  z.strictObject({ ids: z.array(z.string().min(1).max(200)).min(1).max(BULK_MAX) }),
  z.strictObject({
    filter: z.strictObject({
      copyJobId: z.string().min(1).max(200).optional(),
      product: z.string().min(1).max(200).optional(),
      locale: z.string().min(2).max(35).optional(),
    }),
  }),
])
const bulkAnswerSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        outcome: z.enum(['approved', 'unchanged', 'refused']),
        code: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
    counts: z.object({ approved: z.int(), unchanged: z.int(), refused: z.int() }),
    more: z.boolean().describe('True: the filter keeps more ready drafts; ask again'),
  })
  .meta({ id: 'BulkApproval' })

export function addBulkApprovalRoute(server: HttpServer, { db, clock }: ServerDeps): void {
  server.post(
    '/v1/copy/drafts/approve',
    {
      handlerTimeout: limits.draftMs,
      config: { scope: 'copy:review', cost: 20 },
      schema: {
        operationId: 'approveDrafts',
        tags: ['Copy'],
        summary: 'Approve drafts that are ready, by id or by filter',
        description: `At most ${String(BULK_MAX)} at once; each has its own outcome, and one that is refused holds up no other.`,
        body: bulkBodySchema.meta({
          id: 'BulkApprovalRequest',
          examples: [{ ids: ['draft_01JD0000000000000000000000'] }],
        }),
        response: { 200: bulkAnswerSchema },
      },
    },
    async (request) => {
      const reviewer = reviewerOf(request)
      const { body } = request
      const listed =
        'ids' in body ? undefined : await listReadyDrafts(db, reviewer.shopId, body.filter, BULK_MAX)
      const items = await approveDrafts(db, clock, reviewer, 'ids' in body ? body.ids : (listed?.ids ?? []))
      const count = (outcome: string) => items.filter((item) => item.outcome === outcome).length
      return {
        items,
        counts: { approved: count('approved'), unchanged: count('unchanged'), refused: count('refused') },
        more: listed?.more ?? false,
      }
    },
  )
}
