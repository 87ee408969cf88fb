/** What shoppers do, as storefronts report it: durable when it is answered, and seen by the visitor's next request. */
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { eventsSchema } from '../../../events/event.ts'
import type { IngestReport } from '../../../events/ingest/ingest-events.ts'
import { principalOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'

const reportSchema = z
  .object({
    accepted: z.int().describe('Stored'),
    duplicates: z.int().describe('The shop has an event with this `event_id`'),
    not_stored: z.int().describe('Consent "none", or an erased visitor'),
    unattributed: z.int().describe('Stored with a token that is not valid: counted for no slate'),
    rejected: z
      .array(z.object({ index: z.int(), path: z.string(), message: z.string() }))
      .readonly()
      .describe('Faulty events by place and field; they keep no other back'),
  })
  .meta({ id: 'EventsReport' }) satisfies z.ZodType<IngestReport>

const querySchema = z.strictObject({
  history: z
    .enum(['true', 'false'])
    .default('false')
    .describe('"true": events of any age that is kept; not with a publishable key'),
})

export function addEventRoute(server: HttpServer, { events }: ServerDeps): void {
  server.post(
    '/v1/events',
    {
      bodyLimit: limits.eventsBytes,
      // Each event is judged by itself, in the domain: one that is faulty is no reason to refuse the others.
      validatorCompiler: ({ httpPart }) =>
        httpPart === 'body' ? (data: unknown) => ({ value: data }) : checkQuery,
      config: { scope: 'events:write', cost: 1, shed: 'last', checksOwnText: true, problems: [413, 415] },
      schema: {
        operationId: 'sendEvents',
        tags: ['Events'],
        summary: 'Report what shoppers did',
        description:
          'One event, or up to 500 as `{"events": […]}`. Answered when all that is accepted is durable. `event_id` counts once; events up to 7 days old are welcome, clocks that run more than 5 minutes ahead are set right.',
        querystring: querySchema,
        body: eventsSchema.meta({
          id: 'Events',
          examples: [
            { type: 'view', event_id: 'e1', consent: 'session', session: 's9', product: 'k1' },
            {
              events: [
                {
                  type: 'purchase',
                  consent: 'known',
                  session: 's9',
                  visitor: 'v4',
                  product: 'k1',
                  quantity: 1,
                  price_minor: 4990,
                  currency: 'EUR',
                  order_id: 'o7',
                },
              ],
            },
          ],
        }),
        response: { 202: reportSchema },
      },
    },
    async (request, reply) => {
      const { shopId, kind } = principalOf(request)
      const history = request.query.history === 'true'
      if (history && kind === 'publishable') {
        throw new AppError('events.history-forbidden', 'Send old events with a secret key, from a server.')
      }
      return reply.code(202).send(await events.ingest({ shopId, body: request.body, history }))
    },
  )
}

function checkQuery(query: unknown) {
  const parsed = querySchema.safeParse(query)
  if (parsed.success) return { value: parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: ['query', ...path].map(String).join('.'),
    message,
  }))
  const [first] = errors
  return {
    error: new AppError('request.invalid', `${first?.path ?? ''}: ${first?.message ?? ''}`, { errors }),
  }
}
