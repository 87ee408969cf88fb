/**
 * Uploading a catalogue file. The body streams into the database, whatever its media type; nothing of it is held in
 * memory beyond a chunk. A repeat with the same Idempotency-Key sends its body again: it is hashed as it comes, and
 * the answer is that of the first upload.
 */
import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { catalogFormats, type CatalogFormat } from '../../../catalog/formats/catalog-format.ts'
import { getImport } from '../../../catalog/imports/read-imports.ts'
import { receiveImport, type ReceiveImportRequest } from '../../../catalog/imports/receive-import.ts'
import type { Json } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { findAnswer, isKeyUsed, onceIn, type StoredAnswer } from '../../../security/idempotency.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import {
  fingerprintOf,
  idempotencyHeadersSchema,
  idempotencyKeyOf,
  sendOutcome,
  storable,
} from '../../idempotency.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { importSchema } from './import-schema.ts'

export const catalogFormatSchema = z.enum(['auto', ...catalogFormats.map((format) => format.name)])

const mappingHeaderSchema = z
  .string()
  .max(7_000)
  .transform((text, context): Json => {
    try {
      return z.json().parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    } catch {
      context.addIssue('must be base64url of a JSON mapping')
      return z.NEVER
    }
  })
  .optional()
  .describe('base64url of the JSON of a mapping file, for JSON Lines of another shape')

const uploadQuerySchema = z.strictObject({
  format: catalogFormatSchema.default('auto').describe('`auto` recognises it from the first bytes'),
  fileName: z.string().min(1).max(255).optional().describe('For people'),
  encoding: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{2,40}$/)
    .optional()
    .describe('WHATWG label such as "windows-1252"; left out: recognised from the bytes'),
})

const uploadBodySchema = z
  .instanceof(Readable, { error: 'must hold the bytes of a catalogue file' })
  .meta({ type: 'string', format: 'binary', description: 'The file itself; gzip and zip are unpacked' })

export function addImportUploadRoute(server: HttpServer, deps: ServerDeps): void {
  void server.register((scope, _options, done) => {
    const uploads = scope.withTypeProvider<ZodTypeProvider>()
    // Every media type is taken as a stream of bytes; the JSON parser must not see JSON Lines.
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload)
    })
    uploads.post(
      '/v1/imports',
      {
        bodyLimit: deps.config.IMPORT_MAX_BYTES,
        handlerTimeout: limits.uploadMs,
        config: { scope: 'catalog:write', cost: 50, idempotent: true, problems: [409, 413, 422] },
        schema: {
          operationId: 'receiveImport',
          tags: ['Catalogue'],
          summary: 'Upload a catalogue file',
          description: `Products are matched by the shop's own id: new ones are added, changed ones updated, equal ones cost nothing; a bad row is reported and the rest stays. Formats: ${catalogFormats
            .map((format) => `\`${format.name}\` (${format.description})`)
            .join(', ')}.`,
          consumes: ['application/octet-stream'],
          querystring: uploadQuerySchema,
          headers: idempotencyHeadersSchema.extend({ 'vitrine-mapping': mappingHeaderSchema }),
          body: uploadBodySchema,
          response: { 202: importSchema.describe('Accepted; watch it at Location') },
        },
      },
      async (request, reply) => {
        refuseTooLarge(request, deps.config.IMPORT_MAX_BYTES)
        const { format, fileName, encoding } = request.query
        return acceptUpload(deps, request, reply, request.body, {
          format,
          fileName,
          encoding,
          mapping: request.headers['vitrine-mapping'],
        })
      },
    )
    done()
  })
}

type UploadOptions = Pick<ReceiveImportRequest, 'fileName' | 'encoding' | 'mapping'> & {
  readonly format: CatalogFormat | 'auto'
}

async function acceptUpload(
  deps: ServerDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Readable,
  options: UploadOptions,
): Promise<FastifyReply> {
  const shopId = shopIdOf(request)
  const key = idempotencyKeyOf(request)
  const hash = createHash('sha256').update(JSON.stringify(options))
  const { db, clock, config } = deps
  if (key !== undefined) {
    const replay = await findReplay(deps, request, hash.copy(), body, { shopId, key })
    if (replay !== undefined) return sendOutcome(reply, { answer: replay, replayed: true })
  }
  let accepted: StoredAnswer | undefined
  try {
    const received = await receiveImport(
      { db, clock, maxBytes: config.IMPORT_MAX_BYTES },
      {
        ...options,
        shopId,
        bytes: hashed(body, hash),
        async onAccept(trx, id) {
          if (key === undefined) return
          const keyed = { shopId, key, fingerprint: fingerprintOf(request, hash.digest()) }
          const outcome = await onceIn(trx, keyed, async () =>
            storable(importSchema, {
              status: 202,
              location: locationOf(id),
              resource: await getImport(trx, shopId, id),
            }),
          )
          if (outcome.replayed) throw new AlreadyAccepted(outcome.answer)
          accepted = outcome.answer
        },
      },
    )
    accepted ??= storable(importSchema, {
      status: 202,
      location: locationOf(received.id),
      resource: received,
    })
  } catch (error) {
    if (error instanceof AlreadyAccepted) {
      return await sendOutcome(reply, { answer: error.answer, replayed: true })
    }
    throw request.raw.readableAborted
      ? new AppError('catalog.feed-unreadable', 'The upload broke off before its end.', { cause: error })
      : error
  }
  return sendOutcome(reply, { answer: accepted, replayed: false })
}

/** Thrown out of `receiveImport` when a parallel upload with the same key was accepted first; this one leaves nothing. */
class AlreadyAccepted extends Error {
  readonly answer: StoredAnswer
  constructor(answer: StoredAnswer) {
    super('an upload with this key was accepted first')
    this.answer = answer
  }
}

/** When the key has been used: reads the body to its end, because only its hash tells a repeat from a mistake. */
async function findReplay(
  { db, config }: ServerDeps,
  request: FastifyRequest,
  hash: Hash,
  body: Readable,
  { shopId, key }: { readonly shopId: string; readonly key: string },
): Promise<StoredAnswer | undefined> {
  if (!(await isKeyUsed(db, shopId, key))) return undefined
  let byteLength = 0
  for await (const piece of hashed(body, hash)) {
    byteLength += piece.length
    if (byteLength > config.IMPORT_MAX_BYTES) throw tooLarge(config.IMPORT_MAX_BYTES)
  }
  return await findAnswer(db, { shopId, key, fingerprint: fingerprintOf(request, hash.digest()) })
}

async function* hashed(body: Readable, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    if (!(piece instanceof Uint8Array)) throw new Error('An upload is a stream of bytes.')
    hash.update(piece)
    yield piece
  }
}

function refuseTooLarge(request: FastifyRequest, maxBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'catalog.feed-too-large',
    `The file is larger than ${String(maxBytes)} bytes. Compress or split it.`,
  )
}

function locationOf(id: string): string {
  return `/v1/imports/${id}`
}
