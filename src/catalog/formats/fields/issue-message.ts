/** What is wrong with a field, in the words of the person who owns the file rather than those of the validator. */
import type { z } from 'zod'

export const missing = 'is missing'

/**
 * The message of a zod issue, read after its path ("title is missing"). Given to `safeParse` as `error`, because only
 * there the input is still at hand. Undefined leaves zod's own words; messages of the schema itself always win.
 */
export function issueMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined || issue.input === null) return missing
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds.get(issue.expected) ?? issue.expected}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(quoted).join(', ')}`
    case 'invalid_format':
      return issue.format === 'url' ? 'must be a web address such as "https://example.com/a"' : undefined
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    case 'invalid_key':
      return `the name ${issue.issues[0]?.message ?? 'is not allowed'}`
    case 'invalid_union':
      return 'is of a kind that is not allowed here'
    default:
      return undefined
  }
}

const kinds = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
])

function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

/** What a bound counts; a number is measured itself. */
const counted = new Map([
  ['string', 'character'],
  ['array', 'entry'],
])

function tooSmall({
  origin,
  minimum,
  inclusive,
}: Pick<z.core.$ZodIssueTooSmall, 'origin' | 'minimum' | 'inclusive'>): string {
  const unit = counted.get(origin)
  if (unit === undefined)
    return `must be ${inclusive === false ? 'more than' : 'at least'} ${String(minimum)}`
  return minimum === 1 ? 'must not be empty' : `must have at least ${amount(minimum, unit)}`
}

function tooBig({
  origin,
  maximum,
  inclusive,
}: Pick<z.core.$ZodIssueTooBig, 'origin' | 'maximum' | 'inclusive'>): string {
  const unit = counted.get(origin)
  if (unit === undefined) return `must be ${inclusive === false ? 'less than' : 'at most'} ${String(maximum)}`
  return unit === 'character'
    ? `is longer than ${amount(maximum, unit)}`
    : `has more than ${amount(maximum, unit)}`
}

function amount(value: number | bigint, unit: string): string {
  if (value === 1) return `1 ${unit}`
  return `${String(value)} ${unit === 'entry' ? 'entries' : `${unit}s`}`
}
