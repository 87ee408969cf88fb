/** Answers made of bytes that are not all there yet. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Sends the bytes as they come; when the client leaves, the source is told to stop. */
export function sendBytes(
  reply: FastifyReply,
  mediaType: string,
  source: AsyncIterable<Uint8Array>,
): FastifyReply {
  return reply
    .type(mediaType)
    .serializer(String)
    .send(Readable.from(source, { objectMode: false }))
}

/** Server-sent events as they come; the stream has its connection to itself. */
export function sendEventStream(reply: FastifyReply, events: Readable): FastifyReply {
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .header('connection', 'close')
    .serializer(String)
    .send(events)
}
