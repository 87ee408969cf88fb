/** Unknown paths and methods are refused before their body is read. */
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'
import { methodsAt, type DeclaredRoute } from '../route-policy.ts'

export function refuseUnknownRoutes(server: FastifyInstance, routes: readonly DeclaredRoute[]): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) {
      done()
      return
    }
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = methodsAt(routes, path)
    if (methods.length === 0) {
      done(new AppError('request.not-found', 'There is nothing at this path; /docs lists what there is.'))
      return
    }
    reply.header('allow', methods.join(', '))
    done(new AppError('request.method-not-allowed', `This path takes ${methods.join(', ')}.`))
  })
}
