/**
 * The typed client of the HTTP API: paths, parameters and answers come from openapi-schema.ts, which is generated from
 * docs/openapi.json. A refusal is thrown as ApiProblem; a server that cannot be reached as cli.server-unreachable.
 */
import createFetchClient, { type Client, type Middleware } from 'openapi-fetch'
import { AppError } from '../errors.ts'
import { readProblem } from './api-problem.ts'
import type { components, paths } from './openapi-schema.ts'
import { readEvents, type ServerEvent } from './server-events.ts'

export type ApiSchemas = components['schemas']

export interface ApiClientOptions {
  /** Where the API answers, "http://127.0.0.1:3000". */
  readonly url: string
  readonly key: string
  readonly fetch?: typeof globalThis.fetch
}

export interface Upload {
  /** A catalogue format, or "auto". */
  readonly format: NonNullable<NonNullable<paths['/v1/imports']['post']['parameters']['query']>['format']>
  readonly bytes: AsyncIterable<Uint8Array>
  readonly fileName?: string | undefined
  readonly encoding?: string | undefined
  /** JSON of a mapping file. */
  readonly mapping?: unknown
  readonly idempotencyKey?: string | undefined
}

export interface ApiClient extends Pick<Client<paths>, 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'> {
  /** Streams a catalogue file; resolves when the server has accepted it. */
  upload(file: Upload): Promise<ApiSchemas['Import']>
  /** Server-sent events of a path such as `/v1/imports/imp_…/events`, until the server ends them. */
  events(path: string, signal?: AbortSignal): AsyncGenerator<ServerEvent>
  /** The bytes of a path, for exports; ends early when the caller stops reading. */
  download(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array>
}

export function createApiClient({ url, key, fetch = globalThis.fetch }: ApiClientOptions): ApiClient {
  const baseUrl = url.replace(/\/+$/, '')
  const headers = { authorization: `Bearer ${key}` }
  const send = async (input: Request | string, init?: RequestInit): Promise<Response> => {
    const response = await reach(fetch, input, init, baseUrl)
    if (!response.ok) throw await readProblem(response)
    return response
  }
  const open = (path: string, init: RequestInit = {}) => send(`${baseUrl}${path}`, { ...init, headers })

  const client = createFetchClient<paths>({
    baseUrl,
    headers,
    fetch: (request) => reach(fetch, request, undefined, baseUrl),
  })
  client.use(throwProblems)
  return {
    GET: client.GET,
    POST: client.POST,
    PUT: client.PUT,
    PATCH: client.PATCH,
    DELETE: client.DELETE,
    async upload(file) {
      const { data } = await client.POST('/v1/imports', {
        params: { query: uploadQuery(file), header: uploadHeaders(file) },
        headers: { 'content-type': 'application/octet-stream' },
        // The body is a stream, which the generated types cannot say; fetch then wants `duplex`: the answer comes last.
        body: '',
        bodySerializer: () => ReadableStream.from(file.bytes),
        duplex: 'half',
      })
      if (data === undefined) throw new Error('The server accepted the upload and said nothing.')
      return data
    },
    async *events(path, signal) {
      const response = await open(path, signal === undefined ? {} : { signal })
      yield* readEvents(response)
    },
    async *download(path, signal) {
      const response = await open(path, signal === undefined ? {} : { signal })
      if (response.body !== null) yield* response.body
    },
  }
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response)
  },
}

async function reach(
  fetch: typeof globalThis.fetch,
  input: Request | string,
  init: RequestInit | undefined,
  baseUrl: string,
): Promise<Response> {
  try {
    return await fetch(input, init)
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause
    throw new AppError(
      'cli.server-unreachable',
      `Nothing answers at ${baseUrl}; start it with "vitrine start".`,
      { cause },
    )
  }
}

function uploadQuery({ format, fileName, encoding }: Upload) {
  return {
    format,
    ...(fileName === undefined ? {} : { fileName }),
    ...(encoding === undefined ? {} : { encoding }),
  }
}

function uploadHeaders({ mapping, idempotencyKey }: Upload) {
  return {
    ...(mapping === undefined
      ? {}
      : { 'vitrine-mapping': Buffer.from(JSON.stringify(mapping)).toString('base64url') }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
}
