/**
 * Closing: connections that are idle are closed at once, and an answer that is still under way closes its own, because
 * a client that keeps it open would keep the process from ending.
 */
import type { FastifyInstance } from 'fastify'

export function closeAfterAnswer(server: FastifyInstance): void {
  let isClosing = false
  server.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done()
  })
}
