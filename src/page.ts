/**
 * Cursor pages. A cursor is the sort key of the last item shown, as base64url JSON: rows that come or go between
 * two requests neither repeat nor hide others. It is opaque to clients and holds nothing they could not see.
 */
import type { z } from 'zod'
import { AppError } from './errors.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Cursor of the page after this one; null on the last page. */
  readonly next: string | null
}

export interface PageRequest {
  readonly cursor?: string | undefined
  /** Items wanted, at least 1. */
  readonly limit: number
}

/** The values of one row's sort columns, in order. */
export type CursorParts = readonly (string | number)[]

/** Longer cursors are refused before they are decoded. */
const cursorCharsMax = 4_000

export function encodeCursor(parts: CursorParts): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** @throws AppError request.invalid when the text is no cursor of this list */
export function decodeCursor<T extends z.ZodType>(text: string, schema: T): z.output<T> {
  const parsed = schema.safeParse(readParts(text))
  if (parsed.success) return parsed.data
  throw new AppError(
    'request.invalid',
    'The cursor is not one this list gave out; start from the first page.',
    {
      errors: [{ path: 'query.cursor', message: 'is not a cursor of this list' }],
    },
  )
}

function readParts(text: string): unknown {
  if (text.length > cursorCharsMax || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return parts
  } catch {
    return undefined
  }
}

/**
 * Makes a page of rows that were fetched one further than `limit`: the extra row only tells that there is more.
 *
 * @param partsOf the sort columns of a row
 */
export function pageOf<T>(rows: readonly T[], limit: number, partsOf: (row: T) => CursorParts): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(partsOf(last)) : null }
}
