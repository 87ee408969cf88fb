/** Copy being written, sentence by sentence. */
import { Readable } from 'node:stream'
import {
  previewCopy,
  previewRequestSchema,
  type PreviewEvent,
} from '../../../content/preview/preview-copy.ts'
import { AppError } from '../../../errors.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { eventStreamSchema } from '../../event-stream.ts'
import { sendEventStream } from '../../send-stream.ts'
import type { ServerDeps } from '../../server-deps.ts'

/** A preview is a few calls long. */
const previewMsMax = 5 * 60_000

export function addCopyPreviewRoute(server: HttpServer, { preview, log }: ServerDeps): void {
  const closing = new AbortController()
  server.addHook('preClose', (done) => {
    closing.abort()
    done()
  })
  server.post(
    '/v1/copy/preview',
    {
      handlerTimeout: previewMsMax,
      config: { scope: 'copy:write', cost: 20, problems: [404] },
      schema: {
        operationId: 'previewCopy',
        tags: ['Copy'],
        summary: 'Watch copy of one product being written',
        description:
          'Server-sent events: `begin` (a text starts from its first word; a repair starts again), `delta` (words of a sentence), `segment` (a whole sentence with its findings), `done` (what a job would store, with the verdict) or `error`. Nothing is stored; the calls are paid and booked as previews. Leaving stops the call.',
        produces: ['text/event-stream'],
        body: previewRequestSchema.meta({
          id: 'PreviewRequest',
          examples: [{ product: 'k1', fields: ['pdp.short'], locale: 'en-GB' }],
        }),
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      if (preview === undefined)
        throw new AppError('content.writer-unconfigured', 'This server writes no previews.')
      const gone = new AbortController()
      const leave = () => {
        gone.abort(new AppError('request.timeout', 'The client left.'))
      }
      reply.raw.once('close', leave)
      closing.signal.addEventListener('abort', leave, { once: true })
      const body = { ...request.body, shopId: shopIdOf(request) }
      const events = await beginStream((onEvent) => previewCopy(preview, body, gone.signal, onEvent), {
        isGone: () => gone.signal.aborted,
        log,
      })
      events.once('close', () => {
        closing.signal.removeEventListener('abort', leave)
      })
      return sendEventStream(reply, events)
    },
  )
}

/**
 * Resolves with the first event. What is wrong with the request itself is known before, and rejects: it is answered as a
 * problem; what goes wrong later is an event.
 */
function beginStream(
  write: (onEvent: (event: PreviewEvent) => void) => Promise<void>,
  { isGone, log }: { readonly isGone: () => boolean; readonly log: ServerDeps['log'] },
): Promise<Readable> {
  const events = new Readable({ read: () => undefined })
  return new Promise((resolve, reject) => {
    write(({ event, data }) => {
      events.push(eventText(event, data))
      resolve(events)
    })
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error('The preview failed.'))
        if (!isGone()) events.push(eventText('error', problemOf(error, log)))
      })
      .finally(() => events.push(null))
  })
}

function problemOf(
  error: unknown,
  log: ServerDeps['log'],
): { readonly code: string; readonly detail: string } {
  if (error instanceof AppError) return { code: error.code, detail: error.message }
  log.error({ err: error }, 'a preview failed')
  return { code: 'internal', detail: 'Something failed on our side.' }
}

/** JSON has no raw line breaks, so one data line always suffices. */
function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
