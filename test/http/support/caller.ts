/** Calls below one path of a test server, with the shop's secret key unless another is given. */
import type { Answer } from './answer.ts'
import { bearer, type TestServer } from './start-server.ts'

export interface CallOptions {
  readonly body?: object
  readonly key?: string
  /** Idempotency-Key. */
  readonly once?: string
}

/** @param rig asked for at each call: suites open it in a hook */
export function callerOf(rig: () => TestServer, base: string) {
  return async (method: 'GET' | 'POST', path: string, { body, key, once }: CallOptions = {}) => {
    const response = await rig().server.inject({
      method,
      url: `${base}${path}`,
      headers: {
        ...bearer(key ?? rig().secret),
        ...(once === undefined ? {} : { 'idempotency-key': once }),
      },
      ...(body === undefined ? {} : { payload: body }),
    })
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: () => response.json<Answer>(),
    }
  }
}
