/**
 * The mapping file of events: where somebody else's rows keep what an event says. Names and constants only; rows that
 * are none of our business (cancelled invoices) are skipped by plain conditions.
 */
import { z } from 'zod'
import { parseMoney } from '../../catalog/formats/fields/money.ts'
import { AppError } from '../../errors.ts'

const column = z.string().min(1).max(200)
const source = z.union([
  column.transform((name) => ({ column: name, values: undefined })),
  z.strictObject({ column, values: z.record(z.string(), z.string()).optional() }),
  z.strictObject({ constant: z.string().min(1).max(200) }),
])
type Source = z.output<typeof source>

const mappingSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('events'),
  description: z.string().max(2_000).optional(),
  fields: z.strictObject({
    type: source,
    consent: source,
    session: source,
    /** "text": ISO 8601, or "2010-12-01 08:26:00", which is taken as UTC. */
    at: z.strictObject({ column, unit: z.enum(['seconds', 'milliseconds', 'text']) }),
    visitor: source.optional(),
    product: source.optional(),
    variant: source.optional(),
    query: source.optional(),
    placement: source.optional(),
    order_id: source.optional(),
    currency: source.optional(),
    quantity: source.optional(),
    position: source.optional(),
    price: z.strictObject({ column, unit: z.enum(['minor', 'decimal']) }).optional(),
  }),
  skip: z
    .array(
      z.union([
        z.strictObject({ column, startsWith: z.string().min(1) }),
        z.strictObject({ column, below: z.number() }),
        z.strictObject({ column, equals: z.string() }),
      ]),
    )
    .max(20)
    .default([]),
})
export type EventMapping = z.output<typeof mappingSchema>

/** @throws AppError cli.usage with the first wrong place */
export function parseEventMapping(json: unknown): EventMapping {
  const parsed = mappingSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError(
    'cli.usage',
    `The mapping file is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  )
}

/** Cells of a row by column name; empty ones are missing. */
export type Cells = ReadonlyMap<string, string>

/** The row as an event, to be judged by the server; undefined for a row to be skipped. */
export function mapRow(mapping: EventMapping, cells: Cells): Record<string, unknown> | undefined {
  if (mapping.skip.some((rule) => isSkipped(rule, cells))) return undefined
  const { type, consent, session, at, visitor, quantity, position, price, ...others } = mapping.fields
  const texts = Object.entries(others).map(([name, from]) => [name, valueOf(from, cells)] as const)
  const currency = valueOf(others.currency, cells)
  const event: Record<string, unknown> = {
    type: valueOf(type, cells),
    consent: valueOf(consent, cells),
    session: valueOf(session, cells),
    at: timeOf(at, cells),
    visitor: valueOf(visitor, cells),
    quantity: numberOf(valueOf(quantity, cells)),
    position: numberOf(valueOf(position, cells)),
    ...Object.fromEntries(texts),
    currency: price === undefined ? undefined : currency,
    price_minor: price === undefined ? undefined : minorOf(cells.get(price.column), price.unit, currency),
  }
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined))
}

function isSkipped(rule: EventMapping['skip'][number], cells: Cells): boolean {
  const cell = cells.get(rule.column) ?? ''
  if ('startsWith' in rule) return cell.startsWith(rule.startsWith)
  if ('below' in rule) return cell !== '' && Number(cell) < rule.below
  return cell === rule.equals
}

function valueOf(from: Source | undefined, cells: Cells): string | undefined {
  if (from === undefined) return undefined
  if ('constant' in from) return from.constant
  const cell = cells.get(from.column)
  return cell === undefined ? undefined : (from.values?.[cell] ?? cell)
}

/** What is no number stays as it is, so that the refusal names it. */
function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^-?\d+(\.0+)?$/.test(text) ? Number(text) : text
}

function timeOf({ column: name, unit }: EventMapping['fields']['at'], cells: Cells): string | undefined {
  const cell = cells.get(name)
  if (cell === undefined) return undefined
  const ms = unit === 'text' ? Date.parse(zoned(cell)) : Number(cell) * (unit === 'seconds' ? 1_000 : 1)
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : cell
}

function zoned(text: string): string {
  const iso = text.trim().replace(' ', 'T')
  return /(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`
}

function minorOf(cell: string | undefined, unit: 'minor' | 'decimal', currency = 'EUR'): unknown {
  if (cell === undefined) return undefined
  return unit === 'minor' ? numberOf(cell) : (parseMoney(cell, currency)?.minor ?? cell)
}
