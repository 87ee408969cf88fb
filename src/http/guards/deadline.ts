/**
 * No handler may take longer than its limit. Fastify's own `handlerTimeout` covers a request until its body is read;
 * from then on it is off (5.12 clears the timer and aborts `request.signal` on the request's `close` event, which Node
 * emits once the body has been consumed), so handlers are raced against the same limit here.
 */
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { AppError } from '../../errors.ts'

export function limitHandlers(server: FastifyInstance, defaultMs: number): void {
  server.addHook('onRoute', (route) => {
    route.handler = withDeadline(route.handler, route.handlerTimeout ?? defaultMs)
  })
}

function withDeadline(handler: RouteHandlerMethod, limitMs: number): RouteHandlerMethod {
  return function (request, reply) {
    const result: unknown = handler.call(this, request, reply)
    return result instanceof Promise ? race(result, limitMs) : result
  }
}

async function race(work: Promise<unknown>, limitMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new AppError('request.timeout', `The request was not done within ${String(limitMs)} ms; try again.`),
      )
    }, limitMs)
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}
