/** Asking for copy with a CSV file as it came out of a spreadsheet: the body is the file, the rest stands in the query. */
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { requireConfiguredWriter } from '../../../content/jobs/configured-writer.ts'
import { copyRequestSchema } from '../../../content/jobs/copy-job.ts'
import { requestCopy } from '../../../content/jobs/request-copy.ts'
import { AppError } from '../../../errors.ts'
import type { HttpServer } from '../../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../../idempotency.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { copyJobSchema } from './copy-job-schema.ts'

/** The request without its selection; numbers and lists as a query writes them. */
const uploadQuerySchema = z.strictObject({
  fields: z.string().min(1).max(200).describe('With commas: `pdp.long,promo`'),
  locale: z.string().min(2).max(35),
  writer: copyRequestSchema.shape.writer,
  seed: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  maxCostMicros: z.coerce.number().int().min(0).optional(),
})

export function addCopyUploadRoute(server: HttpServer, { db, clock, chatModels }: ServerDeps): void {
  void server.register((scope, _options, done) => {
    const uploads = scope.withTypeProvider<ZodTypeProvider>()
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body)
    })
    uploads.post(
      '/v1/copy/jobs/csv',
      {
        bodyLimit: limits.selectionBytes,
        config: { scope: 'copy:write', cost: 20, idempotent: true, problems: [404, 409, 413, 415, 422] },
        schema: {
          operationId: 'requestCopyOfCsv',
          tags: ['Copy'],
          summary: 'Ask for copy of the products in a CSV file',
          description: 'A column named id, product or handle, or one column alone; at most 10,000 products.',
          consumes: ['text/csv'],
          headers: idempotencyHeadersSchema,
          querystring: uploadQuerySchema,
          body: z
            .string()
            .min(1)
            .meta({ examples: ['id\nk1\nk2\n'] }),
          response: { 202: copyJobSchema.describe('Accepted; watch it at Location') },
        },
      },
      async (request, reply) =>
        answerOnce(db, request, reply, copyJobSchema, async (trx, shopId) => {
          const { fields, ...rest } = request.query
          const parsed = copyRequestSchema.safeParse({
            ...rest,
            selection: { csv: request.body },
            fields: fields.split(',').map((field) => field.trim()),
          })
          if (!parsed.success) throw invalid(parsed.error)
          if (chatModels !== undefined) requireConfiguredWriter(parsed.data.writer, chatModels)
          const resource = await requestCopy(trx, clock, { ...parsed.data, shopId })
          return { status: 202, location: `/v1/copy/jobs/${resource.id}`, resource }
        }),
    )
    done()
  })
}

function invalid(error: z.ZodError): AppError {
  const errors = error.issues.map(({ path, message }) => ({
    path: path[0] === 'selection' ? 'body' : `query.${path.join('.')}`,
    message,
  }))
  const [first] = errors
  return new AppError(
    'request.invalid',
    first === undefined ? 'The request is not valid.' : `${first.path}: ${first.message}`,
    {
      errors,
    },
  )
}
