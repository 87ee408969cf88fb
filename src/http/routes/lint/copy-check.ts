/** Judging a given text. */
import { checkedTextSchema, checkRequestSchema, checkText } from '../../../content/lint/check-text.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import type { ServerDeps } from '../../server-deps.ts'

export function addCopyCheckRoute(server: HttpServer, { db, clock }: ServerDeps): void {
  server.post(
    '/v1/copy/check',
    {
      config: { scope: 'copy:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'checkCopy',
        tags: ['Copy'],
        summary: 'Judge a text against the facts of a product',
        description:
          'Sentences with `factIds` are judged by what they cite. Text that cites nothing is compared with all facts: ' +
          '`block` reports what is very likely false, `audit` also what the data does not support.',
        body: checkRequestSchema.meta({
          id: 'CheckRequest',
          examples: [
            { product: 'k1', text: 'The kettle holds 2 litres.' },
            {
              facts: { title: 'Kettle', attributes: { Capacity: '1.7 l', 'Auto shut-off': 'Yes' } },
              text: 'The kettle holds 2 litres.',
              profile: 'audit',
            },
          ],
        }),
        response: { 200: checkedTextSchema.meta({ id: 'CheckedText' }) },
      },
    },
    async (request) => checkText(db, clock, shopIdOf(request), request.body),
  )
}
