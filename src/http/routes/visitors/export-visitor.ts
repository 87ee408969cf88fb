/** What a shop keeps about one visitor, for whoever asks to see it. */
import { z } from 'zod'
import { exportVisitor } from '../../../recommendations/erasure/export-visitor.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema } from '../../page-query.ts'
import { sendBytes } from '../../send-stream.ts'
import type { ServerDeps } from '../../server-deps.ts'

export function addVisitorExportRoute(server: HttpServer, { db }: ServerDeps): void {
  server.get(
    '/v1/visitors/:id',
    {
      config: { scope: 'admin:shop', cost: 10 },
      schema: {
        operationId: 'exportVisitor',
        tags: ['Events'],
        summary: 'Everything kept about a visitor',
        description:
          'JSON: `visitor`, `erased_at` (null unless erased), `events`, `visits`, `slates` and `mailings`, oldest first. Somebody unknown has none. Below "pseudonymous" nothing is kept that could be found here.',
        params: idParamsSchema,
        response: { 200: z.string().describe('The document, streamed') },
      },
    },
    async (request, reply) =>
      sendBytes(
        reply.header('cache-control', 'no-store'),
        'application/json; charset=utf-8',
        exportVisitor(db, shopIdOf(request), request.params.id),
      ),
  )
}
