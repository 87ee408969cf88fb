/** A refusal of the API, as RFC 9457 tells it; what a client branches on is `code`. */
import { z } from 'zod'
import type { FieldError } from '../errors.ts'

const problemSchema = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
})

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: string
  readonly title: string
  readonly status: number
  readonly requestId: string
  readonly errors: readonly FieldError[]
  /** When to try again, milliseconds; undefined when the answer did not say. */
  readonly retryAfterMs: number | undefined

  constructor(problem: z.output<typeof problemSchema>, retryAfterMs: number | undefined) {
    super(problem.detail)
    this.code = problem.code
    this.title = problem.title
    this.status = problem.status
    this.requestId = problem.requestId
    this.errors = problem.errors
    this.retryAfterMs = retryAfterMs
  }
}

/** The problem in a failed response; an answer that is none (a proxy's page, say) becomes one with the code "internal". */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined
  const parsed = problemSchema.safeParse(await readJson(response))
  if (parsed.success) return new ApiProblem(parsed.data, retryAfterMs)
  const detail = `The server answered ${String(response.status)} without saying why.`
  const problem = {
    title: response.statusText,
    status: response.status,
    detail,
    code: 'internal',
    requestId: response.headers.get('x-request-id') ?? '',
    errors: [],
  }
  return new ApiProblem(problem, retryAfterMs)
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json()
    return body
  } catch {
    return undefined
  }
}
