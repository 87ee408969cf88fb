/**
 * When the event loop lags, new work is refused early with 503 and Retry-After, so that what was admitted still ends
 * in time. Storefront routes are shed last, probes never.
 */
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'

export interface PressureLimits {
  /** Mean event-loop delay over a second from which most routes are refused, milliseconds. */
  readonly delayMs: number
  /** The same for routes with `shed: 'last'`. */
  readonly delayLastMs: number
}

export const defaultPressureLimits: PressureLimits = { delayMs: 500, delayLastMs: 2_000 }
const retryAfterMs = 2_000

export async function shedUnderPressure(server: FastifyInstance, limits: PressureLimits): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: limits.delayMs,
    sampleInterval: 1_000,
    pressureHandler(request, _reply, _type, delayMs = Infinity) {
      const { shed = 'first' } = request.routeOptions.config
      // A second without a single sample (Infinity) says that nothing was measured, as after a pause of the machine.
      const isMeasured = Number.isFinite(delayMs)
      const isAdmitted = !isMeasured || shed === 'never' || (shed === 'last' && delayMs <= limits.delayLastMs)
      if (isAdmitted) return undefined
      const refusal = new AppError(
        'request.overloaded',
        'The service is busy; try again as Retry-After says.',
        {
          retryAfterMs,
        },
      )
      return Promise.reject(refusal)
    },
  })
}
