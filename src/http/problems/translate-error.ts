/** What Fastify, zod, the JSON parser and an absent database throw, in our own words. Anything unknown is our fault: `internal`. */
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { databaseOutage } from '../../database/outage.ts'
import { AppError, type FieldError } from '../../errors.ts'

const errorsShown = 50
const pathChars = 200
const messageChars = 300

const frameworkErrorSchema = z.object({
  code: z.string().optional(),
  statusCode: z.int(),
  message: z.string(),
})

/** How a field path starts, by the part of the request it lies in; body fields have no prefix. */
const prefixes: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'header' }

export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const prefix = prefixes[thrown.validationContext ?? ''] ?? ''
    const errors = thrown.validation.flatMap((issue) => fieldErrors(prefix, issue)).slice(0, errorsShown)
    const [first] = errors
    const detail =
      first === undefined ? 'The request does not match its schema.' : `${first.path}: ${first.message}`
    return new AppError('request.invalid', detail, { errors })
  }
  const outage = databaseOutage(thrown)
  if (outage !== undefined) return outage
  const framework = frameworkErrorSchema.safeParse(thrown)
  return framework.success
    ? fromFramework(framework.data, thrown)
    : new AppError('internal', 'An unexpected error.', { cause: thrown })
}

function fromFramework(error: z.output<typeof frameworkErrorSchema>, cause: unknown): AppError {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('request.too-large', 'The body is larger than this route takes.', { cause })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_TYPE':
      return new AppError('request.media-type', 'Send the body as application/json.', { cause })
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new AppError('request.invalid', 'The body is empty; send a JSON object.', { cause })
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new AppError(
        'request.invalid',
        'The body is not valid JSON, or has a "__proto__" or "constructor" key.',
        {
          cause,
        },
      )
    case 'FST_ERR_BAD_URL':
      return new AppError('request.invalid', 'The path has a percent-encoding that cannot be decoded.', {
        cause,
      })
    case undefined:
    default:
      return fromStatus(error, cause)
  }
}

function fromStatus(error: z.output<typeof frameworkErrorSchema>, cause: unknown): AppError {
  if (error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError('request.invalid', error.message.slice(0, messageChars), { cause })
  }
  return new AppError('internal', 'An unexpected error.', { cause })
}

const unknownKeysSchema = z.object({ keys: z.array(z.string()) })

/** A strict object reports all its unknown keys in one issue; clients get one error per key. */
function fieldErrors(
  prefix: string,
  issue: { readonly instancePath: string; readonly message?: string; readonly params: unknown },
): FieldError[] {
  const steps = [prefix, ...issue.instancePath.split('/')].filter((step) => step !== '')
  const unknownKeys = unknownKeysSchema.safeParse(issue.params)
  if (unknownKeys.success) {
    return unknownKeys.data.keys.map((key) => ({
      path: pathOf([...steps, key]),
      message: 'is not a known field',
    }))
  }
  return [{ path: pathOf(steps), message: (issue.message ?? 'is not valid').slice(0, messageChars) }]
}

function pathOf(steps: readonly string[]): string {
  const path = steps.join('.')
  return path === '' ? 'body' : path.slice(0, pathChars)
}
